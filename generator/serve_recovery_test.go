package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// waitForEvent waits for an event and ignores all others.
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

// TestServeRecovers damages a served site in several ways. Each time the server reports the
// problem and keeps serving the last good site, and it recovers when the damage is undone.
func TestServeRecovers(t *testing.T) {
	t.Parallel()
	d := startDevServer(t, 40)
	at := func(name string) string { return filepath.Join(d.folder, filepath.FromSlash(name)) }
	settings, err := os.ReadFile(at("content/site.yaml"))
	d.must(err)
	write := func(name, text string) {
		d.must(os.MkdirAll(filepath.Dir(at(name)), 0o755))
		d.must(os.WriteFile(at(name), []byte(text), 0o644))
	}
	move := func(from, to string) { d.must(os.Rename(at(from), at(to))) }
	for _, step := range []struct {
		name     string
		do, undo func()
		say      string
	}{
		{"settings broken", func() { write("content/site.yaml", "id: [corpus\n") }, func() { write("content/site.yaml", string(settings)) }, "content/site.yaml:"},
		{"settings emptied", func() { write("content/site.yaml", "") }, func() { write("content/site.yaml", string(settings)) }, "content/site.yaml"},
		{"content moved", func() { move("content", "aside") }, func() { move("aside", "content") }, "no content/ folder here"},
		{"content removed and a copy put back", func() {
			d.must(os.CopyFS(at("aside"), os.DirFS(at("content"))))
			d.must(os.RemoveAll(at("content")))
		}, func() { move("aside", "content") }, "no content/ folder here"},
		{"content replaced by a file", func() { move("content", "aside"); write("content", "what") }, func() { d.must(os.Remove(at("content"))); move("aside", "content") }, "content: error: "},
		{"a folder renamed", func() { move("content/reviews/r0", "content/reviews/other") }, func() { move("content/reviews/other", "content/reviews/r0") }, "(xref-unknown)"},
		{"an invalid layout", func() { write("layouts/base.html", "{{nonsense}}") }, func() { d.must(os.RemoveAll(at("layouts"))) }, "layouts/base.html:1: function \"nonsense\" not defined"},
		{"static without a style sheet", func() { write("static/other.txt", "") }, func() { d.must(os.RemoveAll(at("static"))) }, "reading static files"},
		{"a page that is a symbolic link", func() { d.must(os.Symlink("/dev/zero", at("content/pages/zero.md"))) }, func() { d.must(os.Remove(at("content/pages/zero.md"))) }, "(source-not-a-file)"},
		{"a page that is a folder", func() {
			d.must(os.MkdirAll(at("content/pages/deep.md/er.md/est"), 0o755))
			write("content/pages/deep.md/odd.txt", "")
		},
			func() { d.must(os.RemoveAll(at("content/pages/deep.md"))) }, "(source-not-a-file)"},
	} {
		before := len(d.out.String())
		step.do()
		d.waitForEvent("problems")
		for !strings.Contains(d.out.String()[before:], step.say) { // the first build may have seen half of the change
			d.waitForEvent("problems")
		}
		if page := d.get("/reviews/r0/findings/f3/"); !strings.Contains(page, "Finding 3") {
			t.Errorf("%s: the last good site is not served", step.name)
		}
		step.undo()
		d.waitForEvent("reload")
		if page := d.get("/reviews/r0/findings/f3/"); !strings.Contains(page, "Finding 3") {
			t.Errorf("%s: the site does not recover", step.name)
		}
	}
	d.savePage("reviews/r0/findings/f3", "after all that")
	if messages := d.out.String(); strings.Contains(messages, "goroutine ") || strings.Contains(messages, "a fault in the program") {
		t.Errorf("the server prints\n%s", messages)
	}
}
