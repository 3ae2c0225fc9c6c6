//go:build browser

package generator

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focusVisibleJS is a JavaScript expression that reports whether the focused element is entirely in
// the window, more than 40 pixels wide and more than 20 pixels high.
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
	for _, p := range site.examplePages() {
		tab.visit(site.root + p.address)
		if !eval[bool](tab, "Boolean("+term+"?.checkVisibility())") {
			continue
		}
		tab.mustRun(chromedp.KeyEvent(kb.Tab)) // makes the browser treat the next focus as keyboard focus
		tab.mustRun(chromedp.Evaluate(term+".focus()", nil))
		tab.waitFor("the tooltip appears", tooltip+"?.id === "+term+".getAttribute('aria-describedby')")
		if !eval[bool](tab, "(({left, right}) => left >= 0 && right <= innerWidth)("+tooltip+".getBoundingClientRect())") {
			t.Errorf("/%s: the tooltip is partly outside the window", p.address)
		}
		for _, scheme := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, scheme) {
				t.Errorf("/%s with a tooltip, %s: axe: %s", p.address, scheme, violation)
			}
		}
		tab.mustRun(chromedp.KeyEvent(kb.Escape))
		tab.waitFor("Escape hides the tooltip", "!"+tooltip)
		if _, messages := tab.takeEvents(); len(messages) > 0 {
			t.Errorf("%q", messages)
		}
		return // one page suffices
	}
	t.Skip("no page has a glossary term")
}

// coveredFocusJS is a JavaScript expression that describes the focused element if part of it is
// outside the window or behind an element with a fixed position. It returns "" if all of the element
// is visible, and "end" if no element has the focus or if the focused element was focused before.
const coveredFocusJS = `(() => {
	const e = document.activeElement, box = e.getClientRects()[0];
	if (e === document.body || e.dataset.visited) return 'end';
	e.dataset.visited = 'yes';
	const word = document.querySelector(':popover-open') && e.getAttribute('aria-describedby');
	const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
	const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
	for (const y of box.height > innerHeight / 2 ? [middle] : [box.top + 2, middle, box.bottom - 2]) {
		const over = document.elementFromPoint(x, y)?.closest('.tip, .exit, .banner, .bar, .drawing, body');
		if (!over || !over.contains(e) && over.id !== word) return e.outerHTML.slice(0, 120) + ' at ' + box.top + ', by ' + (over?.className ?? 'nothing');
	}
	return '';
})()`

// testFocusNotObscured presses Tab repeatedly on one page of each layout, and checks each time that
// the focused element is in the window and that nothing covers it. It does not wait before checking,
// so a scroll animation would still be running.
func testFocusNotObscured(t *testing.T, b *browser, site *webSite) {
	const maxTabs = 80 // maximum number of presses per page
	for _, width := range []int64{narrowWidth, wideWidth} {
		tab := b.newTab(t, width)
		tab.mustRun(chromedp.EmulateViewport(width, 640), emulation.SetFocusEmulationEnabled(true),
			emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "no-preference"}}))
		for _, p := range site.examplePages() {
			if width == wideWidth && p.layout != "slides" && p.layout != "protocol" {
				continue // only pages for parents have more fixed elements in a wide window than in a narrow one
			}
			tab.visit(site.root + p.addressWithoutRedirect())
			for range maxTabs {
				tab.mustRun(chromedp.KeyEvent(kb.Tab))
				fault := eval[string](tab, coveredFocusJS)
				if fault == "end" {
					break
				}
				if fault != "" {
					t.Errorf("/%s, %d pixels wide: the focus is covered: %s", p.address, width, fault)
				}
			}
		}
	}
}

