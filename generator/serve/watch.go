package serve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"safelearn/generator/diag"
)

const (
	settle     = 30 * time.Millisecond  // from the last change of a save to the build: an editor has done within a few
	storm      = 500 * time.Millisecond // at most, however long changes go on
	sweepEvery = 2 * time.Second        // the net below the events
	pollEvery  = time.Second            // where there are no events
	underWay   = 10 * time.Millisecond  // from a change to its event, mostly
)

// A watcher says when a file in its folders has changed. Events of the system only
// mean "look at this path again": what is told about is what the disk then shows.
// A sweep over everything catches what events missed.
type watcher struct {
	roots  []string
	tell   *teller
	every  time.Duration // between two sweeps
	seen   snapshot
	found  map[string]bool   // what changed and is not told yet
	events *fsnotify.Watcher // nil: the sweeps are all there is
	queue  *queue
	pumps  sync.WaitGroup
}

// newWatcher looks at the folders once; what changes from then on is told by run.
func newWatcher(roots []string, tell *teller) *watcher {
	w := &watcher{tell: tell, every: sweepEvery, seen: snapshot{}, found: make(map[string]bool), queue: &queue{ready: make(chan struct{}, 1)}}
	for _, root := range roots {
		w.roots = append(w.roots, filepath.Clean(root))
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.poll(err)
	} else {
		w.events = events
		w.pumps.Go(func() { w.queue.pump(events) })
	}
	w.restart()
	return w
}

// keep runs the watcher and, after a fault in it, a fresh one, which says at once
// that something may have changed.
func (w *watcher) keep(ctx context.Context, changed *changes) {
	for {
		err := diag.CatchPanic(func() error {
			w.run(ctx, changed)
			return nil
		})
		if err == nil {
			return
		}
		w.tell.say("error: watching: %v", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(storm):
		}
		w = newWatcher(w.roots, w.tell)
		w.anything()
		changed.add(w.found)
	}
}

// run signals changes that have settled until the context ends, and lets go of all
// watches then.
func (w *watcher) run(ctx context.Context, changed *changes) {
	defer w.pumps.Wait()
	defer func() {
		if w.events != nil {
			w.events.Close()
		}
	}()
	sweep := time.NewTimer(w.every)
	settled := time.NewTimer(storm)
	settled.Stop()
	var since time.Time // of the first change not yet told
	for {
		found := false
		select {
		case <-ctx.Done():
			return
		case <-w.queue.ready:
			found = w.take()
		case <-sweep.C:
			start := time.Now()
			found = w.sweep()
			sweep.Reset(max(w.every, 20*time.Since(start))) // on a large site one is dear
		case <-settled.C:
			since = time.Time{}
			changed.add(w.found)
			clear(w.found)
		}
		if found {
			if since.IsZero() {
				since = time.Now()
			}
			settled.Reset(min(settle, time.Until(since.Add(storm))))
		}
	}
}

// take looks at all that events tell of, and reports whether anything changed.
func (w *watcher) take() bool {
	events, err := w.queue.take()
	found := false
	for _, e := range events {
		if w.look(e) {
			found, w.found[e.Name] = true, true
		}
	}
	switch {
	case err == nil:
		return found
	case errors.Is(err, fsnotify.ErrEventOverflow) || errors.Is(err, syscall.EINVAL):
		// Events were lost, or a watch was gone before it was dropped.
		w.restart()
	default:
		w.poll(err)
	}
	w.anything()
	return true
}

// anything notes that there is no telling what changed.
func (w *watcher) anything() {
	for _, root := range w.roots {
		w.found[root] = true
	}
}

// look brings the snapshot and the watches up to date with one path.
func (w *watcher) look(e fsnotify.Event) bool {
	found := false
	for _, root := range w.roots {
		switch {
		case within(e.Name, root):
			if e.Name == root || !ignored(filepath.Base(e.Name)) {
				found = w.lookAt(e) || found
			}
		case within(root, e.Name) && !e.Has(fsnotify.Chmod|fsnotify.Write):
			// A folder above came or went, and the root with it.
			w.seen.drop(root, w.unwatch)
			w.seen.add(root, os.Stat, w.watch)
			w.watchAbove(root)
			found = true
		}
	}
	return found
}

func (w *watcher) lookAt(e fsnotify.Event) bool {
	last, known := w.seen[e.Name]
	if known && last.folder && !e.Has(fsnotify.Create|fsnotify.Remove|fsnotify.Rename) {
		return false // some systems tell of a folder when they tell of what is in it
	}
	// Dropped and added again, since the watches of a renamed folder go on giving
	// its old path.
	w.seen.drop(e.Name, w.unwatch)
	stat := os.Lstat
	if slices.Contains(w.roots, e.Name) {
		stat = os.Stat // a root may be a link, what is in it may not
	}
	w.seen.add(e.Name, stat, w.watch)
	now, still := w.seen[e.Name]
	return e.Op != fsnotify.Chmod || now != last || still != known
}

// sweep looks at everything. What it finds was not told by events, unless they are
// under way, so these start anew.
func (w *watcher) sweep() bool {
	now := snapshot{}
	for _, root := range w.roots {
		now.add(root, os.Stat, func(string) {})
	}
	missed := now.unlike(w.seen)
	switch {
	case len(missed) == 0:
		return false
	case w.events == nil:
		w.seen = now
		for _, path := range missed {
			w.found[path] = true
		}
		return true
	}
	time.Sleep(underWay)
	found := w.take()
	for _, path := range missed {
		now := snapshot{}
		if now.add(path, os.Lstat, func(string) {}); now[path] != w.seen[path] {
			w.restart()
			w.anything()
			return true
		}
	}
	return found
}

// restart drops every watch and looks at everything again.
func (w *watcher) restart() {
	if w.events != nil {
		for _, path := range w.events.WatchList() {
			w.unwatch(path)
		}
	}
	clear(w.seen)
	for _, root := range w.roots {
		w.watchAbove(root)
		w.seen.add(root, os.Stat, w.watch)
	}
}

// watchAbove watches the nearest folder above a root that there is, which tells
// when the root goes and comes back.
func (w *watcher) watchAbove(root string) {
	for dir := filepath.Dir(root); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			w.watch(dir)
			return
		}
	}
}

func (w *watcher) watch(dir string) {
	if w.events == nil {
		return
	}
	err := w.events.Add(dir)
	if err == nil || errors.Is(err, fs.ErrPermission) {
		return // what may not be read, the build will say
	}
	if info, gone := os.Stat(dir); gone != nil || !info.IsDir() {
		return
	}
	w.poll(err)
}

// unwatch drops the watch of a folder, which may be gone with it already.
func (w *watcher) unwatch(dir string) {
	if w.events != nil {
		_ = w.events.Remove(dir)
	}
}

// poll does without events from now on.
func (w *watcher) poll(err error) {
	if w.events != nil {
		w.events.Close()
		w.events = nil
	}
	w.every = pollEvery
	w.tell.say("the system does not tell of changes (%v); looking for them every second instead", err)
}

// within reports whether a path is a folder or lies below it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
