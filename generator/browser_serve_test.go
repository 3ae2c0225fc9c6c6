//go:build browser

package generator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
	"safelearn/generator/model"
)

// A siteCopy is a copy of the site in this repository that a test edits while it is served.
type siteCopy struct {
	Site
	t            *testing.T
	address      string
	out          lockedBuffer // output of the server
	buildsBefore int          // number of builds before the last replaceText
}

// copySite copies the site in this repository to a temporary folder.
func copySite(t *testing.T) *siteCopy {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"content", "layouts", "static"} {
		from := filepath.Join("..", name)
		if _, err := os.Stat(from); os.IsNotExist(err) {
			continue
		}
		if err := os.CopyFS(filepath.Join(folder, name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	return &siteCopy{Site: Site{Folder: folder, Shipped: safelearn.Shipped, Today: model.Date(time.Now().Format(time.DateOnly))}, t: t}
}

// serve starts the server and waits until it prints its address. The server stops at the end of the
// test.
func (s *siteCopy) serve() {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, 0, &s.out) }()
	s.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			s.t.Error(err)
		}
	})
	for end := time.Now().Add(timeout); s.address == ""; time.Sleep(10 * time.Millisecond) {
		if _, after, found := strings.Cut(s.out.String(), "serving "); found && strings.Contains(after, "\n") {
			s.address, _, _ = strings.Cut(after, "\n")
		}
		if time.Now().After(end) {
			s.t.Fatalf("the server prints no address: %s", s.out.String())
		}
	}
}

// createPage creates a page with the given id, like the command "safelearn new page", and returns the
// path of its file.
func (s *siteCopy) createPage(id string) string {
	s.t.Helper()
	path, err := s.New(context.Background(), "page", id, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return path
}

// replaceText replaces the first occurrence of old in a file with new. Like many editors, it writes a
// temporary file and renames it. It returns the position of the first reference in new, or of new
// itself if it contains none, in the form "path:line:column" of diagnostics.
func (s *siteCopy) replaceText(path, old, new string) string {
	s.t.Helper()
	s.buildsBefore = strings.Count(s.out.String(), "built in ")
	data, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	before, after, found := strings.Cut(string(data), old)
	if !found {
		s.t.Fatalf("%s does not contain %q:\n%s", path, old, data)
	}
	temporary := filepath.Join(filepath.Dir(path), ".saving")
	if err := os.WriteFile(temporary, []byte(before+new+after), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(temporary, path); err != nil {
		s.t.Fatal(err)
	}
	name, _ := filepath.Rel(s.Folder, path)
	before += new[:max(0, strings.Index(new, "[["))]
	return fmt.Sprintf("%s:%d:%d", filepath.ToSlash(name), strings.Count(before, "\n")+1, len(before)-strings.LastIndex(before, "\n"))
}

// waitForBuild waits until a build has ended after the last call of replaceText.
func (s *siteCopy) waitForBuild() {
	s.t.Helper()
	for end := time.Now().Add(timeout); strings.Count(s.out.String(), "built in ") == s.buildsBefore; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("the server does not build: %s", s.out.String())
		}
	}
}

// must fails the test if err is not nil.
func (s *siteCopy) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// panelRootJS is a JavaScript expression that returns the shadow root of the problem panel, or
// undefined if the panel is closed.
const panelRootJS = "[...document.body.children].map((e) => e.shadowRoot).find(Boolean)"

// panelContainsJS returns a JavaScript expression that reports whether the problem panel is open
// and contains text.
func panelContainsJS(text string) string {
	return panelRootJS + "?.textContent.includes(" + jsString(text) + ")"
}

// testServe edits a site while a tab shows it, and checks that the tab updates itself.
func testServe(t *testing.T, b *browser, _ *webSite) {
	s := copySite(t)
	s.serve()
	tab := b.newTab(t, wideWidth)
	testFileChanges(s, tab)
	testProblemPanel(b, s, tab)
	requests, messages := tab.takeEvents()
	if len(messages) > 0 {
		t.Errorf("%q", messages)
	}
	for _, address := range requests {
		if !strings.HasPrefix(address, s.address) {
			t.Errorf("requests %s", address)
		}
	}
}

// linkJS returns a JavaScript expression for the first link in the main element to an address that
// ends with the given name; its value is null if there is none.
func linkJS(name string) string {
	return "document.querySelector('main a[href$=" + jsString(name+"/") + "]')"
}

// testFileChanges creates, saves, renames and deletes pages, and checks that the index page is
// updated.
func testFileChanges(s *siteCopy, tab *tab) {
	tab.visit(s.address + "index/")
	page := s.createPage("zz-made")
	tab.waitFor("a new page", linkJS("zz-made"))
	s.replaceText(page, "title: ", "title: Saved as ")
	tab.waitFor("a page saved by renaming", linkJS("zz-made")+".innerText.includes('Saved as')")

	nested := s.createPage("zz-folder/zz-nested")
	tab.waitFor("a page in a new folder", linkJS("zz-folder/zz-nested"))
	folder := filepath.Dir(nested)
	s.must(os.Rename(folder, folder+"-renamed"))
	tab.waitFor("a renamed folder", linkJS("zz-folder-renamed/zz-nested")+" && !"+linkJS("zz-folder/zz-nested"))
	s.replaceText(filepath.Join(folder+"-renamed", "zz-nested.md"), "title: ", "title: Moved as ")
	tab.waitFor("a page in a renamed folder", linkJS("zz-nested")+".innerText.includes('Moved as')")

	s.must(os.RemoveAll(folder + "-renamed"))
	s.must(os.Remove(page))
	tab.waitFor("no deleted pages", "!"+linkJS("zz-nested")+" && !"+linkJS("zz-made"))
}

