package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
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

// A site is a folder of two watched ones, of which static does not exist at first,
// and what its last build saw.
type site struct {
	dir  string
	mu   sync.Mutex
	seen string
}

// listing is every file below the watched folders with what it holds.
func (s *site) listing() string {
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

func (s *site) roots() []string {
	return []string{filepath.Join(s.dir, "content"), filepath.Join(s.dir, "static")}
}

func (s *site) build() (fs.FS, diag.List, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = s.listing()
	return fstest.MapFS{}, nil, nil
}

// watched runs a watcher and the builds it asks for, without the web.
func watched(t *testing.T, s *site, change func(*watcher)) {
	tell := &teller{}
	w := newWatcher(s.roots(), tell)
	change(w)
	ctx, cancel := context.WithCancel(context.Background())
	changed := newChanges()
	var working sync.WaitGroup
	working.Go(func() { w.run(ctx, changed) })
	working.Go(func() { newServer(Options{Build: s.build}, tell).rebuild(ctx, changed) })
	t.Cleanup(func() { cancel(); working.Wait() })
}

// steps are what people and editors do to a folder, in order.
var steps = []struct {
	name string
	do   func(d dir)
}{
	{"first file", func(d dir) { d.write("content/a.md", "1") }},
	{"in place", func(d dir) { d.write("content/a.md", "two") }},
	{"by rename", func(d dir) { d.write("content/.tmp", "three!"); d.move("content/.tmp", "content/a.md") }},
	{"by rename again", func(d dir) { d.write("content/.tmp", "number four"); d.move("content/.tmp", "content/a.md") }},
	{"nested folder", func(d dir) {
		for i := range 100 {
			d.write(fmt.Sprintf("content/x/y/z/%d.md", i), "deep")
		}
	}},
	{"in a nested folder", func(d dir) { d.write("content/x/y/z/7.md", "deeper") }},
	{"folder renamed", func(d dir) { d.move("content/x", "content/w") }},
	{"in the renamed folder", func(d dir) { d.write("content/w/y/z/7.md", "here now") }},
	{"old name again", func(d dir) { d.write("content/x/y/z/7.md", "new one") }},
	{"in the old name", func(d dir) { d.write("content/x/y/z/7.md", "newer one") }},
	{"in the renamed folder still", func(d dir) { d.write("content/w/y/z/7.md", "still here") }},
	{"file deleted", func(d dir) { d.remove("content/a.md") }},
	{"folder deleted", func(d dir) { d.remove("content/w") }},
	{"folder moved in from outside", func(d dir) { d.write("aside/q/r.md", "out"); d.move("aside", "content/aside") }},
	{"in the folder moved in", func(d dir) { d.write("content/aside/q/r.md", "inside") }},
	{"missing root comes", func(d dir) { d.write("static/pic/p.png", "png") }},
	{"in the root that came", func(d dir) { d.write("static/pic/p.png", "other") }},
	{"root moved away", func(d dir) { d.move("content", "gone") }},
	{"root moved back", func(d dir) { d.move("gone", "content") }},
	{"in the root moved back", func(d dir) { d.write("content/aside/q/r.md", "back") }},
	{"root deleted", func(d dir) { d.remove("content") }},
	{"root made anew", func(d dir) { d.write("content/aside/q/r.md", "anew") }},
	{"in the new root", func(d dir) { d.write("content/aside/q/r.md", "and on") }},
	{"folder above deleted", func(d dir) { d.remove("") }},
	{"folder above made anew", func(d dir) { d.write("content/b/c.md", "all new") }},
	{"in the root of that", func(d dir) { d.write("content/b/c.md", "the end") }},
}

// A dir is changed by the steps; an error there is a fault of the test.
type dir string

func (d dir) at(name string) string { return filepath.Join(string(d), name) }

func (d dir) write(name, text string) {
	must(os.MkdirAll(filepath.Dir(d.at(name)), 0o777))
	must(os.WriteFile(d.at(name), []byte(text), 0o666))
}
func (d dir) move(from, to string) { must(os.Rename(d.at(from), d.at(to))) }
func (d dir) remove(name string)   { must(os.RemoveAll(d.at(name))) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Each way of seeing has to see everything alone: events with no sweep to help,
// and sweeps with no events.
func TestWatcher(t *testing.T) {
	ways := map[string]func(*watcher){
		"events": func(w *watcher) { w.every = time.Hour },
		"sweeps": func(w *watcher) { w.poll(errors.New("no space left on device")); w.every = 10 * time.Millisecond },
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &site{dir: filepath.Join(t.TempDir(), "site")}
			check(t, os.MkdirAll(filepath.Join(s.dir, "content"), 0o777))
			watched(t, s, way)
			for _, step := range steps {
				step.do(dir(s.dir))
				want := s.listing()
				eventually(t, step.name, func() bool {
					s.mu.Lock()
					defer s.mu.Unlock()
					return s.seen == want
				})
			}
		})
	}
}

