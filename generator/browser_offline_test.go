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

// TestBrowserOffline saves pages of the golden site, in a sub-folder, and takes the
// network away. Each part has an origin of its own, for it has a server.
func TestBrowserOffline(t *testing.T) {
	b := startBrowser(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser, *offlineServer)
	}{
		{"ServerGone", testServerGone},
		{"NetworkGone", testNetworkGone},
		{"Slow", testSlowServer},
		{"Old", testOldCopies},
		{"Controls", testControls},
		{"Parents", testParentsLeaveNothing},
		{"TwoSites", testTwoSites},
		{"Copies", testSavedCopies},
		{"Changed", testChangedPage},
		{"Withdrawn", testWithdrawnPage},
		{"Gone", testDeletedPage},
		{"Portal", testCaptivePortal},
		{"Killed", testInterruptedUpdate},
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

// These are pages of the golden site, below the folder that it is served in.
const (
	offlineFolder  = "/learn/"
	savedProtocol  = "protocols/addresses/"
	savedModule    = "modules/asking/"
	protocolSource = "content/protocols/addresses.md"
)

// shelved is the golden site with texts of its protocol replaced. Its reviews are due
// long after this test is run.
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

// notice is an expression for the words that stand above a saved copy.
const savedNotice = "document.querySelector('body > aside.saved')?.innerText"

// status is an expression for what the page of controls says.
const offlineStatus = "document.getElementById('_status').innerText"

// saves opens the page of controls in a new tab and presses its first button.
func (b *browser) saveOffline(t *testing.T, s *offlineServer, folder string) *tab {
	t.Helper()
	tab := b.newTab(t, narrow)
	tab.visit(s.URL + folder + "offline/")
	tab.waitFor("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(chromedp.Click("#_save", chromedp.ByQuery))
	tab.waitFor("it is saved", offlineStatus+".startsWith('Saved.')")
	return tab
}

// savesModule presses the button of the first module.
func (p *tab) saveModule() {
	p.t.Helper()
	p.do(chromedp.Click("[data-module] button", chromedp.ByQuery))
	p.waitFor("the module is saved", offlineStatus+".endsWith('is saved.')")
}

// shows opens an address and asks for words in the page.
func (p *tab) expectText(address, words string) {
	p.t.Helper()
	p.visit(address)
	p.waitFor(address+" shows "+words, "document.body.innerText.includes("+jsString(words)+")")
}

// saidOfToday is the notice of a copy that was saved a moment ago.
func todayNotice() string {
	return "Saved copy of " + time.Now().Format("2 January 2006") + "; we could not check for a newer one."
}

// opensSaved opens everything that was saved, and something that was not.
func checkSavedPages(b *browser, tab *tab, root string) {
	tab.t.Helper()
	for _, address := range []string{"", savedProtocol, savedModule, "contacts/", "search/", "practitioners/", "trainers/", "offline/", savedModule + "slides/"} {
		tab.visit(root + address)
		tab.waitFor("/"+address+" says what it is", savedNotice+" === "+jsString(todayNotice()))
		if !eval[bool](tab, "document.body.innerText.includes('A test site. Nobody works by it.')") {
			tab.t.Errorf("/%s: the banner is gone", address)
		}
		if eval[int](tab, "[...document.scripts].filter((s) => performance.getEntriesByName(s.src).length === 0).length") > 0 {
			tab.t.Errorf("/%s: not all scripts came", address)
		}
	}
	tab.visit(root + "search/?q=address")
	tab.waitFor("the search finds something", "document.querySelector('#_results a')")
	tab.expectText(root+"reviews/larch/", "This page is not saved")
	tab.click("main", root)
	tab.waitFor("the home page is the copy", savedNotice)
}

// testServerGone takes the server away.
func testServerGone(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOffline(t, s, offlineFolder)
	tab.saveModule()
	s.stop()
	checkSavedPages(b, tab, s.URL+offlineFolder)
}

// testNetworkGone tells the browser and its worker that there is no network.
func testNetworkGone(t *testing.T, b *browser, s *offlineServer) {
	tab := b.saveOffline(t, s, offlineFolder)
	tab.saveModule()
	infos, err := chromedp.Targets(tab.Context)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(infos, func(i *target.Info) bool { return i.Type == "service_worker" && strings.HasPrefix(i.URL, s.URL) })
	if i < 0 {
		t.Fatal("no worker is seen")
	}
	worker, end := chromedp.NewContext(b.Context, chromedp.WithTargetID(infos[i].TargetID))
	defer end()
	if err := chromedp.Run(worker, network.EmulateNetworkConditions(true, 0, -1, -1)); err != nil {
		t.Fatal(err)
	}
	tab.do(network.EmulateNetworkConditions(true, 0, -1, -1))
	s.takeTraffic()
	checkSavedPages(b, tab, s.URL+offlineFolder)
	if _, asked := s.takeTraffic(); len(asked) > 0 {
		t.Errorf("without a network the server is asked for %q", asked)
	}
}

// testSlow answers nothing: a copy is shown after a while, and a page without one is
// waited for. What comes late is kept.
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
	tab.waitFor("the copy shows", savedNotice)
	if eval[bool](tab, "document.body.innerText.includes('Every agency is rung.')") {
		t.Error("that is not the copy")
	}
	close(answer)
	other.waitFor("the page that is not saved comes", "location.pathname.endsWith('/larch/') && document.querySelector('h1') && !document.title.includes('not saved')")
	s.setIntercept(dropConnection)
	tab.expectText(root+savedProtocol, "Every agency is rung.")
	tab.waitFor("it is the copy", savedNotice)
}

// aged makes everything that is kept some days older.
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

// testOld opens copies that are past the review date, long saved, or of a time to come.
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
			t.Errorf("the screen before: axe: %s", violation)
		}
		tab.do(chromedp.Click("main a", chromedp.ByQuery))
		tab.waitFor("the copy follows", savedNotice+" && document.body.innerText.includes('Every agency is told.')")
	}

	// A visit with a network makes the copies young again, the others too: the list that
	// the network gave is the one they are from.
	s.setIntercept(nil)
	tab.ageCopies("15")
	tab.visit(root)
	tab.waitFor("that is no copy", "!("+savedNotice+")")
	stamped := `(async () => { const c = (await caches.keys()).find((n) => !n.endsWith('modules')); return Date.now() - Number(await (await (await caches.open(c)).match('` + root + `?whole')).text()); })()`
	for end := time.Now().Add(timeout); evalPromise[float64](tab, stamped) > 864e5; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the list is not compared")
		}
	}
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("a copy that was compared today is shown", savedNotice+" === "+jsString(todayNotice()))

	s.setIntercept(nil)
	s.publish(offlineFolder, offlineSite(t, "review_due: 2027-03-01", "review_due: 2020-03-01", "reviewed: 2026-03-01", "reviewed: 2019-03-01"), render.Options{})
	tab.visit(root + savedProtocol)
	s.setIntercept(dropConnection)
	tab.expectText(root+savedProtocol, first)
	tab.waitFor("it says when", "document.querySelector('main').innerText.includes('Its review was due on 1 March 2020.')")
}

