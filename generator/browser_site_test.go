//go:build browser

package generator

import (
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"safelearn"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A webSite is the site of this repository as it is published, on loopback.
type webSite struct {
	settings model.Settings
	folder   string // that it is published in
	root     string // its address, with the slash at its end
	pages    []webPage
	invalid  string // the address of a page, no part of the site, that breaks every rule
}

// A webPage is a page of the site.
type webPage struct {
	layout  string // what it is laid out with: the name of its kind or view, or home, missing, short
	address string // from the site's root, "protocols/bruising/"
	file    string
	size    int64
	content bool // somebody wrote it
	parents bool
	code    bool // it has the style of highlighted code
}

// openWebSite publishes the site of this repository.
func openWebSite(t testing.TB) *webSite {
	t.Helper()
	return publishSite(t, &Site{Folder: "..", Shipped: safelearn.Shipped, Today: model.Date(time.Now().Format(time.DateOnly))})
}

// publishSite publishes a site and serves it below the path of its own address, so
// that 404.html finds what it links to.
func publishSite(t testing.TB, source *Site) *webSite {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "public")
	if _, problems, err := source.Build(t.Context(), folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	l, _, err := source.link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	site := &webSite{settings: l.graph.Site.Settings, folder: folder}
	base := "/"
	if u, err := url.Parse(site.settings.BaseURL); err == nil && strings.HasSuffix(u.Path, "/") {
		base = u.Path
	}
	mux := http.NewServeMux()
	mux.Handle(base, http.StripPrefix(strings.TrimSuffix(base, "/"), withoutRefresh(folder)))
	mux.HandleFunc("/planted/{fault}/", serveAuditFault)
	mux.HandleFunc("/spoilt-by-the-test/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(invalidPage))
	})
	server := httptest.NewServer(mux) // on 127.0.0.1
	t.Cleanup(server.Close)
	site.root, site.invalid = server.URL+base, server.URL+"/spoilt-by-the-test/"

	site.listPages(t, l)
	return site
}

// find notes every page that was published. A page that nothing here knows makes a
// layout of its own.
func (s *webSite) listPages(t testing.TB, l *linkedSite) {
	t.Helper()
	known := map[string]webPage{"": {layout: "home"}, "404.html": {layout: "missing"}}
	for _, e := range l.graph.Site.All() {
		p := e.Base()
		known[p.Address[1:]] = webPage{layout: p.Kind.Name, content: true, parents: p.Kind.Isolated, code: p.Body.Code}
		if p.Kind.ShortAddress {
			known[xref.ShortAddress(p)[1:]] = webPage{layout: "short"}
		}
	}
	for _, d := range l.graph.Derived {
		view := d.View
		if d.Kind != nil {
			view += " of " + d.Kind.Name
		}
		known[d.Address[1:]] = webPage{layout: view}
	}
	err := fs.WalkDir(os.DirFS(s.folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" || slices.Contains(l.publish, name) {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		address := strings.TrimSuffix(name, "index.html")
		page, ok := known[address]
		if !ok {
			page.layout = address
		}
		page.address, page.file, page.size = address, filepath.Join(s.folder, filepath.FromSlash(name)), info.Size()
		s.pages = append(s.pages, page)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// refreshPattern finds what leads from a short address on.
var refreshPattern = regexp.MustCompile(`<meta http-equiv="refresh"[^>]*>`)

// held serves a folder. With "?held" at its end an address shows a page that leads on
// at once, as those see it whose browser does not.
func withoutRefresh(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "held" {
			files.ServeHTTP(w, r)
			return
		}
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path.Clean("/"+r.URL.Path)), "index.html"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(refreshPattern.ReplaceAll(data, nil))
	})
}

// name gives what tells the page from others in the list of tests.
func (p webPage) name() string { return p.layout + " /" + p.address }

// held gives the address of a page that stays.
func (p webPage) stableAddress() string {
	if p.layout == "short" {
		return p.address + "?held"
	}
	return p.address
}

// examples gives one page of each layout, the heaviest, and of a layout that has
// them one with highlighted code.
func (s *webSite) examples() []webPage {
	heaviest := make(map[string]webPage)
	for _, p := range s.pages {
		name := p.layout
		if p.code {
			name += " with code"
		}
		if p.size > heaviest[name].size {
			heaviest[name] = p
		}
	}
	return slices.SortedFunc(maps.Values(heaviest), func(a, b webPage) int { return strings.Compare(a.address, b.address) })
}

// shipped skips a test that names pages of the site that comes with the program.
func (s *webSite) requireShipped(t *testing.T) {
	t.Helper()
	if s.settings.ID != "safelearn-sample" {
		t.Skip("names pages of the shipped site")
	}
}

// spoiltPage shows that the checker of HTML finds something.
const invalidPage = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="style-src 'none'">
<style>p { colour: red }</style>
</head>
<body>
<h1><p>A heading that holds a paragraph</p></h1>
</body>
</html>
`
