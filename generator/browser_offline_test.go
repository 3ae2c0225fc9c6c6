//go:build browser

package generator

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn/generator/render"
)

// TestBrowserOffline saves pages of the golden site, published in a subfolder, and
// disconnects the network. Each subtest has a separate server and therefore a separate
// origin.
func TestBrowserOffline(t *testing.T) {
	b := startBrowser(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *offlineServer)
	}{
		{"ServerGone", testServerGone},
		{"NetworkGone", testNetworkGone},
		{"SlowServer", testSlowServer},
		{"OldCopies", testOldCopies},
		{"Controls", testControls},
		{"Parents", testParentsLeaveNothing},
		{"TwoSites", testTwoSites},
		{"SavedCopies", testSavedCopies},
		{"ChangedPage", testChangedPage},
		{"WithdrawnPage", testWithdrawnPage},
		{"DeletedPage", testDeletedPage},
		{"CaptivePortal", testCaptivePortal},
		{"InterruptedUpdate", testInterruptedUpdate},
		{"OpenTabs", testOpenTabs},
		{"Removed", testOfflineRemoved},
	} {
		t.Run(part.name, func(t *testing.T) {
			s := newOfflineServer(t)
			s.publish(offlineFolder, offlineSite(t), render.Options{})
			part.run(t, b, s)
		})
	}
}

// These are the folder of the published site and addresses and a file of the golden site.
const (
	offlineFolder  = "/learn/"
	savedProtocol  = "protocols/addresses/"
	savedModule    = "modules/asking/"
	protocolSource = "content/protocols/addresses.md"
)

