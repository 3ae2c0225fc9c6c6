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

// alive is how often a silent stream shows that it is one, so that a listener who
// left without a word is noticed.
const alive = 15 * time.Second

// stream tells a page of each build, as server-sent events:
//
//	build     first, always: the build that the tree is of
//	problems  after a bad build, and at once while its problems stand: HTML
//	reload    after a good build: the build that the tree is of now
//	kept      instead of it where the listener's own page is the same: likewise
//
// A listener names its page in the query, as "page".
// A listener that is slow misses builds in between and never the last one.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	if s.streams.Add(1) > maxStreams {
		s.streams.Add(-1)
		http.Error(w, "too many pages listen; close some tabs", http.StatusServiceUnavailable)
		return
	}
	defer s.streams.Add(-1)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	answer := http.NewResponseController(w)
	answer.SetReadDeadline(time.Time{}) // that of the server would end every stream
	send := func(text string) bool {
		answer.SetWriteDeadline(time.Now().Add(alive))
		if _, err := fmt.Fprint(w, text); err != nil {
			return false
		}
		return answer.Flush() == nil
	}
	now := s.state.Load()
	going := send("retry: 500\n" + event("build", now.build) + problems(now))
	tick := time.NewTicker(alive)
	defer tick.Stop()
	for going {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			going = send(":\n\n")
		case <-now.next:
			last := now
			now = s.state.Load()
			going = send(told(last, now, r.URL.Query().Get("page")))
		}
	}
}

// told says what a listener has to know of a state after another.
func told(last, now *state, page string) string {
	switch {
	case now.build == last.build:
		return problems(now)
	case now.alike == last.build && samePage(last.tree, now.tree, page):
		return event("kept", now.build) + problems(now)
	}
	return event("reload", now.build)
}

// samePage reports whether two trees have the same bytes for an address.
func samePage(a, b fs.FS, address string) bool {
	u, err := url.ParseRequestURI(address)
	if err != nil {
		return false
	}
	name, ok := fileName(u)
	if !ok {
		return false
	}
	before, found, err := find(a, name)
	if found != aFile || err != nil {
		return false
	}
	after, found, err := find(b, name)
	return err == nil && found == aFile && bytes.Equal(before, after)
}

func problems(now *state) string {
	if now.panel == "" {
		return ""
	}
	return event("problems", now.panel)
}

// event writes one event; each line of its data needs the word before it.
func event(name, data string) string {
	data = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(data)
	return "event: " + name + "\ndata: " + strings.ReplaceAll(data, "\n", "\ndata: ") + "\n\n"
}
