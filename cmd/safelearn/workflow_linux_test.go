package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// workflow is what the tests use of a GitHub workflow.
type workflow struct {
	Env  map[string]string
	Jobs map[string]struct {
		If    string
		Steps []workflowStep
	}
}

// workflowStep is a step of a workflow: a shell command, or an action of GitHub.
type workflowStep struct {
	If, Run, Uses string
	With          map[string]string
}

// exampleRepository returns a repository with the site of an invented partnership, and its workflow: a new
// site with the files of testdata/repository, and with what the workflow asks for filled in. The program
// is downloaded from a file URL.
func exampleRepository(t *testing.T) (folder string, w workflow) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "repository")
	if out, err := command(t, "init", folder, "--name", "North Area").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	if err := os.CopyFS(filepath.Join(folder, "written"), os.DirFS("testdata/repository")); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("sh", "-c", "cp -r '"+folder+"'/written/. '"+folder+"' && rm -r '"+folder+"/written'").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	text, err := os.ReadFile(filepath.Join(folder, ".github", "workflows", "site.yml"))
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(command(t).Path)
	if err != nil {
		t.Fatal(err)
	}
	download := filepath.Join(t.TempDir(), "safelearn-linux-amd64")
	if err := os.WriteFile(download, binary, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	filled := map[string]string{"PROGRAM": "file://" + download, "CHECKSUM": fmt.Sprintf("%x", sha256.Sum256(binary))}
	for name, value := range w.Env {
		if !strings.HasPrefix(value, "[fill in:") || filled[name] == "" {
			t.Errorf("the workflow asks for %s: %q", name, value)
		}
		w.Env[name] = filled[name]
	}
	return folder, w
}

// conditionPattern matches a comparison in the condition of a step.
var conditionPattern = regexp.MustCompile(`^github\.(event_name|ref) (==|!=) '([^']*)'$`)

// applies reports whether the condition of a step or job is true for an event, which is given by its
// event_name and ref.
func applies(t *testing.T, condition string, event map[string]string) bool {
	t.Helper()
	for part := range strings.SplitSeq(condition, " && ") {
		if part == "" {
			continue
		}
		m := conditionPattern.FindStringSubmatch(part)
		if m == nil {
			t.Fatalf("unknown condition %q", part)
		}
		if (event[m[1]] == m[3]) != (m[2] == "==") {
			return false
		}
	}
	return true
}

// A workflowRun is the result of a job.
type workflowRun struct {
	commands []string // commands that ran, in order
	output   string   // of the last command
	failed   bool     // whether the last command failed, which ends the job
	uploaded bool     // whether the site was uploaded for publishing
}

// run runs the job "check" in a folder, for an event on a day, as GitHub does.
func (w workflow) run(t *testing.T, folder, day string, event map[string]string) (r workflowRun) {
	t.Helper()
	env := append(os.Environ(), "SOURCE_DATE_EPOCH="+epochOf(t, day))
	for _, name := range slices.Sorted(maps.Keys(w.Env)) {
		env = append(env, name+"="+w.Env[name])
	}
	for _, step := range w.Jobs["check"].Steps {
		action, _, _ := strings.Cut(step.Uses, "@")
		switch {
		case !applies(t, step.If, event):
		case step.Run != "":
			c := exec.Command("sh", "-e", "-c", step.Run)
			c.Dir, c.Env = folder, env
			out, err := c.CombinedOutput()
			r.commands, r.output, r.failed = append(r.commands, step.Run), string(out), err != nil
			if r.failed {
				return r
			}
		case action == "actions/upload-pages-artifact":
			if _, err := os.Stat(filepath.Join(folder, step.With["path"], "index.html")); err != nil {
				t.Error(err)
			}
			r.uploaded = true
		case action != "actions/checkout":
			t.Errorf("the test does not know the action %q", step.Uses)
		}
	}
	return r
}

// epochOf returns noon of a day as a Unix time.
func epochOf(t *testing.T, day string) string {
	t.Helper()
	out, err := exec.Command("date", "-u", "-d", day+" 12:00", "+%s").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// annotation is an annotation that the program asks GitHub to show at a line of a file.
type annotation struct{ severity, rule, file, rest, message string }

// annotationPattern matches the line that asks for an annotation.
var annotationPattern = regexp.MustCompile(`(?m)^::(error|warning|notice) file=([^,:]+)(?:,line=(\d+),col=(\d+))?,title=([a-z-]+)::(.*)$`)

// annotations returns the annotations in the output of a command. The rest of an annotation is the line of
// the file from its position, or "" if it concerns the whole file.
func annotations(t *testing.T, folder, output string) (all []annotation) {
	t.Helper()
	for line := range strings.Lines(output) {
		m := annotationPattern.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			t.Errorf("GitHub does not understand %q", line)
			continue
		}
		a := annotation{severity: m[1], file: strings.NewReplacer("%2C", ",", "%3A", ":", "%25", "%").Replace(m[2]), rule: m[5], message: m[6]}
		if m[3] != "" {
			text, err := os.ReadFile(filepath.Join(folder, a.file))
			if err != nil {
				t.Fatal(err)
			}
			row, _ := strconv.Atoi(m[3])
			column, _ := strconv.Atoi(m[4])
			a.rest = string([]rune(strings.Split(string(text), "\n")[row-1])[column-1:])
		}
		all = append(all, a)
	}
	return all
}

