// Package render renders a linked site as a lazy file system.
//
// It takes a linked site, layouts and static files. It returns a file system in which a page is
// rendered when it is read. Layouts, style sheets and scripts are read and parsed first, so that
// syntax errors are reported before any page is rendered. The package does not write files.
// Rendering is deterministic: a page does not depend on the current time or on the order in which
// pages are read.
//
// The data of a layout is the page itself, such as a *model.Finding; everything else comes
// from template functions. Functions that depend on the current page take it as their first
// argument, which is $ within {{range}}. A [Page] contains the data for base.html.
//
// Within the package, each file uses only files earlier in this order: treefile.go,
// stream.go and tree.go, which do not depend on the site model; builder.go; page.go;
// frame.go; diagram.go; links.go and texts.go; functions.go; site.go; package.go.
package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/brand"
	"safelearn/generator/feeds"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/search"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// Site returns the linked site g as a file system. It returns an error if a layout, style
// sheet or script cannot be read or parsed.
func Site(g *xref.Graph, o Options) (*Tree, error) {
	b, err := newBuilder(g, o, layoutNames(), "short", "removed")
	if err != nil {
		return nil, err
	}
	tree := newTree()
	b.addStatic(tree)
	b.addPages(tree)
	b.addGeneratedPages(tree)
	b.addSearch(tree)
	b.addFeeds(tree)
	b.addOffline(tree)
	tree.sort()
	tree.tryLayouts = b.tryLayouts
	return tree, nil
}

// RenderPage renders a single page, with the same result as in the tree that Site returns. It
// returns the page's file name in the tree and its content.
func RenderPage(g *xref.Graph, o Options, e model.Entry) (name string, page []byte, err error) {
	p := e.Base()
	b, err := newBuilder(g, o, []string{p.Kind.Name})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = b.execute(&out, p.Kind.Name, e)
	return p.Address[1:] + "index.html", out.Bytes(), err
}

// newBuilder returns a builder with the named layouts. The layouts in bare are executed with bare.html
// instead of base.html.
func newBuilder(g *xref.Graph, o Options, names []string, bare ...string) (*builder, error) {
	b := &builder{graph: g, views: views.New(g), options: o, locales: layout.NewLocales(g.Site), addressing: xref.Addressing{Files: o.Files, Base: "/"}}
	if u, err := url.Parse(g.Site.BaseURL); err == nil && o.PreviewScript == "" && strings.HasSuffix(u.Path, "/") {
		b.addressing.Base = u.Path
	}
	var err error
	if b.assets, err = layout.LoadAssets(o.Static, accentStyle(g.Site.Accent), b.locales); err != nil {
		return nil, fmt.Errorf("reading static files: %w", err)
	}
	script := b.script(layout.Search).Text
	if o.PreviewScript != "" {
		script = nil
	}
	b.writer = body.NewWriter(g, b.locales)
	b.lessons = lesson.NewWriter(g, b.writer)
	b.feeds = feeds.NewWriter(g, b.addressing)
	b.search = search.New(g, script)
	if b.layouts, err = layout.Load(o.Layouts, b.funcs(), b.locales, names, bare...); err != nil {
		return nil, fmt.Errorf("reading layouts: %w", err)
	}
	return b, nil
}

// accentStyle returns the style sheet that sets the colours of an accent, or "" if there is no accent.
func accentStyle(accent model.Accent) string {
	if accent == "" {
		return ""
	}
	scheme, _, _ := brand.New(string(accent)) // cannot fail: package model removes invalid accents
	return scheme.StyleSheet()
}

// NotFoundPage is the template data of the "page not found" page.
type NotFoundPage struct{}

// ShortURLPage is the template data of a page that redirects from a short URL or an old address.
type ShortURLPage struct {
	Address      string      // site path of the short URL, below /s/, or an old address of the page
	Entry        model.Entry // destination page
	IsOldAddress bool        // whether Address is an old address
}

// RemovedPage is the template data of the notice at the address of a page that was removed.
type RemovedPage struct{ model.RemovedAddress }

