//go:build browser

package generator

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// maxRequests is the number of requests of a first view: the page, its script, its icon.
const maxRequests = 3

// narrow and wide are the widths, in CSS pixels, of the viewports that tests use.
const narrow, wide = 320, 1280

// TestBrowserAudit checks WCAG 2.2 AA and the requests of one page of each layout, or of
// every page if the environment variable AUDIT is all.
func TestBrowserAudit(t *testing.T) {
	b := startBrowser(t)
	site := openWebSite(t)
	t.Run("Faults", func(t *testing.T) { testAuditFindsFaults(t, b, site) })
	t.Run("Pages", func(t *testing.T) {
		pages := site.examples()
		if os.Getenv("AUDIT") == "all" {
			pages = site.pages
		}
		for _, p := range pages {
			t.Run(p.name(), func(t *testing.T) {
				t.Parallel()
				for _, fault := range b.auditPage(t, site.root, site.root+p.stableAddress()) {
					t.Errorf("/%s: %s", p.address, fault)
				}
			})
		}
	})
}

// A view is a browser setting in which a page is checked.
type view struct {
	name   string
	set    chromedp.Tasks
	scheme string   // color scheme in which axe checks the page; empty for none
	checks []string // names in testdata/audit.js
}

// auditViews returns the views in order. Each view starts from the previous one. The first
// records the words of the page; no other view may hide one of them.
func auditViews(script string) []view {
	const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
		p { margin-block-end: 2em !important }` // WCAG 2.2, 1.4.12
	fits := []string{"sideways", "cut", "overlap", "lost"}
	sized := func(width, height int64, scale float64) chromedp.Action {
		return chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale))
	}
	fontSize := func(pixels int64) chromedp.Action {
		return page.SetFontSizes(&page.FontSizes{Standard: pixels, Fixed: pixels * 13 / 16})
	}
	addStyle := func(css string) chromedp.Action {
		return chromedp.Evaluate("{ const s = new CSSStyleSheet(); s.replaceSync("+jsString(css)+"); document.adoptedStyleSheets = [s]; } 0", nil)
	}
	return []view{
		{"320 pixels, light", chromedp.Tasks{sized(narrow, 800, 1), chromedp.Evaluate(script, nil)}, "light",
			[]string{"lost", "sideways", "cut", "overlap", "headings", "names", "targets", "lines", "edges", "aloud", "focus"}},
		{"320 pixels, dark", nil, "dark", []string{"edges", "focus"}},
		{"1280 pixels, dark", chromedp.Tasks{sized(wide, 800, 1)}, "dark", append(fits, "headings", "targets", "lines")},
		{"1280 pixels, light", nil, "light", []string{"aloud", "focus"}},
		{"text of 200 %", chromedp.Tasks{fontSize(32)}, "", fits},
		{"320 pixels, text of 200 %", chromedp.Tasks{sized(narrow, 800, 1)}, "", fits},
		{"320 pixels, wide spacing", chromedp.Tasks{fontSize(16), addStyle(spacing)}, "", fits},
		{"1280 pixels, wide spacing", chromedp.Tasks{sized(wide, 800, 1)}, "", fits},
		// A window of 1280 by 1024 (WCAG 2.2, 1.4.10).
		{"400 %", chromedp.Tasks{addStyle(""), sized(wide/4, 1024/4, 4)}, "", append(fits, "targets", "focus")},
	}
}

// auditPage returns all faults of a page: in each view, with and without script.
func (b *browser) auditPage(t *testing.T, root, address string) []string {
	t.Helper()
	tab := b.newTab(t, wide)
	tab.do(emulation.SetFocusEmulationEnabled(true), emulation.SetScriptExecutionDisabled(true))
	tab.visit(address)
	without := eval[[]string](tab, visibleWords)
	list := tab.requestFaults(root, address)
	tab.do(emulation.SetScriptExecutionDisabled(false))

	tab.visit(address)
	list = append(list, tab.requestFaults(root, address)...)
	list = append(list, tab.skipLinkFaults()...)
	tab.do(chromedp.Evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })", nil))
	for _, v := range auditViews(b.audit) {
		tab.do(v.set)
		var found []string
		if v.scheme != "" {
			found = b.axeViolations(tab, v.scheme)
		}
		for _, fault := range append(found, eval[[]string](tab, fmt.Sprintf("audit(%s.split(' '))", jsString(strings.Join(v.checks, " "))))...) {
			list = append(list, v.name+": "+fault)
		}
	}
	tab.do(chromedp.EmulateViewport(wide, 800))
	with := eval[[]string](tab, visibleWords)
	for len(with) > 0 && len(without) > 0 && with[0] == without[0] {
		with, without = with[1:], without[1:]
	}
	if len(with)+len(without) > 0 {
		list = append(list, fmt.Sprintf("the text differs: without script %q, with script %q", without[:min(20, len(without))], with[:min(20, len(with))]))
	}
	_, messages := tab.takeEvents()
	return append(list, messages...)
}

// requestFaults returns the faults in the requests that the tab made to open an address.
func (p *tab) requestFaults(root, address string) []string {
	p.t.Helper()
	requests, list := p.takeEvents()
	slices.Sort(requests)
	requests = slices.Compact(requests) // the browser may request an icon again
	if !slices.Contains(requests, address) {
		p.t.Errorf("the tab requested %q and not %s", requests, address)
	}
	most := maxRequests
	if slices.ContainsFunc(requests, func(a string) bool { return strings.HasSuffix(a, ".webmanifest") }) {
		most += 2 // after the page the browser loads the manifest and an icon
	}
	if len(requests) > most {
		list = append(list, fmt.Sprintf("%d requests, at most %d are allowed: %q", len(requests), most, requests))
	}
	for _, request := range requests {
		if !strings.HasPrefix(request, root) {
			list = append(list, "requests "+request)
		}
	}
	return list
}

// skipLinkFaults presses Tab at the top of a page, then Enter: the skip link must be visible
// and lead to the main element. A page with at most one link needs no skip link.
func (p *tab) skipLinkFaults() []string {
	p.t.Helper()
	const links = "document.querySelectorAll('a[href]').length"
	p.do(chromedp.KeyEvent(kb.Tab))
	if eval[int](p, links) <= 1 {
		return nil
	}
	if !eval[bool](p, "document.activeElement.matches('a[href=\"#main\"]')") {
		return []string{"the first Tab reaches " + eval[string](p, "document.activeElement.outerHTML.slice(0, 100)")}
	}
	var list []string
	if !eval[bool](p, focusVisible) {
		list = append(list, "the skip link is not visible when it has the focus")
	}
	p.do(chromedp.KeyEvent(kb.Enter))
	if !eval[bool](p, "document.activeElement.matches('main')") {
		list = append(list, "the skip link does not lead to the main element")
	}
	return list
}

// axeViolations returns the violations of WCAG 2.2 AA and of best practice that axe-core
// finds in a page. axe-core runs over the DevTools protocol: the content security policy
// blocks it as a script of the page.
func (b *browser) axeViolations(tab *tab, scheme string) []string {
	tab.t.Helper()
	if !eval[bool](tab, "Boolean(window.axe)") {
		tab.do(chromedp.Evaluate(b.axe+";0", nil))
	}
	const run = `axe.run(document, {
		resultTypes: ['violations'],
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
	}).then((found) => found.violations.flatMap((v) => v.nodes.map((n) =>
		'axe: ' + v.id + ' at ' + n.target.flat().join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`
	var list []string
	tab.do(colorScheme(scheme), chromedp.Evaluate(run, &list, awaitPromise))
	return list
}

// visibleWords evaluates to the words of a page when all details are open. It omits what is
// shown only without script and what a script adds: buttons, results, elements with
// data-added, and the notice of an overdue review.
const visibleWords = `(() => {
	document.querySelectorAll('.overdue, noscript, button, .result, [data-added]').forEach((e) => e.remove());
	document.querySelectorAll('[hidden]').forEach((e) => { e.hidden = false; });
	document.querySelectorAll('details').forEach((e) => { e.open = true; });
	return document.body.innerText.match(/\S+/g) ?? [];
})()`
