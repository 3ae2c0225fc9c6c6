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

// keepAlive is the time between two comments on a stream without events. Writing them
// detects clients that have gone.
const keepAlive = 15 * time.Second

// stream sends server-sent events to a page:
//
//	build     the id of the build, as the first event
//	problems  after a bad build, and after build if the last one was bad: HTML
//	reload    after a good build: its id
//	kept      after a good build that did not change the client's page: its id
//
// The client gives the path of its page in the query as "page". A slow client may miss
// builds, but not the last one.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
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
	controller.SetReadDeadline(time.Time{}) // the server's would end the stream
	send := func(text string) bool {
		controller.SetWriteDeadline(time.Now().Add(keepAlive))
		if _, err := fmt.Fprint(w, text); err != nil {
			return false
		}
		return controller.Flush() == nil
	}
	now := s.state.Load()
	ok := send("retry: 500\n" + event("build", now.build) + problemsEvent(now))
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for ok {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			ok = send(":\n\n")
		case <-now.next:
			last := now
			now = s.state.Load()
			ok = send(stateEvents(last, now, r.URL.Query().Get("page")))
		}
	}
}

// stateEvents returns the events for a client whose page is of the last state.
func stateEvents(last, now *state, page string) string {
	switch {
	case now.build == last.build:
		return problemsEvent(now)
	case now.basedOn == last.build && samePage(last.tree, now.tree, page):
		return event("kept", now.build) + problemsEvent(now)
	}
	return event("reload", now.build)
}

// samePage reports whether two trees have the same page at an address.
func samePage(a, b fs.FS, address string) bool {
	u, err := url.ParseRequestURI(address)
	if err != nil {
		return false
	}
	name, ok := fileName(u)
	if !ok {
		return false
	}
	before, found, err := read(a, name)
	if !found || err != nil {
		return false
	}
	after, found, err := read(b, name)
	return err == nil && found && bytes.Equal(before, after)
}

func problemsEvent(now *state) string {
	if now.panel == "" {
		return ""
	}
	return event("problems", now.panel)
}

// event returns an event in the format of the stream, where every line of data starts
// with "data: ".
func event(name, data string) string {
	data = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(data)
	return "event: " + name + "\ndata: " + strings.ReplaceAll(data, "\n", "\ndata: ") + "\n\n"
}
