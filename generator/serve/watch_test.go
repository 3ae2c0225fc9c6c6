package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fsnotify/fsnotify"

	"safelearn/generator/diag"
)

// watchedSite is a site whose content and static folders are watched. The static folder does not exist
// at first.
type watchedSite struct {
	folder      string
	mu          sync.Mutex
	lastListing string // listing at the time of the last build
}

// listing returns the paths and contents of all files in the watched folders.
func (s *watchedSite) listing() string {
	var b strings.Builder
	for _, root := range s.roots() {
		filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				data, _ := os.ReadFile(path)
				fmt.Fprintf(&b, "%s=%s\n", path, data)
			}
			return nil
		})
	}
	return b.String()
}

// roots returns the paths of the watched folders.
func (s *watchedSite) roots() []string {
	return []string{filepath.Join(s.folder, "content"), filepath.Join(s.folder, "static")}
}

// build records the listing of s and returns an empty tree. It can be Options.Build.
func (s *watchedSite) build(context.Context) (fs.FS, diag.List, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastListing = s.listing()
	return fstest.MapFS{}, nil, nil
}

// startWatcher starts a watcher for the folders of s and a server that builds s after each change. It
// calls configure with the watcher first.
func startWatcher(t *testing.T, s *watchedSite, configure func(*watcher)) {
	w := newWatcher(s.roots(), discardLog)
	configure(w)
	ctx, cancel := context.WithCancel(context.Background())
	changes := make(chan pathSet, 1)
	var group sync.WaitGroup
	group.Go(func() { w.run(ctx, changes) })
	group.Go(func() { newServer(Options{Build: s.build}, discardLog).rebuild(ctx, changes) })
	t.Cleanup(func() { cancel(); group.Wait() })
}

// changeSteps lists changes that authors and their editors make to a folder, in the order in which the
// tests make them.
var changeSteps = []struct {
	name  string
	apply func(d testFolder)
}{
	{"first file", func(d testFolder) { d.write("content/a.md", "1") }},
	{"in place", func(d testFolder) { d.write("content/a.md", "two") }},
	{"by rename", func(d testFolder) { d.write("content/.tmp", "three!"); d.move("content/.tmp", "content/a.md") }},
	{"by rename again", func(d testFolder) { d.write("content/.tmp", "number four"); d.move("content/.tmp", "content/a.md") }},
	{"nested folder", func(d testFolder) {
		for i := range 100 {
			d.write(fmt.Sprintf("content/x/y/z/%d.md", i), "deep")
		}
	}},
	{"in a nested folder", func(d testFolder) { d.write("content/x/y/z/7.md", "deeper") }},
	{"folder renamed", func(d testFolder) { d.move("content/x", "content/w") }},
	{"in the renamed folder", func(d testFolder) { d.write("content/w/y/z/7.md", "here now") }},
	{"old name reused", func(d testFolder) { d.write("content/x/y/z/7.md", "new one") }},
	{"in the folder with the old name", func(d testFolder) { d.write("content/x/y/z/7.md", "newer one") }},
	{"in the renamed folder still", func(d testFolder) { d.write("content/w/y/z/7.md", "still here") }},
	{"file deleted", func(d testFolder) { d.remove("content/a.md") }},
	{"folder deleted", func(d testFolder) { d.remove("content/w") }},
	{"folder moved in from outside", func(d testFolder) { d.write("aside/q/r.md", "out"); d.move("aside", "content/aside") }},
	{"in the folder moved in", func(d testFolder) { d.write("content/aside/q/r.md", "inside") }},
	{"missing root created", func(d testFolder) { d.write("static/pic/p.png", "png") }},
	{"in the created root", func(d testFolder) { d.write("static/pic/p.png", "other") }},
	{"root moved away", func(d testFolder) { d.move("content", "gone") }},
	{"root moved back", func(d testFolder) { d.move("gone", "content") }},
	{"in the root moved back", func(d testFolder) { d.write("content/aside/q/r.md", "back") }},
	{"root deleted", func(d testFolder) { d.remove("content") }},
	{"root recreated", func(d testFolder) { d.write("content/aside/q/r.md", "anew") }},
	{"in the new root", func(d testFolder) { d.write("content/aside/q/r.md", "and on") }},
	{"parent folder deleted", func(d testFolder) { d.remove("") }},
	{"parent folder recreated", func(d testFolder) { d.write("content/b/c.md", "all new") }},
	{"in the root of the recreated folder", func(d testFolder) { d.write("content/b/c.md", "the end") }},
}

