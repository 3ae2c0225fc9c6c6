//go:build browser

package generator

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// testPrintedPages checks that printed pages include the heading and, in a demonstration, the banner,
// but no navigation.
func testPrintedPages(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	normalize := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	for _, p := range site.examples() {
		tab.visit(site.root + p.stableAddress())
		var pdf []byte
		tab.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = page.PrintToPDF().Do(ctx)
			return err
		}))
		read := exec.Command("pdftotext", "-", "-")
		read.Stdin = strings.NewReader(string(pdf))
		out, err := read.Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		text := normalize(string(out))
		if heading := normalize(eval[string](tab, "document.querySelector('h1').innerText")); !strings.Contains(text, heading) {
			t.Errorf("the printout of /%s has no heading %q:\n%s", p.address, heading, text)
		}
		if site.settings.Demonstration && !strings.Contains(text, normalize(site.settings.Banner)) {
			t.Errorf("the printout of /%s has no banner:\n%s", p.address, text)
		}
		main := normalize(eval[string](tab, "document.querySelector('main').innerText"))
		for _, words := range eval[[]string](tab, "[...document.querySelectorAll('nav, .skip')].map((e) => e.innerText)") {
			if words = normalize(words); strings.Contains(text, words) && !strings.Contains(main, words) {
				t.Errorf("the printout of /%s contains the navigation %q:\n%s", p.address, words, text)
			}
		}
	}
}