// exitFaultsJS is a JavaScript expression that returns the lines of text that an exit button covers at
// some scroll position, and a fault if no exit button is visible at the start or at the end of the
// page.
const exitFaultsJS = `(() => {
	const exits = [...document.querySelectorAll('.exit a')], lines = [], faults = new Set();
	document.querySelectorAll('details').forEach((e) => { e.open = true; });
	scrollTo(0, 0);
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let text = texts.nextNode(); text; text = texts.nextNode()) {
		if (!text.data.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest('.exit, .hide, .skip')) continue;
		const range = document.createRange();
		range.selectNodeContents(text);
		for (const box of range.getClientRects()) lines.push([box, text.data.trim().slice(0, 40)]);
	}
	const end = document.documentElement.scrollHeight - innerHeight, seen = [];
	for (let y = 0; ; y = Math.min(y + 20, end)) {
		scrollTo({top: y, behavior: 'instant'});
		const at = scrollY, boxes = exits.map((e) => e.getBoundingClientRect()).filter((box) => box.bottom > 0 && box.top < innerHeight);
		seen.push(boxes.some((box) => box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth));
		for (const box of boxes) for (const [line, words] of lines) {
			if (line.left < box.right && line.right > box.left && line.top - at < box.bottom && line.bottom - at > box.top) faults.add('a button covers ' + words);
		}
		if (y === end) break;
	}
	if (!seen[0] || !seen.at(-1)) faults.add('no button in sight at the start or at the end');
	return [...faults];
})()`

// testExitButtons checks the exit buttons in narrow and wide windows and with large text.
func testExitButtons(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	for _, p := range site.pages {
		if !p.forParents {
			continue
		}
		for _, width := range []int64{narrowWidth, 390, 768, 1024, wideWidth} {
			for _, size := range []int64{16, 32} {
				tab.mustRun(chromedp.EmulateViewport(width, 800), page.SetFontSizes(&page.FontSizes{Standard: size, Fixed: size}))
				tab.visit(site.root + p.address)
				for _, fault := range eval[[]string](tab, exitFaultsJS) {
					t.Errorf("/%s, %d pixels wide, text of %d pixels: %s", p.address, width, size, fault)
				}
			}
		}
	}
}

// testQuickExit checks that pressing Shift three times on a page for parents opens the exit page,
// and that going back shows the page unchanged. It intercepts the request for the exit page, so
// that nothing leaves this machine.
func testQuickExit(t *testing.T, b *browser, site *webSite) {
	i := slices.IndexFunc(site.examplePages(), func(p webPage) bool { return p.forParents })
	if i < 0 {
		t.Skip("no pages for parents")
	}
	tab := b.newTab(t, narrowWidth)
	requested := make(chan string, 1)
	chromedp.ListenTarget(tab.Context, func(event any) {
		e, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		target := cdp.WithExecutor(tab.Context, chromedp.FromContext(tab.Context).Target)
		if strings.HasPrefix(e.Request.URL, site.root) {
			go fetch.ContinueRequest(e.RequestID).Do(target)
			return
		}
		select {
		case requested <- e.Request.URL:
		default: // ignore all requests after the first
		}
		go fetch.FulfillRequest(e.RequestID, 200).WithBody(base64.StdEncoding.EncodeToString([]byte("<title>Weather</title>"))).Do(target)
	})
	tab.visit(site.root + site.examplePages()[i].address)
	title := eval[string](tab, "document.title")
	exit := eval[string](tab, "document.querySelector('.exit a').href")
	tab.mustRun(fetch.Enable().WithPatterns([]*fetch.RequestPattern{{ResourceType: network.ResourceTypeDocument}}))
	shift := chromedp.Tasks{
		input.DispatchKeyEvent(input.KeyRawDown).WithKey("Shift").WithModifiers(input.ModifierShift),
		input.DispatchKeyEvent(input.KeyUp).WithKey("Shift"),
	}
	tab.mustRun(shift, shift, chromedp.KeyEvent("x"), shift, shift)
	if !eval[bool](tab, "!document.body.hidden") {
		t.Fatal("the page is hidden although Shift was not pressed three times in a row")
	}
	tab.mustRun(shift)
	var to string
	select {
	case to = <-requested:
	case <-time.After(timeout):
	}
	if to != exit {
		t.Errorf("pressing Shift three times opens %q, want %q, the target of the exit button", to, exit)
	}
	tab.waitFor("the other page", "document.title === 'Weather'")
	// NavigateBack would wait for a load event, which does not occur for a page that was kept in
	// memory.
	tab.mustRun(chromedp.Evaluate("setTimeout(() => history.back(), 50)", nil))
	tab.waitFor("the page again", "location.href.startsWith("+jsString(site.root)+") && document.querySelector('h1')?.checkVisibility()")
	if got := eval[string](tab, "document.title"); got != title {
		t.Errorf("the title of the page is %q after the way back, want %q", got, title)
	}
	tab.mustRun(shift)
	if !eval[bool](tab, "!document.body.hidden") {
		t.Error("pressing Shift once after the way back hides the page")
	}
}
