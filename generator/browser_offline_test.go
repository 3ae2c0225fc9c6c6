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
		run  func(*testing.T, *browser, *shelf)
	}{
		{"ServerGone", testServerGone},
		{"NetworkGone", testNetworkGone},
		{"Slow", testSlow},
		{"Old", testOld},
		{"Controls", testControls},
		{"Parents", testParentsLeaveNothing},
		{"TwoSites", testTwoSites},
		{"Copies", testCopies},
		{"Changed", testChanged},
		{"Withdrawn", testWithdrawn},
		{"Gone", testGone},
		{"Portal", testPortal},
		{"Killed", testKilled},
		{"OpenTabs", testOpenTabs},
		{"Removed", testRemoved},
	} {
		t.Run(part.name, func(t *testing.T) {
			s := newShelf(t)
			s.put(folder, shelved(t), render.Options{})
			part.run(t, b, s)
		})
	}
}

// These are pages of the golden site, below the folder that it is served in.
const (
	folder         = "/learn/"
	savedProtocol  = "protocols/addresses/"
	savedModule    = "modules/asking/"
	protocolSource = "content/protocols/addresses.md"
)

// shelved is the golden site with texts of its protocol replaced. Its reviews are due
// long after this test is run.
func shelved(t *testing.T, oldnew ...string) *Site {
	t.Helper()
	s := edited(t, protocolSource, oldnew...)
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
const notice = "document.querySelector('body > aside.saved')?.innerText"

// status is an expression for what the page of controls says.
const status = "document.getElementById('_status').innerText"

// saves opens the page of controls in a new tab and presses its first button.
func (b *browser) saves(t *testing.T, s *shelf, folder string) *tab {
	t.Helper()
	tab := b.open(t, narrow)
	tab.visit(s.URL + folder + "offline/")
	tab.until("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(chromedp.Click("#_save", chromedp.ByQuery))
	tab.until("it is saved", status+".startsWith('Saved.')")
	return tab
}

// savesModule presses the button of the first module.
func (p *tab) savesModule() {
	p.t.Helper()
	p.do(chromedp.Click("[data-module] button", chromedp.ByQuery))
	p.until("the module is saved", status+".endsWith('is saved.')")
}

// shows opens an address and asks for words in the page.
func (p *tab) shows(address, words string) {
	p.t.Helper()
	p.visit(address)
	p.until(address+" shows "+words, "document.body.innerText.includes("+quoted(words)+")")
}

// saidOfToday is the notice of a copy that was saved a moment ago.
func saidOfToday() string {
	return "Saved copy of " + time.Now().Format("2 January 2006") + "; we could not check for a newer one."
}

// opensSaved opens everything that was saved, and something that was not.
func opensSaved(b *browser, tab *tab, root string) {
	tab.t.Helper()
	for _, address := range []string{"", savedProtocol, savedModule, "contacts/", "search/", "practitioners/", "trainers/", "offline/", savedModule + "slides/"} {
		tab.visit(root + address)
		tab.until("/"+address+" says what it is", notice+" === "+quoted(saidOfToday()))
		if !eval[bool](tab, "document.body.innerText.includes('A test site. Nobody works by it.')") {
			tab.t.Errorf("/%s: the banner is gone", address)
		}
		if eval[int](tab, "[...document.scripts].filter((s) => performance.getEntriesByName(s.src).length === 0).length") > 0 {
			tab.t.Errorf("/%s: not all scripts came", address)
		}
	}
	tab.visit(root + "search/?q=address")
	tab.until("the search finds something", "document.querySelector('#_results a')")
	tab.shows(root+"reviews/larch/", "This page is not saved")
	tab.click("main", root)
	tab.until("the home page is the copy", notice)
}

// testServerGone takes the server away.
func testServerGone(t *testing.T, b *browser, s *shelf) {
	tab := b.saves(t, s, folder)
	tab.savesModule()
	s.stop()
	opensSaved(b, tab, s.URL+folder)
}

// testNetworkGone tells the browser and its worker that there is no network.
func testNetworkGone(t *testing.T, b *browser, s *shelf) {
	tab := b.saves(t, s, folder)
	tab.savesModule()
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
	s.counted()
	opensSaved(b, tab, s.URL+folder)
	if _, asked := s.counted(); len(asked) > 0 {
		t.Errorf("without a network the server is asked for %q", asked)
	}
}

// testSlow answers nothing: a copy is shown after a while, and a page without one is
// waited for. What comes late is kept.
func testSlow(t *testing.T, b *browser, s *shelf) {
	tab := b.saves(t, s, folder)
	other := b.open(t, narrow)
	other.visit(s.URL + folder + "offline/")
	root := s.URL + folder
	s.put(folder, shelved(t, "Every agency is told.", "Every agency is rung."), render.Options{})
	answer := make(chan bool)
	s.spoiled(func(_ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-answer:
		case <-r.Context().Done():
		}
		return r.Context().Err() != nil
	})
	go other.try(chromedp.Navigate(root + "reviews/larch/"))
	tab.visit(root + savedProtocol)
	tab.until("the copy shows", notice)
	if eval[bool](tab, "document.body.innerText.includes('Every agency is rung.')") {
		t.Error("that is not the copy")
	}
	close(answer)
	other.until("the page that is not saved comes", "location.pathname.endsWith('/larch/') && document.querySelector('h1') && !document.title.includes('not saved')")
	s.spoiled(cut)
	tab.shows(root+savedProtocol, "Every agency is rung.")
	tab.until("it is the copy", notice)
}

// aged makes everything that is kept some days older.
func (p *tab) aged(days string) {
	p.t.Helper()
	awaited[int](p, `(async () => {
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
func testOld(t *testing.T, b *browser, s *shelf) {
	root := s.URL + folder
	const first = "This saved copy may be out of date"
	tab := b.saves(t, s, folder)
	s.spoiled(cut)
	tab.aged("13")
	tab.visit(root + savedProtocol)
	tab.until("a copy of 13 days is shown", notice)
	for _, age := range []struct{ days, words string }{
		{"15", "It was saved more than 14 days ago, on " + time.Now().AddDate(0, 0, -15).Format("2 January 2006") + "."},
		{"-3", "The clock of this device is behind"},
	} {
		tab.aged(age.days)
		tab.shows(root+savedProtocol, first)
		if !eval[bool](tab, "document.querySelector('main').innerText.includes("+quoted(age.words)+")") {
			t.Errorf("%s days: %s", age.days, eval[string](tab, "document.querySelector('main').innerText"))
		}
		for _, violation := range b.violations(tab, "light") {
			t.Errorf("the screen before: axe: %s", violation)
		}
		tab.do(chromedp.Click("main a", chromedp.ByQuery))
		tab.until("the copy follows", notice+" && document.body.innerText.includes('Every agency is told.')")
	}

	// A visit with a network makes the copies young again, the others too: the list that
	// the network gave is the one they are from.
	s.spoiled(nil)
	tab.aged("15")
	tab.visit(root)
	tab.until("that is no copy", "!("+notice+")")
	stamped := `(async () => { const c = (await caches.keys()).find((n) => !n.endsWith('modules')); return Date.now() - Number(await (await (await caches.open(c)).match('` + root + `?whole')).text()); })()`
	for end := time.Now().Add(patience); awaited[float64](tab, stamped) > 864e5; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the list is not compared")
		}
	}
	s.spoiled(cut)
	tab.visit(root + savedProtocol)
	tab.until("a copy that was compared today is shown", notice+" === "+quoted(saidOfToday()))

	s.spoiled(nil)
	s.put(folder, shelved(t, "review_due: 2027-03-01", "review_due: 2020-03-01", "reviewed: 2026-03-01", "reviewed: 2019-03-01"), render.Options{})
	tab.visit(root + savedProtocol)
	s.spoiled(cut)
	tab.shows(root+savedProtocol, first)
	tab.until("it says when", "document.querySelector('main').innerText.includes('Its review was due on 1 March 2020.')")
}

// testControls works the page of controls by keys, in each of its states, and compares
// what is fetched with what is said.
func testControls(t *testing.T, b *browser, s *shelf) {
	tab := b.open(t, narrow)
	tab.do(emulation.SetScriptExecutionDisabled(true))
	tab.visit(s.URL + folder + "offline/")
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("without script %d buttons are shown that do nothing", seen)
	}
	tab.do(emulation.SetScriptExecutionDisabled(false))
	tab.visit(s.URL + folder + "offline/")
	tab.until("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(emulation.SetEmulatedMedia().WithMedia("print"))
	if seen := eval[int](tab, "[...document.querySelectorAll('main button')].filter((e) => e.checkVisibility()).length"); seen > 0 {
		t.Errorf("%d buttons are printed", seen)
	}
	tab.do(scheme("light"))
	audit := func(state string) {
		t.Helper()
		for _, width := range []int64{narrow, wide} {
			tab.do(chromedp.EmulateViewport(width, 800))
			for _, shade := range []string{"light", "dark"} {
				for _, violation := range b.violations(tab, shade) {
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
		n, asked := s.counted()
		if n < said<<10*9/10 || n > said<<10*11/10 {
			t.Errorf("%d KB are said and %d bytes are fetched: %q", said, n, asked)
		}
	}
	audit("nothing saved")
	s.spoiled(cut)
	press("#_save")
	tab.until("the failure is told", status+".startsWith('Nothing was saved')")
	if all := awaited[[]string](tab, kept); len(all) > 0 {
		t.Errorf("after a failure stays %q", all)
	}
	s.spoiled(nil)
	s.counted()
	press("#_save")
	tab.until("it is saved", status+".startsWith('Saved.')")
	fetched(eval[int](tab, "Number(document.getElementById('_controls').dataset.kb)"))
	if at := eval[string](tab, "document.activeElement.id"); at != "_kit" {
		t.Errorf("the focus is at %q", at)
	}
	audit("saved")
	press("[data-module] button")
	tab.until("the module is saved", status+".endsWith('is saved.')")
	fetched(eval[int](tab, "Number(document.querySelector('[data-module]').dataset.kb) + Number(document.getElementById('_controls').dataset.common)"))
	press("[data-module] button")
	tab.until("the module is removed", status+".endsWith('is removed.')")
	if all := awaited[[]string](tab, kept); slices.Contains(all, s.URL+folder+savedModule) || !slices.Contains(all, s.URL+folder+savedProtocol) {
		t.Errorf("when the module is removed stays %q", all)
	}
	eval[string](tab, "localStorage.setItem('safelearn:asking', '{}'), ''")
	press("#_remove-all")
	tab.until("everything is removed", status+".startsWith('Everything is removed')")
	audit("removed")
	tab.visit(s.URL + folder)
	tab.visit(s.URL + folder + savedProtocol)
	if trace := awaited[[]string](tab, traces); len(trace) > 0 {
		t.Errorf("after everything was removed there is %q", trace)
	}
	// A module alone brings the kit with it.
	tab.visit(s.URL + folder + "offline/")
	tab.until("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.savesModule()
	s.spoiled(cut)
	opensSaved(b, tab, s.URL+folder)
}

// testParentsLeaveNothing visits the home page and pages for parents: nothing is left.
// With a worker at work they leave no more than was there, and are none of its business.
func testParentsLeaveNothing(t *testing.T, b *browser, s *shelf) {
	root := s.URL + folder
	tab := b.open(t, narrow)
	pages := []string{root, root + "parents/", root + "parents/moving/", root + "s/moving/"}
	for _, address := range pages {
		tab.visit(address)
	}
	tab.until("the short address leads on", "location.pathname.endsWith('/parents/moving/')")
	if found := awaited[[]string](tab, traces); len(found) > 0 {
		t.Errorf("left on the device: %q", found)
	}
	saved := b.saves(t, s, folder)
	before := awaited[[]string](saved, kept)
	for _, address := range pages[1:] {
		tab.visit(address)
	}
	if after := awaited[[]string](saved, kept); !slices.Equal(before, after) || slices.ContainsFunc(after, func(a string) bool { return strings.Contains(a, "/parents/") }) {
		t.Errorf("a visit to pages for parents changes what is kept: %q", after)
	}
	s.spoiled(cut)
	for _, address := range pages[1:] {
		if err := tab.try(chromedp.Navigate(address + "?again")); err == nil || !strings.Contains(err.Error(), "net::ERR") {
			t.Errorf("%s without a network: %v, %s", address, err, eval[string](tab, "document.body.innerText"))
		}
	}
}

// testTwoSites saves two sites of one origin, one folder in the other, and removes one.
func testTwoSites(t *testing.T, b *browser, s *shelf) {
	s.put("/", shelved(t, "Every agency is told.", "That is another site."), render.Options{})
	root := b.saves(t, s, "/")
	b.saves(t, s, folder)
	root.do(chromedp.Click("#_remove-all", chromedp.ByQuery))
	root.until("one is removed", status+".startsWith('Everything is removed')")
	s.spoiled(cut)
	tab := b.open(t, narrow)
	tab.shows(s.URL+folder+savedProtocol, "Every agency is told.")
	if err := tab.try(chromedp.Navigate(s.URL + "/" + savedProtocol)); err == nil {
		t.Error("the other is still there")
	}
}