// testProblemPanel introduces errors into the page that the tab shows, closes the problem panel in
// every possible way, and fixes the errors.
func testProblemPanel(b *browser, s *siteCopy, tab *tab) {
	page := s.createPage("zz-broken")
	tab.waitFor("a new page", linkJS("zz-broken"))
	tab.visit(s.address + "pages/zz-broken/")
	s.replaceText(page, "\n---\n", "\n---\n\nWords that stand.\n")
	tab.waitFor("new words", "document.body.innerText.includes('Words that stand')")
	s.waitForBuild() // the text may come from a preview, but only a build counts as the last good page

	at := s.replaceText(page, "that stand", "[[zz-missing]]")
	tab.waitFor("a problem with its position", panelContainsJS(at))
	tab.waitFor("a problem with its line", panelRootJS+".querySelector('.excerpt').innerText.includes('Words [[zz-missing]].')")
	tab.waitFor("the last good page below the panel", "document.body.innerText.includes('Words that stand')")
	for _, width := range []int64{narrowWidth, wideWidth} {
		tab.mustRun(chromedp.EmulateViewport(width, 800))
		for _, scheme := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, scheme) {
				tab.t.Errorf("problems, %d pixels, %s: axe: %s", width, scheme, violation)
			}
		}
	}
	tab.mustRun(chromedp.KeyEvent(kb.Tab))
	tab.waitFor("Tab reaches the panel", panelRootJS+".activeElement")
	tab.mustRun(chromedp.KeyEvent(kb.Escape))
	tab.waitFor("Escape closes the panel", "!"+panelRootJS)

	at = s.replaceText(page, "[[zz-missing]]", "and [[zz-absent]]")
	tab.waitFor("another problem", panelContainsJS(at))
	for range 2 { // the first press moves the focus to the panel, the second to its button
		tab.mustRun(chromedp.KeyEvent(kb.Tab))
	}
	tab.waitFor("Tab reaches the button", panelRootJS+".activeElement?.matches('button')")
	tab.mustRun(chromedp.KeyEvent(kb.Enter))
	tab.waitFor("the button closes the panel", "!"+panelRootJS)

	at = s.replaceText(page, "and [[zz-absent]]", "[[zz-missing]]")
	tab.waitFor("a third problem", panelContainsJS(at))
	s.replaceText(page, "[[zz-missing]]", "that are fixed")
	tab.waitFor("the fixed page", "document.body.innerText.includes('Words that are fixed') && !"+panelRootJS)
}

// testFormPage checks that a page with forms is accessible, and that the Tab key moves the focus
// through the given fields in order.
func testFormPage(b *browser, tab *tab, address string, fields ...string) {
	tab.visit(address)
	for _, width := range []int64{narrowWidth, wideWidth} {
		tab.mustRun(chromedp.EmulateViewport(width, 800))
		tab.waitFor("no sideways scrolling", "document.documentElement.scrollWidth <= innerWidth")
		for _, scheme := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, scheme) {
				tab.t.Errorf("%s, %d pixels, %s: axe: %s", address, width, scheme, violation)
			}
		}
	}
	for i, field := range fields {
		for presses := 0; ; presses++ {
			tab.mustRun(chromedp.KeyEvent(kb.Tab))
			var id string
			tab.mustRun(chromedp.Evaluate("document.activeElement.id", &id))
			if id == field {
				break
			}
			if i > 0 || presses > 20 {
				tab.t.Errorf("%s: Tab reaches %q, want %s", address, id, field)
				break
			}
		}
	}
}

// testStartPage checks the start page, where a user chooses a site, when the folder contains one.
func testStartPage(t *testing.T, b *browser, _ *webSite) {
	here := t.TempDir()
	if _, err := Init(&Site{Folder: filepath.Join(here, "there"), Shipped: safelearn.Shipped, Today: "2026-11-30"}, NewSiteOptions{Name: "North Area", Skeleton: fstest.MapFS{"content/site.yaml": {}}}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		_, err := Start(ctx, &Site{Shipped: safelearn.Shipped, Ready: func(url string) { address <- url }}, StartOptions{Folder: here})
		ended <- err
	}()
	testFormPage(b, b.newTab(t, wideWidth), <-address, "name", "folder", "language", "glossary")
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// testServeStartsBroken starts the server with an error in the content, checks that the home page
// shows the problem, and that the tab shows the site after the error is fixed.
func testServeStartsBroken(t *testing.T, b *browser, _ *webSite) {
	s := copySite(t)
	page := s.createPage("zz-broken")
	at := s.replaceText(page, "\n---\n", "\n---\n\n[[zz-missing]]\n")
	s.serve()
	tab := b.newTab(t, wideWidth)
	testFormPage(b, tab, s.address+"_safelearn/", "title", "summary", "text", "contact-999", "contact-111", "contact-frg", "contact-samaritans", "contact-nspcc", "shown")
	tab.visit(s.address)
	tab.waitFor("the problem with its position", "document.querySelector('main').innerText.includes("+jsString(at)+")")
	tab.waitFor("the problem with its line", "document.querySelector('main .excerpt').innerText.includes('[[zz-missing]]')")
	for _, scheme := range []string{"light", "dark"} {
		for _, violation := range b.axeViolations(tab, scheme) {
			t.Errorf("problem page, %s: axe: %s", scheme, violation)
		}
	}
	s.replaceText(page, "[[zz-missing]]", "Words that are fixed.")
	tab.waitFor("the site", "document.querySelector('header.top')")
	_, messages := tab.takeEvents()
	messages = slices.DeleteFunc(messages, func(s string) bool { return strings.Contains(s, "status of 500") }) // caused by the problem page
	if len(messages) > 0 {
		t.Errorf("%q", messages)
	}
}
