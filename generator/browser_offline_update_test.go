//go:build browser

package generator

import (
	"context"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"safelearn/generator/render"
)

// testChanged publishes a changed protocol and cuts the update off: the first load with
// a network shows the new page and keeps it, with what it loads.
func testChangedPage(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is rung."), render.Options{})
	s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		return r.URL.Path != offlineFolder+savedProtocol && dropConnection(w, r)
	})
	tab.expectText(root+savedProtocol, "Every agency is rung.")
	if eval[bool](tab, "Boolean("+savedNotice+")") {
		t.Error("a page from the network says that it is a copy")
	}
	s.setIntercept(dropConnection)
	tab.expectText(root+savedProtocol, "Every agency is rung.")
	tab.waitFor("it is the copy", savedNotice)
	tab.expectText(root, "Learning in Fernley")
	tab.waitFor("the rest is there", savedNotice)

	// While there is a network no copy is shown, whatever the browser has.
	s.setIntercept(nil)
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is seen."), render.Options{})
	tab.expectText(root+savedProtocol, "Every agency is seen.")
	if eval[bool](tab, "Boolean("+savedNotice+")") {
		t.Error("a page from the network says that it is a copy")
	}
}

// testWithdrawn withdraws a protocol: its saved copy is the page that says so.
func testWithdrawnPage(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	s.publish(offlineFolder, offlineSite(t, "status: sample", "status: withdrawn"), render.Options{})
	const words = "This page is no longer in force. Do not follow it."
	tab.expectText(root+savedProtocol, words)
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("no copy is shown as if it were in force", "document.body.innerText.includes("+jsString(words)+") || document.title.includes('not saved')")
}

// testGone takes a page away: so is its copy.
func testDeletedPage(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	for _, status := range []int{http.StatusNotFound, http.StatusGone} {
		s.setIntercept(nil)
		tab.visit(root + savedProtocol)
		s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			w.WriteHeader(status)
			w.Write([]byte("It is not here."))
			return true
		})
		tab.expectText(root+savedProtocol, "It is not here.")
		s.setIntercept(dropConnection)
		tab.expectText(root+savedProtocol, "This page is not saved")
	}
	s.setIntercept(nil)
	tab.expectText(root+savedProtocol, "Every agency is told.")
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("a page of the kit that comes back is kept again", savedNotice)
}

// testPortal answers as networks do that want a reader to log in first: what they say
// is not kept, and where they say that there is no network the copy is shown.
func testCaptivePortal(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	for _, portal := range []func(w http.ResponseWriter, r *http.Request) bool{
		func(w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<!doctype html><title>Hotel</title><body>Log in first"))
			return true
		},
		func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/log-in" {
				w.Header().Set("Content-Type", "text/html")
				w.Write([]byte(`<!doctype html><title>Hotel</title><body data-site="larch-sample">Log in first`))
				return true
			}
			http.Redirect(w, r, "/log-in", http.StatusFound)
			return true
		},
	} {
		s.setIntercept(portal)
		tab.expectText(root+savedProtocol, "Log in first")
		s.setIntercept(dropConnection)
		tab.expectText(root+savedProtocol, "Every agency is told.")
		tab.waitFor("it is the copy", savedNotice)
	}
	for _, status := range []int{http.StatusNetworkAuthenticationRequired, http.StatusBadGateway} {
		s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			w.WriteHeader(status)
			return true
		})
		tab.expectText(root+savedProtocol, "Every agency is told.")
		tab.waitFor("it is the copy", savedNotice)
	}
	// Nor is anything kept at the first tap where the answers are not the site's.
	fresh := newOfflineServer(t)
	fresh.publish(offlineFolder, offlineSite(t), render.Options{})
	fresh.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/contacts/") {
			w.Write([]byte("Log in first"))
			return true
		}
		return false
	})
	tab.visit(fresh.URL + offlineFolder + "offline/")
	tab.waitFor("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(chromedp.Click("#_save", chromedp.ByQuery))
	tab.waitFor("the failure is told", offlineStatus+".startsWith('Nothing was saved')")
	if found := evalPromise[[]string](tab, storageTraces); len(found) > 0 {
		t.Errorf("a kit that is not whole leaves %q", found)
	}
}

// releases gives how many releases are kept whole, and the names of the caches.
func (p *tab) releases() []string {
	p.t.Helper()
	return evalPromise[[]string](p, `(async () => {
		const whole = [];
		for (const name of await caches.keys()) {
			const keys = await (await caches.open(name)).keys();
			if (keys.some((r) => r.url.endsWith('?whole'))) whole.push(name);
		}
		return whole;
	})()`)
}

// untilReleases waits for so many releases to be there.
func (p *tab) waitForReleases(n int) {
	p.t.Helper()
	for end := time.Now().Add(timeout); len(p.releases()) != n; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("%q are kept, not %d", p.releases(), n)
		}
	}
}