// layoutNames returns the names of the layouts that are executed with base.html: all but
// "short" and "removed".
func layoutNames() []string {
	names := []string{"home", "missing", "door", "listing", "reviews", "coverage", "reverse", "gaps", "all-coverage", "actions", "timeline", "good-practice", "changes", "index", "search",
		"slides", "handout", "key", "pack", "sheet", "practice", "contacts", "offline"}
	for _, k := range model.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// execute renders value with the named layout, in the language of its page.
func (b *builder) execute(out *bytes.Buffer, layout string, value any) error {
	return b.layouts.Execute(out, b.page(value).Locale.Tag, layout, value)
}

// addPage adds a page that is rendered with the named layout when it is read.
func (b *builder) addPage(tree *Tree, name, layout string, value any) {
	tree.addGenerated(name, func(out *bytes.Buffer) error { return b.execute(out, layout, value) })
}

// addStatic adds the static files to publish unchanged, the scripts and the style sheets.
func (b *builder) addStatic(tree *Tree) {
	for _, name := range b.options.Publish {
		tree.addFile(name, func() ([]byte, error) { return fs.ReadFile(b.options.Static, name) })
	}
	for _, f := range b.assetFiles() {
		tree.addFile(f.Name, func() ([]byte, error) { return f.Text, nil })
	}
}

// script returns the script of a generated page that uses the additional script extra.
func (b *builder) script(extra string) layout.File {
	return b.assets.Script(b.graph.Site.DefaultLanguage(), extra)
}

// assetFiles returns the scripts and style sheets that pages of the site load, without duplicates.
func (b *builder) assetFiles() []layout.File {
	has := func(view string) bool {
		return slices.ContainsFunc(b.graph.GeneratedPages, func(d xref.GeneratedPage) bool { return d.View == view })
	}
	extras := []string{""}
	for _, viewScript := range [][2]string{{"key", layout.Quiz}, {"slides", layout.Slides}, {"search", layout.Search}} {
		if has(viewScript[0]) {
			extras = append(extras, viewScript[1])
		}
	}
	if slices.ContainsFunc(b.graph.Site.All(), func(e model.Entry) bool { return e.Base().Kind.Isolated }) {
		extras = append(extras, layout.Parents)
	}
	if b.offlineState() == "yes" {
		extras = append(extras, layout.Offline)
	}
	var list []layout.File
	for _, extra := range extras {
		for _, language := range b.locales.Tags() {
			list = append(list, b.assets.Script(language, extra))
		}
	}
	for _, viewStyle := range [][2]string{{"slides", layout.Slides}, {"pack", layout.Quiz}, {"sheet", layout.Sheet}, {"coverage", layout.Study}, {"reverse", layout.Study}, {"gaps", layout.Study}} {
		if has(viewStyle[0]) && !b.options.Files {
			list = append(list, b.assets.StyleFile(viewStyle[1]))
		}
	}
	slices.SortFunc(list, func(a, b layout.File) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(list, func(a, b layout.File) bool { return a.Name == b.Name })
}

// addPages adds the content pages, the redirect pages at their short and old addresses, and the notices
// for removed pages.
func (b *builder) addPages(tree *Tree) {
	for _, e := range b.graph.Site.All() {
		p := e.Base()
		b.addPage(tree, p.Address[1:]+"index.html", p.Kind.Name, e)
		if short := xref.ShortURL(p); short != "" {
			b.addPage(tree, short[1:]+"index.html", "short", &ShortURLPage{short, e, false})
		}
		for _, old := range p.OldAddresses {
			if model.IsPageAddress(old) {
				b.addPage(tree, old[1:]+"index.html", "short", &ShortURLPage{old, e, true})
			}
		}
	}
	for _, r := range xref.RemovedAddresses(b.graph.Site) {
		b.addPage(tree, r.Address[1:]+"index.html", "removed", &RemovedPage{r})
	}
}

// addGeneratedPages adds the home page, the "page not found" page and the generated pages of the
// graph.
func (b *builder) addGeneratedPages(tree *Tree) {
	tree.addGenerated("index.html", func(out *bytes.Buffer) error { return b.execute(out, "home", views.HomeOf(b.graph)) })
	if !b.options.Files {
		b.addPage(tree, "404.html", "missing", &NotFoundPage{})
	}
	for _, d := range b.graph.GeneratedPages {
		tree.addGenerated(d.Address[1:]+"index.html", func(out *bytes.Buffer) error {
			value := b.views.Data(d)
			if v, ok := value.(*views.Offline); ok && b.saved != nil {
				if err := b.saved.SetSizes(v, b.script(layout.Offline).Name); err != nil {
					return err
				}
			}
			return b.execute(out, d.View, value)
		})
	}
}

// searchFolder is the folder that contains only the search files.
const searchFolder = "search/files"

// addSearch adds the search files, if the site has a search page. Their names are determined on
// first use, and a file's content is generated each time the file is read.
func (b *builder) addSearch(tree *Tree) {
	if !b.exists("/search/") {
		return
	}
	tree.addLazy(searchFolder, b.search.FileNames, b.search.WriteFile)
}

// searchFiles returns the names of the search files to save for offline use. These are the
// files needed to find results; the files with excerpts are excluded.
func (b *builder) searchFiles() []string {
	var names []string
	for _, name := range b.search.OfflineFileNames() {
		names = append(names, path.Join(searchFolder, name))
	}
	return names
}

// addFeeds adds the machine-readable files. If the site is read from disk, files for servers
// and crawlers are omitted.
func (b *builder) addFeeds(tree *Tree) {
	tree.addFile("feed.xml", b.feeds.Feed)
	tree.addStream("index.json", b.feeds.WriteIndex)
	tree.addFile("index.schema.json", b.feeds.IndexSchema)
	if b.options.Files {
		return
	}
	var hashed []string
	for _, f := range b.assetFiles() {
		hashed = append(hashed, f.Name)
	}
	tree.addFile("robots.txt", b.feeds.Robots)
	own := func() ([]byte, error) { return nil, nil }
	for _, name := range b.options.Host {
		read := func() ([]byte, error) { return fs.ReadFile(b.options.Static, name) }
		if name == "_headers" {
			own = read
			continue
		}
		tree.addFile(name, read)
	}
	tree.addFile("_headers", func() ([]byte, error) {
		text, err := own()
		if err != nil {
			return nil, err
		}
		return b.feeds.Headers(hashed, b.offlineState() == "yes", string(text))
	})
	for _, f := range b.feeds.SitemapFiles() {
		tree.addFile(f.Name, f.Content)
	}
}

// addOffline adds the service worker, and the web app manifest if pages can be saved. It
// must be called after all other files have been added. If saving is off, the service
// worker removes saved pages, because a browser keeps an installed worker until it is
// replaced.
func (b *builder) addOffline(tree *Tree) {
	switch {
	case b.options.Files: // a service worker requires a server
	case b.offlineState() != "yes":
		tree.addFile("sw.js", func() ([]byte, error) { return b.assets.CleanupWorker, nil })
	default:
		b.saved = feeds.NewSavedFiles(b.graph, tree, b.searchFiles)
		tree.addFile("sw.js", func() ([]byte, error) { return b.feeds.ServiceWorker(b.assets.ServiceWorker, b.saved) })
		tree.addFile("manifest.webmanifest", func() ([]byte, error) { return b.feeds.Manifest(b.options.Publish) })
		for _, name := range b.saved.Names() {
			tree.observe(name, b.saved.Add)
		}
	}
}

// tryLayouts renders one page with each layout that the site uses.
func (b *builder) tryLayouts() error {
	values := map[string]any{"home": views.HomeOf(b.graph), "missing": &NotFoundPage{}}
	for _, e := range b.graph.Site.Entries {
		if name := e.Base().Kind.Name; values[name] == nil {
			values[name] = e
		}
	}
	for _, d := range b.graph.GeneratedPages {
		if values[d.View] == nil {
			values[d.View] = b.views.Data(d)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := b.execute(new(bytes.Buffer), name, values[name]); err != nil {
			return err
		}
	}
	return nil
}
