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

// A webSite is a built site, served on 127.0.0.1.
type webSite struct {
	settings   model.Settings
	folder     string // contains the built files
	root       string // URL of the home page, with a trailing slash
	pages      []webPage
	invalidURL string // URL of invalidPage
}

// A webPage is a page in a webSite.
type webPage struct {
	layout     string // the kind or view of the page, or "home", "missing" or "short"
	address    string // path relative to the root, such as "protocols/bruising/"
	file       string // path of the built file
	size       int64  // size of the file in bytes
	hasSource  bool   // whether it is generated from a content file
	forParents bool
	hasCode    bool // whether it contains highlighted code
}

// openWebSite builds and serves the site in this repository.
func openWebSite(t testing.TB) *webSite {
	t.Helper()
	return publishSite(t, &Site{Folder: "..", Shipped: safelearn.Shipped, Today: model.Date(time.Now().Format(time.DateOnly))})
}

// publishSite builds a site and serves it under the path of its base URL, so that the absolute links
// in 404.html work. The server also serves invalidPage and the pages of serveAuditFault.
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
	mux.Handle(base, http.StripPrefix(strings.TrimSuffix(base, "/"), noRefreshHandler(folder)))
	mux.HandleFunc("/fault/{fault}/", serveAuditFault)
	mux.HandleFunc("/invalid-page/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(invalidPage))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	site.root, site.invalidURL = server.URL+base, server.URL+"/invalid-page/"

	site.listPages(t, l)
	return site
}

// listPages sets s.pages to all built pages, except HTML files copied from the folder static. The
// layout of a page that is not in l is its address, so that examplePages returns it.
func (s *webSite) listPages(t testing.TB, l *linkedSite) {
	t.Helper()
	known := map[string]webPage{"": {layout: "home"}, "404.html": {layout: "missing"}}
	for _, e := range l.graph.Site.All() {
		p := e.Base()
		known[p.Address[1:]] = webPage{layout: p.Kind.Name, hasSource: true, forParents: p.Kind.Isolated, hasCode: p.Body.HasCode}
		if p.Kind.ShortURL {
			known[xref.ShortURL(p)[1:]] = webPage{layout: "short"}
		}
	}
	for _, d := range l.graph.GeneratedPages {
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

// refreshPattern matches the meta element that redirects a short address.
var refreshPattern = regexp.MustCompile(`<meta http-equiv="refresh"[^>]*>`)

// noRefreshHandler returns a handler that serves a folder. For requests with the query "stay" it
// removes the redirect from the page, so that a test can inspect the page itself.
func noRefreshHandler(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "stay" {
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

// name returns the name of the subtest for the page.
func (p webPage) name() string { return p.layout + " /" + p.address }

// addressWithoutRedirect returns an address of the page at which it does not redirect.
func (p webPage) addressWithoutRedirect() string {
	if p.layout == "short" {
		return p.address + "?stay"
	}
	return p.address
}

// examplePages returns, for each layout, the largest page with highlighted code and the largest page
// without, sorted by address.
func (s *webSite) examplePages() []webPage {
	largest := make(map[string]webPage)
	for _, p := range s.pages {
		name := p.layout
		if p.hasCode {
			name += " with code"
		}
		if p.size > largest[name].size {
			largest[name] = p
		}
	}
	return slices.SortedFunc(maps.Values(largest), func(a, b webPage) int { return strings.Compare(a.address, b.address) })
}

// skipUnlessShipped skips the test if the repository does not contain the shipped content.
func (s *webSite) skipUnlessShipped(t *testing.T) {
	t.Helper()
	if s.settings.ID != "safelearn-sample" {
		t.Skip("depends on pages of the shipped site")
	}
}

// invalidPage contains faults that the HTML checker must report.
const invalidPage = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="style-src 'none'">
<style>p { colour: red }</style>
</head>
<body>
<h1><p>A heading that contains a paragraph</p></h1>
</body>
</html>
`
