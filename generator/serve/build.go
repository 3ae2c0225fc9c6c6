package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"time"

	"safelearn/generator/diag"
)

// A server holds what stands after the last build.
type server struct {
	Options
	tell   *teller
	style  string // of the panel and the excerpts
	run    string // tells this run of the server from one before it on the same port
	builds int
	warned string // the warnings told last, so that each save does not repeat them
	state  atomic.Pointer[state]
}

// A state is what stands after a build. It is never changed, only replaced by the
// next, so a request sees one build from beginning to end.
type state struct {
	build string        // names the good build that the tree is of
	tree  fs.FS         // of the last good build; nil before the first
	panel string        // the problems of the last build as HTML; "" when it was good
	next  chan struct{} // closed when another state has taken this one's place
}

func newServer(o Options, tell *teller) *server {
	s := &server{Options: o, tell: tell, run: rand.Text()[:8], style: panelStyle + o.Style}
	s.state.Store(&state{build: s.run + "-0", next: make(chan struct{})})
	return s
}

// rebuild builds after each change; changes during a build make one build more.
func (s *server) rebuild(ctx context.Context, changed <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			s.build()
		}
	}
}

// build makes the next state and says how it went.
func (s *server) build() {
	start := time.Now()
	var tree fs.FS
	var problems diag.List
	err := diag.Safely(func() (err error) {
		tree, problems, err = s.Build()
		return err
	})
	if err == nil && tree == nil && !problems.Failed() {
		err = errors.New("the build gave no site and no reason")
	}
	last := s.state.Load()
	now := &state{build: last.build, tree: last.tree, next: make(chan struct{})}
	if err != nil || problems.Failed() {
		s.tellProblems(problems, err, last.tree != nil)
		now.panel = s.panel(problems, err, last.tree != nil)
	} else {
		s.builds++
		now.build, now.tree = fmt.Sprintf("%s-%d", s.run, s.builds), tree
		s.tellGood(problems, time.Since(start))
	}
	s.state.Store(now)
	close(last.next)
}

func (s *server) tellProblems(problems diag.List, err error, standing bool) {
	for _, d := range problems {
		if d.Severity != diag.Notice {
			s.tell.say("%s", d)
		}
	}
	if err != nil {
		s.tell.say("error: %v", err)
	}
	after := "there is no site to show yet"
	if standing {
		after = "the last good site stays up"
	}
	s.tell.say("%s; %s", counted(problems, err), after)
}

func (s *server) tellGood(problems diag.List, took time.Duration) {
	var warnings strings.Builder
	for _, d := range problems {
		if d.Severity == diag.Warning {
			fmt.Fprintln(&warnings, d)
		}
	}
	if now := warnings.String(); now != s.warned {
		s.warned = now
		if now != "" {
			s.tell.say("%s", strings.TrimSuffix(now, "\n"))
		}
	}
	count := ""
	if n := problems.Count(diag.Warning); n > 0 {
		count = ", " + plural(n, "warning")
	}
	s.tell.say("built in %d ms%s", took.Milliseconds(), count)
}

// counted says how many problems of each severity there are: "2 errors, 1 warning".
func counted(problems diag.List, err error) string {
	errs := problems.Count(diag.Error)
	if err != nil {
		errs++
	}
	if n := problems.Count(diag.Warning); n > 0 {
		return plural(errs, "error") + ", " + plural(n, "warning")
	}
	return plural(errs, "error")
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