// testKilled publishes a release and cuts its update off halfway, more than once: the
// old one stays whole. Then it comes, whole, with the module that was saved.
func testInterruptedUpdate(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	tab.saveModule()
	before := tab.releases()
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is rung.", "Ask today.", "Ask at once."), render.Options{})
	for _, last := range []string{"/contacts/", savedProtocol} { // one unchanged, one changed
		s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			return r.URL.Path != offlineFolder && !strings.HasSuffix(r.URL.Path, "/sw.js") && !strings.HasSuffix(r.URL.Path, last) && dropConnection(w, r)
		})
		evalPromise[string](tab, `navigator.serviceWorker.getRegistration().then((r) => r.update()).then((r) => {
			const coming = r.installing;
			return new Promise((done) => coming ? coming.addEventListener('statechange', () => done(coming.state)) : done('none'));
		})`)
		s.setIntercept(dropConnection)
		if after := tab.releases(); !slices.Equal(before, after) {
			t.Errorf("an update that was cut off leaves %q", after)
		}
		checkSavedPages(b, tab, root)
		tab.expectText(root+savedProtocol, "Every agency is told.")
	}
	s.setIntercept(nil)
	evalPromise[int](tab, "navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => 0)")
	tab.waitForReleases(2) // the one before stays for tabs that are open with it
	for end := time.Now().Add(timeout); evalPromise[string](tab, "navigator.serviceWorker.getRegistration().then((r) => r.active.state + Boolean(r.installing || r.waiting))") != "activatedfalse"; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the new worker does not come")
		}
	}
	s.setIntercept(dropConnection)
	checkSavedPages(b, tab, root)
	tab.expectText(root+savedProtocol, "Every agency is rung.")
	tab.waitFor("all of it is new", "document.body.innerText.includes('Ask at once.')")
}

// testOpenTabs leaves a search and a module open while a new release takes the place of
// the old one on the server and on the device: both still work.
func testOpenTabs(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	open := b.newTab(t, narrow)
	open.visit(root + "search/")
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is rung."), render.Options{})
	tab.visit(root)
	tab.waitForReleases(2)
	tab.expectText(root+savedProtocol, "Every agency is rung.")
	open.do(chromedp.SendKeys("#_q", "address", chromedp.ByQuery))
	open.waitFor("an open search finds", "document.querySelector('#_results a')")
	// The next release takes the oldest away; nothing is left over.
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is seen."), render.Options{})
	names := tab.releases()
	tab.visit(root)
	for end := time.Now().Add(timeout); slices.Contains(tab.releases(), names[0]) || len(tab.releases()) != 2; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%q stay", tab.releases())
		}
	}
	for _, address := range evalPromise[[]string](tab, `caches.keys().then((n) => caches.open(n[0])).then((c) => c.keys()).then((k) => k.map((r) => r.url))`) {
		if strings.HasSuffix(address, "/") {
			t.Errorf("%s of an earlier release is still there", address)
		}
	}
}

// testRemoved publishes the site without saving, and as it is served while it is
// written: the worker goes at the first visit, with everything it kept.
func testOfflineRemoved(t *testing.T, b *browser, s *offlineServer) {
	for _, o := range []render.Options{{NoOffline: true}, {Live: "/live.js"}} {
		s.publish(offlineFolder, offlineSite(t), render.Options{})
		tab := b.saveOffline(t, s, offlineFolder)
		s.publish(offlineFolder, offlineSite(t), o)
		tab.visit(s.URL + offlineFolder)
		for end := time.Now().Add(timeout); len(evalPromise[[]string](tab, storageTraces)) > 0; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%+v: there stays %q", o, evalPromise[[]string](tab, storageTraces))
			}
		}
		tab.visit(s.URL + offlineFolder + "offline/?again") // the browser itself may still have the page as it was
		if eval[bool](tab, "Boolean(document.querySelector('main button'))") {
			t.Errorf("%+v: there is a button", o)
		}
	}
}

// testCopies asks axe and the Nu checker about saved copies and the worker's own pages.
func testSavedCopies(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOffline(t, s, offlineFolder)
	tab.saveModule()
	s.setIntercept(dropConnection)
	copies := make(map[string][]byte)
	var last network.RequestID
	chromedp.ListenTarget(tab.Context, func(event any) {
		if e, ok := event.(*network.EventResponseReceived); ok && e.Type == network.ResourceTypeDocument {
			last = e.RequestID
		}
	})
	read := func(name, address string) {
		t.Helper()
		tab.visit(root + address)
		tab.do(chromedp.ActionFunc(func(ctx context.Context) error {
			body, err := network.GetResponseBody(last).Do(ctx)
			copies[name+"/index.html"] = body
			return err
		}))
		for _, width := range []int64{narrow, wide} {
			tab.do(chromedp.EmulateViewport(width, 800))
			for _, shade := range []string{"light", "dark"} {
				for _, violation := range b.axeViolations(tab, shade) {
					t.Errorf("%s, %d pixels, %s: axe: %s", name, width, shade, violation)
				}
			}
		}
	}
	read("home", "")
	read("protocol", savedProtocol)
	read("module", savedModule)
	read("controls", "offline/")
	read("not-saved", "reviews/larch/")
	tab.ageCopies("20")
	read("old", savedProtocol)
	s.mu.Lock()
	s.sites["/copies/"] = copies
	s.mu.Unlock()
	s.setIntercept(nil)
	arguments := []string{"-Xss4m", "-XX:+UseSerialGC", "-Dnu.validator.servlet.allow-forbidden-hosts=true",
		"-jar", toolPath(t, "vnu-jar/build/dist/vnu.jar"), "--exit-zero-always"}
	for name := range copies {
		arguments = append(arguments, s.URL+"/copies/"+strings.TrimSuffix(name, "index.html"))
	}
	out, err := exec.Command("java", arguments...).CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("the checker says of saved copies: %v\n%s", err, out)
	}
}
