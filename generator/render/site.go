// Package render lays out a linked site as a lazy tree of files.
//
// In come a linked site, layouts and static files; out comes a file system in which a page
// is laid out when it is read. Layouts, style sheets and scripts are read and checked
// first, so that one that does not parse fails before any page. The package writes nothing,
// and a page depends on the site alone: on no clock and no order of reading.
//
// A layout gets the page itself, a *model.Finding, and everything else from functions.
// Those that need to know which page is laid out take it as their first argument; within
// {{range}} that is $. A [Page] has what base.html needs around the content.
//
// Inside the package each file uses only files before it in this order: treefile.go,
// stream.go and tree.go, which know nothing of sites; builder.go; page.go; frame.go;
// drawing.go; links.go and texts.go; functions.go; site.go.
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
	"safelearn/generator/feeds"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/search"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// Site returns the tree of a linked site. The error is for a layout or static file that
// cannot be read or does not parse.
func Site(g *xref.Graph, o Options) (*Tree, error) {
	b, err := newBuilder(g, o, layoutNames(), "short")
	if err != nil {
		return nil, err
	}
	tree := newTree()
	b.addStatic(tree)
	b.addPages(tree)
	b.addDerived(tree)
	b.addSearch(tree)
	b.addFeeds(tree)
	b.addOffline(tree)
	tree.sort()
	tree.try = b.tryLayouts
	return tree, nil
}

// One lays out one page of a linked site as Site does, and nothing else. It returns the
// page's name in the tree, and its bytes.
func One(g *xref.Graph, o Options, e model.Entry) (name string, page []byte, err error) {
	p := e.Base()
	b, err := newBuilder(g, o, []string{p.Kind.Name})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = b.layouts.Execute(&out, p.Kind.Name, e)
	return p.Address[1:] + "index.html", out.Bytes(), err
}

// newBuilder returns a builder with the layouts of the given names. Those in alone are
// executed without base.html.
func newBuilder(g *xref.Graph, o Options, names []string, alone ...string) (*builder, error) {
	b := &builder{graph: g, options: o, locales: layout.NewLocales(g.Site), addressing: xref.Addressing{Files: o.Files, Base: "/"}}
	if u, err := url.Parse(g.Site.BaseURL); err == nil && o.Live == "" && strings.HasSuffix(u.Path, "/") {
		b.addressing.Base = u.Path
	}
	var err error
	if b.assets, err = layout.LoadAssets(o.Static); err != nil {
		return nil, fmt.Errorf("reading static files: %w", err)
	}
	script := b.assets.Script(layout.Search).Text
	if o.Live != "" {
		script = nil
	}
	b.writer = body.NewWriter(g, b.locales)
	b.lessons = lesson.NewWriter(g, b.writer)
	b.feeds = feeds.NewWriter(g, b.addressing)
	b.search = search.New(g, script)
	if b.layouts, err = layout.Load(o.Layouts, b.funcs(), names, alone...); err != nil {
		return nil, fmt.Errorf("reading layouts: %w", err)
	}
	return b, nil
}

// Missing is the value of the page that is shown at unknown addresses.
type Missing struct{}

// Short is the value of a small page that leads on from a short address.
type Short struct {
	Address string      // below /s/
	Entry   model.Entry // the page that it leads to
}

