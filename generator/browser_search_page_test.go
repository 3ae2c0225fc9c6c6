//go:build browser

package generator

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
	"safelearn/generator/export"
)

// searchStatusJS is a JavaScript expression that returns the status line of the search page, such
// as the number of results.
const searchStatusJS = `document.querySelector('#_count').textContent`

// testSearchPage searches from the search field of a page, and operates the search page with the
// keyboard and the browser history. It checks the results and their highlighting, width and
// accessibility, and what a screen reader announces.
func testSearchPage(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	tab := b.newTab(t, 320)
	tab.visit(site.root)
	tab.mustRun(chromedp.SendKeys("#_q", "bruise on a baby"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("the search page", `location.pathname.endsWith('/search/') && new URLSearchParams(location.search).get('q') === 'bruise on a baby'`)
	tab.waitFor("results for the query in the URL", searchStatusJS+`.includes('results for “bruise on a baby”')`)
	if n := eval[int](tab, `document.querySelectorAll('#_results mark').length`); n == 0 {
		t.Error("no words are highlighted")
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, v := range b.axeViolations(tab, scheme) {
			t.Error("with results:", v)
		}
	}
	for _, size := range []int64{16, 32} {
		tab.mustRun(page.SetFontSizes(&page.FontSizes{Standard: size, Fixed: size}))
		if eval[bool](tab, `document.documentElement.scrollWidth > 320`) {
			t.Errorf("with a font size of %d pixels the results are wider than the viewport", size)
		}
	}
	tab.mustRun(page.SetFontSizes(&page.FontSizes{Standard: 16, Fixed: 13}))

	// The first result of a query for a paragraph number or an abbreviation must be that paragraph or
	// term.
	for _, c := range [][2]string{{"4.18", "/findings/bruising-response/#p4.18"}, {"6.9b", "/recommendations/6.9/#p6.9b"}, {"CPP", "/glossary/cpp/"}} {
		query, want := c[0], c[1]
		tab.mustRun(chromedp.SetValue("#_q", query, chromedp.ByQuery), chromedp.SendKeys("#_q", kb.Enter, chromedp.ByQuery))
		tab.waitFor("results for "+query, searchStatusJS+`.includes(`+jsString("“"+query+"”")+`)`)
		if got := eval[string](tab, `document.querySelector('#_results ol a').href`); !strings.HasSuffix(got, want) {
			t.Errorf("the first result for %s is %s, want …%s", query, got, want)
		}
	}
	// Above the results are the emergency number, a link to a task and one to the pages for parents, or only the last
	// if the query is typical of parents.
	for query, want := range map[string]string{"bruise": "tel:999 protocols/bruising/ parents/", "Moving soon": "tel:999 protocols/transfer-and-escalation/ parents/", "remarkable": "parents/ glossary/ index/", "my baby has a bruise": "parents/"} {
		tab.visit(site.root + "search/?q=" + url.QueryEscape(query))
		tab.waitFor("results for "+query, searchStatusJS+` !== ''`)
		if got := eval[string](tab, `[...document.querySelectorAll('#_results > :not(ol) a')].map((a) => a.getAttribute('href').replace('../', '')).join(' ')`); got != want {
			t.Errorf("above the results for %q is %q, want %q", query, got, want)
		}
		// The page of the card is no result, so the totals must not count it.
		if all := eval[string](tab, `document.querySelector('.sieve button')?.textContent.replace(/\D+/, '') ?? ''`); all != "" && !strings.HasPrefix(eval[string](tab, searchStatusJS), all+" ") {
			t.Errorf("for %q there are %s results of all kinds, but the page says %q", query, all, eval[string](tab, searchStatusJS))
		}
	}
	tab.visit(site.root + "search/?q=6.9b")
	tab.waitFor("results for 6.9b", searchStatusJS+`.includes('6.9b')`)
	tab.mustRun(chromedp.SetValue("#_q", "CPP", chromedp.ByQuery), chromedp.SendKeys("#_q", kb.Enter, chromedp.ByQuery))
	tab.waitFor("results for CPP", searchStatusJS+`.includes('CPP')`)
	// NavigateBack asks the browser for the entry before the current one. If it has not yet heard of the
	// entry that the page added, this is one too far back.
	tab.mustRun(chromedp.Evaluate(`history.back(); 0`, nil))
	tab.waitFor("the previous query", `document.querySelector('#_q').value === '6.9b' && location.search === '?q=6.9b' && `+searchStatusJS+`.includes('6.9b')`)

	// Results must appear while a word is typed, and must be announced only once.
	tab.mustRun(chromedp.Evaluate(`document.querySelector('#_q').value = ''; window.announced = []; new MutationObserver(() => { const text = `+searchStatusJS+`; if (text) announced.push(text); }).observe(document.querySelector('#_count'), { childList: true, characterData: true, subtree: true }); 0`, nil))
	tab.mustRun(chromedp.SendKeys("#_q", "safegua", chromedp.ByQuery))
	tab.waitFor("results for an incomplete word", `document.querySelector('#_results ol a') && announced.length`)
	if announced := eval[[]string](tab, `announced`); len(announced) != 1 {
		t.Errorf("announced %q, want one announcement", announced)
	}
	if got := eval[string](tab, `location.search`); got != "?q=safegua" {
		t.Errorf("the query in the URL is %s", got)
	}
	// In the tab order, the search field is followed by the search button, the buttons for kinds of
	// results and the first result.
	tab.mustRun(chromedp.KeyEvent(kb.Tab))
	for range eval[int](tab, `document.querySelectorAll('.sieve button').length`) {
		tab.mustRun(chromedp.KeyEvent(kb.Tab))
		if !eval[bool](tab, `document.activeElement.matches('.sieve button')`) {
			t.Error("the kinds of results do not follow the form in the tab order")
		}
	}
	tab.mustRun(chromedp.KeyEvent(kb.Tab))
	if !eval[bool](tab, `document.activeElement === document.querySelector('#_results ol a')`) {
		t.Error("the first result does not follow the kinds in the tab order")
	}
	checkKindFilters(tab)
	tab.mustRun(chromedp.SetValue("#_q", "zzkq wvvx", chromedp.ByQuery), chromedp.SendKeys("#_q", kb.Enter, chromedp.ByQuery))
	tab.waitFor("the message without results", searchStatusJS+`.includes('No results for') && document.querySelector('#_results a[href$="glossary/"]')`)
	if !eval[bool](tab, `document.querySelector('#_empty a').checkVisibility()`) {
		t.Error("without results, no examples are shown")
	}
	for _, v := range b.axeViolations(tab, "light") {
		t.Error("without results:", v)
	}
	_, messages := tab.takeEvents()
	for _, message := range messages {
		t.Error("browser message:", message)
	}
}

// checkKindFilters checks the buttons that filter results by kind: the number on each button, the
// results that it shows, and where the focus is after a click.
func checkKindFilters(tab *tab) {
	tab.t.Helper()
	var faults []string
	tab.mustRun(chromedp.Evaluate(`(async () => {
		const faults = [], buttons = [...document.querySelectorAll('.sieve button')], number = (button) => Number(button.textContent.match(/\d+$/));
		const total = buttons.slice(1).reduce((sum, button) => sum + number(button), 0);
		if (total !== number(buttons[0])) faults.push('the kinds have ' + total + ' results, all of them ' + number(buttons[0]));
		for (const button of [...buttons.slice(1), buttons[0]]) {
			button.focus();
			button.click();
			await new Promise((done) => setTimeout(done, 300));
			const shown = document.querySelectorAll('#_results ol > li').length, more = !document.querySelector('#_results .more').hidden;
			if (shown !== number(button) && !(more && shown < number(button))) faults.push(button.textContent + ' shows ' + shown);
			if (document.activeElement !== button || document.querySelector('.sieve [aria-pressed=true]') !== button) faults.push(button.textContent + ' is not pressed or has lost the focus');
		}
		return faults;
	})()`, &faults, awaitPromise))
	for _, fault := range faults {
		tab.t.Error(fault)
	}
}

// maxSearchShift is the maximum cumulative layout shift during a search. It is not 0, because in a
// large window the excerpts of the third result and those below it may arrive after the results are
// shown.
const maxSearchShift = .01

// layoutShiftJS is a JavaScript expression that returns a promise of the cumulative layout shift so
// far.
const layoutShiftJS = `new Promise((done) => {
	let shift = 0;
	new PerformanceObserver((list) => { for (const e of list.getEntries()) shift += e.value; }).observe({type: 'layout-shift', buffered: true});
	setTimeout(() => done(shift), 300);
})`

// testSearchShift checks that nothing on the search page moves when results arrive, on a fast and
// on a slow connection.
func testSearchShift(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	for _, size := range [][2]int64{{390, 844}, {1280, 800}, {1920, 1200}} {
		for query, latency := range map[string]float64{"bruise on a baby": 300, "safegaurding": 0, "zzkq wvvx": 0} { // in milliseconds
			tab := b.newTab(t, size[0])
			tab.mustRun(chromedp.EmulateViewport(size[0], size[1]), network.EmulateNetworkConditions(false, latency, -1, -1))
			tab.visit(site.root + "search/?q=" + url.QueryEscape(query))
			tab.waitFor("the number of results", searchStatusJS)
			time.Sleep(time.Duration(2*latency) * time.Millisecond) // wait for the excerpts, which may move the results
			var shift float64
			tab.mustRun(chromedp.Evaluate(layoutShiftJS, &shift, awaitPromise))
			if shift > maxSearchShift {
				t.Errorf("%q at %d by %d pixels, latency %v ms: the layout shifts by %.3f", query, size[0], size[1], latency, shift)
			}
		}
	}
}

// testSearchIndexDeleted checks the message on an open search page after its index has been deleted
// from the server, as happens when a new version of the site is published.
func testSearchIndexDeleted(t *testing.T, b *browser, _ *webSite) {
	site := openWebSite(t)
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	if err := os.RemoveAll(filepath.Join(site.folder, "search", "files")); err != nil {
		t.Fatal(err)
	}
	tab.mustRun(chromedp.SendKeys("#_q", "bruise"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("the message about the missing index, with a link", `document.querySelector('#_results a') && `+searchStatusJS+` === document.querySelector('#_results').dataset.lost`)
	if got := eval[string](tab, `document.querySelector('#_results a').href`); got != site.root+"search/?q=bruise" {
		t.Errorf("the link has the URL %s", got)
	}
}

// testSearchExportedSite searches an exported site that is opened from the file system. Results must link
// to files.
func testSearchExportedSite(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	folder := filepath.Join(t.TempDir(), "stick")
	source := &Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-31"}
	if _, problems, err := source.Export(t.Context(), export.Formats[0].Exporter(export.Options{}), folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	root := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder) + "/"}).String()
	tab := b.newTab(t, 1280)
	tab.visit(root + "index.html")
	tab.mustRun(chromedp.SendKeys("#_q", "bruising protocol"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("results from files", `location.pathname.endsWith('/search/index.html') && `+searchStatusJS+`.includes('results')`)
	if got := eval[string](tab, `document.querySelector('#_results ol a').href.split('#')[0]`); !strings.HasSuffix(got, "/index.html") {
		t.Errorf("a result links to %s, which is not a file", got)
	}
	_, messages := tab.takeEvents()
	for _, message := range messages {
		t.Error("browser message:", message)
	}
}

// testSearchWithoutScript checks that without JavaScript the search form opens the index page.
func testSearchWithoutScript(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, 320)
	tab.mustRun(emulation.SetScriptExecutionDisabled(true))
	tab.visit(site.root)
	tab.mustRun(chromedp.SendKeys("#_q", "bruise"+kb.Enter, chromedp.ByQuery))
	tab.waitFor("the index page", `location.pathname.endsWith('/index/') && document.querySelectorAll('.index li').length > 0`)
}

// testSearchTokenization checks that the search client tokenizes text as the program does: a search
// for a word in the index must have a result. It searches for the words on every fifth line of the
// index.
func testSearchTokenization(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	tab.search("bruise", false, 1)
	names, err := filepath.Glob(filepath.Join(site.folder, "search", "files", "w*.js"))
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for i, name := range names {
		names[i] = `"` + filepath.Base(name) + `"`
	}
	var missed []string
	tab.mustRun(chromedp.Evaluate(`(async () => {
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
		t.Errorf("words in the index that a search does not find: %q", missed[:min(20, len(missed))])
	}
}
