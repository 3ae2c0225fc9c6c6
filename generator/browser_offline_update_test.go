//go:build browser

package generator

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"safelearn/generator/render"
)

// testChangedPage publishes a changed protocol while the service worker cannot update. Opening
// the page over the network must show the new version and save it.
func testChangedPage(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is phoned."), render.Options{})
	s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		return r.URL.Path != offlineFolder+savedProtocol && dropConnection(w, r)
	})
	tab.visitAndExpectText(root+savedProtocol, "Every agency is phoned.")
	if eval[bool](tab, "Boolean("+savedNoticeJS+")") {
		t.Error("a page loaded over the network has the notice about a saved copy")
	}
	s.setIntercept(dropConnection)
	tab.visitAndExpectText(root+savedProtocol, "Every agency is phoned.")
	tab.waitFor("the saved copy", savedNoticeJS)
	tab.visitAndExpectText(root, "Learning in Fernley")
	tab.waitFor("the saved copy of another page", savedNoticeJS)

	// The saved copy must not be shown while the network is available.
	s.setIntercept(nil)
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is seen."), render.Options{})
	tab.visitAndExpectText(root+savedProtocol, "Every agency is seen.")
	if eval[bool](tab, "Boolean("+savedNoticeJS+")") {
		t.Error("a page loaded over the network has the notice about a saved copy")
	}
}

// testWithdrawnPage withdraws a protocol and checks that, once the page has been opened over the
// network, its old copy is no longer shown.
func testWithdrawnPage(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
	s.delayServiceWorker() // the page must be forgotten even before there is a new worker
	s.publish(offlineFolder, offlineSite(t, "status: sample", "status: withdrawn"), render.Options{})
	const words = "This page no longer applies. Do not follow it."
	tab.visitAndExpectText(root+savedProtocol, words)
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("no copy of the withdrawn protocol", "document.body.textContent.includes("+jsString(words)+") || document.title.includes('not saved')")
}

// testDeletedPage checks that the saved copy of a page is deleted once the server reports that
// the page no longer exists, and is saved again if the page returns.
func testDeletedPage(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
	for _, status := range []int{http.StatusNotFound, http.StatusGone} {
		s.setIntercept(nil)
		tab.visit(root + savedProtocol)
		s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			w.WriteHeader(status)
			w.Write([]byte("It is not here."))
			return true
		})
		tab.visitAndExpectText(root+savedProtocol, "It is not here.")
		s.setIntercept(dropConnection)
		tab.visitAndExpectText(root+savedProtocol, "This page is not saved")
	}
	s.setIntercept(nil)
	tab.visitAndExpectText(root+savedProtocol, "Every agency is told.")
	s.setIntercept(dropConnection)
	tab.visit(root + savedProtocol)
	tab.waitFor("the saved copy of the republished page", savedNoticeJS)
}

// testCaptivePortal simulates a captive portal, which replaces pages with a login page. The login page
// must not be saved. If the login page has an error status, the saved copy must be shown instead of
// it. If the portal replaces a page of the offline kit, nothing must be saved.
func testCaptivePortal(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
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
		tab.visitAndExpectText(root+savedProtocol, "Log in first")
		s.setIntercept(dropConnection)
		tab.visitAndExpectText(root+savedProtocol, "Every agency is told.")
		tab.waitFor("the saved copy", savedNoticeJS)
	}
	for _, status := range []int{http.StatusNetworkAuthenticationRequired, http.StatusBadGateway} {
		s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			w.WriteHeader(status)
			return true
		})
		tab.visitAndExpectText(root+savedProtocol, "Every agency is told.")
		tab.waitFor("the saved copy", savedNoticeJS)
	}
	// The offline kit must not be saved if the portal replaces any of its pages.
	server := newOfflineServer(t)
	server.publish(offlineFolder, offlineSite(t), render.Options{})
	server.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/contacts/") {
			w.Write([]byte("Log in first"))
			return true
		}
		return false
	})
	tab.visit(server.URL + offlineFolder + "offline/")
	tab.waitFor("the save button appears", "document.querySelector('#_save:not([hidden])')")
	tab.mustRun(chromedp.Click("#_save", chromedp.ByQuery))
	tab.waitFor("the failure message", offlineStatusJS+".startsWith('Nothing was saved')")
	if found := evalPromise[[]string](tab, storageTracesJS); len(found) > 0 {
		t.Errorf("an incomplete download leaves %q in the browser", found)
	}
}

// completeCaches returns the names of the caches that hold a complete release: all files of one
// version of the site that are saved for offline use.
func (p *tab) completeCaches() []string {
	p.t.Helper()
	return evalPromise[[]string](p, `(async () => {
		const whole = [];
		for (const name of await caches.keys()) {
			if (await caches.match(name.split(' ')[1] + '?whole', { cacheName: name })) whole.push(name);
		}
		return whole;
	})()`)
}

// waitForUpdate waits until the browser has the caches of two complete releases, neither of which has
// the name old, and the service worker of the newer release is active. Open tabs still use the older
// one.
func (p *tab) waitForUpdate(old string) {
	p.t.Helper()
	const stateJS = "navigator.serviceWorker.getRegistration().then((r) => r.active.state + Boolean(r.installing || r.waiting))"
	for end := time.Now().Add(timeout); ; time.Sleep(50 * time.Millisecond) {
		releases, state := p.completeCaches(), evalPromise[string](p, stateJS)
		if len(releases) == 2 && !slices.Contains(releases, old) && state == "activatedfalse" {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("the complete releases are %q, want two without %q; the service worker is %s", releases, old, state)
		}
	}
}

