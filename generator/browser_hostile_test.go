//go:build browser

package generator

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"safelearn"
	"safelearn/generator/publish"
)

// TestBrowserHostile opens the pages of several sites with hostile content, and the page of problems
// that the development server shows for invalid hostile files. It fails if a payload runs, a page
// sends a request to another site, or the browser reports an error.
func TestBrowserHostile(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	t.Run("bodies", func(t *testing.T) {
		t.Parallel()
		folder := filepath.Join(t.TempDir(), "public")
		if _, problems, err := (&Site{Shipped: hostileSite(t), Today: "2026-06-01"}).Build(t.Context(), folder); err != nil || problems.Failed() {
			t.Fatal(err, problems)
		}
		b.checkPagesInert(t, folder)
	})
	for _, name := range []string{"site", "quiz", "languages"} {
		t.Run("fields of "+name, func(t *testing.T) {
			t.Parallel()
			folder := filepath.Join(t.TempDir(), "public")
			if _, err := publish.Write(t.Context(), folder, treeWithPayload(t, name), publish.Options{}); err != nil {
				t.Fatal(err)
			}
			b.checkPagesInert(t, folder)
		})
	}
	t.Run("problems", func(t *testing.T) {
		t.Parallel()
		b.checkProblemPageInert(t)
	})
}

// payloadRanJS is a JavaScript expression that reports whether a payload has run or has added
// a property to all objects. It uses Object.hasOwn because window.hostile would also find an
// element with that id.
const payloadRanJS = `Object.hasOwn(window, 'hostile') || Object.hasOwn(Object.prototype, 'polluted')`

// checkPagesInert serves a folder, opens each page except 404.html and short addresses, enters
// payloads on the search page, and calls checkInert after each step.
func (b *browser) checkPagesInert(t *testing.T, folder string) {
	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	t.Cleanup(server.Close)
	p := b.newTab(t, narrowWidth)
	opened := 0
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" || name == "404.html" || strings.HasPrefix(name, "s/") {
			return err // a short address redirects to another page, which is checked separately
		}
		opened++
		p.visit(server.URL + "/" + strings.TrimSuffix(name, "index.html"))
		p.checkInert(t, server.URL, name)
		return nil
	})
	if err != nil || opened < 10 {
		t.Fatal(opened, err)
	}
	for _, query := range []string{"hostile", "<script>hostile=1</script>", "\"onclick=\"hostile=1", "{{.Title}}"} {
		p.visit(server.URL + "/search/")
		p.mustRun(chromedp.SendKeys("input[type=search]", query, chromedp.ByQuery))
		p.waitFor("a search result for "+query, "document.querySelector('main [role=status], main [aria-live]')?.textContent.trim()")
		p.checkInert(t, server.URL, "search for "+query)
	}
}

// checkInert fails the test if a payload ran, the page sent requests outside root, or the
// browser logged messages.
func (p *tab) checkInert(t *testing.T, root, name string) {
	t.Helper()
	if eval[bool](p, payloadRanJS) {
		t.Errorf("%s: a payload ran", name)
	}
	requests, messages := p.takeEvents()
	for _, address := range requests {
		if !strings.HasPrefix(address, root+"/") {
			t.Errorf("%s requests %s", name, address)
		}
	}
	if len(messages) > 0 {
		t.Errorf("%s: browser messages %q", name, messages)
	}
}

// checkProblemPageInert serves a site with all the invalid hostile files. It fails the test if a
// payload runs on the page of problems, or if that page sends requests to other sites.
func (b *browser) checkProblemPageInert(t *testing.T) {
	s := &siteCopy{Site: Site{Folder: t.TempDir(), Shipped: safelearn.Shipped, Today: "2026-06-01"}, t: t}
	files := hostileSite(t)
	for _, f := range hostileFiles(t, "refused") {
		files[f.name] = &fstest.MapFile{Data: []byte(f.text)}
	}
	writeFiles(t, s.Folder, files)
	s.serve()
	p := b.newTab(t, narrowWidth)
	p.visit(s.address)
	if n := eval[int](p, "document.querySelectorAll('#safelearn-problems li').length"); n < 40 {
		t.Errorf("the page lists %d problems, want at least 40", n)
	}
	if eval[bool](p, payloadRanJS) {
		t.Error("a payload ran on the problem page")
	}
	requests, messages := p.takeEvents()
	for _, address := range requests {
		if !strings.HasPrefix(address, s.address) {
			t.Errorf("the problem page requests %s", address)
		}
	}
	for _, line := range messages {
		if !strings.Contains(line, "500") { // the response status of the problem page
			t.Errorf("browser message: %s", line)
		}
	}
}
