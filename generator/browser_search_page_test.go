//go:build browser

package generator

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
	"safelearn/generator/export"
)

// resultCount is an expression for the status line of the search page.
const resultCount = `document.querySelector('#_count').textContent`

// testSearchPage uses the search page with the keyboard: from the search field of a page to
// results, and back with the history.
func testSearchPage(t *testing.T, b *browser, site *webSite) {
	site.requireShipped(t)
	tab := b.newTab(t, 320)
	tab.visit(site.root + "practitioners/")
	tab.do(chromedp.SendKeys("#_q", "bruise on a baby"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("the search page", `location.pathname.endsWith('/search/') && new URLSearchParams(location.search).get('q') === 'bruise on a baby'`)
	tab.waitFor("results of an address", resultCount+`.includes('results for “bruise on a baby”')`)
	if n := eval[int](tab, `document.querySelectorAll('#_results mark').length`); n == 0 {
		t.Error("no words are highlighted")
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, v := range b.axeViolations(tab, scheme) {
			t.Error("with results:", v)
		}
	}
	for _, letters := range []int64{16, 32} {
		tab.do(page.SetFontSizes(&page.FontSizes{Standard: letters, Fixed: letters}))
		if eval[bool](tab, `document.documentElement.scrollWidth > 320`) {
			t.Errorf("with a font size of %d pixels the results are wider than a telephone", letters)
		}
	}
	tab.do(page.SetFontSizes(&page.FontSizes{Standard: 16, Fixed: 13}))

	// The first result of each query links to the paragraph itself.
	for _, opens := range [][2]string{{"4.18", "/findings/bruising-response/#p4.18"}, {"6.9b", "/recommendations/6.9/#p6.9b"}, {"CPP", "/glossary/cpp/"}} {
		query, want := opens[0], opens[1]
		tab.do(chromedp.SetValue("#_q", query, chromedp.ByQuery), chromedp.SendKeys("#_q", kb.Enter, chromedp.ByQuery))
		tab.waitFor("results for "+query, resultCount+`.includes(`+jsString("“"+query+"”")+`)`)
		if got := eval[string](tab, `document.querySelector('#_results ol a').href`); !strings.HasSuffix(got, want) {
			t.Errorf("the first result for %s is %s, want …%s", query, got, want)
		}
	}
	tab.do(chromedp.NavigateBack())
	tab.waitFor("back is the query before", `document.querySelector('#_q').value === '6.9b' && location.search === '?q=6.9b' && `+resultCount+`.includes('6.9b')`)

	// Results appear while a word is typed, and are announced once.
	tab.do(chromedp.Evaluate(`document.querySelector('#_q').value = ''; window.announced = []; new MutationObserver(() => { const text = `+resultCount+`; if (text) announced.push(text); }).observe(document.querySelector('#_count'), { childList: true, characterData: true, subtree: true }); 0`, nil))
	tab.do(chromedp.SendKeys("#_q", "safegua", chromedp.ByQuery))
	tab.waitFor("results of half a word", `document.querySelector('#_results ol a') && announced.length`)
	if announced := eval[[]string](tab, `announced`); len(announced) != 1 {
		t.Errorf("announced %q, want one announcement", announced)
	}
	if got := eval[string](tab, `location.search`); got != "?q=safegua" {
		t.Errorf("the query in the address is %s", got)
	}
	// In the tab order the button and the first result follow the search field.
	tab.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab))
	if !eval[bool](tab, `document.activeElement === document.querySelector('#_results ol a')`) {
		t.Error("the first result does not follow the form in the tab order")
	}
	tab.do(chromedp.SetValue("#_q", "zzkq wvvx", chromedp.ByQuery), chromedp.SendKeys("#_q", kb.Enter, chromedp.ByQuery))
	tab.waitFor("the message that nothing is found", resultCount+`.includes('Nothing found') && document.querySelector('#_results a[href$="glossary/"]')`)
	for _, v := range b.axeViolations(tab, "light") {
		t.Error("with nothing found:", v)
	}
	_, messages := tab.takeEvents()
	for _, message := range messages {
		t.Error("browser message:", message)
	}
}

