//go:build browser

package generator

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"safelearn/generator/render"
)

// TestBrowserOffline saves pages of the golden site, in a sub-folder, and takes the
// network away.
func TestBrowserOffline(t *testing.T) {
	b := startBrowser(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *browser)
	}{
		{"Saved", testSaved},
		{"Changed", testChanged},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, b) })
	}
}

// These are pages of the golden site, below the folder that it is served in.
const (
	folder         = "/learn/"
	savedProtocol  = "protocols/addresses/"
	savedModule    = "modules/asking/"
	protocolSource = "content/protocols/addresses.md"
)

// notice is an expression for the words that stand above a saved copy.
const notice = "document.querySelector('body > aside.saved')?.innerText"

// status is an expression for what the page of controls says.
const status = "document.getElementById('_status').innerText"

// saves opens the page of controls in a new tab and presses its first button.
func (b *browser) saves(t *testing.T, s *shelf) *tab {
	t.Helper()
	tab := b.open(t, narrow)
	tab.visit(s.URL + folder + "offline/")
	tab.until("the button is there", "document.querySelector('#_save:not([hidden])')")
	tab.do(chromedp.Click("#_save", chromedp.ByQuery))
	tab.until("it is saved", status+".startsWith('Saved.')")
	return tab
}

// savesModule presses the button of the module, which says what it takes.
func (p *tab) savesModule() {
	p.t.Helper()
	p.do(chromedp.Click("[data-module] button", chromedp.ByQuery))
	p.until("the module is saved", status+".endsWith('is saved.')")
}

// shows opens an address of the site and asks for words in it.
func (p *tab) shows(address, words string) {
	p.t.Helper()
	p.visit(address)
	p.until(address+" shows "+words, "document.body.innerText.includes("+quoted(words)+")")
}

// today is how a notice writes the present day.
func today() string { return time.Now().Format("2 January 2006") }

// testSaved opens what was saved, with the network cut in each way: the server gone,
// and the browser told that there is no network.
func testSaved(t *testing.T, b *browser) {
	s := newShelf(t)
	s.put(folder, goldenSite(t), render.Options{})
	root := s.URL + folder
	tab := b.saves(t, s)
	tab.savesModule()
	s.stop()
	for _, address := range []string{"", savedProtocol, savedModule, "contacts/", "search/", "practitioners/", "trainers/", "offline/", savedModule + "slides/"} {
		tab.visit(root + address)
		want := "Saved copy of " + today() + "; we could not check for a newer one."
		tab.until("/"+address+" says what it is", notice+" === "+quoted(want))
		if !eval[bool](tab, "document.body.innerText.includes('A test site. Nobody works by it.')") {
			t.Errorf("/%s: the banner is gone", address)
		}
		for _, violation := range b.violations(tab, "light") {
			t.Errorf("saved copy of /%s: axe: %s", address, violation)
		}
	}
	tab.shows(root+"reviews/larch/", "This page is not saved")
	tab.click("main", root)
}

// testChanged publishes a changed protocol: the first load shows it and keeps it.
func testChanged(t *testing.T, b *browser) {
	s := newShelf(t)
	s.put(folder, goldenSite(t), render.Options{})
	root := s.URL + folder
	tab := b.saves(t, s)
	s.put(folder, edited(t, protocolSource, "Every agency is told.", "Every agency is rung."), render.Options{})
	// The update is cut off: nothing of the new release can be had but this one page.
	s.spoiled(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != folder+savedProtocol && !strings.HasSuffix(r.URL.Path, ".js") {
			return cut(w, r)
		}
		return strings.HasSuffix(r.URL.Path, "sw.js") && cut(w, r)
	})
	tab.shows(root+savedProtocol, "Every agency is rung.")
	if eval[bool](tab, "Boolean("+notice+")") {
		t.Error("a page from the network says that it is a copy")
	}
	s.spoiled(cut)
	tab.shows(root+savedProtocol, "Every agency is rung.")
	tab.until("it is the copy", notice)
	tab.shows(root, "Learning in Fernley")
	tab.until("the rest is there", notice)
}