// testFolder is the path of a folder in which tests change files. Its methods panic if they fail.
type testFolder string

func (d testFolder) path(name string) string { return filepath.Join(string(d), name) }

func (d testFolder) write(name, text string) {
	must(os.MkdirAll(filepath.Dir(d.path(name)), 0o777))
	must(os.WriteFile(d.path(name), []byte(text), 0o666))
}
func (d testFolder) move(from, to string) { must(os.Rename(d.path(from), d.path(to))) }
func (d testFolder) remove(name string)   { must(os.RemoveAll(d.path(name))) }

// must panics if err is not nil.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// TestWatcher checks that every change is reported, both with events alone and with polling alone.
func TestWatcher(t *testing.T) {
	modes := map[string]func(*watcher){
		"events": func(*watcher) {},
		"polling": func(w *watcher) {
			w.startPolling(errors.New("no space left on device"))
			w.pollInterval = 10 * time.Millisecond
		},
	}
	for name, mode := range modes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &watchedSite{folder: filepath.Join(t.TempDir(), "site")}
			requireNoError(t, os.MkdirAll(filepath.Join(s.folder, "content"), 0o777))
			startWatcher(t, s, mode)
			for _, step := range changeSteps {
				step.apply(testFolder(s.folder))
				want := s.listing()
				waitUntil(t, step.name, func() bool {
					s.mu.Lock()
					defer s.mu.Unlock()
					return s.lastListing == want
				})
			}
		})
	}
}

// TestConstantChanges checks that a build starts even while files change constantly.
func TestConstantChanges(t *testing.T) {
	t.Parallel()
	s := &watchedSite{folder: t.TempDir()}
	requireNoError(t, os.Mkdir(filepath.Join(s.folder, "content"), 0o777))
	startWatcher(t, s, func(*watcher) {})
	n := 0
	waitUntil(t, "a build while changes go on", func() bool {
		n++
		testFolder(s.folder).write("content/a.md", strings.Repeat("x", n%100))
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.lastListing != ""
	})
}

// TestChangesDuringBuild checks that a change during a build starts another build.
func TestChangesDuringBuild(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	going, release := make(chan struct{}), make(chan struct{})
	r := startServer(t, func(o *Options) {
		build := o.Build
		o.Build = func(ctx context.Context) (fs.FS, diag.List, error) {
			tree, problems, err := build(ctx)
			if builds.Add(1) == 2 {
				close(going)
				<-release
			}
			return tree, problems, err
		}
	}, "a.md", "one")
	e := r.openEvents(t, "")
	e.nextEvent(t, "build")
	r.save(t, "a.md", "two")
	<-going
	r.save(t, "a.md", "three")
	close(release)
	e.nextEvent(t, "reload")
	r.waitForText(t, "/a/", "three")
}

