//go:build browser

package generator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserLanguages checks a site in three languages: pages with a content file pass the audit, all
// pages have valid HTML, the layout of Arabic pages is mirrored, and text is marked with its language.
func TestBrowserLanguages(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	site := publishSite(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/languages.txtar").siteFiles()), Today: "2026-06-01"})
	t.Run("Pages", func(t *testing.T) {
		for _, p := range site.pages {
			if !p.hasSource { // other tests audit pages without a content file
				continue
			}
			for _, fault := range b.auditPage(t, site.root, site.root+p.address) {
				t.Errorf("/%s: %s", p.address, fault)
			}
		}
	})
	t.Run("HTML", func(t *testing.T) { validateHTML(t, site) })
	t.Run("Mirror", func(t *testing.T) { testMirroredLayout(t, b, site) })
	t.Run("Switch", func(t *testing.T) { testLanguageSwitch(t, b, site) })
	t.Run("Outdated", func(t *testing.T) { testOutdatedTranslation(t, b, site) })
	t.Run("RightToLeft", func(t *testing.T) { testRightToLeft(t, b) })
}

// testRightToLeft builds the golden site with Arabic as its default language and checks that
// no page is wider than the window, that headings are aligned to the right, and that drawings
// contain all their parts.
func testRightToLeft(t *testing.T, b *browser) {
	files := readArchive(t, "testdata/site.txtar").siteFiles()
	settings := files["content/site.yaml"]
	settings.Data = []byte(strings.ReplaceAll(string(settings.Data), "languages: [en-GB]", "languages: [ar]"))
	site := publishSite(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-06-01"})
	tab := b.newTab(t, narrowWidth)
	for _, p := range site.examplePages() {
		if p.layout == "short" { // a short address only redirects
			continue
		}
		for _, width := range []int64{narrowWidth, wideWidth} {
			tab.mustRun(chromedp.EmulateViewport(width, 800))
			tab.visit(site.root + p.address)
			if by := eval[int](tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); by > 0 {
				t.Errorf("/%s at %d pixels is wider by %d", p.address, width, by)
			}
			// offset returns the distance from the heading text to the right edge of the heading, or
			// -1 if the direction of the page is not right-to-left.
			const offset = `(() => {
				const box = document.querySelector('h1').getBoundingClientRect(), range = document.createRange();
				range.selectNodeContents(document.querySelector('h1'));
				return document.dir === 'rtl' ? Math.round(box.right - range.getBoundingClientRect().right) : -1;
			})()`
			if by := eval[int](tab, offset); by != 0 {
				t.Errorf("/%s at %d pixels: the heading is %d pixels from the right edge", p.address, width, by)
			}
		}
		for _, fault := range eval[[]string](tab, outsideDrawingJS) {
			t.Errorf("/%s: outside the drawing: %s", p.address, fault)
		}
	}
}

// outsideDrawingJS is a JavaScript expression that returns the HTML of the rectangles and circles
// that extend beyond the left or right edge of the drawing that contains them.
const outsideDrawingJS = `[...document.querySelectorAll('.drawing svg')].flatMap((svg) => {
	const bounds = svg.getBoundingClientRect();
	return [...svg.querySelectorAll('rect, circle')].filter((e) => {
		const box = e.getBoundingClientRect();
		return box.left < bounds.left - 1 || box.right > bounds.right + 1;
	}).map((e) => e.outerHTML);
})`

// testMirroredLayout compares element positions on an English page and its Arabic translation: the
// distance from the left edge in English must equal the distance from the right edge in Arabic. A
// telephone number must read from left to right in both.
func testMirroredLayout(t *testing.T, b *browser, site *webSite) {
	for _, width := range []int64{narrowWidth, wideWidth} {
		tab := b.newTab(t, width)
		positions := func(address string) map[string][2]float64 {
			tab.visit(site.root + address)
			return eval[map[string][2]float64](tab, `(() => {
				const all = {};
				const whole = document.documentElement.clientWidth;
				document.querySelector('.skip').focus();
				for (const name of ['.skip', '.exit a', '.languages', '.top', 'h1', '.contents', '.callout', 'main li', '.foot dt']) {
					const box = document.querySelector(name).getBoundingClientRect();
					all[name] = document.dir === 'rtl' ? [whole - box.right, whole - box.left] : [box.left, box.right];
				}
				return all;
			})()`)
		}
		english, arabic := positions("parents/visit/"), positions("parents/visit/ar/")
		for name, want := range english {
			got := arabic[name]
			// Compare start edges, because widths depend on the text. Compare the end edge of
			// the exit link, which is aligned to the end of the line.
			edge := 0
			if name == ".exit a" {
				edge = 1
			}
			if by := got[edge] - want[edge]; by > 1 || by < -1 {
				t.Errorf("%d pixels: %s is at %v from the left in English and at %v from the right in Arabic", width, name, want, got)
			}
		}
		number := eval[string](tab, `(() => {
			const a = document.querySelector('a[href^="tel:"]'), text = a.firstChild, range = document.createRange();
			const at = (i) => { range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect().left; };
			return at(0) < at(text.length - 1) ? a.textContent : 'reversed';
		})()`)
		if number != "020 7946 0123" {
			t.Errorf("%d pixels: the telephone number reads %q", width, number)
		}
	}
}

// testLanguageSwitch follows the links between translations and checks that all text on each
// page is marked with its language.
func testLanguageSwitch(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	tab.visit(site.root + "parents/visit/")
	for _, to := range []struct{ tag, dir, heading string }{{"ar", "rtl", "زيارتك الأولى"}, {"pl", "ltr", "Pierwsza wizyta"}, {"en-GB", "ltr", "Your first visit"}} {
		tab.mustRun(chromedp.Click(fmt.Sprintf(`.languages a[hreflang=%q]`, to.tag), chromedp.ByQuery))
		tab.waitFor("the heading in "+to.tag, fmt.Sprintf("document.querySelector('h1')?.textContent === %s", jsString(to.heading)))
		got := eval[string](tab, `[document.documentElement.lang, getComputedStyle(document.documentElement).direction,
			document.querySelector('.languages [aria-current]').lang, document.querySelectorAll('.languages a').length].join(' ')`)
		if want := to.tag + " " + to.dir + " " + to.tag + " 3"; got != want {
			t.Errorf("the page has %q, want %q", got, want)
		}
		for _, fault := range eval[[]string](tab, wrongLanguageJS) {
			t.Errorf("in %s: %s", to.tag, fault)
		}
	}
	tab.visit(site.root + "pages/about/ar/")
	for _, fault := range eval[[]string](tab, wrongLanguageJS) {
		t.Errorf("about, in Arabic: %s", fault)
	}
}

// wrongLanguageJS is a JavaScript expression that returns the pieces of text on a page that are
// written in the wrong script for their language, or in the wrong direction for their script. It
// cannot distinguish English from Polish, which use the same script.
const wrongLanguageJS = `(() => {
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), wrong = [];
	for (let node; (node = walk.nextNode());) {
		const text = node.textContent.trim(), at = node.parentElement, lang = at.closest('[lang]').lang;
		if (!/\p{L}/u.test(text) || at.closest('script')) continue;
		const arabic = /\p{Script=Arabic}/u.test(text);
		if (arabic !== (lang === 'ar')) wrong.push(lang + ': ' + text);
		if (getComputedStyle(at).direction !== (arabic ? 'rtl' : 'ltr')) wrong.push('direction: ' + text);
	}
	return wrong;
})()`

// testOutdatedTranslation checks that an outdated translation, but not a current one, starts
// with a notice that links to the original.
func testOutdatedTranslation(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrowWidth)
	tab.visit(site.root + "parents/visit/pl/")
	first := eval[string](tab, "document.querySelector('main').firstElementChild.innerText")
	if !strings.HasPrefix(first, "To tłumaczenie starszej wersji tej strony.") || !strings.Contains(first, "Your first visit") {
		t.Errorf("the page starts with %q", first)
	}
	tab.mustRun(chromedp.Click(".stale a", chromedp.ByQuery))
	tab.waitFor("the original", "document.documentElement.lang === 'en-GB' && document.querySelector('h1')")
	tab.visit(site.root + "parents/visit/ar/")
	if eval[bool](tab, "document.querySelector('.stale') !== null") {
		t.Error("a current translation has the notice about an outdated one")
	}
}