// testSearchOutdated opens the search page of a release whose index has been removed from
// the server.
func testSearchOutdated(t *testing.T, b *browser, _ *webSite) {
	site := openWebSite(t)
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	if err := os.RemoveAll(filepath.Join(site.folder, "search", "files")); err != nil {
		t.Fatal(err)
	}
	tab.do(chromedp.SendKeys("#_q", "bruise"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("the message that the index is missing, with a link", `document.querySelector('#_results a') && `+resultCount+` === document.querySelector('#_results').dataset.lost`)
	if got := eval[string](tab, `document.querySelector('#_results a').href`); got != site.root+"search/?q=bruise" {
		t.Errorf("the link leads to %s", got)
	}
}

// testSearchFolder searches a site that is opened as files.
func testSearchFolder(t *testing.T, b *browser, site *webSite) {
	site.requireShipped(t)
	folder := filepath.Join(t.TempDir(), "stick")
	source := &Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-11-23"}
	if _, problems, err := source.Export(t.Context(), export.Formats[0], folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	root := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder) + "/"}).String()
	tab := b.newTab(t, 1280)
	tab.visit(root + "index.html")
	tab.do(chromedp.SendKeys("#_q", "bruising protocol"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("results from a folder", `location.pathname.endsWith('/search/index.html') && `+resultCount+`.includes('results')`)
	if got := eval[string](tab, `document.querySelector('#_results ol a').href.split('#')[0]`); !strings.HasSuffix(got, "/index.html") {
		t.Errorf("a result links to %s, which is not a file", got)
	}
	_, messages := tab.takeEvents()
	for _, message := range messages {
		t.Error("browser message:", message)
	}
}

// testSearchWithoutScript submits the search form without script.
func testSearchWithoutScript(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, 320)
	tab.do(emulation.SetScriptExecutionDisabled(true))
	tab.visit(site.root)
	tab.do(chromedp.SendKeys("#_q", "bruise"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("the index", `location.pathname.endsWith('/index/') && document.querySelectorAll('.index li').length > 0`)
}

// testSearchTokens checks that the client splits text into words as the program does: it
// finds every word of the index.
func testSearchTokens(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	tab.find("bruise", false, 1)
	names, err := filepath.Glob(filepath.Join(site.folder, "search", "files", "w*.js"))
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for i, name := range names {
		names[i] = `"` + filepath.Base(name) + `"`
	}
	var missed []string
	tab.do(chromedp.Evaluate(`(async () => {
		const missed = [], folder = document.querySelector('#_results').dataset.index;
		const call = _search;
		const texts = [];
		window._search = Object.assign((name, value) => { if (name[0] === 'w') texts.push(value); call(name, value); }, call);
		for (const name of [`+strings.Join(names, ",")+`]) {
			await new Promise((done, fail) => {
				const script = document.createElement('script');
				script.src = folder + name + '?again';
				script.onload = done;
				script.onerror = fail;
				window._search = (name, value) => texts.push(value);
				document.head.append(script);
			});
		}
		window._search = call;
		let n = 0;
		for (const line of texts.join('\n').split('\n')) {
			const [names, hits] = line.split(' ');
			const [common, ...ends] = names.split(',');
			if (!hits || n++ % 5) continue;
			for (const end of ends) {
				const found = await _search.find(common + end);
				if (!found.list.length || !found.marked.has(common + end)) missed.push(common + end);
			}
		}
		return n < 50 ? ['only ' + n + ' groups'] : missed;
	})()`, &missed, awaitPromise))
	if len(missed) > 0 {
		t.Errorf("words of the index that are not found: %q", missed[:min(20, len(missed))])
	}
}
