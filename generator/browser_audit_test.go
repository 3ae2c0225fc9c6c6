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

// maxRequests is the maximum number of requests made to open a page without a manifest: for the page,
// its script and its style. The browser requests the icon at times.
const maxRequests = 3

// narrowWidth and wideWidth are viewport widths in CSS pixels.
const narrowWidth, wideWidth = 320, 1280

// TestBrowserAudit checks that the audit finds known faults, and audits example pages of each
// layout for WCAG 2.2 AA violations and unexpected requests. If the environment variable AUDIT
// is "all", it audits every page.
func TestBrowserAudit(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	site := openWebSite(t)
	t.Run("Faults", func(t *testing.T) { testAuditFindsFaults(t, b, site) })
	t.Run("Pages", func(t *testing.T) {
		pages := site.examplePages()
		if os.Getenv("AUDIT") == "all" {
			pages = site.pages
		}
		for _, p := range pages {
			t.Run(p.name(), func(t *testing.T) {
				t.Parallel()
				for _, fault := range b.auditPage(t, site.root, site.root+p.addressWithoutRedirect()) {
					t.Errorf("/%s: %s", p.address, fault)
				}
			})
		}
	})
}

// An auditView is a browser configuration in which a page is audited.
type auditView struct {
	name   string
	setup  chromedp.Tasks
	scheme string   // color scheme in which axe runs, or "" to skip axe
	checks []string // names of checks in testdata/audit.js
}

