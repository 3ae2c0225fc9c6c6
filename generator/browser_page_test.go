//go:build browser

package generator

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// mostRequests is what a first view may take: the page, its script, its icon.
const mostRequests = 3

// narrow and wide are the widths that pages are looked at in.
const narrow, wide = 320, 1280

// testPages looks at a page of each layout on a phone and on a desk, in light and
// in dark.
func testPages(t *testing.T, b *browser, site *webSite) {
	for _, p := range site.examples() {
		t.Run(p.layout, func(t *testing.T) {
			for _, complaint := range b.complaints(t, site.root, site.root+p.address) {
				t.Errorf("/%s: %s", p.address, complaint)
			}
		})
	}
}

// testSpoilt shows that each complaint can be made.
func testSpoilt(t *testing.T, b *browser, site *webSite) {
	all := strings.Join(b.complaints(t, site.root, site.spoilt), "\n")
	for _, want := range []string{
		"requests, at most", "asks for http://elsewhere.invalid/", "style-src 'none'", "console log: \"said\"",
		"exception: ", "thrown", "320 pixels: wider", "axe: document-title", "axe: image-alt", "axe: html-has-lang",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("of the spoilt page nothing says %q but\n%s", want, all)
		}
	}
}

// complaints gives everything that is wrong with a page as a reader meets it.
func (b *browser) complaints(t *testing.T, root, address string) []string {
	t.Helper()
	var list []string
	tab := b.open(t, narrow)
	tab.visit(address)
	for _, width := range []int64{narrow, wide} {
		tab.do(chromedp.EmulateViewport(width, 800))
		if by := eval[int](tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); by > 0 {
			list = append(list, fmt.Sprintf("%d pixels: wider by %d pixels", width, by))
		}
		for _, shade := range []string{"light", "dark"} {
			for _, violation := range b.violations(tab, shade) {
				list = append(list, fmt.Sprintf("%d pixels, %s: axe: %s", width, shade, violation))
			}
		}
	}
	asked, said := tab.heard()
	if len(asked) == 0 || asked[0] != address {
		t.Errorf("%s was not seen to be asked for, but %q", address, asked)
	}
	if len(asked) > mostRequests {
		list = append(list, fmt.Sprintf("%d requests, at most %d are allowed: %q", len(asked), mostRequests, asked))
	}
	for _, request := range asked {
		if !strings.HasPrefix(request, root) {
			list = append(list, "asks for "+request)
		}
	}
	return append(list, said...)
}

// violations gives what axe-core finds against WCAG 2.2 AA and good practice in
// the tab's page. It is evaluated over the debugger's protocol: as a script of the
// page the policy would refuse it.
func (b *browser) violations(tab *tab, shade string) []string {
	tab.t.Helper()
	if !eval[bool](tab, "Boolean(window.axe)") {
		tab.do(chromedp.Evaluate(b.axe+";0", nil))
	}
	const run = `axe.run(document, {
		resultTypes: ['violations'],
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
	}).then((found) => found.violations.flatMap((v) => v.nodes.map((n) =>
		v.id + ' at ' + n.target.flat().join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' '))))`
	var list []string
	wait := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	tab.do(scheme(shade), chromedp.Evaluate(run, &list, wait))
	return list
}

// wordsShown gives the words that a page shows when everything that can be opened is
// open. Left out is what only script can do: a button, a result, what bears the mark of
// things added, and the one sentence that it writes, about an overdue review.
const wordsShown = `(() => {
	document.querySelectorAll('.overdue, button, .result, [data-added]').forEach((e) => e.remove());
	document.querySelectorAll('[hidden]').forEach((e) => { e.hidden = false; });
	document.querySelectorAll('details').forEach((e) => { e.open = true; });
	return document.body.innerText.match(/\S+/g) ?? [];
})()`

// testWithoutScript compares the words of each page with and without script.
func testWithoutScript(t *testing.T, b *browser, site *webSite) {
	with, without := b.open(t, wide), b.open(t, wide)
	without.do(emulation.SetScriptExecutionDisabled(true))
	// differ gives the words from the first that is not the same.
	differ := func(address string) (got, want []string) {
		with.visit(address)
		without.visit(address)
		got, want = eval[[]string](without, wordsShown), eval[[]string](with, wordsShown)
		if len(want) == 0 {
			t.Errorf("%s shows no words", address)
		}
		for len(got) > 0 && len(want) > 0 && got[0] == want[0] {
			got, want = got[1:], want[1:]
		}
		return got, want
	}
	for _, p := range site.examples() {
		if got, want := differ(site.root + p.address); len(got)+len(want) > 0 {
			t.Errorf("/%s without script goes on %q, with it %q", p.address, got[:min(20, len(got))], want[:min(20, len(want))])
		}
	}
	if _, said := without.heard(); len(said) > 0 {
		t.Errorf("without script: %q", said)
	}
	if got, want := differ(site.spoilt); len(got)+len(want) == 0 {
		t.Error("words that only script writes were not missed")
	}
}

// testPrint reads pages as they come out of a printer: the banner is on them, what
// one can only click is not.
func testPrint(t *testing.T, b *browser, site *webSite) {
	tab := b.open(t, wide)
	squeezed := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	for _, p := range site.examples() {
		tab.visit(site.root + p.address)
		var paper []byte
		tab.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			paper, _, err = page.PrintToPDF().Do(ctx)
			return err
		}))
		read := exec.Command("pdftotext", "-", "-")
		read.Stdin = strings.NewReader(string(paper))
		out, err := read.Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		text := squeezed(string(out))
		if heading := squeezed(eval[string](tab, "document.querySelector('h1').innerText")); !strings.Contains(text, heading) {
			t.Errorf("/%s printed has no heading %q:\n%s", p.address, heading, text)
		}
		if site.settings.Demonstration && !strings.Contains(text, squeezed(site.settings.Banner)) {
			t.Errorf("/%s printed has no banner:\n%s", p.address, text)
		}
		main := squeezed(eval[string](tab, "document.querySelector('main').innerText"))
		for _, words := range eval[[]string](tab, "[...document.querySelectorAll('nav, .skip')].map((e) => e.innerText)") {
			if words = squeezed(words); strings.Contains(text, words) && !strings.Contains(main, words) {
				t.Errorf("/%s printed has %q:\n%s", p.address, words, text)
			}
		}
	}
}
