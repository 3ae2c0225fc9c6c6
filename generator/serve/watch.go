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
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

const (
	settleTime          = 30 * time.Millisecond  // time without changes before a build starts, since editors write a file in several steps
	maxDelay            = 500 * time.Millisecond // longest delay between a change and its build
	defaultPollInterval = time.Second            // used if the system does not report changes
)

// pathSet is a set of file and folder paths. A folder stands for everything in it.
type pathSet map[string]bool

// sendChanges sends changed, merged with any paths still in the channel. The channel must have a
// buffer of one and a single sender.
func sendChanges(changes chan pathSet, changed pathSet) {
	select {
	case waiting := <-changes:
		maps.Copy(changed, waiting)
	default:
	}
	changes <- changed
}

// watcher reports file changes in a set of folders. An event contains only a path, so the watcher
// examines the file to find out whether it has changed. If the system cannot watch one of the folders,
// the watcher polls all of them.
type watcher struct {
	roots   []string // folders to watch, with everything in them
	log     *log.Logger
	files   snapshot // state of the files and folders when they were last examined
	changed pathSet  // paths of changes that have not been sent yet

	notifier     *fsnotify.Watcher // nil if the watcher polls
	batches      chan batch        // batches of events from notifier
	forwarders   sync.WaitGroup    // goroutines running forwardEvents
	pollInterval time.Duration
}

// newWatcher returns a watcher for the root folders and everything in them.
func newWatcher(roots []string, logger *log.Logger) *watcher {
	w := &watcher{roots: roots, log: logger, files: make(snapshot), changed: make(pathSet), batches: make(chan batch, 1), pollInterval: defaultPollInterval}
	notifier, err := fsnotify.NewWatcher()
	if err != nil {
		w.startPolling(err)
	} else {
		w.notifier = notifier
		w.forwarders.Go(func() { forwardEvents(notifier, w.batches) })
	}
	w.scan()
	clear(w.changed)
	return w
}

// batch contains the events and errors that fsnotify has sent since the previous batch.
type batch struct {
	events []fsnotify.Event
	err    error
}

// forwardEvents forwards events in batches until the fsnotify watcher is closed. It runs in a
// separate goroutine, because adding a watch may block until a pending event is received.
func forwardEvents(from *fsnotify.Watcher, to chan batch) {
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

// runAndRestart runs the watcher until ctx is cancelled. If the watcher panics, it is replaced with a
// new one, and all files are reported as changed.
func (w *watcher) runAndRestart(ctx context.Context, changes chan pathSet) {
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
		sendChanges(changes, w.allRoots())
	}
}

// run sends changes until ctx is cancelled, then closes the watcher.
func (w *watcher) run(ctx context.Context, changes chan pathSet) {
	defer w.forwarders.Wait()
	defer w.close()
	poll := time.NewTimer(w.pollInterval)
	settled := time.NewTimer(maxDelay)
	settled.Stop()
	var first time.Time // time of the first change not yet sent
	for {
		found := false
		select {
		case <-ctx.Done():
			return
		case b := <-w.batches:
			found = w.recordBatch(b)
		case <-poll.C:
			start := time.Now()
			if w.notifier == nil {
				found = w.scan()
			}
			poll.Reset(max(w.pollInterval, 20*time.Since(start))) // use at most 5 % of a CPU
		case <-settled.C:
			first = time.Time{}
			sendChanges(changes, w.changed)
			w.changed = make(pathSet)
		}
		if found {
			if first.IsZero() {
				first = time.Now()
			}
			settled.Reset(min(settleTime, time.Until(first.Add(maxDelay))))
		}
	}
}

// close closes the fsnotify watcher, if there is one.
func (w *watcher) close() {
	if w.notifier != nil {
		w.notifier.Close()
		w.notifier = nil
	}
}

// recordBatch records the changed paths of a batch and reports whether there are any.
func (w *watcher) recordBatch(b batch) bool {
	found, rescan := false, false
	for _, e := range b.events {
		if w.isFolder(e.Name) {
			// Some systems also report a write to a folder if a file in it changes, so a write alone
			// does not trigger a rescan.
			rescan = rescan || e.Has(fsnotify.Create|fsnotify.Remove|fsnotify.Rename)
		} else if w.isWatched(e.Name, false) && w.update(e) {
			w.changed[e.Name], found = true, true
		}
	}
	switch {
	case b.err == nil:
		return rescan && w.scan() || found
	case errors.Is(b.err, fsnotify.ErrEventOverflow) || errors.Is(b.err, syscall.EINVAL):
		w.scan() // events were lost, or a folder was deleted before its watch was removed
	default:
		w.startPolling(b.err)
	}
	maps.Copy(w.changed, w.allRoots())
	return true
}

