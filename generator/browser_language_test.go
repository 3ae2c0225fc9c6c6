//go:build browser

package generator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserLanguages looks at the site in three languages as its readers do: in
// each, every page is sound; in Arabic it is mirrored, and every part of a page says
// what language it is in.
func TestBrowserLanguages(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	site := publishSite(t, &Site{Shipped: withShipped(t, readArchive(t, "testdata/languages.txtar").siteFiles()), Today: "2026-06-01"})
	t.Run("Pages", func(t *testing.T) {
		for _, p := range site.pages {
			if !p.content { // the others are those of any site
				continue
			}
			for _, complaint := range b.auditPage(t, site.root, site.root+p.address) {
				t.Errorf("/%s: %s", p.address, complaint)
			}
		}
	})
	t.Run("HTML", func(t *testing.T) { site.validateHTML(t) })
	t.Run("Mirror", func(t *testing.T) { testMirror(t, b, site) })
	t.Run("Switch", func(t *testing.T) { testLanguageSwitch(t, b, site) })
	t.Run("Late", func(t *testing.T) { testOutdatedTranslation(t, b, site) })
	t.Run("Turned", func(t *testing.T) { testRightToLeft(t, b) })
}

// testTurned lays out a site with something of every kind as if its own language were
// Arabic: no layout is wider than a phone, or leaves its words where they began.
func testRightToLeft(t *testing.T, b *browser) {
	files := readArchive(t, "testdata/site.txtar").siteFiles()
	settings := files["content/site.yaml"]
	settings.Data = []byte(strings.ReplaceAll(string(settings.Data), "languages: [en-GB]", "languages: [ar]"))
	site := publishSite(t, &Site{Shipped: withShipped(t, files), Today: "2026-06-01"})
	tab := b.newTab(t, narrow)
	for _, p := range site.examples() {
		if p.layout == "short" { // leads on at once
			continue
		}
		for _, width := range []int64{narrow, wide} {
			tab.do(chromedp.EmulateViewport(width, 800))
			tab.visit(site.root + p.address)
			if by := eval[int](tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); by > 0 {
				t.Errorf("/%s at %d pixels is wider by %d", p.address, width, by)
			}
			// The heading's last letter ends where the page's content begins: at the right.
			const off = `(() => {
				const box = document.querySelector('h1').getBoundingClientRect(), range = document.createRange();
				range.selectNodeContents(document.querySelector('h1'));
				return document.dir === 'rtl' ? Math.round(box.right - range.getBoundingClientRect().right) : -1;
			})()`
			if by := eval[int](tab, off); by != 0 {
				t.Errorf("/%s at %d pixels: the heading stands %d pixels off the right", p.address, width, by)
			}
		}
		for _, wrong := range eval[[]string](tab, outsideDrawing) {
			t.Errorf("/%s: outside of its drawing: %s", p.address, wrong)
		}
	}
}

// drawn gives the words and shapes of drawings that leave them.
const outsideDrawing = `[...document.querySelectorAll('svg.drawing')].flatMap((svg) => {
	const room = svg.getBoundingClientRect();
	return [...svg.querySelectorAll('text, rect, circle')].filter((e) => {
		const box = e.getBoundingClientRect();
		return box.left < room.left - 1 || box.right > room.right + 1;
	}).map((e) => e.outerHTML);
})`

// testMirror compares where things are in English and in Arabic: what is as far from
// the left in one is as far from the right in the other.
func testMirror(t *testing.T, b *browser, site *webSite) {
	for _, width := range []int64{narrow, wide} {
		tab := b.newTab(t, width)
		places := func(address string) map[string][2]float64 {
			tab.visit(site.root + address)
			return eval[map[string][2]float64](tab, `(() => {
				const all = {};
				const whole = document.documentElement.clientWidth;
				document.querySelector('.skip').focus();
				for (const name of ['.skip', '#exit', '.languages', '.top', 'h1', '.tag', '.contents', '.callout', 'main li', '.foot dt']) {
					const box = document.querySelector(name).getBoundingClientRect();
					all[name] = document.dir === 'rtl' ? [whole - box.right, whole - box.left] : [box.left, box.right];
				}
				return all;
			})()`)
		}
		english, arabic := places("parents/visit/"), places("parents/visit/ar/")
		for name, want := range english {
			got := arabic[name]
			// Words differ in length; what does not depend on them is where a thing begins,
			// and of the way out, which stands at the end of its line, where it ends.
			edge := 0
			if name == "#exit" {
				edge = 1
			}
			if by := got[edge] - want[edge]; by > 1 || by < -1 {
				t.Errorf("%d pixels: %s is at %v in English and, seen from the right, at %v in Arabic", width, name, want, got)
			}
		}
		number := eval[string](tab, `(() => {
			const a = document.querySelector('a[href^="tel:"]'), text = a.firstChild, range = document.createRange();
			const at = (i) => { range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect().left; };
			return at(0) < at(text.length - 1) ? a.textContent : 'turned round';
		})()`)
		if number != "020 7946 0123" {
			t.Errorf("%d pixels: the number reads %q", width, number)
		}
	}
}

// testSwitch goes from one language to the next, and asks of every word of each page
// that the element it stands in is in the right one.
func testLanguageSwitch(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrow)
	tab.visit(site.root + "parents/visit/")
	for _, to := range []struct{ tag, dir, heading string }{{"ar", "rtl", "زيارتك الأولى"}, {"pl", "ltr", "Pierwsza wizyta"}, {"en-GB", "ltr", "Your first visit"}} {
		tab.do(chromedp.Click(fmt.Sprintf(`.languages a[hreflang=%q]`, to.tag), chromedp.ByQuery))
		tab.waitFor("the heading in "+to.tag, fmt.Sprintf("document.querySelector('h1')?.textContent === %s", jsString(to.heading)))
		got := eval[string](tab, `[document.documentElement.lang, getComputedStyle(document.documentElement).direction,
			document.querySelector('.languages [aria-current]').lang, document.querySelectorAll('.languages a').length].join(' ')`)
		if want := to.tag + " " + to.dir + " " + to.tag + " 3"; got != want {
			t.Errorf("the page is %q, not %q", got, want)
		}
		for _, wrong := range eval[[]string](tab, wrongLanguage) {
			t.Errorf("in %s: %s", to.tag, wrong)
		}
	}
	tab.visit(site.root + "pages/about/ar/")
	for _, wrong := range eval[[]string](tab, wrongLanguage) {
		t.Errorf("about, in Arabic: %s", wrong)
	}
}

// foreign gives the pieces of text whose letters are not of the script that their
// language is written in, and those in Polish or Arabic whose direction is not that of
// their language. English and Polish share letters: Polish is known by its own words.
const wrongLanguage = `(() => {
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

// testLate shows what a reader of a translation that is out of date sees first, and
// that the reader's own clock speaks the language of the page.
func testOutdatedTranslation(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, narrow)
	tab.visit(site.root + "parents/visit/pl/")
	first := eval[string](tab, "document.querySelector('main').firstElementChild.innerText")
	if !strings.HasPrefix(first, "To tłumaczenie starszej wersji tej strony.") || !strings.Contains(first, "Your first visit") {
		t.Errorf("the page begins with %q", first)
	}
	tab.do(chromedp.Click(".stale a", chromedp.ByQuery))
	tab.waitFor("the original", "document.documentElement.lang === 'en-GB' && document.querySelector('h1')")
	tab.visit(site.root + "parents/visit/ar/")
	if eval[bool](tab, "document.querySelector('.stale') !== null") {
		t.Error("a translation that is up to date says that it is not")
	}
}
