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
	slowBuild    = 100 * time.Millisecond // a preview is shown if the last build took at least this long
	previewDelay = 300 * time.Millisecond // delay between a preview and its build, since the author may save again soon
	retryDelay   = time.Second            // shortest delay before a build that failed for a reason outside the content is repeated
)

// server builds the tree and serves its files.
type server struct {
	Options
	log           *log.Logger
	token         string                        // secret that forms on the writers' page must send
	lists         []List                        // lists of the writers' page after the last build
	contacts      []Task                        // contacts that the writers' page offers after the last build
	lastSuccess   atomic.Pointer[writerSuccess] // result of the last form on the writers' page, until the page has shown it
	style         string                        // CSS of the panel and the excerpts
	runID         string                        // random prefix of build ids, since an earlier server may have used the same port
	treeCount     int                           // number of trees shown so far
	buildDuration time.Duration                 // duration of the last build
	lastError     string                        // message of the error of the last build, or "" if it had none
	lastGood      fs.FS                         // tree of the last successful build
	warnings      diag.List                     // warnings of the last successful build, which are not printed again
	state         atomic.Pointer[buildState]

	streams atomic.Int32 // number of open event streams
}

// buildState is the result of a build. It is never modified, only replaced, so that a request never
// sees parts of two builds.
type buildState struct {
	build     string        // build id
	tree      fs.FS         // tree of the last successful build, or a preview; nil before the first
	preview   bool          // whether tree is a preview that has not been built yet
	baseBuild string        // id of an earlier build from which few pages differ, or ""
	panel     string        // HTML list of problems, or "" if the last build succeeded
	lists     []List        // lists of the writers' page
	contacts  []Task        // contacts that the writers' page offers
	replaced  chan struct{} // closed when another state replaces this one
}

func newServer(o Options, logger *log.Logger) *server {
	if o.Explain == nil {
		o.Explain = func(err error) (message, hint string) { return err.Error(), "" }
	}
	s := &server{Options: o, log: logger, token: rand.Text(), runID: rand.Text()[:8], style: string(readEmbedded("panel.css")) + o.Style}
	s.state.Store(&buildState{build: s.runID + "-0", replaced: make(chan struct{})})
	return s
}

// rebuild builds the tree after each change until ctx is cancelled. If it can show a preview of the
// changes, it delays the build by previewDelay. A build that returned an error is repeated, because
// nothing reports the end of its cause, such as another program that keeps a file locked.
func (s *server) rebuild(ctx context.Context, changes <-chan pathSet) {
	pending := make(pathSet) // paths changed since the last build
	delay := time.NewTimer(previewDelay)
	delay.Stop()
	for {
		previewed, retry := false, (<-chan time.Time)(nil)
		if s.lastError != "" {
			retry = time.After(max(retryDelay, 20*s.buildDuration)) // use at most 5 % of a CPU
		}
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
		case <-retry:
			if !s.build(ctx, buildKind{retry: true}) {
				return
			}
			continue
		}
		delay.Stop()
		clear(pending)
		if !s.build(ctx, buildKind{previewed: previewed}) {
			return
		}
	}
}

// showPreview shows a preview of the changed paths, unless the last build failed or was fast. It
// reports whether it has shown one.
func (s *server) showPreview(changed pathSet) bool {
	last := s.state.Load()
	if s.Preview == nil || s.buildDuration < slowBuild || last.panel != "" {
		return false
	}
	var tree fs.FS
	err := diag.CatchPanic(func() error {
		tree = s.Preview(slices.Sorted(maps.Keys(changed)))
		return nil
	})
	if err != nil || tree == nil {
		return false // the build reports the error
	}
	s.setState(&buildState{tree: tree, preview: true, baseBuild: last.build}, func() {})
	return true
}

// setState sets the build id of next and replaces the current state with next. If next has no tree, it
// keeps the tree of the last successful build. It calls log after it starts to serve next, when text
// that a diagnostic conceals is no longer available, but before it notifies browsers.
func (s *server) setState(next *buildState, log func()) {
	last := s.state.Load()
	next.build, next.replaced = last.build, make(chan struct{})
	next.lists, next.contacts = s.lists, s.contacts
	if next.tree == nil {
		next.tree = s.lastGood
	}
	if next.panel == "" || last.preview {
		s.treeCount++
		next.build = fmt.Sprintf("%s-%d", s.runID, s.treeCount)
	}
	s.state.Store(next)
	log()
	close(last.replaced)
}

// buildKind describes why a build is made.
type buildKind struct {
	previewed bool // whether a preview of the changes has been shown, so that browsers reload only those pages that differ from it
	retry     bool // whether nothing has changed since a build that returned an error; the same error is not reported again
}

// build builds the tree and updates the state. It returns false if ctx is cancelled first; the build
// may then continue in the background, since it writes nothing.
func (s *server) build(ctx context.Context, kind buildKind) bool {
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
	s.buildDuration = time.Since(start)
	message := ""
	if err != nil {
		message, _ = s.Explain(err)
	}
	if kind.retry && message == s.lastError {
		return true
	}
	s.lastError = message
	next, failed := new(buildState), err != nil || problems.Failed()
	if failed {
		if slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Concealed }) {
			s.lastGood = nil // may contain the text that the diagnostic conceals
		}
		next.panel = s.panel(problems, err)
	} else {
		next.tree, s.lastGood = tree, tree
	}
	if s.Writer != nil && err == nil {
		s.lists, s.contacts = s.Writer.Lists(), s.Writer.Contacts()
	}
	if kind.previewed {
		next.baseBuild = s.state.Load().build
	}
	s.setState(next, func() {
		if failed {
			s.logProblems(problems, err)
		} else {
			s.logBuild(problems)
		}
	})
	return true
}

// logProblems logs the problems and the error of a failed build.
func (s *server) logProblems(problems diag.List, err error) {
	for _, d := range problems {
		s.log.Print(d)
	}
	if err != nil {
		message, hint := s.Explain(err)
		s.log.Printf("error: %s", message)
		if hint != "" {
			s.log.Printf("\thint: %s", hint)
		}
	}
	shown := "there is no site to show yet"
	if s.lastGood != nil {
		shown = "the last good site is still shown"
	}
	s.log.Printf("%s; %s", summary(problems, err), shown)
}

// logBuild logs the duration of a successful build. It also logs the warnings unless they are the same
// as those of the previous build.
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
	s.log.Printf("built in %d ms%s", s.buildDuration.Milliseconds(), count)
}

// withoutNotices returns a copy of problems without notices.
func withoutNotices(problems diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(problems), func(d diag.Diagnostic) bool { return d.Severity == diag.Notice })
}

// summary returns the number of problems of each severity as text. If err is not nil, it counts as an
// error.
func summary(problems diag.List, err error) string {
	if err != nil {
		problems = append(slices.Clip(problems), diag.Diagnostic{Severity: diag.Error})
	}
	return problems.Summary()
}
