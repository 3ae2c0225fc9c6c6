//go:build browser

package generator

import (
	"net/http"
	"slices"
	"strconv"
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

// TestBrowserOffline saves pages of the golden site for offline use and opens them without a
// network. Each subtest has its own server and therefore its own origin.
func TestBrowserOffline(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *offlineServer)
	}{
		{"ServerStopped", testServerStopped},
		{"NetworkDisconnected", testNetworkDisconnected},
		{"SlowServer", testSlowServer},
		{"OldCopies", testOldCopies},
		{"Controls", testOfflineControls},
		{"Parents", testParentPagesNotStored},
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

// Paths of the published golden site, of some of its pages, and of the source file of its protocol.
const (
	offlineFolder  = "/learn/"
	savedProtocol  = "protocols/addresses/"
	savedModule    = "modules/asking/"
	protocolSource = "content/protocols/addresses.md"
)

// offlineSite returns the golden site with replacements made in the source of its protocol (see
// editedSite). Its date is today, and review dates from 2026 on are moved to a year from today, so
// that saved copies of the pages are not out of date when the test runs.
func offlineSite(t *testing.T, oldnew ...string) *Site {
	t.Helper()
	s := editedSite(t, protocolSource, oldnew...)
	s.Today = Date(time.Now().Format(time.DateOnly))
	due := "review_due: " + time.Now().AddDate(1, 0, 0).Format(time.DateOnly)
	files := s.Shipped.(fstest.MapFS)
	for name, f := range files {
		lines := strings.Split(string(f.Data), "\n")
		for i, line := range lines {
			if date, found := strings.CutPrefix(line, "review_due: "); found && strings.HasSuffix(name, ".md") && date > "2026" {
				lines[i] = due
			}
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	}
	return s
}

// savedNoticeJS is a JavaScript expression that returns the text of the notice above a saved
// copy, or undefined if there is none.
const savedNoticeJS = "document.querySelector('body > aside.saved')?.innerText"

// offlineStatusJS is a JavaScript expression that returns the status message on the offline page.
const offlineStatusJS = "document.getElementById('_status').innerText"

// saveOfflineKit opens the offline page of the site under the path folder in a new tab, and saves the
// offline kit: the files that a reader saves with one tap. It returns the tab.
func (b *browser) saveOfflineKit(t *testing.T, s *offlineServer, folder string) *tab {
	t.Helper()
	tab := b.newTab(t, narrowWidth)
	tab.visit(s.URL + folder + "offline/")
	tab.waitFor("the save button appears", "document.querySelector('#_save:not([hidden])')")
	tab.mustRun(chromedp.Click("#_save", chromedp.ByQuery))
	tab.waitFor("the kit is saved", offlineStatusJS+".startsWith('Saved.')")
	return tab
}

// saveModule saves the first module listed on the offline page, which must be open.
func (p *tab) saveModule() {
	p.t.Helper()
	p.mustRun(chromedp.Click("[data-module] button", chromedp.ByQuery))
	p.waitFor("the module is saved", offlineStatusJS+".endsWith('is saved.')")
}

// visitAndExpectText opens a URL and waits until the page contains text, which may be in a closed details
// element.
func (p *tab) visitAndExpectText(address, text string) {
	p.t.Helper()
	p.visit(address)
	p.waitFor(address+" shows "+text, "document.body.textContent.includes("+jsString(text)+")")
}

// savedTodayNotice returns the notice that is expected above a copy saved today.
func savedTodayNotice() string {
	return "Saved copy of " + time.Now().Format("2 January 2006") + "; we could not check for a newer one."
}

// checkSavedPages opens saved pages and checks their notice, banner and scripts. It runs a search, and
// checks the message for a page that is not saved.
func checkSavedPages(b *browser, tab *tab, root string) {
	tab.t.Helper()
	for _, address := range []string{"", savedProtocol, savedModule, "contacts/", "search/", "practitioners/", "trainers/", "offline/", savedModule + "slides/"} {
		tab.visit(root + address)
		tab.waitFor("the notice of a saved copy on /"+address, savedNoticeJS+" === "+jsString(savedTodayNotice()))
		if !eval[bool](tab, "document.body.innerText.includes('A test site. Nobody works by it.')") {
			tab.t.Errorf("/%s: the banner is missing", address)
		}
		if eval[int](tab, "[...document.scripts].filter((s) => performance.getEntriesByName(s.src).length === 0).length") > 0 {
			tab.t.Errorf("/%s: a script is not loaded", address)
		}
	}
	tab.visit(root + "search/?q=address")
	tab.waitFor("a search result", "document.querySelector('#_results a')")
	// If the tab opened the next page while excerpts are loading, the browser itself would request
	// them again, without the emulated network failure.
	tab.mustRun(chromedp.Evaluate("Promise.all([...document.querySelectorAll('#_results li')].map((e) => e.excerpt())).then(() => 0)", nil, awaitPromise))
	tab.visitAndExpectText(root+"reviews/larch/", "This page is not saved")
	tab.clickLink("main", root)
	tab.waitFor("the saved copy of the home page", savedNoticeJS)
}

// testServerStopped opens saved pages after the server has stopped.
func testServerStopped(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOfflineKit(t, s, offlineFolder)
	tab.saveModule()
	s.stop()
	checkSavedPages(b, tab, s.URL+offlineFolder)
}

// testNetworkDisconnected opens saved pages while the tab and the service worker have no network.
func testNetworkDisconnected(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOfflineKit(t, s, offlineFolder)
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
	tab.mustRun(network.EmulateNetworkConditions(true, 0, -1, -1))
	s.takeTraffic()
	checkSavedPages(b, tab, s.URL+offlineFolder)
	if _, requests := s.takeTraffic(); len(requests) > 0 {
		t.Errorf("without a network the server receives requests for %q", requests)
	}
}

// testSlowServer delays all responses. After a timeout the service worker shows the saved copy,
// while a page without a copy continues to load. A late response replaces the saved copy.
func testSlowServer(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOfflineKit(t, s, offlineFolder)
	other := b.newTab(t, narrowWidth)
	other.visit(s.URL + offlineFolder + "offline/")
	root := s.URL + offlineFolder
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is phoned."), render.Options{})
	release := make(chan bool)
	s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/sw.js") {
			return dropConnection(w, r) // see delayServiceWorker
		}
		select {
		case <-release:
		case <-r.Context().Done():
		}
		return r.Context().Err() != nil
	})
	go other.run(chromedp.Navigate(root + "reviews/larch/"))
	tab.visit(root + savedProtocol)
	tab.waitFor("the saved copy", savedNoticeJS)
	if eval[bool](tab, "document.body.textContent.includes('Every agency is phoned.')") {
		t.Error("the page is not the saved copy")
	}
	close(release)
	other.waitFor("the page that is not saved", "location.pathname.endsWith('/larch/') && document.querySelector('h1') && !document.title.includes('not saved')")
	s.setIntercept(dropConnection)
	tab.visitAndExpectText(root+savedProtocol, "Every agency is phoned.")
	tab.waitFor("the saved copy", savedNoticeJS)
}

