package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWorkflow runs the commands of the GitHub workflow of a new site, with a file URL from which the
// program is downloaded, and checks that a problem is reported at the line where it is.
func TestWorkflow(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "site")
	if out, err := command(t, "init", folder, "--name", "North Area").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	workflow, err := os.ReadFile(filepath.Join(folder, ".github", "workflows", "site.yml"))
	if err != nil {
		t.Fatal(err)
	}
	program := command(t).Path
	binary, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "safelearn-linux-amd64")
	if err := os.WriteFile(copied, binary, 0o644); err != nil {
		t.Fatal(err)
	}
	steps := regexp.MustCompile(`(?m)^ +(?:- )?run: (.*)$`).FindAllStringSubmatch(string(workflow), -1)
	if len(steps) != 6 {
		t.Fatalf("the workflow has %d commands", len(steps))
	}
	run := func(step string) (string, error) {
		c := exec.Command("sh", "-e", "-c", step)
		c.Dir, c.Env = folder, append(os.Environ(), "PROGRAM=file://"+copied, fmt.Sprintf("CHECKSUM=%x", sha256.Sum256(binary)))
		out, err := c.CombinedOutput()
		return string(out), err
	}
	for _, step := range steps {
		if out, err := run(step[1]); err != nil {
			t.Errorf("%s: %v\n%s", step[1], err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "public", "index.html")); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "content", "pages", "bad.md"), []byte("---\ntitle: Bad\nstatus: draft\n---\n\nSee [[nowhere]], 100%.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	const want = "::error file=content/pages/bad.md,line=6,col=5,title=xref-unknown::"
	if out, err := run(steps[3][1]); err == nil || !strings.Contains(out, want) {
		t.Errorf("%s: %v\n%s", steps[3][1], err, out)
	}
	if out, err := run("CHECKSUM=0 && " + steps[1][1]); err == nil {
		t.Errorf("another program is accepted: %s", out)
	}
}
