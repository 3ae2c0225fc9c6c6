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

// mostRequests is what a first view may take: the page, its script, its icon.
const maxRequests = 3

// narrow and wide are the widths that pages are looked at in.
const narrow, wide = 320, 1280

// TestBrowserAudit asks of pages what WCAG 2.2 AA asks, and that they ask nothing of
// anybody else: of one page of each layout, and with AUDIT=all of every page.
func TestBrowserAudit(t *testing.T) {
	b := startBrowser(t)
	site := openWebSite(t)
	t.Run("Planted", func(t *testing.T) { testAuditFindsFaults(t, b, site) })
	t.Run("Pages", func(t *testing.T) {
		pages := site.examples()
		if os.Getenv("AUDIT") == "all" {
			pages = site.pages
		}
		for _, p := range pages {
			t.Run(p.name(), func(t *testing.T) {
				t.Parallel()
				for _, complaint := range b.auditPage(t, site.root, site.root+p.stableAddress()) {
					t.Errorf("/%s: %s", p.address, complaint)
				}
			})
		}
	})
}

// A view is a way to look at a page: what makes it so, and what is asked of it then.
type view struct {
	name   string
	set    chromedp.Tasks
	scheme string   // in which axe looks at it as well
	checks []string // names in testdata/audit.js
}

// views gives them in order; each starts from the one before. The first tells which
// words there are, and none of the others may lose one.
func auditViews(script string) []view {
	const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
		p { margin-block-end: 2em !important }` // WCAG 2.2, 1.4.12
	fits := []string{"sideways", "cut", "overlap", "lost"}
	sized := func(width, height int64, scale float64) chromedp.Action {
		return chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale))
	}
	letters := func(pixels int64) chromedp.Action {
		return page.SetFontSizes(&page.FontSizes{Standard: pixels, Fixed: pixels * 13 / 16})
	}
	apart := func(css string) chromedp.Action {
		return chromedp.Evaluate("{ const s = new CSSStyleSheet(); s.replaceSync("+jsString(css)+"); document.adoptedStyleSheets = [s]; } 0", nil)
	}
	return []view{
		{"320 pixels, light", chromedp.Tasks{sized(narrow, 800, 1), chromedp.Evaluate(script, nil)}, "light",
			[]string{"lost", "sideways", "cut", "overlap", "headings", "names", "targets", "lines", "edges", "aloud", "focus"}},
		{"320 pixels, dark", nil, "dark", []string{"edges", "focus"}},
		{"1280 pixels, dark", chromedp.Tasks{sized(wide, 800, 1)}, "dark", append(fits, "headings", "targets", "lines")},
		{"1280 pixels, light", nil, "light", []string{"aloud", "focus"}},
		{"text of 200 %", chromedp.Tasks{letters(32)}, "", fits},
		{"320 pixels, text of 200 %", chromedp.Tasks{sized(narrow, 800, 1)}, "", fits},
		{"320 pixels, wide spacing", chromedp.Tasks{letters(16), apart(spacing)}, "", fits},
		{"1280 pixels, wide spacing", chromedp.Tasks{sized(wide, 800, 1)}, "", fits},
		// A window of 1280 by 1024 (WCAG 2.2, 1.4.10).
		{"400 %", chromedp.Tasks{apart(""), sized(wide/4, 1024/4, 4)}, "", append(fits, "targets", "focus")},
	}
}

// complaints gives everything that is wrong with a page as readers meet it.
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
		list = append(list, fmt.Sprintf("without script it goes on %q, with it %q", without[:min(20, len(without))], with[:min(20, len(with))]))
	}
	_, said := tab.takeEvents()
	return append(list, said...)
}

// complaints gives what is wrong with what the tab asked for and said while it opened
// an address.
func (p *tab) requestFaults(root, address string) []string {
	p.t.Helper()
	asked, list := p.takeEvents()
	slices.Sort(asked)
	asked = slices.Compact(asked) // an icon may be asked for late, and again
	if !slices.Contains(asked, address) {
		p.t.Errorf("%s was not seen to be asked for, but %q", address, asked)
	}
	most := maxRequests
	if slices.ContainsFunc(asked, func(a string) bool { return strings.HasSuffix(a, ".webmanifest") }) {
		most += 2 // once the page is shown the browser looks at its manifest, and at an icon
	}
	if len(asked) > most {
		list = append(list, fmt.Sprintf("%d requests, at most %d are allowed: %q", len(asked), most, asked))
	}
	for _, request := range asked {
		if !strings.HasPrefix(request, root) {
			list = append(list, "asks for "+request)
		}
	}
	return list
}

// skip presses Tab at the top of a page, and then Enter: the skip link can be seen, and
// leads to the main part. A page without one is so short that there is nothing to skip.
func (p *tab) skipLinkFaults() []string {
	p.t.Helper()
	const links = "document.querySelectorAll('a[href]').length"
	p.do(chromedp.KeyEvent(kb.Tab))
	if eval[int](p, links) <= 1 {
		return nil
	}
	if !eval[bool](p, "document.activeElement.matches('a[href=\"#main\"]')") {
		return []string{"Tab reaches first " + eval[string](p, "document.activeElement.outerHTML.slice(0, 100)")}
	}
	var list []string
	if !eval[bool](p, focusVisible) {
		list = append(list, "the skip link has the focus and cannot be seen")
	}
	p.do(chromedp.KeyEvent(kb.Enter))
	if !eval[bool](p, "document.activeElement.matches('main')") {
		list = append(list, "the skip link does not lead to the main part")
	}
	return list
}

// violations gives what axe-core finds against WCAG 2.2 AA and good practice in
// the tab's page, in light or dark. It is evaluated over the debugger's protocol: as a script of the
// page the policy would refuse it.
func (b *browser) axeViolations(tab *tab, shade string) []string {
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
	tab.do(colorScheme(shade), chromedp.Evaluate(run, &list, awaitPromise))
	return list
}

// wordsShown gives the words that a page shows when everything that can be opened is
// open. Left out is what is for those without script, and what only script can do: a button, a result, what bears the mark of
// things added, and the one sentence that it writes, about an overdue review.
const visibleWords = `(() => {
	document.querySelectorAll('.overdue, noscript, button, .result, [data-added]').forEach((e) => e.remove());
	document.querySelectorAll('[hidden]').forEach((e) => { e.hidden = false; });
	document.querySelectorAll('details').forEach((e) => { e.open = true; });
	return document.body.innerText.match(/\S+/g) ?? [];
})()`
