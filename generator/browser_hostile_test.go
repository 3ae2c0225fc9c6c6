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

// TestBrowserHostile opens every page of sites in which somebody who means harm has
// written, and the list of problems that serve shows of such files. Nothing of it
// runs, asks for anything elsewhere, or is complained of.
func TestBrowserHostile(t *testing.T) {
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
			if _, err := publish.Write(t.Context(), folder, injectedTree(t, name), nil); err != nil {
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

// ran is whether a payload has. An element may have hostile for its id; a variable
// of the window's own nobody but a payload makes.
const payloadRan = `Object.hasOwn(window, 'hostile') || Object.hasOwn(Object.prototype, 'polluted')`

// harmless opens each page of a folder, and looks for a payload on the search page.
func (b *browser) checkPagesInert(t *testing.T, folder string) {
	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	t.Cleanup(server.Close)
	p := b.newTab(t, narrow)
	opened := 0
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" || name == "404.html" || strings.HasPrefix(name, "s/") {
			return err // short addresses lead to pages that are opened anyway
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
		p.do(chromedp.SendKeys("input[type=search]", query, chromedp.ByQuery))
		p.waitFor("the search for "+query+" says what it found", "document.querySelector('main [role=status], main [aria-live]')?.textContent.trim()")
		p.checkInert(t, server.URL, "search for "+query)
	}
}

// mayNot looks at what an opened page did.
func (p *tab) checkInert(t *testing.T, root, name string) {
	t.Helper()
	if eval[bool](p, payloadRan) {
		t.Errorf("%s: something hostile ran", name)
	}
	asked, said := p.takeEvents()
	for _, address := range asked {
		if !strings.HasPrefix(address, root+"/") {
			t.Errorf("%s asks for %s", name, address)
		}
	}
	if len(said) > 0 {
		t.Errorf("%s: the browser says %q", name, said)
	}
}

// problemsAreHarmless serves a site with all files that are refused, and looks at the
// page that tells of them.
func (b *browser) checkProblemPageInert(t *testing.T) {
	s := &siteCopy{Site: Site{Folder: t.TempDir(), Shipped: safelearn.Shipped, Today: "2026-06-01"}, t: t}
	files := hostileSite(t)
	for _, f := range hostileFiles(t, "refused") {
		files[f.name] = &fstest.MapFile{Data: []byte(f.text)}
	}
	writeFiles(t, s.Folder, files)
	s.serve()
	p := b.newTab(t, narrow)
	p.visit(s.address)
	if n := eval[int](p, "document.querySelectorAll('#safelearn-problems li').length"); n < 40 {
		t.Errorf("%d problems are shown", n)
	}
	if eval[bool](p, payloadRan) {
		t.Error("something hostile ran on the page of problems")
	}
	asked, said := p.takeEvents()
	for _, address := range asked {
		if !strings.HasPrefix(address, s.address) {
			t.Errorf("the page of problems asks for %s", address)
		}
	}
	for _, line := range said {
		if !strings.Contains(line, "500") { // which the page itself is sent with
			t.Errorf("the browser says %s", line)
		}
	}
}
