package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestGitLabCommands runs the commands of the GitLab pipeline of a new site, in the order in which
// GitLab runs them, with a file URL from which the program is downloaded.
func TestGitLabCommands(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "site")
	if out, err := command(t, "init", folder, "--name", "North Area").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	text, err := os.ReadFile(filepath.Join(folder, ".gitlab-ci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var pipeline struct {
		Default struct {
			Before []string `yaml:"before_script"`
		}
		Check, Pages struct{ Script []string }
	}
	if err := yaml.Unmarshal(text, &pipeline); err != nil {
		t.Fatal(err)
	}
	program := command(t).Path
	binary, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	run := func(script []string, source string) (string, error) {
		c := exec.Command("bash", "-e", "-c", strings.Join(slices.Concat(pipeline.Default.Before, script), "\n"))
		c.Dir, c.Env = folder, append(os.Environ(), "CI_PIPELINE_SOURCE="+source, "PROGRAM=file://"+program, fmt.Sprintf("CHECKSUM=%x", sha256.Sum256(binary)))
		out, err := c.CombinedOutput()
		return string(out), err
	}
	for _, script := range [][]string{pipeline.Check.Script, pipeline.Pages.Script} {
		if out, err := run(script, "push"); err != nil || len(script) == 0 {
			t.Errorf("%s: %v\n%s", script, err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "public", "index.html")); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "content", "pages", "late.md"), []byte("---\ntitle: Late\nstatus: draft\nreview_due: 2020-01-01\n---\n\nWords.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := run(pipeline.Check.Script, "push"); err != nil {
		t.Errorf("a change: %v\n%s", err, out)
	}
	if out, err := run(pipeline.Check.Script, "schedule"); err == nil {
		t.Errorf("the schedule accepts a page that is due: %s", out)
	}
}
