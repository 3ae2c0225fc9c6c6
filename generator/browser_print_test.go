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

// testPrint prints pages: they have the heading and the banner, and no navigation.
func testPrint(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wide)
	normalize := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	for _, p := range site.examples() {
		tab.visit(site.root + p.stableAddress())
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
		text := normalize(string(out))
		if heading := normalize(eval[string](tab, "document.querySelector('h1').innerText")); !strings.Contains(text, heading) {
			t.Errorf("/%s printed has no heading %q:\n%s", p.address, heading, text)
		}
		if site.settings.Demonstration && !strings.Contains(text, normalize(site.settings.Banner)) {
			t.Errorf("/%s printed has no banner:\n%s", p.address, text)
		}
		main := normalize(eval[string](tab, "document.querySelector('main').innerText"))
		for _, words := range eval[[]string](tab, "[...document.querySelectorAll('nav, .skip')].map((e) => e.innerText)") {
			if words = normalize(words); strings.Contains(text, words) && !strings.Contains(main, words) {
				t.Errorf("/%s printed has %q:\n%s", p.address, words, text)
			}
		}
	}
}
