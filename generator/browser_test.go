//go:build browser

package generator

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestBrowser checks the site in Chromium. The subtests share a browser and use separate tabs.
func TestBrowser(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	site := openWebSite(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *webSite)
	}{
		{"ShortURL", testShortAddress},
		{"Navigation", testNavigation},
		{"ParentPages", testParentPages},
		{"GlossaryTooltip", testGlossaryTooltip},
		{"FocusNotObscured", testFocusNotObscured},
		{"QuickExit", testQuickExit},
		{"ExitButtons", testExitButtons},
		{"FirstScreen", testFirstScreen},
		{"SideColumn", testSideColumn},
		{"PrintedPages", testPrintedPages},
		{"BriefingSheets", testBriefingSheets},
		{"OldBrowsers", testOldBrowsers},
		{"Serve", testServe},
		{"ServeStartsBroken", testServeStartsBroken},
		{"ServeStartPage", testStartPage},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, site) })
	}
}

// timeout is the time that tests wait for a condition before they fail. It is long because other tests
// may run on the machine at the same time. It does not delay a test whose condition becomes true.
const timeout = time.Minute

// toolPath returns the path of the named file in the npm packages that .ci/tools installs. It fails
// the test if there is no such file.
func toolPath(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", ".tools", "node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run sh .ci/tools first", err)
	}
	return path
}

// A browser is a running Chromium process.
type browser struct {
	context.Context
	axe   string // source code of axe-core
	audit string // source code of testdata/audit.js
}

// startBrowser starts a headless Chromium with an empty profile.
func startBrowser(t testing.TB) *browser {
	t.Helper()
	axe, err := os.ReadFile(toolPath(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	audit, err := os.ReadFile("testdata/audit.js")
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(timeout),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		// Prevent pages from loading anything from the network.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // the sandbox does not run as root
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator, chromedp.WithErrorf(func(format string, args ...any) {
		// Ignore messages about chromedp's copy of the DOM. Other errors may mean that an event for
		// which a test waits could not be decoded.
		if !strings.HasPrefix(format, "unhandled node event") {
			t.Errorf(format, args...)
		}
	}))
	t.Cleanup(end)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("starting Chromium, which sh .ci/tools installs: %v", err)
	}
	return &browser{ctx, string(axe), string(audit)}
}

// A tab is a browser tab. It records requests and messages until takeEvents returns them.
type tab struct {
	context.Context
	t *testing.T

	mu       sync.Mutex
	requests []string // URLs
	messages []string // console messages, exceptions and policy violations
}

// newTab opens a tab with a viewport of the given width and a height of 800 CSS pixels.
func (b *browser) newTab(t *testing.T, width int64) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(b.Context)
	t.Cleanup(end)
	page := &tab{Context: ctx, t: t}
	chromedp.ListenTarget(ctx, page.record)
	// The context of the first call to Run determines the lifetime of the tab.
	if err := chromedp.Run(ctx, audits.Enable(), chromedp.EmulateViewport(width, 800), setColorScheme("light")); err != nil {
		t.Fatalf("opening a tab: %v", err)
	}
	return page
}

// setColorScheme emulates a light or dark color scheme. It also disables smooth scrolling, because a
// click during a scroll may miss its target.
func setColorScheme(name string) chromedp.Action {
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"},
	})
}

// record records a browser event if it is a request, a console message, an exception or a violation of
// the content security policy.
func (p *tab) record(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		words := make([]string, len(e.Args))
		for i, arg := range e.Args {
			words[i] = string(arg.Value)
		}
		p.messages = append(p.messages, fmt.Sprintf("console %s: %s", e.Type, strings.Join(words, " ")))
	case *runtime.EventExceptionThrown:
		p.messages = append(p.messages, "exception: "+e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		p.messages = append(p.messages, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *audits.EventIssueAdded:
		details, _ := json.Marshal(e.Issue.Details)
		p.messages = append(p.messages, fmt.Sprintf("%s: %s", e.Issue.Code, details))
	}
}

// takeEvents returns the recorded requests and messages and clears them.
func (p *tab) takeEvents() (requests, messages []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	requests, messages = p.requests, p.messages
	p.requests, p.messages = nil, nil
	return requests, messages
}

// run runs actions with a timeout.
func (p *tab) run(actions ...chromedp.Action) error {
	ctx, stop := context.WithTimeout(p.Context, timeout)
	defer stop()
	return chromedp.Run(ctx, actions...)
}

// mustRun runs actions with a timeout. It fails the test if one of them fails.
func (p *tab) mustRun(actions ...chromedp.Action) {
	p.t.Helper()
	if err := p.run(actions...); err != nil {
		p.t.Fatal(err)
	}
}

// visit opens a URL and waits until the page has loaded.
func (p *tab) visit(address string) {
	p.t.Helper()
	err := p.run(chromedp.Navigate(address))
	if errors.Is(err, context.DeadlineExceeded) {
		// If a service worker takes control during the load, chromedp may wait for the wrong load
		// event.
		var loaded bool
		if p.run(chromedp.EvaluateAsDevTools("document.readyState === 'complete' && location.href === "+jsString(address), &loaded)) == nil && loaded {
			p.t.Logf("%s has loaded, but its load event was missed", address)
			return
		}
	}
	if err != nil {
		p.t.Fatalf("opening %s: %v", address, err)
	}
}

// eval evaluates a JavaScript expression in a tab and returns its value.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	var value T
	if err := p.run(chromedp.EvaluateAsDevTools(expression, &value)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// waitFor waits until a JavaScript expression is true, even if the tab opens another page in the
// meantime. The failure message contains description.
func (p *tab) waitFor(description, expression string) {
	p.t.Helper()
	for end := time.Now().Add(timeout); ; time.Sleep(20 * time.Millisecond) {
		var value bool
		err := p.run(chromedp.EvaluateAsDevTools("Boolean("+expression+")", &value))
		if err == nil && value {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("timeout: %s (%s): %v", description, expression, err)
		}
	}
}

// jsString returns text as a quoted string for JavaScript or a CSS selector.
func jsString(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}
