package serve

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// keepAlive is the interval between comments on an event stream. Writing a comment detects
// clients that have disconnected.
const keepAlive = 15 * time.Second

// serveEvents sends server-sent events to a page:
//
//	build     first event: build id
//	problems  HTML of the problems, after a failed build and after the first event
//	reload    build id, after a successful build
//	kept      build id, after a successful build that did not change the client's page
//
// The query parameter "page" is the path of the client's page. A slow client may miss
// intermediate builds, but not the last one.
func (s *server) serveEvents(w http.ResponseWriter, r *http.Request) {
	if s.streams.Add(1) > maxStreams {
		s.streams.Add(-1)
		http.Error(w, "too many open pages; close some tabs", http.StatusServiceUnavailable)
		return
	}
	defer s.streams.Add(-1)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	controller := http.NewResponseController(w)
	controller.SetReadDeadline(time.Time{}) // the server's read timeout would end the stream
	send := func(text string) bool {
		controller.SetWriteDeadline(time.Now().Add(keepAlive))
		if _, err := fmt.Fprint(w, text); err != nil {
			return false
		}
		return controller.Flush() == nil
	}
	current := s.state.Load()
	ok := send("retry: 500\n" + formatEvent("build", current.build) + problemsEvent(current))
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for ok {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			ok = send(":\n\n")
		case <-current.replaced:
			last := current
			current = s.state.Load()
			ok = send(stateEvents(last, current, r.URL.Query().Get("page")))
		}
	}
}

// stateEvents returns the events to send when the state changes from last to current, for a client that
// loaded page when last was the current state.
func stateEvents(last, current *buildState, page string) string {
	switch {
	case current.build == last.build:
		return problemsEvent(current)
	case current.baseBuild == last.build && isSamePage(last.tree, current.tree, page):
		return formatEvent("kept", current.build) + problemsEvent(current)
	}
	return formatEvent("reload", current.build)
}

// isSamePage reports whether the trees a and b have the same page at a URL path. It returns false if
// one of them lacks the page or cannot render it.
func isSamePage(a, b fs.FS, path string) bool {
	u, err := url.ParseRequestURI(path)
	if err != nil {
		return false
	}
	name, ok := fileName(u)
	if !ok {
		return false
	}
	before, found, err := readFile(a, name)
	if !found || err != nil {
		return false
	}
	after, found, err := readFile(b, name)
	return err == nil && found && bytes.Equal(before, after)
}

// problemsEvent returns the event with the problems of a failed build, or "" if the build succeeded.
func problemsEvent(current *buildState) string {
	if current.panel == "" {
		return ""
	}
	return formatEvent("problems", current.panel)
}

// formatEvent returns a server-sent event with the given name and data.
func formatEvent(name, data string) string {
	data = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(data)
	return "event: " + name + "\ndata: " + strings.ReplaceAll(data, "\n", "\ndata: ") + "\n\n"
}
