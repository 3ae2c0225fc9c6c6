//go:build browser

package generator

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
	"safelearn/generator/model"
)

// A served site is a copy of this repository's while somebody writes in it.
type siteCopy struct {
	Site
	t       *testing.T
	address string

	mu  sync.Mutex
	out bytes.Buffer
}

// Write takes what the server says.
func (s *siteCopy) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}

func (s *siteCopy) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

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

// serve starts the server on a port that the system chooses.
func (s *siteCopy) serve() {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, 0, s) }()
	s.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			s.t.Error(err)
		}
	})
	for end := time.Now().Add(timeout); s.address == ""; time.Sleep(10 * time.Millisecond) {
		if _, after, found := strings.Cut(s.output(), "serving "); found && strings.Contains(after, "\n") {
			s.address, _, _ = strings.Cut(after, "\n")
		}
		if time.Now().After(end) {
			s.t.Fatalf("the server gives no address: %s", s.output())
		}
	}
}

// create makes a page as the command does, and gives its path.
func (s *siteCopy) create(id string) string {
	s.t.Helper()
	path, err := s.New(context.Background(), "page", id)
	if err != nil {
		s.t.Fatal(err)
	}
	return path
}

// save puts a text in place of another in a file as most editors do: it writes a
// new file beside the old one and renames it. It gives the place of the reference in
// the new text, if there is one.
func (s *siteCopy) replaceText(path, old, new string) string {
	s.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	before, after, found := strings.Cut(string(data), old)
	if !found {
		s.t.Fatalf("%s holds no %q:\n%s", path, old, data)
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

// must ends the test at an error.
func (s *siteCopy) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// panelRoot is the root of the panel that shows problems, or undefined.
const panelRoot = "[...document.body.children].map((e) => e.shadowRoot).find(Boolean)"

// panelShows is an expression for the panel, if it is open, holding some words.
func panelShows(words string) string {
	return panelRoot + "?.textContent.includes(" + jsString(words) + ")"
}

// testServe writes in a site while a browser shows it. The tab is told of a change
// by the server and by nothing else.
func testServe(t *testing.T, b *browser, _ *webSite) {
	s := copySite(t)
	s.serve()
	tab := b.newTab(t, wide)
	changeFiles(s, tab)
	breakAndFix(b, s, tab)
	asked, said := tab.takeEvents()
	if len(said) > 0 {
		t.Errorf("%q", said)
	}
	for _, address := range asked {
		if !strings.HasPrefix(address, s.address) {
			t.Errorf("asks for %s", address)
		}
	}
}

// linkTo is an expression for the link to a page in the list that the tab shows.
func linkTo(name string) string {
	return "document.querySelector('main a[href$=" + jsString(name+"/") + "]')"
}

// changeFiles makes, saves, renames and deletes pages; the list of them follows.
func changeFiles(s *siteCopy, tab *tab) {
	tab.visit(s.address + "index/")
	page := s.create("zz-made")
	tab.waitFor("a page that is made shows", linkTo("zz-made"))
	s.replaceText(page, "title: ", "title: Saved as ")
	tab.waitFor("a page that is saved by renaming shows", linkTo("zz-made")+".innerText.includes('Saved as')")

	nested := s.create("zz-folder/zz-nested")
	tab.waitFor("a page in a new folder shows", linkTo("zz-folder/zz-nested"))
	folder := filepath.Dir(nested)
	s.must(os.Rename(folder, folder+"-renamed"))
	tab.waitFor("a folder that is renamed shows", linkTo("zz-folder-renamed/zz-nested")+" && !"+linkTo("zz-folder/zz-nested"))
	s.replaceText(filepath.Join(folder+"-renamed", "zz-nested.md"), "title: ", "title: Moved as ")
	tab.waitFor("a page in a renamed folder shows", linkTo("zz-nested")+".innerText.includes('Moved as')")

	s.must(os.RemoveAll(folder + "-renamed"))
	s.must(os.Remove(page))
	tab.waitFor("pages that are deleted do not show", "!"+linkTo("zz-nested")+" && !"+linkTo("zz-made"))
}

// breakAndMend makes mistakes in the page that the tab shows and mends them. The
// panel that tells of them is closed by either of its keys.
func breakAndFix(b *browser, s *siteCopy, tab *tab) {
	page := s.create("zz-broken")
	tab.waitFor("a page that is made shows", linkTo("zz-broken"))
	tab.visit(s.address + "pages/zz-broken/")
	s.replaceText(page, "\n---\n", "\n---\n\nWords that stand.\n")
	tab.waitFor("new words show", "document.body.innerText.includes('Words that stand')")

	at := s.replaceText(page, "that stand", "[[zz-missing]]")
	tab.waitFor("a problem shows with its place", panelShows(at))
	tab.waitFor("a problem shows with its line", panelRoot+".querySelector('.excerpt').innerText.includes('Words [[zz-missing]].')")
	tab.waitFor("the last good page stays below", "document.body.innerText.includes('Words that stand')")
	for _, width := range []int64{narrow, wide} {
		tab.do(chromedp.EmulateViewport(width, 800))
		for _, shade := range []string{"light", "dark"} {
			for _, violation := range b.axeViolations(tab, shade) {
				tab.t.Errorf("problems, %d pixels, %s: axe: %s", width, shade, violation)
			}
		}
	}
	tab.do(chromedp.KeyEvent(kb.Tab))
	tab.waitFor("Tab reaches the panel", panelRoot+".activeElement")
	tab.do(chromedp.KeyEvent(kb.Escape))
	tab.waitFor("Escape closes the panel", "!"+panelRoot)

	at = s.replaceText(page, "[[zz-missing]]", "and [[zz-absent]]")
	tab.waitFor("another problem shows", panelShows(at))
	for range 2 { // the panel, its button
		tab.do(chromedp.KeyEvent(kb.Tab))
	}
	tab.waitFor("Tab reaches the button", panelRoot+".activeElement?.matches('button')")
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.waitFor("the button closes the panel", "!"+panelRoot)

	at = s.replaceText(page, "and [[zz-absent]]", "[[zz-missing]]")
	tab.waitFor("a third problem shows", panelShows(at))
	s.replaceText(page, "[[zz-missing]]", "that are mended")
	tab.waitFor("the mended page shows", "document.body.innerText.includes('Words that are mended') && !"+panelRoot)
}

// testServeFromNothing starts with a mistake, so that there is no site to show, and
// mends it.
func testServeStartsBroken(t *testing.T, b *browser, _ *webSite) {
	s := copySite(t)
	page := s.create("zz-broken")
	at := s.replaceText(page, "\n---\n", "\n---\n\n[[zz-missing]]\n")
	s.serve()
	tab := b.newTab(t, wide)
	tab.visit(s.address)
	tab.waitFor("the problem shows with its place", "document.querySelector('main').innerText.includes("+jsString(at)+")")
	tab.waitFor("the problem shows with its line", "document.querySelector('main .excerpt').innerText.includes('[[zz-missing]]')")
	for _, shade := range []string{"light", "dark"} {
		for _, violation := range b.axeViolations(tab, shade) {
			t.Errorf("problems before there is a site, %s: axe: %s", shade, violation)
		}
	}
	s.replaceText(page, "[[zz-missing]]", "Words that are mended.")
	tab.waitFor("the site shows", "document.querySelector('header.top')")
	_, said := tab.takeEvents()
	said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, "status of 500") }) // which there was
	if len(said) > 0 {
		t.Errorf("%q", said)
	}
}
