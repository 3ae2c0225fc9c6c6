package serve

import (
	"fmt"
	"net/http"
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
//
// A listener that is slow misses builds in between and never the last one.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none", "":
	default:
		http.Error(w, "only pages of this site may listen", http.StatusForbidden)
		return
	}
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
			last := now.build
			if now = s.state.Load(); now.build != last {
				going = send(event("reload", now.build))
			} else {
				going = send(problems(now))
			}
		}
	}
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
