package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"safelearn/generator/diag"
)

const (
	slowBuild    = 100 * time.Millisecond // a build that takes longer is preceded by a preview
	previewDelay = 300 * time.Millisecond // from a preview to its build: the author may save again soon
)

// server builds the tree and answers requests with it.
type server struct {
	Options
	log      *log.Logger
	style    string // of the panel and the excerpts
	run      string // random id of this server: another may have used the port before
	trees    int    // how many trees have been shown
	took     time.Duration
	good     fs.FS     // tree of the last good build
	warnings diag.List // of the last good build: they are not printed again
	state    atomic.Pointer[state]

	streams atomic.Int32 // open event streams
}

// state is the result of a build. A new one replaces it as a whole, so that a request
// always sees a single build.
type state struct {
	build   string        // id of the tree
	tree    fs.FS         // of the last good build, or its preview; nil before the first
	preview bool          // the build of this tree is still to come
	basedOn string        // id of a tree that has the same content in most pages, or ""
	panel   string        // HTML of the problems of the last build, "" if it was good
	next    chan struct{} // closed when another state replaces this one
}

func newServer(o Options, logger *log.Logger) *server {
	s := &server{Options: o, log: logger, run: rand.Text()[:8], style: panelStyle + o.Style}
	s.state.Store(&state{build: s.run + "-0", next: make(chan struct{})})
	return s
}

// rebuild builds after changes until ctx is cancelled. While changes can be previewed, it
// puts off the build.
func (s *server) rebuild(ctx context.Context, changes <-chan paths) {
	pending := make(paths) // changed since the last build
	delay := time.NewTimer(previewDelay)
	delay.Stop()
	for {
		previewed := false
		select {
		case <-ctx.Done():
			return
		case changed := <-changes:
			maps.Copy(pending, changed)
			if s.showPreview(pending) {
				delay.Reset(previewDelay)
				continue
			}
		case <-delay.C:
			previewed = true
		}
		delay.Stop()
		clear(pending)
		if !s.build(ctx, previewed) {
			return
		}
	}
}

// showPreview shows changes before they are built, and reports whether it could.
func (s *server) showPreview(changed paths) bool {
	last := s.state.Load()
	if s.Preview == nil || s.took < slowBuild || last.panel != "" {
		return false
	}
	var tree fs.FS
	err := diag.CatchPanic(func() error {
		tree = s.Preview(slices.Sorted(maps.Keys(changed)))
		return nil
	})
	if err != nil || tree == nil {
		return false // the build reports why
	}
	s.show(&state{tree: tree, preview: true, basedOn: last.build})
	return true
}

// show replaces the state. If the new one has no tree, the tree of the last good build is
// shown again, not a preview.
func (s *server) show(now *state) {
	last := s.state.Load()
	now.build, now.next = last.build, make(chan struct{})
	if now.tree == nil {
		now.tree = s.good
	}
	if now.panel == "" || last.preview {
		s.trees++
		now.build = fmt.Sprintf("%s-%d", s.run, s.trees)
	}
	s.state.Store(now)
	close(last.next)
}

// build builds and shows the result. It returns false if ctx is cancelled first; the
// build may then go on, since it writes nothing. If the changes have been previewed, only
// the pages that the preview did not update are reloaded.
func (s *server) build(ctx context.Context, previewed bool) bool {
	start := time.Now()
	var tree fs.FS
	var problems diag.List
	done := make(chan error, 1)
	go func() {
		done <- diag.CatchPanic(func() (err error) {
			tree, problems, err = s.Build(ctx)
			return err
		})
	}()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		return false
	}
	if err == nil && tree == nil && !problems.Failed() {
		err = errors.New("the build returned neither a site nor a problem")
	}
	problems = withoutNotices(problems)
	s.took = time.Since(start)
	now := new(state)
	if err != nil || problems.Failed() {
		s.logProblems(problems, err)
		now.panel = s.panel(problems, err)
	} else {
		now.tree, s.good = tree, tree
		s.logBuild(problems)
	}
	if previewed {
		now.basedOn = s.state.Load().build
	}
	s.show(now)
	return true
}

func (s *server) logProblems(problems diag.List, err error) {
	for _, d := range problems {
		s.log.Print(d)
	}
	if err != nil {
		s.log.Printf("error: %v", err)
	}
	shown := "there is no site to show yet"
	if s.good != nil {
		shown = "the last good site is still shown"
	}
	s.log.Printf("%s; %s", summary(problems, err), shown)
}

func (s *server) logBuild(warnings diag.List) {
	if !slices.EqualFunc(warnings, s.warnings, func(a, b diag.Diagnostic) bool { return a.String() == b.String() }) {
		for _, d := range warnings {
			s.log.Print(d)
		}
	}
	s.warnings = warnings
	count := ""
	if len(warnings) > 0 {
		count = ", " + warnings.Summary()
	}
	s.log.Printf("built in %d ms%s", s.took.Milliseconds(), count)
}

func withoutNotices(problems diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(problems), func(d diag.Diagnostic) bool { return d.Severity == diag.Notice })
}

// summary returns how many problems there are. An error counts as one.
func summary(problems diag.List, err error) string {
	if err != nil {
		problems = append(slices.Clip(problems), diag.Diagnostic{Severity: diag.Error})
	}
	return problems.Summary()
}