// TestIgnored checks that the watcher does not report changes to temporary and hidden files, changes to
// files outside the watched folders, or Chmod events without a change.
func TestIgnored(t *testing.T) {
	root := t.TempDir()
	d := testFolder(root)
	d.write("a.md", "a")
	w := newWatcher([]string{root}, discardLog)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	defer w.run(ctx, nil)
	for name, want := range map[string]bool{
		"a.md": true, "new.md": true, ".a.md.swp": false, "a.md~": false, "#a.md#": false, "desktop.ini": false, "~$a.md": false, "a.md:Zone.Identifier": false, ".git": false, "../other": false, "../other/a.md": false,
	} {
		if got := w.recordBatch(batch{events: []fsnotify.Event{{Name: d.path(name), Op: fsnotify.Create}}}); got != want {
			t.Errorf("%s: changed %v, want %v", name, got, want)
		}
	}
	if w.recordBatch(batch{events: []fsnotify.Event{{Name: d.path("a.md"), Op: fsnotify.Chmod}}}) {
		t.Error("a change of neither content nor mode was reported")
	}
	if !w.recordBatch(batch{events: []fsnotify.Event{{Name: d.path("a.md"), Op: fsnotify.Write}}}) {
		t.Error("a write that changed neither size nor time was not reported")
	}
	d.write(".git/index", "x")
	d.write(".swp", "x")
	if w.scan() {
		t.Error("polling reported ignored files")
	}
}

// TestWatcherErrors checks that the watcher reports a change after an error, and that it switches to
// polling unless the error was only that events were lost.
func TestWatcherErrors(t *testing.T) {
	out := &syncBuffer{}
	root := t.TempDir()
	w := newWatcher([]string{root}, log.New(out, "", 0))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	defer w.run(ctx, nil)
	if !w.recordBatch(batch{err: fsnotify.ErrEventOverflow}) || w.notifier == nil || !w.changed[root] {
		t.Error("after lost events the watcher reports no change, or polls")
	}
	if !w.recordBatch(batch{err: errors.New("no space left on device")}) || w.notifier != nil {
		t.Error("after an error the watcher reports no change, or does not poll")
	}
	clear(w.changed)
	testFolder(root).write("a.md", "a")
	if !w.scan() || w.scan() || !w.changed[filepath.Join(root, "a.md")] || w.changed[root] {
		t.Errorf("polling does not report a change once, by name: %v", w.changed)
	}
	if n := strings.Count(out.String(), "checking the files every second"); n != 1 {
		t.Errorf("the message is printed %d times, want once:\n%s", n, out)
	}
}

// TestLostEvents checks that, after events have been lost, the watcher reports the missed changes and
// receives events again.
func TestLostEvents(t *testing.T) {
	root := t.TempDir()
	d := testFolder(root)
	d.write("a.md", "a")
	w := newWatcher([]string{root}, discardLog)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	defer w.run(ctx, nil)
	requireNoError(t, w.notifier.Remove(root))
	d.write("sub/b.md", "b")
	if !w.recordBatch(batch{err: fsnotify.ErrEventOverflow}) || !w.changed[root] || w.files[d.path("sub/b.md")] == (stamp{}) {
		t.Errorf("after lost events: changed %v, files %v", w.changed, w.files)
	}
	clear(w.changed)
	d.write("sub/c.md", "c")
	waitUntil(t, "an event", func() bool {
		w.recordBatch(<-w.batches)
		return w.changed[d.path("sub/c.md")]
	})
}

// TestPendingChanges checks that changes are merged if they are sent before the receiver is ready.
func TestPendingChanges(t *testing.T) {
	changes := make(chan pathSet, 1)
	sendChanges(changes, pathSet{"a": true})
	sendChanges(changes, pathSet{"b": true})
	if got := <-changes; len(got) != 2 || !got["a"] || !got["b"] || len(changes) > 0 {
		t.Errorf("received %v", got)
	}
}

// TestWatcherPanic checks that a new watcher replaces one that panics.
func TestWatcherPanic(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var out strings.Builder
	dir := t.TempDir()
	broken := &watcher{roots: []string{dir}, log: log.New(&out, "", 0)} // panics, because its maps are nil
	changes, stopped := make(chan pathSet, 1), make(chan struct{})
	go func() {
		broken.runAndRestart(ctx, changes)
		close(stopped)
	}()
	if got := <-changes; !got[dir] { // the new watcher reports all its folders
		t.Errorf("changed: %v", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("a"), 0o666); err != nil {
		t.Fatal(err)
	}
	<-changes
	stop()
	<-stopped
	if text := out.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "a fault in the program itself, in generator/serve.(*watcher).scan") {
		t.Errorf("printed %q", text)
	}
}