// viewsToAudit returns the views in the order in which they must be used, because each one builds on
// the setup of the one before. The check "lost" records the text of the page in the first view and
// fails if a later view hides any of it.
func viewsToAudit(script string) []auditView {
	const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
		p { margin-block-end: 2em !important }` // WCAG 2.2, 1.4.12
	layoutChecks := []string{"sideways", "cut", "overlap", "lost"}
	setViewport := func(width, height int64, scale float64) chromedp.Action {
		return chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale))
	}
	fontSize := func(pixels int64) chromedp.Action {
		return page.SetFontSizes(&page.FontSizes{Standard: pixels, Fixed: pixels * 13 / 16})
	}
	addStyle := func(css string) chromedp.Action {
		return chromedp.Evaluate("{ const s = new CSSStyleSheet(); s.replaceSync("+jsString(css)+"); document.adoptedStyleSheets = [s]; } 0", nil)
	}
	return []auditView{
		{"320 pixels, light", chromedp.Tasks{setViewport(narrowWidth, 800, 1), chromedp.Evaluate(script, nil)}, "light",
			[]string{"lost", "sideways", "cut", "overlap", "headings", "names", "targets", "lines", "edges", "aloud", "focus"}},
		{"320 pixels, dark", nil, "dark", []string{"edges", "focus"}},
		{"1280 pixels, dark", chromedp.Tasks{setViewport(wideWidth, 800, 1)}, "dark", append(layoutChecks, "headings", "targets", "lines")},
		{"1280 pixels, light", nil, "light", []string{"aloud", "focus"}},
		{"text of 200 %", chromedp.Tasks{fontSize(32)}, "", layoutChecks},
		{"320 pixels, text of 200 %", chromedp.Tasks{setViewport(narrowWidth, 800, 1)}, "", layoutChecks},
		{"320 pixels, wide spacing", chromedp.Tasks{fontSize(16), addStyle(spacing)}, "", layoutChecks},
		{"1280 pixels, wide spacing", chromedp.Tasks{setViewport(wideWidth, 800, 1)}, "", layoutChecks},
		// A window of 1280 by 1024 pixels at a zoom level of 400 % (WCAG 2.2, 1.4.10).
		{"400 %", chromedp.Tasks{addStyle(""), setViewport(wideWidth/4, 1024/4, 4)}, "", append(layoutChecks, "targets", "focus")},
	}
}

// auditPage returns the faults found on a page in each view, and differences in its text with
// and without JavaScript.
func (b *browser) auditPage(t *testing.T, root, address string) []string {
	t.Helper()
	tab := b.newTab(t, wideWidth)
	tab.mustRun(emulation.SetFocusEmulationEnabled(true), emulation.SetScriptExecutionDisabled(true))
	tab.visit(address)
	withoutScript := eval[[]string](tab, visibleWordsJS)
	list := tab.requestFaults(root, address)
	tab.mustRun(emulation.SetScriptExecutionDisabled(false))

	tab.visit(address)
	list = append(list, tab.requestFaults(root, address)...)
	list = append(list, tab.skipLinkFaults()...)
	tab.mustRun(chromedp.Evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })", nil))
	for _, v := range viewsToAudit(b.audit) {
		tab.mustRun(v.setup)
		var found []string
		if v.scheme != "" {
			found = b.axeViolations(tab, v.scheme)
		}
		for _, fault := range append(found, eval[[]string](tab, fmt.Sprintf("audit(%s.split(' '))", jsString(strings.Join(v.checks, " "))))...) {
			list = append(list, v.name+": "+fault)
		}
	}
	tab.mustRun(chromedp.EmulateViewport(wideWidth, 800))
	withScript := eval[[]string](tab, visibleWordsJS)
	for len(withScript) > 0 && len(withoutScript) > 0 && withScript[0] == withoutScript[0] {
		withScript, withoutScript = withScript[1:], withoutScript[1:]
	}
	if len(withScript)+len(withoutScript) > 0 {
		list = append(list, fmt.Sprintf("the text differs: without script %q, with script %q", withoutScript[:min(20, len(withoutScript))], withScript[:min(20, len(withScript))]))
	}
	_, messages := tab.takeEvents()
	return append(list, messages...)
}

// requestFaults returns the faults in the requests that the tab made to open the page at address, and
// the messages that the browser logged. Requests must stay below root, and there may be at most
// maxRequests, or two more if the page has a manifest.
func (p *tab) requestFaults(root, address string) []string {
	p.t.Helper()
	requests, list := p.takeEvents()
	slices.Sort(requests)
	requests = slices.Compact(requests)
	if !slices.Contains(requests, address) {
		p.t.Errorf("the tab requested %q and not %s", requests, address)
	}
	limit := maxRequests
	if slices.ContainsFunc(requests, func(a string) bool { return strings.HasSuffix(a, ".webmanifest") }) {
		limit += 2 // the browser also loads the manifest and an icon
	}
	icon := func(a string) bool { return strings.HasSuffix(a, "/icon.svg") }
	if len(slices.DeleteFunc(slices.Clone(requests), icon)) > limit {
		list = append(list, fmt.Sprintf("%d requests, at most %d are allowed: %q", len(requests), limit, requests))
	}
	for _, request := range requests {
		if !strings.HasPrefix(request, root) {
			list = append(list, "requests "+request)
		}
	}
	return list
}

// skipLinkFaults presses Tab at the top of a page, then Enter, and returns a fault unless the
// skip link becomes visible and moves the focus to the main element. A page with at most one
// link needs no skip link.
func (p *tab) skipLinkFaults() []string {
	p.t.Helper()
	const links = "document.querySelectorAll('a[href]').length"
	p.mustRun(chromedp.KeyEvent(kb.Tab))
	if eval[int](p, links) <= 1 {
		return nil
	}
	if !eval[bool](p, "document.activeElement.matches('a[href=\"#main\"]')") {
		return []string{"the first Tab reaches " + eval[string](p, "document.activeElement.outerHTML.slice(0, 100)")}
	}
	var list []string
	if !eval[bool](p, focusVisibleJS) {
		list = append(list, "the skip link is not visible when focused")
	}
	p.mustRun(chromedp.KeyEvent(kb.Enter))
	if !eval[bool](p, "document.activeElement.matches('main')") {
		list = append(list, "the skip link does not move the focus to the main element")
	}
	return list
}

// axeViolations returns the WCAG 2.2 AA and best-practice violations that axe-core finds on
// the current page in the given color scheme. The scheme "dark" changes nothing but colors, so in it
// only the rules about colors run: callers also pass "light". It injects axe-core through the DevTools
// protocol, because the content security policy of the page blocks a script element.
func (b *browser) axeViolations(tab *tab, scheme string) []string {
	tab.t.Helper()
	if !eval[bool](tab, "Boolean(window.axe)") {
		tab.mustRun(chromedp.Evaluate(b.axe+";0", nil))
	}
	only := `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`
	if scheme == "dark" {
		only = `{type: 'rule', values: axe.getRules(['cat.color']).map((r) => r.ruleId).filter((id) => !id.endsWith('-enhanced'))}` // those are AAA
	}
	run := `axe.run(document, {
		resultTypes: ['violations'],
		runOnly: ` + only + `,
	}).then((found) => found.violations.flatMap((v) => v.nodes.map((n) =>
		'axe: ' + v.id + ' at ' + n.target.flat().join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`
	var list []string
	tab.mustRun(setColorScheme(scheme), chromedp.Evaluate(run, &list, awaitPromise))
	return list
}

// visibleWordsJS is a JavaScript expression that returns the words on a page after it opens all
// details elements, shows hidden elements, and removes elements that only appear with or
// without JavaScript: noscript, buttons, results, elements with data-added, and the notice
// about an overdue review.
const visibleWordsJS = `(() => {
	document.querySelectorAll('.overdue, noscript, button, .result, [data-added]').forEach((e) => e.remove());
	document.querySelectorAll('[hidden]').forEach((e) => { e.hidden = false; });
	document.querySelectorAll('details').forEach((e) => { e.open = true; });
	return document.body.innerText.match(/\S+/g) ?? [];
})()`