// testInterruptedUpdate publishes a release and interrupts its download twice. The old release
// must remain usable. The third attempt succeeds and includes the saved module.
func testInterruptedUpdate(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
	tab.saveModule()
	before := tab.completeCaches()
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is phoned.", "Ask today.", "Ask at once."), render.Options{})
	for _, last := range []string{"/contacts/", savedProtocol} { // an unchanged page, then a changed one
		s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			return r.URL.Path != offlineFolder && !strings.HasSuffix(r.URL.Path, "/sw.js") && !strings.HasSuffix(r.URL.Path, last) && dropConnection(w, r)
		})
		evalPromise[string](tab, `navigator.serviceWorker.getRegistration().then((r) => r.update()).then((r) => {
			const worker = r.installing;
			return new Promise((done) => worker ? worker.addEventListener('statechange', () => done(worker.state)) : done('none'));
		})`)
		s.setIntercept(dropConnection)
		if after := tab.completeCaches(); !slices.Equal(before, after) {
			t.Errorf("after an interrupted update the releases are %q", after)
		}
		checkSavedPages(b, tab, root)
		tab.visitAndExpectText(root+savedProtocol, "Every agency is told.")
	}
	s.setIntercept(nil)
	evalPromise[int](tab, "navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => 0)")
	tab.waitForUpdate("")
	s.setIntercept(dropConnection)
	checkSavedPages(b, tab, root)
	tab.visitAndExpectText(root+savedProtocol, "Every agency is phoned.")
	tab.waitFor("the second change of the page", "document.body.textContent.includes('Ask at once.')")
}

// testOpenTabs checks that an open search page still works after a new release has replaced the old
// one on the server and in the browser, and that the next release deletes the old one.
func testOpenTabs(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
	open := b.newTab(t, narrowWidth)
	open.visit(root + "search/")
	release := s.delayServiceWorker()
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is phoned."), render.Options{})
	tab.visit(root)
	release()
	tab.waitForUpdate("")
	tab.visitAndExpectText(root+savedProtocol, "Every agency is phoned.")
	open.mustRun(chromedp.SendKeys("#_q", "address", chromedp.ByQuery))
	open.waitFor("a result in the open tab", "document.querySelector('#_results a')")
	// The third release must delete every file of the first.
	release = s.delayServiceWorker()
	s.publish(offlineFolder, offlineSite(t, "Every agency is told.", "Every agency is seen."), render.Options{})
	names := tab.completeCaches()
	tab.visit(root)
	release()
	tab.waitForUpdate(names[0])
	for _, address := range evalPromise[[]string](tab, `caches.keys().then((n) => caches.open(n[0])).then((c) => c.keys()).then((k) => k.map((r) => r.url))`) {
		if strings.HasSuffix(address, "/") {
			t.Errorf("%s of an earlier release is still saved", address)
		}
	}
}

// testOfflineRemoved saves a site and publishes it again with offline use disabled. On the next visit,
// the service worker must unregister itself and delete everything that it has saved.
func testOfflineRemoved(t *testing.T, b *browser, s *offlineServer) {
	for _, o := range []render.Options{{NoOffline: true}, {PreviewScript: "/live.js"}} {
		s.publish(offlineFolder, offlineSite(t), render.Options{})
		tab := b.saveOfflineKit(t, s, offlineFolder)
		s.publish(offlineFolder, offlineSite(t), o)
		tab.visit(s.URL + offlineFolder)
		for end := time.Now().Add(timeout); len(evalPromise[[]string](tab, storageTracesJS)) > 0; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%+v: the browser still stores %q", o, evalPromise[[]string](tab, storageTracesJS))
			}
		}
		tab.visit(s.URL + offlineFolder + "offline/?again") // bypasses the HTTP cache, which may contain the old page
		if eval[bool](tab, "Boolean(document.querySelector('main button'))") {
			t.Errorf("%+v: the offline page has a button", o)
		}
	}
}

// testSavedCopies runs axe-core and the Nu HTML checker on saved copies and on the pages that the
// service worker generates.
func testSavedCopies(t *testing.T, b *browser, s *offlineServer) {
	root := s.URL + offlineFolder
	tab := b.saveOfflineKit(t, s, offlineFolder)
	tab.saveModule()
	s.setIntercept(dropConnection)
	copies := make(map[string][]byte)
	var lastDocument network.RequestID
	chromedp.ListenTarget(tab.Context, func(event any) {
		if e, ok := event.(*network.EventResponseReceived); ok && e.Type == network.ResourceTypeDocument {
			lastDocument = e.RequestID
		}
	})
	read := func(name, address string) {
		t.Helper()
		tab.visit(root + address)
		tab.mustRun(chromedp.ActionFunc(func(ctx context.Context) error {
			body, err := network.GetResponseBody(lastDocument).Do(ctx)
			copies[name+"/index.html"] = body
			return err
		}))
		for _, width := range []int64{narrowWidth, wideWidth} {
			tab.mustRun(chromedp.EmulateViewport(width, 800))
			for _, scheme := range []string{"light", "dark"} {
				for _, violation := range b.axeViolations(tab, scheme) {
					t.Errorf("%s, %d pixels, %s: axe: %s", name, width, scheme, violation)
				}
			}
		}
	}
	read("home", "")
	read("protocol", savedProtocol)
	read("module", savedModule)
	read("controls", "offline/")
	read("not-saved", "reviews/larch/")
	tab.backdateCopies(20)
	read("old", savedProtocol)
	s.mu.Lock()
	s.sites["/copies/"] = copies
	s.mu.Unlock()
	s.setIntercept(nil)
	var addresses []string
	for name := range copies {
		addresses = append(addresses, s.URL+"/copies/"+strings.TrimSuffix(name, "index.html"))
	}
	out, err := htmlChecker(t, addresses...).CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("the checker reports on saved copies: %v\n%s", err, out)
	}
}
