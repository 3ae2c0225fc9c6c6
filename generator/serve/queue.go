package serve

import (
	"maps"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// A queue takes events as soon as the system gives them. Looking at the disk in
// their stead could stop for ever: adding a watch may wait for a lock that is held
// while an event or error is handed over.
type queue struct {
	mu     sync.Mutex
	events []fsnotify.Event
	err    error         // the last
	ready  chan struct{} // holds one when there is something to take
}

// pump moves events into the queue until the watcher is closed.
func (q *queue) pump(from *fsnotify.Watcher) {
	for {
		select {
		case event, ok := <-from.Events:
			if !ok {
				return
			}
			q.mu.Lock()
			q.events = append(q.events, event)
			q.mu.Unlock()
		case err, ok := <-from.Errors:
			if !ok {
				return
			}
			q.mu.Lock()
			q.err = err
			q.mu.Unlock()
		}
		select {
		case q.ready <- struct{}{}:
		default:
		}
	}
}

// take gives what is in the queue and empties it.
func (q *queue) take() ([]fsnotify.Event, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	events, err := q.events, q.err
	q.events, q.err = nil, nil
	return events, err
}

// Changes are the paths that changed and were not built yet. A folder stands for
// anything in it.
type changes struct {
	mu    sync.Mutex
	paths map[string]bool
	ready chan struct{} // holds one when there is something to take
}

func newChanges() *changes {
	return &changes{paths: make(map[string]bool), ready: make(chan struct{}, 1)}
}

func (c *changes) add(paths map[string]bool) {
	c.mu.Lock()
	maps.Copy(c.paths, paths)
	c.mu.Unlock()
	select {
	case c.ready <- struct{}{}:
	default: // they wait to be built already
	}
}

func (c *changes) take() map[string]bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	paths := c.paths
	c.paths = make(map[string]bool)
	return paths
}
