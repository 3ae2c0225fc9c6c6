package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// waitForEvent reads events until it receives the given one. It panics after a minute, and fails
// the test if the stream ends.
func (d *devServer) waitForEvent(event string) {
	d.Helper()
	timer := time.AfterFunc(time.Minute, func() { panic("no event " + event + " within a minute:\n" + d.out.String()) })
	defer timer.Stop()
	for d.stream.Scan() {
		if d.stream.Text() == "event: "+event {
			return
		}
	}
	d.Fatalf("the stream ended without %s: %v\n%s", event, d.stream.Err(), d.out.String())
}

// TestServeRecovers breaks a site in several ways while it is served. Each time, the server must
// report the problem and continue to serve the last good build, and must recover when the change is
// undone.
func TestServeRecovers(t *testing.T) {
	t.Parallel()
	d := startDevServer(t, 40)
	path := func(name string) string { return filepath.Join(d.folder, filepath.FromSlash(name)) }
	settings, err := os.ReadFile(path("content/site.yaml"))
	d.must(err)
	write := func(name, text string) {
		d.must(os.MkdirAll(filepath.Dir(path(name)), 0o755))
		d.must(os.WriteFile(path(name), []byte(text), 0o644))
	}
	move := func(from, to string) { d.must(os.Rename(path(from), path(to))) }
	for _, step := range []struct {
		name     string
		do, undo func()
		want     string // text that the output of the server must contain
	}{
		{"settings broken", func() { write("content/site.yaml", "id: [corpus\n") }, func() { write("content/site.yaml", string(settings)) }, "content/site.yaml:"},
		{"settings emptied", func() { write("content/site.yaml", "") }, func() { write("content/site.yaml", string(settings)) }, "content/site.yaml"},
		{"content moved", func() { move("content", "aside") }, func() { move("aside", "content") }, "no content/ folder here"},
		{"content removed and a copy put back", func() {
			d.must(os.CopyFS(path("aside"), os.DirFS(path("content"))))
			d.must(os.RemoveAll(path("content")))
		}, func() { move("aside", "content") }, "no content/ folder here"},
		{"content replaced by a file", func() { move("content", "aside"); write("content", "what") }, func() { d.must(os.Remove(path("content"))); move("aside", "content") }, "content: error: "},
		{"a folder renamed", func() { move("content/reviews/r0", "content/reviews/other") }, func() { move("content/reviews/other", "content/reviews/r0") }, "(xref-unknown)"},
		{"an invalid layout", func() { write("layouts/base.html", "{{nonsense}}") }, func() { d.must(os.RemoveAll(path("layouts"))) }, "layouts/base.html:1: function \"nonsense\" not defined"},
		{"static is a file", func() { write("static", "what") }, func() { d.must(os.Remove(path("static"))) }, "static is not a folder"},
		{"a page that is a symbolic link", func() { d.must(os.Symlink("/dev/zero", path("content/pages/zero.md"))) }, func() { d.must(os.Remove(path("content/pages/zero.md"))) }, "(source-not-a-file)"},
		{"a page that is a folder", func() {
			d.must(os.MkdirAll(path("content/pages/deep.md/er.md/est"), 0o755))
			write("content/pages/deep.md/odd.txt", "")
		},
			func() { d.must(os.RemoveAll(path("content/pages/deep.md"))) }, "(source-not-a-file)"},
	} {
		before := len(d.out.String())
		step.do()
		d.waitForEvent("problems")
		for !strings.Contains(d.out.String()[before:], step.want) { // the first build may have started before the change was complete
			d.waitForEvent("problems")
		}
		if page := d.get("/reviews/r0/findings/f3/"); !strings.Contains(page, "Finding 3") {
			t.Errorf("%s: the last good build is not served", step.name)
		}
		step.undo()
		d.waitForEvent("reload")
		if page := d.get("/reviews/r0/findings/f3/"); !strings.Contains(page, "Finding 3") {
			t.Errorf("%s: the site does not recover", step.name)
		}
	}
	d.savePage("reviews/r0/findings/f3", "after recovery")
	if messages := d.out.String(); strings.Contains(messages, "goroutine ") || strings.Contains(messages, "a fault in the program") {
		t.Errorf("the server prints\n%s", messages)
	}
}