func TestStorm(t *testing.T) {
	t.Parallel()
	s := &site{dir: t.TempDir()}
	check(t, os.Mkdir(filepath.Join(s.dir, "content"), 0o777))
	watched(t, s, func(w *watcher) { w.every = time.Hour })
	n := 0
	eventually(t, "a build while changes go on", func() bool {
		n++
		dir(s.dir).write("content/a.md", strings.Repeat("x", n%100))
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.seen != ""
	})
}

func TestChangesDuringABuild(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	going, release := make(chan struct{}), make(chan struct{})
	r := start(t, func(o *Options) {
		make := o.Build
		o.Build = func() (fs.FS, diag.List, error) {
			tree, problems, err := make()
			if builds.Add(1) == 2 {
				close(going)
				<-release
			}
			return tree, problems, err
		}
	}, "a.md", "one")
	e := r.listen(t, "")
	e.next(t, "build")
	r.save(t, "a.md", "two")
	<-going
	r.save(t, "a.md", "three")
	close(release)
	e.next(t, "reload")
	r.shows(t, "/a/", "three")
}

func TestIgnored(t *testing.T) {
	root := t.TempDir()
	d := dir(root)
	d.write("a.md", "a")
	w := newWatcher([]string{root}, &teller{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	defer w.run(ctx, nil)
	for name, want := range map[string]bool{
		"a.md": true, "new.md": true, ".a.md.swp": false, "a.md~": false, "#a.md#": false, ".git": false, "../other": false, "../other/a.md": false,
	} {
		if got := w.look(fsnotify.Event{Name: d.at(name), Op: fsnotify.Create}); got != want {
			t.Errorf("%s: looked at %v, want %v", name, got, want)
		}
	}
	if w.look(fsnotify.Event{Name: d.at("a.md"), Op: fsnotify.Chmod}) {
		t.Error("a change of what is no part of the file was told")
	}
	if !w.look(fsnotify.Event{Name: d.at("a.md"), Op: fsnotify.Write}) {
		t.Error("a write that left size and time alike was not told")
	}
	d.write(".git/index", "x")
	d.write(".swp", "x")
	if w.sweep() {
		t.Error("a sweep found what is to be ignored")
	}
}

func TestWatcherErrors(t *testing.T) {
	out := &record{}
	root := t.TempDir()
	w := newWatcher([]string{root}, &teller{out: out})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	defer w.run(ctx, nil)
	w.queue.err = fsnotify.ErrEventOverflow
	if !w.take() || w.events == nil {
		t.Error("lost events are no change, or the end of them")
	}
	w.queue.err = errors.New("no space left on device")
	if !w.take() || w.events != nil {
		t.Error("a failed watcher is no change, or still trusted")
	}
	dir(root).write("a.md", "a")
	if !w.sweep() || w.sweep() {
		t.Error("a sweep does not tell a change once")
	}
	if n := strings.Count(out.String(), "looking for them every second"); n != 1 {
		t.Errorf("told %d times, want once:\n%s", n, out)
	}
}

// TestSweepBeforeEvent asks that a change which a sweep sees before its event is looked at
// is no reason to mistrust events: what changed is known by name.
func TestSweepBeforeEvent(t *testing.T) {
	root := t.TempDir()
	d := dir(root)
	d.write("a.md", "a")
	w := newWatcher([]string{root}, &teller{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	defer w.run(ctx, nil)
	n := 0
	eventually(t, "a sweep that knows what changed", func() bool {
		n++
		d.write("a.md", strings.Repeat("a", n%100+2))
		clear(w.found)
		return w.sweep() && w.found[d.at("a.md")] && !w.found[root]
	})
	// And what no event told is found all the same.
	w.unwatch(root)
	d.write("b.md", "b")
	if !w.sweep() || !w.found[root] {
		t.Errorf("a sweep after a lost watch finds %v", w.found)
	}
	d.write("c.md", "c")
	eventually(t, "an event again", func() bool { return w.take() })
	w.poll(errors.New("no more"))
	clear(w.found)
	d.write("a.md", "by looking alone")
	if !w.sweep() || !w.found[d.at("a.md")] || w.found[root] {
		t.Errorf("without events a sweep finds %v", w.found)
	}
}

// TestFaultInWatching asks that after a fault in a watcher another one goes on.
func TestFaultInWatching(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var told strings.Builder
	dir := t.TempDir()
	broken := &watcher{roots: []string{dir}, tell: &teller{out: &told}, every: time.Hour} // it has no queue
	changed, ended := newChanges(), make(chan struct{})
	go func() {
		broken.keep(ctx, changed)
		close(ended)
	}()
	<-changed.ready // by the fresh one
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("a"), 0o666); err != nil {
		t.Fatal(err)
	}
	<-changed.ready
	stop()
	<-ended
	if text := told.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "a fault in the program itself, in generator/serve.(*watcher).run") {
		t.Errorf("told %q", text)
	}
}
