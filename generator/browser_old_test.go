//go:build browser

package generator

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// removeUnsupportedRulesJS is a JavaScript expression that removes from a page what Safari 15.4 and
// Firefox 115 do not support: style rules with :has(), the property text-wrap, and popover
// attributes. It returns the number of changes, not counting text-wrap.
const removeUnsupportedRulesJS = `(() => {
	let changes = 0;
	const visit = (sheet) => {
		for (let i = sheet.cssRules.length - 1; i >= 0; i--) {
			const rule = sheet.cssRules[i];
			if (rule instanceof CSSSupportsRule && rule.conditionText.includes('popover-open')) {
				const rules = [...rule.cssRules].map((r) => r.cssText);
				sheet.deleteRule(i);
				rules.reverse().forEach((text) => sheet.insertRule(text, i));
				changes++;
			} else if (rule.selectorText?.includes(':has(')) {
				sheet.deleteRule(i);
				changes++;
			} else if (rule.cssRules?.length) {
				visit(rule);
			}
			rule.style?.removeProperty('text-wrap');
		}
	};
	for (const sheet of document.styleSheets) visit(sheet);
	document.querySelectorAll('[popover]').forEach((e) => { e.removeAttribute('popover'); changes++; });
	return changes;
})()`

// testOldBrowsers checks, on a page of each layout, that applying removeUnsupportedRulesJS does not
// change the visible text or cause any of it to be cut off or covered.
func testOldBrowsers(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	changes := 0
	for _, p := range site.examplePages() {
		for _, width := range []int64{wideWidth, narrowWidth} {
			tab.mustRun(chromedp.EmulateViewport(width, 800))
			tab.visit(site.root + p.addressWithoutRedirect())
			tab.mustRun(chromedp.Evaluate(b.audit, nil))
			before := eval[string](tab, "document.body.innerText")
			changes += eval[int](tab, removeUnsupportedRulesJS)
			if after := eval[string](tab, "document.body.innerText"); after != before {
				t.Errorf("/%s, %d pixels: the text is %q, want %q", p.address, width, after, before)
			}
			for _, fault := range eval[[]string](tab, "audit(['sideways', 'cut', 'overlap'])") {
				t.Errorf("/%s, %d pixels: %s", p.address, width, fault)
			}
		}
	}
	if changes == 0 {
		t.Error("no page has anything that old engines do not know")
	}
}
