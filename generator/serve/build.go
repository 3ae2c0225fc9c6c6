package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"safelearn/generator/diag"
)

const (
	slow  = 100 * time.Millisecond // where a build takes longer, a glance is shown before it
	quiet = 300 * time.Millisecond // from a glance to the build: who writes may save again at once
)

// A server holds what stands after the last build.
type server struct {
	Options
	tell   *teller
	style  string // of the panel and the excerpts
	run    string // tells this run of the server from one before it on the same port
	shown  int    // how many trees were shown
	took   time.Duration
	solid  fs.FS  // the tree of the last good build
	warned string // the warnings told last, so that each save does not repeat them
	state  atomic.Pointer[state]

	streams atomic.Int32 // how many listen
}

// A state is what stands after a build. It is never changed, only replaced by the
// next, so a request sees one build from beginning to end.
type state struct {
	build  string        // names the tree
	tree   fs.FS         // of the last good build, or a glance at what comes next; nil before the first
	glance bool          // the build is still to come
	alike  string        // names the tree that this one differs from in some pages alone; "" for any other
	panel  string        // the problems of the last build as HTML; "" when it was good
	next   chan struct{} // closed when another state has taken this one's place
}

func newServer(o Options, tell *teller) *server {
	s := &server{Options: o, tell: tell, run: rand.Text()[:8], style: panelStyle + o.Style}
	s.state.Store(&state{build: s.run + "-0", next: make(chan struct{})})
	return s
}

// rebuild builds after each change; changes during a build make one build more. What
// takes long is put off while glances will do.
func (s *server) rebuild(ctx context.Context, changed *changes) {
	since := make(map[string]bool) // the last build
	rest := time.NewTimer(quiet)
	rest.Stop()
	for {
		settled := false
		select {
		case <-ctx.Done():
			return
		case <-changed.ready:
			maps.Copy(since, changed.take())
			if s.glance(since) {
				rest.Reset(quiet)
				continue
			}
		case <-rest.C:
			settled = true
		}
		rest.Stop()
		clear(since)
		if !s.build(ctx, settled) {
			return
		}
	}
}

// glance shows what changed before it is built, and reports whether it could.
func (s *server) glance(changed map[string]bool) bool {
	last := s.state.Load()
	if s.Glance == nil || s.took < slow || last.panel != "" {
		return false
	}
	var tree fs.FS
	err := diag.CatchPanic(func() error {
		tree = s.Glance(slices.Sorted(maps.Keys(changed)))
		return nil
	})
	if err != nil || tree == nil {
		return false // the build will say why
	}
	s.show(&state{tree: tree, glance: true, alike: last.build})
	return true
}

// show puts a state in the place of the last. Where it brings no tree, the last good
// one stays, which a glance is not.
func (s *server) show(now *state) {
	last := s.state.Load()
	now.build, now.next = last.build, make(chan struct{})
	if now.tree == nil {
		now.tree = s.solid
	}
	if now.panel == "" || last.glance {
		s.shown++
		now.build = fmt.Sprintf("%s-%d", s.run, s.shown)
	}
	s.state.Store(now)
	close(last.next)
}

// A made is what came of a build.
type made struct {
	tree     fs.FS
	problems diag.List
	err      error
}

// attempt builds, and reports whether that ended before the context did. A build that did
// not is let go: it writes nothing, and nobody waits to be shown what it makes.
func (s *server) attempt(ctx context.Context) (m made, ended bool) {
	done := make(chan made, 1)
	go func() {
		var m made
		m.err = diag.CatchPanic(func() (err error) {
			m.tree, m.problems, err = s.Build()
			return err
		})
		done <- m
	}()
	select {
	case m = <-done:
		return m, true
	case <-ctx.Done():
		return m, false
	}
}

// build makes the next state and says how it went, or reports that the context ended
// before it. It is settled when it builds no more than the last glance showed.
func (s *server) build(ctx context.Context, settled bool) bool {
	start := time.Now()
	m, ended := s.attempt(ctx)
	if !ended {
		return false
	}
	tree, problems, err := m.tree, m.problems, m.err
	if err == nil && tree == nil && !problems.Failed() {
		err = errors.New("the build gave no site and no reason")
	}
	s.took = time.Since(start)
	now := new(state)
	if err != nil || problems.Failed() {
		s.tellProblems(problems, err, s.solid != nil)
		now.panel = s.panel(problems, err, s.solid != nil)
	} else {
		now.tree, s.solid = tree, tree
		s.tellGood(problems, s.took)
	}
	if settled {
		now.alike = s.state.Load().build
	}
	s.show(now)
	return true
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
