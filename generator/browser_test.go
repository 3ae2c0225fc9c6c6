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

// TestBrowser looks at the site as a reader's browser shows it. One Chromium serves
// all of its parts, each in tabs of its own.
func TestBrowser(t *testing.T) {
	b := startBrowser(t)
	site := openWebSite(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *webSite)
	}{
		{"Short", testShortAddress},
		{"Walk", testNavigation},
		{"Parents", testParentPages},
		{"Tip", testTip},
		{"Exit", testExit},
		{"Print", testPrint},
		{"Serve", testServe},
		{"ServeFromNothing", testServeStartsBroken},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b, site) })
	}
}

// patience is how long a test waits for what must come; only a failing one waits
// so long.
const timeout = 20 * time.Second

// installed gives the path of something that .ci/tools installs.
func toolPath(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", ".tools", "node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v: run sh .ci/tools first", err)
	}
	return path
}

// A browser is a running Chromium.
type browser struct {
	context.Context
	axe   string // the source of axe-core
	audit string // the source of what is asked beside it
}

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
	options := append(chromedp.DefaultExecAllocatorOptions[:], // headless, in a profile of its own
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		// Nothing leaves this machine, whatever a page asks for.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // which does not run as root
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator, chromedp.WithErrorf(func(format string, args ...any) {
		// A message that the library cannot read may be one that a test waits to see;
		// those about its own copy of the page's tree are not.
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

// A tab is one page of the browser, with what it asked for and what it said since
// it was opened or last looked at.
type tab struct {
	context.Context
	t *testing.T

	mu       sync.Mutex
	requests []string // addresses of requests
	messages []string // console messages, exceptions, violations of the policy
}

// open gives a new tab, as wide as asked.
func (b *browser) newTab(t *testing.T, width int64) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(b.Context)
	t.Cleanup(end)
	page := &tab{Context: ctx, t: t}
	chromedp.ListenTarget(ctx, page.record)
	// The context of the first run is that of the tab's whole life.
	if err := chromedp.Run(ctx, audits.Enable(), chromedp.EmulateViewport(width, 800), colorScheme("light")); err != nil {
		t.Fatalf("opening a tab: %v", err)
	}
	return page
}

// scheme shows pages in light or dark. Motion is off: a page that scrolls smoothly
// moves away under a click.
func colorScheme(name string) chromedp.Action {
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"},
	})
}

// hear notes an event of the tab.
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

// heard gives what the tab asked for and said, and forgets it.
func (p *tab) takeEvents() (asked, said []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked, said = p.requests, p.messages
	p.requests, p.messages = nil, nil
	return asked, said
}

// try carries out actions, for so long as patience lasts.
func (p *tab) run(actions ...chromedp.Action) error {
	ctx, stop := context.WithTimeout(p.Context, timeout)
	defer stop()
	return chromedp.Run(ctx, actions...)
}

// do carries out actions that must not fail.
func (p *tab) do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := p.run(actions...); err != nil {
		p.t.Fatal(err)
	}
}

// visit opens an address and waits until it is loaded.
func (p *tab) visit(address string) {
	p.t.Helper()
	err := p.run(chromedp.Navigate(address))
	if errors.Is(err, context.DeadlineExceeded) {
		// The library may wait for an event of another load than the page's, where a worker
		// takes over on the way.
		var there bool
		if p.run(chromedp.EvaluateAsDevTools("document.readyState === 'complete' && location.href === "+jsString(address), &there)) == nil && there {
			p.t.Logf("%s is there, and its event was missed", address)
			return
		}
	}
	if err != nil {
		p.t.Fatalf("opening %s: %v", address, err)
	}
}

// eval gives the value of an expression in the tab's page.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	var value T
	if err := p.run(chromedp.EvaluateAsDevTools(expression, &value)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits for an expression to hold, also over a change of the page.
func (p *tab) waitFor(what, expression string) {
	p.t.Helper()
	for end := time.Now().Add(timeout); ; time.Sleep(20 * time.Millisecond) {
		var holds bool
		err := p.run(chromedp.EvaluateAsDevTools("Boolean("+expression+")", &holds))
		if err == nil && holds {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("never: %s (%s): %v", what, expression, err)
		}
	}
}

// quoted writes a string as script and selectors read it.
func jsString(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}