// offlineSite returns the golden site with text of its protocol replaced. No page is due for
// review while the test runs.
func offlineSite(t *testing.T, oldnew ...string) *Site {
	t.Helper()
	s := editedSite(t, protocolSource, oldnew...)
	files := s.Shipped.(fstest.MapFS)
	for name, f := range files {
		lines := strings.Split(string(f.Data), "\n")
		for i, line := range lines {
			if date, found := strings.CutPrefix(line, "review_due: "); found && strings.HasSuffix(name, ".md") && date > "2026" {
				lines[i] = "review_due: 2999-01-01"
			}
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	}
	return s
}

// savedNotice is an expression for the notice above a saved copy.
const savedNotice = "document.querySelector('body > aside.saved')?.innerText"

// offlineStatus is an expression for the status message of the offline page.
const offlineStatus = "document.getElementById('_status').innerText"

// saveOffline opens the offline page in a new tab and saves the kit.
func (b *browser) saveOffline(t *testing.T, s *offlineServer, folder string) *tab {
	t.Helper()
	tab := b.newTab(t, narrow)
	tab.visit(s.URL + folder + "offline/")
	tab.waitFor("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(chromedp.Click("#_save", chromedp.ByQuery))
	tab.waitFor("the kit is saved", offlineStatus+".startsWith('Saved.')")
	return tab
}

// saveModule saves the first module.
func (p *tab) saveModule() {
	p.t.Helper()
	p.do(chromedp.Click("[data-module] button", chromedp.ByQuery))
	p.waitFor("the module is saved", offlineStatus+".endsWith('is saved.')")
}

// expectText opens an address and waits until the page contains words.
func (p *tab) expectText(address, words string) {
	p.t.Helper()
	p.visit(address)
	p.waitFor(address+" shows "+words, "document.body.innerText.includes("+jsString(words)+")")
}

// todayNotice returns the notice of a copy that was saved today.
func todayNotice() string {
	return "Saved copy of " + time.Now().Format("2 January 2006") + "; we could not check for a newer one."
}

// checkSavedPages opens all saved pages, and one that is not saved.
func checkSavedPages(b *browser, tab *tab, root string) {
	tab.t.Helper()
	for _, address := range []string{"", savedProtocol, savedModule, "contacts/", "search/", "practitioners/", "trainers/", "offline/", savedModule + "slides/"} {
		tab.visit(root + address)
		tab.waitFor("the notice of a saved copy on /"+address, savedNotice+" === "+jsString(todayNotice()))
		if !eval[bool](tab, "document.body.innerText.includes('A test site. Nobody works by it.')") {
			tab.t.Errorf("/%s: the banner is missing", address)
		}
		if eval[int](tab, "[...document.scripts].filter((s) => performance.getEntriesByName(s.src).length === 0).length") > 0 {
			tab.t.Errorf("/%s: a script is not loaded", address)
		}
	}
	tab.visit(root + "search/?q=address")
	tab.waitFor("a search result", "document.querySelector('#_results a')")
	tab.expectText(root+"reviews/larch/", "This page is not saved")
	tab.click("main", root)
	tab.waitFor("the saved copy of the home page", savedNotice)
}

// testServerGone stops the server.
func testServerGone(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOffline(t, s, offlineFolder)
	tab.saveModule()
	s.stop()
	checkSavedPages(b, tab, s.URL+offlineFolder)
}

// testNetworkGone disconnects the network of the tab and of the service worker.
func testNetworkGone(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOffline(t, s, offlineFolder)
	tab.saveModule()
	infos, err := chromedp.Targets(tab.Context)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(infos, func(i *target.Info) bool { return i.Type == "service_worker" && strings.HasPrefix(i.URL, s.URL) })
	if i < 0 {
		t.Fatal("there is no service worker")
	}
	worker, end := chromedp.NewContext(b.Context, chromedp.WithTargetID(infos[i].TargetID))
	defer end()
	if err := chromedp.Run(worker, network.EmulateNetworkConditions(true, 0, -1, -1)); err != nil {
		t.Fatal(err)
	}
	tab.do(network.EmulateNetworkConditions(true, 0, -1, -1))
	s.takeTraffic()
	checkSavedPages(b, tab, s.URL+offlineFolder)
	if _, requests := s.takeTraffic(); len(requests) > 0 {
		t.Errorf("without a network the server receives requests for %q", requests)
	}
}

// testSlowServer delays all responses: after a timeout the saved copy is shown, and a page
// without a copy keeps loading. A late response replaces the saved copy.
func testSlowServer(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOffline(t, s, offlineFolder)
	other := b.newTab(t, narrow)
	other.visit(s.URL + offlineFolder + "offline/")
	root := s.URL + offlineFolder
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is rung."), render.Options{})
	answer := make(chan bool)
	s.setIntercept(func(_ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-answer:
		case <-r.Context().Done():
		}
		return r.Context().Err() != nil
	})
	go other.run(chromedp.Navigate(root + "reviews/larch/"))
	tab.visit(root + savedProtocol)
	tab.waitFor("the saved copy", savedNotice)
	if eval[bool](tab, "document.body.innerText.includes('Every agency is rung.')") {
		t.Error("the page is not the saved copy")
	}
	close(answer)
	other.waitFor("the page that is not saved", "location.pathname.endsWith('/larch/') && document.querySelector('h1') && !document.title.includes('not saved')")
	s.setIntercept(dropConnection)
	tab.expectText(root+savedProtocol, "Every agency is rung.")
	tab.waitFor("the saved copy", savedNotice)
}

// ageCopies makes all saved copies some days older.
func (p *tab) ageCopies(days string) {
	p.t.Helper()
	evalPromise[int](p, `(async () => {
		const when = String(Date.now() - `+days+` * 864e5);
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const copy = await cache.match(request);
				const headers = new Headers(copy.headers);
				headers.set('x-when', when);
				await cache.put(request, request.url.endsWith('?whole') ? new Response(when) : new Response(await copy.arrayBuffer(), { headers }));
			}
		}
		return 0;
	})()`)
}

// testOldCopies opens copies that are past the review date, that were saved long ago, or
// whose date is in the future.
func testOldCopies(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	const first = "This saved copy may be out of date"
	tab := b.saveOffline(t, s, offlineFolder)
	s.setIntercept(dropConnection)
	tab.ageCopies("13")
	tab.visit(root + savedProtocol)
	tab.waitFor("a copy of 13 days is shown", savedNotice)
	for _, age := range []struct{ days, words string }{
		{"15", "It was saved more than 14 days ago, on " + time.Now().AddDate(0, 0, -15).Format("2 January 2006") + "."},
		{"-3", "The clock of this device is behind"},
	} {
		tab.ageCopies(age.days)
		tab.expectText(root+savedProtocol, first)
		if !eval[bool](tab, "document.querySelector('main').innerText.includes("+jsString(age.words)+")") {
			t.Errorf("%s days: %s", age.days, eval[string](tab, "document.querySelector('main').innerText"))
		}
		for _, violation := range b.axeViolations(tab, "light") {
			t.Errorf("the warning page: axe: %s", violation)
		}
		tab.do(chromedp.Click("main a", chromedp.ByQuery))
		tab.waitFor("the saved copy after the warning", savedNotice+" && document.body.innerText.includes('Every agency is told.')")
	}

	// A visit with a network renews the date of all copies if the list of files from the
	// network is still the one of the copies.
	s.setIntercept(nil)
	tab.ageCopies("15")
	tab.visit(root)
	tab.waitFor("the page from the network", "!("+savedNotice+")")
	stamped := `(async () => { const c = (await caches.keys()).find((n) => !n.endsWith('modules')); return Date.now() - Number(await (await (await caches.open(c)).match('` + root + `?whole')).text()); })()`
	for end := time.Now().Add(timeout); evalPromise[float64](tab, stamped) > 864e5; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the date of the copies is not renewed")
		}
	}
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("a copy with today's date", savedNotice+" === "+jsString(todayNotice()))

	s.setIntercept(nil)
	s.publish(offlineFolder, offlineSite(t, "review_due: 2027-03-01", "review_due: 2020-03-01", "reviewed: 2026-03-01", "reviewed: 2019-03-01"), render.Options{})
	tab.visit(root + savedProtocol)
	s.setIntercept(dropConnection)
	tab.expectText(root+savedProtocol, first)
	tab.waitFor("the date of the review", "document.querySelector('main').innerText.includes('Its review was due on 1 March 2020.')")
}

