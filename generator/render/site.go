// Package render lays out a linked site as a lazy tree of files.
//
// In come a linked site, layouts and static files; out comes a file system in which
// a page is laid out when it is read. Layouts, style and script are read and checked
// first, so one that does not parse fails before any page, and minified once. It writes
// nothing, and what it gives for a page depends on the site alone: no clock, no
// order of reading.
//
// A layout is an html/template file named after its kind, finding.html, and defines
// "main"; base.html lays it out. The dot is the page itself, a *model.Finding; all
// else comes from functions that take the dot first, listed in funcs.go.
package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"sync"

	"safelearn/generator/body"
	"safelearn/generator/feeds"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/search"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// Options say what a site is laid out with.
type Options struct {
	Layouts   fs.FS    // required: base.html and one file a kind
	Static    fs.FS    // required: the files that head.go names, which are worked into pages
	Publish   []string // the static files that are published as they stand
	Live      string   // address of a script for pages that are served while they are written; "" for publishing
	Files     bool     // the pages are opened as files, without a server: links name index.html, and what only a server needs is left out
	NoOffline bool     // pages cannot be saved on a reader's device, and what was saved is removed
}

// A builder holds what is the same for every page.
type builder struct {
	*xref.Graph
	options Options
	layouts *layout.Set
	assets  *layout.Assets
	locales *layout.Locales
	writer  *body.Writer
	lessons *lesson.Writer
	feeds   *feeds.Writer
	saved   *feeds.SavedFiles // nil if the site does not offer saving
	frames  sync.Map          // of *layout.Framing, by frameKey
	base    string            // path of the address that the site is published at, "/learn/"
	search  *search.Index
}

// Site gives the tree of a linked site. The error is for a layout or static file
// that cannot be read or does not parse.
func Site(g *xref.Graph, o Options) (*Tree, error) {
	b := newBuilder(g, o)
	tree := newTree()
	if err := b.addStatic(tree); err != nil {
		return nil, fmt.Errorf("reading static files: %w", err)
	}
	if err := b.loadLayouts(layoutNames(), "short"); err != nil {
		return nil, fmt.Errorf("reading layouts: %w", err)
	}
	b.addPages(tree)
	b.addDerived(tree)
	b.addSearch(tree)
	b.addFeeds(tree)
	b.addOffline(tree)
	tree.sort()
	tree.try = b.tryLayouts
	return tree, nil
}

// One lays out one page of a linked site as Site does, and nothing else: it gives the
// page's name in the tree, and its bytes.
func One(g *xref.Graph, o Options, e model.Entry) (name string, page []byte, err error) {
	b := newBuilder(g, o)
	p := e.Base()
	if b.assets, err = layout.LoadAssets(o.Static); err != nil {
		return "", nil, fmt.Errorf("reading static files: %w", err)
	}
	if err := b.loadLayouts([]string{p.Kind.Name}); err != nil {
		return "", nil, fmt.Errorf("reading layouts: %w", err)
	}
	var out bytes.Buffer
	err = b.layouts.Execute(&out, p.Kind.Name, e)
	return p.Address[1:] + "index.html", out.Bytes(), err
}

// loadLayouts reads the layouts with the given names.
func (b *builder) loadLayouts(names []string, alone ...string) (err error) {
	b.layouts, err = layout.Load(b.options.Layouts, b.funcs(), names, alone...)
	return err
}

// layoutNames returns the names of the layouts that every site has, without "short".
func layoutNames() []string {
	names := []string{"home", "missing", "door", "listing", "coverage", "reverse", "gaps", "timeline", "good-practice", "changes", "index", "search",
		"slides", "handout", "key", "pack", "practice", "contacts", "offline"}
	for _, k := range model.Kinds {
		names = append(names, k.Name)
	}
	return names
}

func newBuilder(g *xref.Graph, o Options) *builder {
	b := &builder{Graph: g, options: o, base: "/"}
	b.locales = layout.NewLocales(g.Site)
	b.writer = body.NewWriter(g, b.locales)
	b.lessons = lesson.NewWriter(g, b.writer)
	if u, err := url.Parse(g.Site.BaseURL); err == nil && o.Live == "" && strings.HasSuffix(u.Path, "/") {
		b.base = u.Path
	}
	b.feeds = feeds.NewWriter(g, b.addressing())
	return b
}