// testControls works the page of controls by keys, in each of its states, and compares
// what is fetched with what is said.
func testControls(t *testing.T, b *browser, s *offlineServer) {
	tab := b.newTab(t, narrow)
	tab.do(emulation.SetScriptExecutionDisabled(true))
	tab.visit(s.URL + offlineFolder + "offline/")
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("without script %d buttons are shown that do nothing", seen)
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
			for _, shade := range []string{"light", "dark"} {
				for _, violation := range b.axeViolations(tab, shade) {
					t.Errorf("%s, %d pixels, %s: axe: %s", state, width, shade, violation)
				}
			}
		}
	}
	press := func(selector string) {
		t.Helper()
		tab.do(chromedp.Focus(selector, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
	}
	fetched := func(said int) {
		t.Helper()
		n, asked := s.takeTraffic()
		if n < said<<10*9/10 || n > said<<10*11/10 {
			t.Errorf("%d KB are said and %d bytes are fetched: %q", said, n, asked)
		}
	}
	audit("nothing saved")
	s.setIntercept(dropConnection)
	press("#_save")
	tab.waitFor("the failure is told", offlineStatus+".startsWith('Nothing was saved')")
	if all := evalPromise[[]string](tab, cachedURLs); len(all) > 0 {
		t.Errorf("after a failure stays %q", all)
	}
	s.setIntercept(nil)
	s.takeTraffic()
	press("#_save")
	tab.waitFor("it is saved", offlineStatus+".startsWith('Saved.')")
	fetched(eval[int](tab, "Number(document.getElementById('_controls').dataset.kb)"))
	if at := eval[string](tab, "document.activeElement.id"); at != "_kit" {
		t.Errorf("the focus is at %q", at)
	}
	audit("saved")
	press("[data-module] button")
	tab.waitFor("the module is saved", offlineStatus+".endsWith('is saved.')")
	fetched(eval[int](tab, "Number(document.querySelector('[data-module]').dataset.kb) + Number(document.getElementById('_controls').dataset.common)"))
	press("[data-module] button")
	tab.waitFor("the module is removed", offlineStatus+".endsWith('is removed.')")
	if all := evalPromise[[]string](tab, cachedURLs); slices.Contains(all, s.URL+offlineFolder+savedModule) || !slices.Contains(all, s.URL+offlineFolder+savedProtocol) {
		t.Errorf("when the module is removed stays %q", all)
	}
	eval[string](tab, "localStorage.setItem('safelearn:asking', '{}'), ''")
	press("#_remove-all")
	tab.waitFor("everything is removed", offlineStatus+".startsWith('Everything is removed')")
	audit("removed")
	tab.visit(s.URL + offlineFolder)
	tab.visit(s.URL + offlineFolder + savedProtocol)
	if trace := evalPromise[[]string](tab, storageTraces); len(trace) > 0 {
		t.Errorf("after everything was removed there is %q", trace)
	}
	// A module alone brings the kit with it.
	tab.visit(s.URL + offlineFolder + "offline/")
	tab.waitFor("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.saveModule()
	s.setIntercept(dropConnection)
	checkSavedPages(b, tab, s.URL+offlineFolder)
}

// testParentsLeaveNothing visits the home page and pages for parents: nothing is left.
// With a worker at work they leave no more than was there, and are none of its business.
func testParentsLeaveNothing(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.newTab(t, narrow)
	pages := []string{root, root + "parents/", root + "parents/moving/", root + "s/moving/"}
	for _, address := range pages {
		tab.visit(address)
	}
	tab.waitFor("the short address leads on", "location.pathname.endsWith('/parents/moving/')")
	if found := evalPromise[[]string](tab, storageTraces); len(found) > 0 {
		t.Errorf("left on the device: %q", found)
	}
	saved := b.saveOffline(t, s, offlineFolder)
	before := evalPromise[[]string](saved, cachedURLs)
	for _, address := range pages[1:] {
		tab.visit(address)
	}
	if after := evalPromise[[]string](saved, cachedURLs); !slices.Equal(before, after) || slices.ContainsFunc(after, func(a string) bool { return strings.Contains(a, "/parents/") }) {
		t.Errorf("a visit to pages for parents changes what is kept: %q", after)
	}
	s.setIntercept(dropConnection)
	for _, address := range pages[1:] {
		if err := tab.run(chromedp.Navigate(address + "?again")); err == nil || !strings.Contains(err.Error(), "net::ERR") {
			t.Errorf("%s without a network: %v, %s", address, err, eval[string](tab, "document.body.innerText"))
		}
	}
}

// testTwoSites saves two sites of one origin, one folder in the other, and removes one.
func testTwoSites(t *testing.T, b *browser, s *offlineServer) {
	s.publish("/", offlineSite(t, "Every agency is told.", "That is another site."), render.Options{})
	root := b.saveOffline(t, s, "/")
	b.saveOffline(t, s, offlineFolder)
	root.do(chromedp.Click("#_remove-all", chromedp.ByQuery))
	root.waitFor("one is removed", offlineStatus+".startsWith('Everything is removed')")
	s.setIntercept(dropConnection)
	tab := b.newTab(t, narrow)
	tab.expectText(s.URL+offlineFolder+savedProtocol, "Every agency is told.")
	if err := tab.run(chromedp.Navigate(s.URL + "/" + savedProtocol)); err == nil {
		t.Error("the other is still there")
	}
}