// testControls uses the offline page with the keyboard in each of its states, and compares
// the bytes that are loaded with the sizes that the page shows.
func testControls(t *testing.T, b *browser, s *offlineServer) {
	tab := b.newTab(t, narrow)
	tab.do(emulation.SetScriptExecutionDisabled(true))
	tab.visit(s.URL + offlineFolder + "offline/")
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("without script %d buttons are visible", seen)
	}
	tab.do(emulation.SetScriptExecutionDisabled(false))
	tab.visit(s.URL + offlineFolder + "offline/")
	tab.waitFor("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(emulation.SetEmulatedMedia().WithMedia("print"))
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("%d buttons are printed", seen)
	}
	tab.do(colorScheme("light"))
	audit := func(state string) {
		t.Helper()
		for _, width := range []int64{narrow, wide} {
			tab.do(chromedp.EmulateViewport(width, 800))
			for _, scheme := range []string{"light", "dark"} {
				for _, violation := range b.axeViolations(tab, scheme) {
					t.Errorf("%s, %d pixels, %s: axe: %s", state, width, scheme, violation)
				}
			}
		}
	}
	press := func(selector string) {
		t.Helper()
		tab.do(chromedp.Focus(selector, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
	}
	compareSize := func(shown int) {
		t.Helper()
		n, paths := s.takeTraffic()
		if n < shown<<10*9/10 || n > shown<<10*11/10 {
			t.Errorf("the page shows %d KB, and %d bytes are loaded: %q", shown, n, paths)
		}
	}
	audit("nothing saved")
	s.setIntercept(dropConnection)
	press("#_save")
	tab.waitFor("the message of failure", offlineStatus+".startsWith('Nothing was saved')")
	if all := evalPromise[[]string](tab, cachedURLs); len(all) > 0 {
		t.Errorf("after a failure the cache contains %q", all)
	}
	s.setIntercept(nil)
	s.takeTraffic()
	press("#_save")
	tab.waitFor("it is saved", offlineStatus+".startsWith('Saved.')")
	compareSize(eval[int](tab, "Number(document.getElementById('_controls').dataset.kb)"))
	if at := eval[string](tab, "document.activeElement.id"); at != "_kit" {
		t.Errorf("the focus is at %q", at)
	}
	audit("saved")
	press("[data-module] button")
	tab.waitFor("the module is saved", offlineStatus+".endsWith('is saved.')")
	compareSize(eval[int](tab, "Number(document.querySelector('[data-module]').dataset.kb) + Number(document.getElementById('_controls').dataset.common)"))
	press("[data-module] button")
	tab.waitFor("the module is removed", offlineStatus+".endsWith('is removed.')")
	if all := evalPromise[[]string](tab, cachedURLs); slices.Contains(all, s.URL+offlineFolder+savedModule) || !slices.Contains(all, s.URL+offlineFolder+savedProtocol) {
		t.Errorf("after the module is removed the cache contains %q", all)
	}
	eval[string](tab, "localStorage.setItem('safelearn:asking', '{}'), ''")
	press("#_remove-all")
	tab.waitFor("everything is removed", offlineStatus+".startsWith('Everything is removed')")
	audit("removed")
	tab.visit(s.URL + offlineFolder)
	tab.visit(s.URL + offlineFolder + savedProtocol)
	if found := evalPromise[[]string](tab, storageTraces); len(found) > 0 {
		t.Errorf("after everything is removed the browser stores %q", found)
	}
	// Saving a module saves the kit too.
	tab.visit(s.URL + offlineFolder + "offline/")
	tab.waitFor("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.saveModule()
	s.setIntercept(dropConnection)
	checkSavedPages(b, tab, s.URL+offlineFolder)
}

// testParentsLeaveNothing visits the home page and pages for parents. They store nothing,
// and the service worker, once installed, ignores pages for parents.
func testParentsLeaveNothing(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.newTab(t, narrow)
	pages := []string{root, root + "parents/", root + "parents/moving/", root + "s/moving/"}
	for _, address := range pages {
		tab.visit(address)
	}
	tab.waitFor("the redirect of the short address", "location.pathname.endsWith('/parents/moving/')")
	if found := evalPromise[[]string](tab, storageTraces); len(found) > 0 {
		t.Errorf("the browser stores %q", found)
	}
	saved := b.saveOffline(t, s, offlineFolder)
	before := evalPromise[[]string](saved, cachedURLs)
	for _, address := range pages[1:] {
		tab.visit(address)
	}
	if after := evalPromise[[]string](saved, cachedURLs); !slices.Equal(before, after) || slices.ContainsFunc(after, func(a string) bool { return strings.Contains(a, "/parents/") }) {
		t.Errorf("a visit to pages for parents changes the cache to %q", after)
	}
	s.setIntercept(dropConnection)
	for _, address := range pages[1:] {
		if err := tab.run(chromedp.Navigate(address + "?again")); err == nil || !strings.Contains(err.Error(), "net::ERR") {
			t.Errorf("%s without a network: %v, %s", address, err, eval[string](tab, "document.body.innerText"))
		}
	}
}

// testTwoSites saves two sites of one origin, one in a subfolder of the other, and removes
// one of them.
func testTwoSites(t *testing.T, b *browser, s *offlineServer) {
	s.publish("/", offlineSite(t, "Every agency is told.", "That is another site."), render.Options{})
	root := b.saveOffline(t, s, "/")
	b.saveOffline(t, s, offlineFolder)
	root.do(chromedp.Click("#_remove-all", chromedp.ByQuery))
	root.waitFor("the first site is removed", offlineStatus+".startsWith('Everything is removed')")
	s.setIntercept(dropConnection)
	tab := b.newTab(t, narrow)
	tab.expectText(s.URL+offlineFolder+savedProtocol, "Every agency is told.")
	if err := tab.run(chromedp.Navigate(s.URL + "/" + savedProtocol)); err == nil {
		t.Error("the removed site is still saved")
	}
}
