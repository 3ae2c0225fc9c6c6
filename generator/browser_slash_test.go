//go:build browser

package generator

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"safelearn/generator/render"
)

// TestBrowserStrippedSlash uses a site at the root of a host that takes the slash from the end of
// addresses. Links and the search work, and pages can be saved.
func TestBrowserStrippedSlash(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	s := newOfflineServer(t)
	s.publish("/", offlineSite(t), render.Options{})
	s.setIntercept(s.stripSlash)
	tab := b.newTab(t, narrowWidth)
	tab.visit(s.URL + "/" + savedProtocol)
	tab.waitFor("the slash is back", "location.pathname === "+jsString("/"+savedProtocol))
	links := eval[[]string](tab, linksJS)
	for _, link := range links {
		if response, err := http.Get(link); err != nil || response.StatusCode != http.StatusOK {
			t.Errorf("the link %s is broken: %v", link, err)
		} else {
			response.Body.Close()
		}
	}
	if len(links) < 10 {
		t.Errorf("the page has the links %q", links)
	}
	tab.visit(s.URL + "/search?q=address#_count")
	tab.waitFor("a search result", "document.querySelector('#_results a')")
	if got := eval[string](tab, "location.href"); got != s.URL+"/search/?q=address#_count" {
		t.Errorf("the address is %s", got)
	}
	tab.mustRun(chromedp.Click("#_results a", chromedp.ByQuery))
	tab.waitFor("the page of a result", "document.querySelector('h1') && !location.pathname.startsWith('/search')")
	tab.visit(s.URL + "/no-such/page")
	if got := eval[string](tab, "location.pathname"); got != "/no-such/page" {
		t.Errorf("the address of nothing becomes %s", got)
	}

	tab = b.saveOfflineKit(t, s, "/")
	tab.saveModule()
	s.setIntercept(nil)
	s.stop()
	checkSavedPages(b, tab, s.URL+"/")
	for _, address := range []string{"/search", "/" + strings.TrimSuffix(savedProtocol, "/")} {
		tab.visit(s.URL + address)
		tab.waitFor("a saved copy at "+address, savedNoticeJS+" && location.pathname === "+jsString(address+"/"))
	}
}

// linksJS is a JavaScript expression that returns the links on a page to its own site, without fragments.
const linksJS = "[...new Set([...document.links].filter((a) => a.origin === location.origin).map((a) => a.href.split('#')[0]))]"

// stripSlash redirects requests for the address of a page to the same address without its trailing
// slash, where it lets the site show the page. It returns whether it has answered the request.
func (s *offlineServer) stripSlash(w http.ResponseWriter, r *http.Request) bool {
	path, found := strings.CutSuffix(r.URL.Path, "/")
	if found && path != "" {
		r.URL.Path = path
		http.Redirect(w, r, r.URL.String(), http.StatusPermanentRedirect)
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, isPage := s.sites["/"][strings.TrimPrefix(path, "/")+"/index.html"]; isPage {
		r.URL.Path += "/"
	}
	return false
}