// layoutNames returns the names of the layouts of pages, without "short", which is
// executed without base.html.
func layoutNames() []string {
	names := []string{"home", "missing", "door", "listing", "coverage", "reverse", "gaps", "timeline", "good-practice", "changes", "index", "search",
		"slides", "handout", "key", "pack", "practice", "contacts", "offline"}
	for _, k := range model.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// addPage adds a page that is laid out when it is read.
func (b *builder) addPage(tree *Tree, name, layout string, value any) {
	tree.page(name, func(out *bytes.Buffer) error { return b.layouts.Execute(out, layout, value) })
}

func (b *builder) addStatic(tree *Tree) {
	for _, name := range b.options.Publish {
		tree.add(name, func() ([]byte, error) { return fs.ReadFile(b.options.Static, name) })
	}
	for _, script := range b.published() {
		tree.add(script.Name, func() ([]byte, error) { return script.Text, nil })
	}
}

// published returns the scripts that pages of the site load.
func (b *builder) published() []layout.Script {
	list := []layout.Script{b.assets.Script("")}
	for _, with := range [][2]string{{"key", layout.Quiz}, {"slides", layout.Slides}, {"search", layout.Search}} {
		if slices.ContainsFunc(b.graph.Derived, func(d xref.Derived) bool { return d.View == with[0] }) {
			list = append(list, b.assets.Script(with[1]))
		}
	}
	if b.saving() == "yes" {
		list = append(list, b.assets.Script(layout.Offline))
	}
	return list
}

func (b *builder) addPages(tree *Tree) {
	for _, e := range b.graph.Site.All() {
		p := e.Base()
		b.addPage(tree, p.Address[1:]+"index.html", p.Kind.Name, e)
		if short := xref.ShortAddress(p); short != "" {
			b.addPage(tree, short[1:]+"index.html", "short", &Short{short, e})
		}
	}
}

func (b *builder) addDerived(tree *Tree) {
	tree.page("index.html", func(out *bytes.Buffer) error { return b.layouts.Execute(out, "home", views.HomeOf(b.graph)) })
	if !b.options.Files {
		b.addPage(tree, "404.html", "missing", &Missing{})
	}
	for _, d := range b.graph.Derived {
		tree.page(d.Address[1:]+"index.html", func(out *bytes.Buffer) error {
			value := views.Of(b.graph, d)
			if v, ok := value.(*views.Offline); ok && b.saved != nil {
				if err := b.saved.SetSizes(v, b.assets.Script(layout.Offline).Name); err != nil {
					return err
				}
			}
			return b.layouts.Execute(out, d.View, value)
		})
	}
}

// searchFolder is the folder of the search's files and no others.
const searchFolder = "search/files"

// addSearch adds the files of the search. They and the list of them are made when the
// first is requested.
func (b *builder) addSearch(tree *Tree) {
	if !b.exists("/search/") {
		return
	}
	tree.addLazy(searchFolder, b.search.FileNames, b.search.WriteFile)
}

// searchFiles returns the names of the files by which results are found, without those of
// excerpts.
func (b *builder) searchFiles() []string {
	var names []string
	for _, name := range b.search.OfflineFileNames() {
		names = append(names, path.Join(searchFolder, name))
	}
	return names
}

// addFeeds adds the files that programs read. Without a server those that only a server or
// a crawler reads are left out.
func (b *builder) addFeeds(tree *Tree) {
	tree.add("feed.xml", b.feeds.Feed)
	tree.addStream("index.json", b.feeds.WriteIndex)
	tree.add("index.schema.json", feeds.IndexSchema)
	if b.options.Files {
		return
	}
	var scripts []string
	for _, script := range b.published() {
		scripts = append(scripts, script.Name)
	}
	tree.add("robots.txt", b.feeds.Robots)
	tree.add("_headers", func() ([]byte, error) { return b.feeds.Headers(scripts, b.saving() == "yes") })
	for _, f := range b.feeds.Sitemap() {
		tree.add(f.Name, f.Content)
	}
}

// addOffline adds the service worker and what it saves, and must be called after every
// other file is in the tree. A site that does not offer saving has a worker that removes
// what another one saved, because a browser keeps a worker until it gets the next.
func (b *builder) addOffline(tree *Tree) {
	switch {
	case b.options.Files: // without a server there is no worker
	case b.saving() != "yes":
		tree.add("sw.js", func() ([]byte, error) { return b.assets.Remover, nil })
	default:
		b.saved = feeds.NewSavedFiles(b.graph, tree, b.searchFiles)
		tree.add("sw.js", func() ([]byte, error) { return b.feeds.Worker(b.assets.Worker, b.saved) })
		tree.add("manifest.webmanifest", func() ([]byte, error) { return b.feeds.Manifest(b.options.Publish) })
		for _, name := range b.saved.Names() {
			tree.observe(name, b.saved.Add)
		}
	}
}

// tryLayouts lays out one page with each layout that the site uses.
func (b *builder) tryLayouts() error {
	values := map[string]any{"home": views.HomeOf(b.graph), "missing": &Missing{}}
	for _, e := range b.graph.Site.Entries {
		if name := e.Base().Kind.Name; values[name] == nil {
			values[name] = e
		}
	}
	for _, d := range b.graph.Derived {
		if values[d.View] == nil {
			values[d.View] = views.Of(b.graph, d)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := b.layouts.Execute(new(bytes.Buffer), name, values[name]); err != nil {
			return err
		}
	}
	return nil
}
