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
	now := s.state.Load()
	ok := send("retry: 500\n" + formatEvent("build", now.build) + problemsEvent(now))
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for ok {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			ok = send(":\n\n")
		case <-now.replaced:
			last := now
			now = s.state.Load()
			ok = send(stateEvents(last, now, r.URL.Query().Get("page")))
		}
	}
}

// stateEvents returns the events for a client that has loaded page in state last, when the
// state changes to now.
func stateEvents(last, now *state, page string) string {
	switch {
	case now.build == last.build:
		return problemsEvent(now)
	case now.baseBuild == last.build && samePage(last.tree, now.tree, page):
		return formatEvent("kept", now.build) + problemsEvent(now)
	}
	return formatEvent("reload", now.build)
}

// samePage reports whether trees a and b have the same page at a URL path.
func samePage(a, b fs.FS, path string) bool {
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

func problemsEvent(now *state) string {
	if now.panel == "" {
		return ""
	}
	return formatEvent("problems", now.panel)
}

// formatEvent returns a server-sent event with the given name and data.
func formatEvent(name, data string) string {
	data = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(data)
	return "event: " + name + "\ndata: " + strings.ReplaceAll(data, "\n", "\ndata: ") + "\n\n"
}
