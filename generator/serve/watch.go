package serve

import (
	"context"
	"errors"
	"io/fs"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"safelearn/generator/diag"
)

const (
	settleTime = 30 * time.Millisecond  // without a change before a build: editors write a file in several steps
	maxDelay   = 500 * time.Millisecond // from a change to its build, however many more follow
	pollEvery  = time.Second            // where the system reports no changes
)

// paths is a set of files and folders. A folder stands for everything in it.
type paths map[string]bool

// send adds changed to what is waiting in a channel with a buffer of one. There must be
// only one sender.
func send(changes chan paths, changed paths) {
	select {
	case waiting := <-changes:
		maps.Copy(changed, waiting)
	default:
	}
	changes <- changed
}

// watcher reports which files in some folders change. An event only says which path to
// examine; the file system says what changed. If the system cannot watch a folder, the
// watcher polls all of them instead.
type watcher struct {
	roots   []string
	log     *log.Logger
	files   snapshot
	changed paths             // not yet sent
	events  *fsnotify.Watcher // nil if the watcher polls
	batches chan batch
	pumping sync.WaitGroup
	every   time.Duration // between two polls
}

// newWatcher starts to watch the roots and everything below them.
func newWatcher(roots []string, logger *log.Logger) *watcher {
	w := &watcher{log: logger, files: make(snapshot), changed: make(paths), batches: make(chan batch, 1), every: pollEvery}
	for _, root := range roots {
		w.roots = append(w.roots, filepath.Clean(root))
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.fallBack(err)
	} else {
		w.events = events
		w.pumping.Go(func() { pump(events, w.batches) })
	}
	w.scan()
	clear(w.changed)
	return w
}

// batch is what the system has reported since the watcher last looked.
type batch struct {
	events []fsnotify.Event
	err    error
}

// pump receives events until the fsnotify watcher is closed. It runs in a goroutine of
// its own, because adding a watch may block until a pending event is received.
func pump(from *fsnotify.Watcher, to chan batch) {
	for ok := true; ; {
		var b batch
		var event fsnotify.Event
		select {
		case event, ok = <-from.Events:
			b.events = []fsnotify.Event{event}
		case b.err, ok = <-from.Errors:
		}
		if !ok {
			return
		}
		select {
		case waiting := <-to:
			b = batch{append(waiting.events, b.events...), errors.Join(waiting.err, b.err)}
		default:
		}
		to <- b
	}
}

// runAndRestart runs the watcher. If it panics, a new watcher replaces it and reports that
// anything may have changed.
func (w *watcher) runAndRestart(ctx context.Context, changes chan paths) {
	for {
		err := diag.CatchPanic(func() error {
			w.run(ctx, changes)
			return nil
		})
		if err == nil {
			return
		}
		w.log.Printf("error: watching: %v", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(maxDelay):
		}
		w = newWatcher(w.roots, w.log)
		send(changes, w.everything())
	}
}

// run sends changes until ctx is cancelled, and closes the watcher.
func (w *watcher) run(ctx context.Context, changes chan paths) {
	defer w.pumping.Wait()
	defer w.close()
	poll := time.NewTimer(w.every)
	settled := time.NewTimer(maxDelay)
	settled.Stop()
	var first time.Time // of the changes not yet sent
	for {
		found := false
		select {
		case <-ctx.Done():
			return
		case b := <-w.batches:
			found = w.handle(b)
		case <-poll.C:
			start := time.Now()
			if w.events == nil {
				found = w.scan()
			}
			poll.Reset(max(w.every, 20*time.Since(start))) // at most 5 % of a processor
		case <-settled.C:
			first = time.Time{}
			send(changes, w.changed)
			w.changed = make(paths)
		}
		if found {
			if first.IsZero() {
				first = time.Now()
			}
			settled.Reset(min(settleTime, time.Until(first.Add(maxDelay))))
		}
	}
}

func (w *watcher) close() {
	if w.events != nil {
		w.events.Close()
		w.events = nil
	}
}

// handle records what changed, and reports whether anything did.
func (w *watcher) handle(b batch) bool {
	found, rescan := false, false
	for _, e := range b.events {
		if w.isFolder(e.Name) {
			// Some systems report a folder when a file in it changes.
			rescan = rescan || e.Has(fsnotify.Create|fsnotify.Remove|fsnotify.Rename)
		} else if w.isWatched(e.Name) && w.update(e) {
			w.changed[e.Name], found = true, true
		}
	}
	switch {
	case b.err == nil:
		return rescan && w.scan() || found
	case errors.Is(b.err, fsnotify.ErrEventOverflow) || errors.Is(b.err, syscall.EINVAL):
		w.scan() // events were lost, or a folder was deleted before its watch
	default:
		w.fallBack(b.err)
	}
	maps.Copy(w.changed, w.everything())
	return true
}

// everything is reported as changed when the watcher does not know what changed.
func (w *watcher) everything() paths {
	all := make(paths)
	for _, root := range w.roots {
		all[root] = true
	}
	return all
}

// isFolder reports whether an event is about a root, a folder above one, or a folder that
// exists or is in the snapshot.
func (w *watcher) isFolder(path string) bool {
	if slices.ContainsFunc(w.roots, func(root string) bool { return within(root, path) }) || w.files[path].mode.IsDir() {
		return true
	}
	info, err := os.Lstat(path)
	return err == nil && info.IsDir() && w.isWatched(path)
}

// isWatched reports whether a path is below a root and not ignored.
func (w *watcher) isWatched(path string) bool {
	return !ignored(filepath.Base(path)) && slices.ContainsFunc(w.roots, func(root string) bool { return within(path, root) })
}

// update updates the snapshot of a file after an event, and reports whether it changed.
func (w *watcher) update(e fsnotify.Event) bool {
	last, known := w.files[e.Name]
	delete(w.files, e.Name)
	w.files.add(e.Name, os.Lstat, w.watch)
	now, exists := w.files[e.Name]
	return e.Op != fsnotify.Chmod || now != last || exists != known
}

// scan watches all folders and compares all files with the snapshot. It reports whether
// anything changed. The watches of a renamed folder report its old path, so all watches
// are removed first.
func (w *watcher) scan() bool {
	if w.events != nil {
		for _, path := range w.events.WatchList() {
			w.unwatch(path)
		}
	}
	now := make(snapshot)
	for _, root := range w.roots {
		w.watchParent(root)
		now.add(root, os.Stat, w.watch) // only a root may be a symbolic link
	}
	changed := now.changedFrom(w.files)
	w.files = now
	maps.Copy(w.changed, changed)
	return len(changed) > 0
}

// watchParent watches the nearest existing folder above a root. Its events say when the
// root is deleted or created.
func (w *watcher) watchParent(root string) {
	for dir := filepath.Dir(root); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			w.watch(dir)
			return
		}
	}
}

// watch watches a folder, or falls back to polling. It does nothing if the watcher polls.
func (w *watcher) watch(dir string) {
	if w.events == nil {
		return
	}
	err := w.events.Add(dir)
	if err == nil || errors.Is(err, fs.ErrPermission) {
		return // the build reports a folder that cannot be read
	}
	if info, statErr := os.Stat(dir); statErr != nil || !info.IsDir() {
		return
	}
	w.fallBack(err)
}

// unwatch removes a watch. It ignores the error, since the folder may be deleted.
func (w *watcher) unwatch(dir string) {
	if w.events != nil {
		_ = w.events.Remove(dir)
	}
}

// fallBack makes the watcher poll from now on.
func (w *watcher) fallBack(err error) {
	w.close()
	w.log.Printf("the system does not report changes (%v); checking the files every second instead", err)
}