// allRoots returns the root folders, which are reported as changed when it is not known which files
// have changed.
func (w *watcher) allRoots() pathSet {
	all := make(pathSet)
	for _, root := range w.roots {
		all[root] = true
	}
	return all
}

// isFolder reports whether path is a root, a parent of a root, or a watched folder that
// exists or is in the snapshot.
func (w *watcher) isFolder(path string) bool {
	if slices.ContainsFunc(w.roots, func(root string) bool { return isWithin(root, path) }) || w.files[path].mode.IsDir() {
		return true
	}
	info, err := os.Lstat(path)
	return err == nil && info.IsDir() && w.isWatched(path, true)
}

// isWatched reports whether path is inside a root and not ignored.
func (w *watcher) isWatched(path string, isFolder bool) bool {
	return !source.IsIgnored(filepath.Base(path), isFolder) && slices.ContainsFunc(w.roots, func(root string) bool { return isWithin(path, root) })
}

// update updates the stamp of a file in the snapshot after an event. It returns false if the event
// concerns only attributes of the file and the stamp has not changed, and otherwise true.
func (w *watcher) update(e fsnotify.Event) bool {
	last := w.files[e.Name]
	delete(w.files, e.Name)
	w.files.add(e.Name, os.Lstat, w.watch)
	return e.Op != fsnotify.Chmod || w.files[e.Name] != last
}

// scan watches all folders, compares all files with the snapshot, and reports whether any file has
// changed. It first removes all watches, because a watch on a renamed folder would report the old path.
func (w *watcher) scan() bool {
	if w.notifier != nil {
		for _, path := range w.notifier.WatchList() {
			w.notifier.Remove(path) // fails if the folder has been deleted
		}
	}
	now := make(snapshot)
	for _, root := range w.roots {
		w.watchParent(root)
		now.add(root, os.Stat, w.watch) // only a root may be a symbolic link
	}
	changed := now.changesSince(w.files)
	w.files = now
	maps.Copy(w.changed, changed)
	return len(changed) > 0
}

// watchParent watches the nearest existing parent of root. Without it, the deletion or
// creation of the root would not be reported.
func (w *watcher) watchParent(root string) {
	for dir := filepath.Dir(root); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			w.watch(dir)
			return
		}
	}
}

// watch adds a watch for a folder. If that fails, the watcher falls back to polling. If the watcher is
// already polling, watch does nothing.
func (w *watcher) watch(dir string) {
	if w.notifier == nil {
		return
	}
	err := w.notifier.Add(dir)
	if err == nil || errors.Is(err, fs.ErrPermission) {
		return // the build reports a folder that cannot be read
	}
	if info, statErr := os.Stat(dir); statErr != nil || !info.IsDir() {
		return
	}
	w.startPolling(err)
}

// startPolling switches the watcher to polling and logs the reason.
func (w *watcher) startPolling(err error) {
	w.close()
	w.log.Printf("the system does not report changes (%v); checking the files every second instead", err)
}

// snapshot maps the paths of the watched files and folders to their stamps.
type snapshot map[string]stamp

// stamp identifies a version of a file. The zero stamp means that there is no file. All
// folders have the same stamp, since each file in them has its own.
type stamp struct {
	size     int64
	modified int64 // Unix time in nanoseconds
	mode     fs.FileMode
}

// add adds a path and, if it is a folder, everything in it. It calls watch for each folder before it
// lists the folder, because a file created between the two calls would otherwise be missed.
func (s snapshot) add(path string, stat func(string) (fs.FileInfo, error), watch func(dir string)) {
	info, err := stat(path)
	if err != nil {
		return // deleted in the meantime, which causes another event
	}
	if !info.IsDir() {
		s[path] = stamp{info.Size(), info.ModTime().UnixNano(), info.Mode()}
		return
	}
	s[path] = stamp{mode: fs.ModeDir}
	watch(path)
	entries, _ := os.ReadDir(path)
	for _, entry := range entries {
		if !source.IsIgnored(entry.Name(), entry.IsDir()) {
			s.add(filepath.Join(path, entry.Name()), os.Lstat, watch)
		}
	}
}

// changesSince returns the paths that were added, removed or modified since old was taken.
func (s snapshot) changesSince(old snapshot) pathSet {
	changed := make(pathSet)
	for _, files := range []snapshot{s, old} {
		for path := range files {
			if s[path] != old[path] {
				changed[path] = true
			}
		}
	}
	return changed
}

// isWithin reports whether path is dir or is inside it.
func isWithin(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
