//go:build browser

package generator

import (
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focusVisibleJS is a JavaScript expression that reports whether the focused element is wholly
// in the window and wider than 40 and higher than 20 pixels.
const focusVisibleJS = `(() => {
	const box = document.activeElement.getBoundingClientRect();
	return document.activeElement.checkVisibility() && box.width > 40 && box.height > 20 &&
		box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
})()`

// testGlossaryTooltip checks, on the first page that has one, that a glossary term shows its
// definition while focused, and that Escape hides it.
func testGlossaryTooltip(t *testing.T, b *browser, site *webSite) {
	const term, tooltip = "document.querySelector('main a.term[aria-describedby]')", "document.querySelector(':popover-open')"
	tab := b.newTab(t, narrowWidth)
	for _, p := range site.examples() {
		tab.visit(site.root + p.address)
		if !eval[bool](tab, "Boolean("+term+"?.checkVisibility())") {
			continue
		}
		tab.do(chromedp.KeyEvent(kb.Tab)) // so that the browser treats the next focus as keyboard focus
		tab.do(chromedp.Evaluate(term+".focus()", nil))
		tab.waitFor("the tooltip appears", tooltip+"?.id === "+term+".getAttribute('aria-describedby')")
		if !eval[bool](tab, "(({left, right}) => left >= 0 && right <= innerWidth)("+tooltip+".getBoundingClientRect())") {
			t.Errorf("/%s: the tooltip is partly outside the window", p.address)
		}
		for _, scheme := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, scheme) {
				t.Errorf("/%s with a tooltip, %s: axe: %s", p.address, scheme, violation)
			}
		}
		tab.do(chromedp.KeyEvent(kb.Escape))
		tab.waitFor("Escape hides the tooltip", "!"+tooltip)
		if _, messages := tab.takeEvents(); len(messages) > 0 {
			t.Errorf("%q", messages)
		}
		return // one page suffices
	}
	t.Skip("no page has a glossary term")
}

// testQuickExit checks that pressing Shift three times on a page for parents opens the exit
// page. It blocks the request, so that nothing leaves this machine.
func testQuickExit(t *testing.T, b *browser, site *webSite) {
	i := slices.IndexFunc(site.examples(), func(p webPage) bool { return p.forParents })
	if i < 0 {
		t.Skip("no pages for parents")
	}
	tab := b.newTab(t, narrowWidth)
	requested := make(chan string, 1)
	chromedp.ListenTarget(tab.Context, func(event any) {
		if e, ok := event.(*fetch.EventRequestPaused); ok {
			select {
			case requested <- e.Request.URL:
			default: // only the first request matters
			}
			target := cdp.WithExecutor(tab.Context, chromedp.FromContext(tab.Context).Target)
			go fetch.FailRequest(e.RequestID, network.ErrorReasonBlockedByClient).Do(target)
		}
	})
	tab.visit(site.root + site.examples()[i].address)
	exit := eval[string](tab, "document.getElementById('exit').href")
	tab.do(fetch.Enable().WithPatterns([]*fetch.RequestPattern{{ResourceType: network.ResourceTypeDocument}}))
	shift := chromedp.Tasks{
		input.DispatchKeyEvent(input.KeyRawDown).WithKey("Shift").WithModifiers(input.ModifierShift),
		input.DispatchKeyEvent(input.KeyUp).WithKey("Shift"),
	}
	tab.do(shift, shift, chromedp.KeyEvent("x"), shift, shift)
	if !eval[bool](tab, "!document.body.hidden") {
		t.Fatal("the page is hidden although Shift was not pressed three times in a row")
	}
	tab.do(shift)
	var to string
	select {
	case to = <-requested:
	case <-time.After(timeout):
	}
	if to != exit {
		t.Errorf("pressing Shift three times opens %q, want %q, the target of the exit button", to, exit)
	}
}