// backdateCopies sets the date of every saved copy to the given number of days ago. If days is
// negative, the date is in the future.
func (p *tab) backdateCopies(days int) {
	p.t.Helper()
	evalPromise[int](p, `(async () => {
		const when = String(Date.now() - `+strconv.Itoa(days)+` * 864e5);
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

// testOldCopies checks that a warning page is shown instead of a saved copy that is past its review
// date, was saved more than 14 days ago, or was saved on a date in the future, and that its link
// opens the copy.
func testOldCopies(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	const warning = "This saved copy may be out of date"
	tab := b.saveOfflineKit(t, s, offlineFolder)
	s.setIntercept(dropConnection)
	tab.backdateCopies(13)
	tab.visit(root + savedProtocol)
	tab.waitFor("a copy saved 13 days ago is shown", savedNoticeJS)
	for _, age := range []struct {
		days int
		text string
	}{
		{15, "It was saved more than 14 days ago, on " + time.Now().AddDate(0, 0, -15).Format("2 January 2006") + "."},
		{-3, "The clock of this device is behind"},
	} {
		tab.backdateCopies(age.days)
		tab.visitAndExpectText(root+savedProtocol, warning)
		if !eval[bool](tab, "document.querySelector('main').innerText.includes("+jsString(age.text)+")") {
			t.Errorf("%d days: %s", age.days, eval[string](tab, "document.querySelector('main').innerText"))
		}
		for _, violation := range b.axeViolations(tab, "light") {
			t.Errorf("the warning page: axe: %s", violation)
		}
		tab.mustRun(chromedp.Click("main a", chromedp.ByQuery))
		tab.waitFor("the saved copy after the warning", savedNoticeJS+" && document.body.textContent.includes('Every agency is told.')")
	}

	// Opening a page over the network updates the dates of all saved copies if they still match the
	// list of files on the server.
	s.setIntercept(nil)
	tab.backdateCopies(15)
	tab.visit(root)
	tab.waitFor("the page from the network", "!("+savedNoticeJS+")")
	copyAgeJS := `(async () => { const c = (await caches.keys()).find((n) => !n.endsWith('modules')); return Date.now() - Number(await (await (await caches.open(c)).match('` + root + `?whole')).text()); })()`
	for end := time.Now().Add(timeout); evalPromise[float64](tab, copyAgeJS) > 864e5; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the date of the copies is not updated")
		}
	}
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("a copy with today's date", savedNoticeJS+" === "+jsString(savedTodayNotice()))

	s.delayServiceWorker()
	s.publish(offlineFolder, offlineSite(t, "review_due: 2027-03-01", "review_due: 2020-03-01", "reviewed: 2026-03-01", "reviewed: 2019-03-01"), render.Options{})
	tab.visit(root + savedProtocol)
	s.setIntercept(dropConnection)
	tab.visitAndExpectText(root+savedProtocol, warning)
	tab.waitFor("the date of the review", "document.querySelector('main').innerText.includes('Its review was due on 1 March 2020.')")
}

// testOfflineControls operates the offline page with the keyboard, runs axe-core in each state, and
// compares the number of bytes downloaded with the size that the page shows.
func testOfflineControls(t *testing.T, b *browser, s *offlineServer) {
	tab := b.newTab(t, narrowWidth)
	tab.mustRun(emulation.SetScriptExecutionDisabled(true))
	tab.visit(s.URL + offlineFolder + "offline/")
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("%d buttons are visible without JavaScript", seen)
	}
	tab.mustRun(emulation.SetScriptExecutionDisabled(false))
	tab.visit(s.URL + offlineFolder + "offline/")
	tab.waitFor("the save button appears", "document.querySelector('#_save:not([hidden])')")
	tab.mustRun(emulation.SetEmulatedMedia().WithMedia("print"))
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("%d buttons are printed", seen)
	}
	tab.mustRun(setColorScheme("light"))
	audit := func(state string) {
		t.Helper()
		for _, width := range []int64{narrowWidth, wideWidth} {
			tab.mustRun(chromedp.EmulateViewport(width, 800))
			for _, scheme := range []string{"light", "dark"} {
				for _, violation := range b.axeViolations(tab, scheme) {
					t.Errorf("%s, %d pixels, %s: axe: %s", state, width, scheme, violation)
				}
			}
		}
	}
	press := func(selector string) {
		t.Helper()
		tab.mustRun(chromedp.Focus(selector, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
	}
	compareSize := func(shown int) {
		t.Helper()
		n, paths := s.takeTraffic()
		if n < shown<<10*9/10 || n > shown<<10*11/10 {
			t.Errorf("the page shows %d KB, but %d bytes are downloaded: %q", shown, n, paths)
		}
	}
	audit("nothing saved")
	s.setIntercept(dropConnection)
	press("#_save")
	tab.waitFor("the failure message", offlineStatusJS+".startsWith('Nothing was saved')")
	if all := evalPromise[[]string](tab, cachedURLsJS); len(all) > 0 {
		t.Errorf("after a failure the cache contains %q", all)
	}
	s.setIntercept(nil)
	s.takeTraffic()
	press("#_save")
	tab.waitFor("the kit is saved", offlineStatusJS+".startsWith('Saved.')")
	compareSize(eval[int](tab, "Number(document.getElementById('_controls').dataset.kb)"))
	if at := eval[string](tab, "document.activeElement.id"); at != "_kit" {
		t.Errorf("the focused element is %q", at)
	}
	audit("saved")
	press("[data-module] button")
	tab.waitFor("the module is saved", offlineStatusJS+".endsWith('is saved.')")
	compareSize(eval[int](tab, "Number(document.querySelector('[data-module]').dataset.kb) + Number(document.getElementById('_controls').dataset.common)"))
	press("[data-module] button")
	tab.waitFor("the module is removed", offlineStatusJS+".endsWith('is removed.')")
	if all := evalPromise[[]string](tab, cachedURLsJS); slices.Contains(all, s.URL+offlineFolder+savedModule) || !slices.Contains(all, s.URL+offlineFolder+savedProtocol) {
		t.Errorf("after the module is removed the cache contains %q", all)
	}
	eval[string](tab, "localStorage.setItem('safelearn:asking', '{}'), ''")
	press("#_remove-all")
	tab.waitFor("everything is removed", offlineStatusJS+".startsWith('Everything is removed')")
	audit("removed")
	tab.visit(s.URL + offlineFolder)
	tab.visit(s.URL + offlineFolder + savedProtocol)
	if found := evalPromise[[]string](tab, storageTracesJS); len(found) > 0 {
		t.Errorf("after everything is removed the browser still stores %q", found)
	}
	// Saving a module also saves the kit.
	tab.visit(s.URL + offlineFolder + "offline/")
	tab.waitFor("the save button appears", "document.querySelector('#_save:not([hidden])')")
	tab.saveModule()
	s.setIntercept(dropConnection)
	checkSavedPages(b, tab, s.URL+offlineFolder)
}

// testParentPagesNotStored checks that the home page and pages for parents store nothing in
// the browser, and that pages for parents are neither saved nor served by a service worker.
func testParentPagesNotStored(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.newTab(t, narrowWidth)
	pages := []string{root, root + "parents/", root + "parents/moving/", root + "s/moving/"}
	for _, address := range pages {
		tab.visit(address)
	}
	tab.waitFor("the redirect of the short address", "location.pathname.endsWith('/parents/moving/')")
	if found := evalPromise[[]string](tab, storageTracesJS); len(found) > 0 {
		t.Errorf("the browser stores %q", found)
	}
	saved := b.saveOfflineKit(t, s, offlineFolder)
	before := evalPromise[[]string](saved, cachedURLsJS)
	for _, address := range pages[1:] {
		tab.visit(address)
	}
	if after := evalPromise[[]string](saved, cachedURLsJS); !slices.Equal(before, after) || slices.ContainsFunc(after, func(a string) bool { return strings.Contains(a, "/parents/") }) {
		t.Errorf("a visit to pages for parents changes the cache to %q", after)
	}
	s.setIntercept(dropConnection)
	for _, address := range pages[1:] {
		if err := tab.run(chromedp.Navigate(address + "?again")); err == nil || !strings.Contains(err.Error(), "net::ERR") {
			t.Errorf("%s without a network: %v, %s", address, err, eval[string](tab, "document.body.innerText"))
		}
	}
}

// testTwoSites saves two sites of one origin, one at the root and one under a path, and removes the
// saved pages of the first. Those of the second must remain.
func testTwoSites(t *testing.T, b *browser, s *offlineServer) {
	s.publish("/", offlineSite(t, "Every agency is told.", "That is another site."), render.Options{})
	root := b.saveOfflineKit(t, s, "/")
	b.saveOfflineKit(t, s, offlineFolder)
	root.mustRun(chromedp.Click("#_remove-all", chromedp.ByQuery))
	root.waitFor("the first site is removed", offlineStatusJS+".startsWith('Everything is removed')")
	s.setIntercept(dropConnection)
	tab := b.newTab(t, narrowWidth)
	tab.visitAndExpectText(s.URL+offlineFolder+savedProtocol, "Every agency is told.")
	if err := tab.run(chromedp.Navigate(s.URL + "/" + savedProtocol)); err == nil {
		t.Error("the removed site is still saved")
	}
}