// addFeeds adds the files for programs. Without a server those that only a server or a
// crawler reads are left out.
func (b *builder) addFeeds(tree *Tree) {
	tree.add("feed.xml", b.feeds.Feed)
	tree.addStream("index.json", b.feeds.WriteIndex)
	tree.add("index.schema.json", func() ([]byte, error) { return feeds.IndexSchema(), nil })
	if b.options.Files {
		return
	}
	var scripts []string
	for _, script := range b.published() {
		scripts = append(scripts, script.Name)
	}
	tree.add("robots.txt", func() ([]byte, error) { return b.feeds.Robots(), nil })
	tree.add("_headers", func() ([]byte, error) { return b.feeds.Headers(scripts, b.saving() == "yes"), nil })
	for _, f := range b.feeds.Sitemap() {
		tree.add(f.Name, f.Content)
	}
}

func (b *builder) addStatic(tree *Tree) error {
	for _, name := range b.options.Publish {
		tree.add(name, func() ([]byte, error) { return fs.ReadFile(b.options.Static, name) })
	}
	var err error
	if b.assets, err = layout.LoadAssets(b.options.Static); err != nil {
		return err
	}
	read := b.assets.Script(layout.Search).Text
	if b.options.Live != "" {
		read = nil
	}
	b.search = search.New(b.Graph, read)
	for _, script := range b.published() {
		tree.add(script.Name, func() ([]byte, error) { return script.Text, nil })
	}
	return nil
}

// published are the scripts that some page loads.
func (b *builder) published() []layout.Script {
	list := []layout.Script{b.assets.Script("")}
	for _, with := range [][2]string{{"key", layout.Quiz}, {"slides", layout.Slides}, {"search", layout.Search}} {
		if slices.ContainsFunc(b.Derived, func(d xref.Derived) bool { return d.View == with[0] }) {
			list = append(list, b.assets.Script(with[1]))
		}
	}
	if b.saving() == "yes" {
		list = append(list, b.assets.Script(layout.Offline))
	}
	return list
}

func (b *builder) addPages(tree *Tree) {
	for _, e := range b.Site.All() {
		p := e.Base()
		tree.page(p.Address[1:]+"index.html", func(out *bytes.Buffer) error { return b.layouts.Execute(out, p.Kind.Name, e) })
		if short := xref.ShortAddress(p); short != "" {
			tree.page(short[1:]+"index.html", func(out *bytes.Buffer) error { return b.layouts.Execute(out, "short", &Short{short, e}) })
		}
	}
}

func (b *builder) addDerived(tree *Tree) {
	tree.page("index.html", func(out *bytes.Buffer) error { return b.layouts.Execute(out, "home", views.HomeOf(b.Graph)) })
	if !b.options.Files {
		tree.page("404.html", func(out *bytes.Buffer) error { return b.layouts.Execute(out, "missing", &Missing{}) })
	}
	for _, d := range b.Derived {
		tree.page(d.Address[1:]+"index.html", func(out *bytes.Buffer) error {
			dot, err := b.derived(d)
			if err != nil {
				return err
			}
			return b.layouts.Execute(out, d.View, dot)
		})
	}
}

// Try lays out one page with each layout that the site uses, to find one that parses
// and yet fails. Whoever reads all pages need not ask: the page fails as well.
func (t *Tree) Try() error { return t.try() }

func (b *builder) tryLayouts() error {
	tried := make(map[*model.Kind]bool)
	for _, e := range b.Site.Entries {
		p := e.Base()
		if tried[p.Kind] {
			continue
		}
		tried[p.Kind] = true
		if err := b.layouts.Execute(new(bytes.Buffer), p.Kind.Name, e); err != nil {
			return err
		}
	}
	seen := make(map[string]bool)
	for _, d := range b.Derived {
		if seen[d.View] {
			continue
		}
		seen[d.View] = true
		if err := b.layouts.Execute(new(bytes.Buffer), d.View, views.Of(b.Graph, d)); err != nil {
			return err
		}
	}
	if err := b.layouts.Execute(new(bytes.Buffer), "home", views.HomeOf(b.Graph)); err != nil {
		return err
	}
	return b.layouts.Execute(new(bytes.Buffer), "missing", &Missing{})
}

// Missing is the page for an address where nothing is.
type Missing struct{}

// Short is a small page that sends the reader of a short address on.
type Short struct {
	Address string
	Entry   model.Entry
}