// TestWorkflow runs the GitHub workflow of a new site, step by step as it is in its file, on the repository
// of an invented partnership: after a push, for a change that is proposed, and once a week.
func TestWorkflow(t *testing.T) {
	folder, w := exampleRepository(t)
	push := map[string]string{"event_name": "push", "ref": "refs/heads/main"}
	weekly := map[string]string{"event_name": "schedule", "ref": "refs/heads/main"}
	proposal := map[string]string{"event_name": "pull_request", "ref": "refs/pull/7/merge"}

	r := w.run(t, folder, "2026-12-01", push)
	if r.failed || !r.uploaded || len(r.commands) != 5 || !applies(t, w.Jobs["publish"].If, push) {
		t.Fatalf("a push is not published: %+v", r)
	}
	for _, page := range []string{"index.html", "protocols/handover/index.html", "pages/privacy/index.html", "pages/accessibility/index.html"} {
		if text, err := os.ReadFile(filepath.Join(folder, "public", page)); err != nil || strings.Contains(string(text), "fill in:") {
			t.Errorf("%s is not published as it should be: %v", page, err)
		}
	}
	if r = w.run(t, folder, "2026-12-07", weekly); r.failed || !r.uploaded || len(r.commands) != 6 {
		t.Errorf("a week in which nothing is due: %+v", r)
	}
	if r = w.run(t, folder, "2026-12-01", proposal); r.failed || r.uploaded || applies(t, w.Jobs["publish"].If, proposal) {
		t.Errorf("a proposed change: %+v", r)
	}

	// A page that is due does not hold up a correction, but fails the weekly run, which names its owner.
	if r = w.run(t, folder, "2027-12-06", push); r.failed || !r.uploaded {
		t.Errorf("a push while a page is due: %+v", r)
	}
	r = w.run(t, folder, "2027-12-06", weekly)
	if !r.failed || !strings.Contains(r.commands[len(r.commands)-1], "--strict") {
		t.Errorf("a week in which a page is due: %+v", r)
	}
	due := annotation{"warning", "review-overdue", "content/protocols/handover.md", "2027-11-30", ""}
	if !slices.ContainsFunc(annotations(t, folder, r.output), func(a annotation) bool {
		named := strings.Contains(a.message, "due on 30 November 2027") && strings.Contains(a.message, "North Area learning team")
		a.message = ""
		return a == due && named
	}) {
		t.Errorf("nothing says to the owner that a page is due:\n%s", r.output)
	}

	w.Env["CHECKSUM"] = strings.Repeat("0", 64)
	if r = w.run(t, folder, "2026-12-01", push); !r.failed || len(r.commands) != 2 {
		t.Errorf("another program is accepted: %+v", r)
	}
}

// TestWorkflowAnnotations proposes changes with mistakes, and checks that the workflow ends before it
// builds the site and that GitHub shows each mistake at its place.
func TestWorkflowAnnotations(t *testing.T) {
	folder, w := exampleRepository(t)
	for name, text := range map[string]string{
		"content/pages/bad.md":        "---\ntitle: Bad\nstatus: draft\nsumary: \"Ä, 100%: a typing mistake\"\n---\n\nWörds; see [[nowhere]], 100%.\n",
		"content/pages/notes.md.txt":  "Words.\n",
		"content/pages/conflict.md":   "---\ntitle: Two\nstatus: draft\n---\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n",
		"content/pages/café, 100%.md": "---\ntitle: Café\nstatus: draft\n---\n\nWords.\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := w.run(t, folder, "2026-12-01", map[string]string{"event_name": "pull_request", "ref": "refs/pull/7/merge"})
	if !r.failed || !strings.Contains(r.commands[len(r.commands)-1], "check --format github") {
		t.Fatalf("a broken page is accepted: %+v", r)
	}
	if _, err := os.Stat(filepath.Join(folder, "public")); err == nil {
		t.Error("a broken site was built")
	}
	var got []string
	for _, a := range annotations(t, folder, r.output) {
		if a.severity == "error" {
			got = append(got, fmt.Sprintf("%s %s %q", a.file, a.rule, a.rest))
		}
	}
	slices.Sort(got)
	want := []string{
		`content/pages/bad.md front-unknown-key "sumary: \"Ä, 100%: a typing mistake\""`,
		`content/pages/bad.md xref-unknown "[[nowhere]], 100%."`,
		`content/pages/café, 100%.md page-name "---"`,
		`content/pages/conflict.md source-conflict "<<<<<<< HEAD"`,
		`content/pages/notes.md.txt source-unknown-file ""`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("annotations\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
