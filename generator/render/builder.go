package render

import (
	"io/fs"
	"sync"

	"safelearn/generator/body"
	"safelearn/generator/feeds"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/search"
	"safelearn/generator/xref"
)

// Options are what a site is laid out with.
type Options struct {
	Layouts   fs.FS    // required: base.html, frame.html and a file for each kind and view
	Static    fs.FS    // required: the static files; style sheets and scripts become part of pages
	Publish   []string // the static files that are published as they are
	Live      string   // address of a script for pages that are shown while the site is being written; "" for publishing
	Files     bool     // pages are opened as files, without a server: links name index.html, and what only a server needs is left out
	NoOffline bool     // pages cannot be saved on a reader's device, and what was saved is removed
}

// A builder holds what all pages have in common.
type builder struct {
	graph      *xref.Graph
	options    Options
	addressing xref.Addressing
	assets     *layout.Assets
	layouts    *layout.Set
	locales    *layout.Locales
	writer     *body.Writer
	lessons    *lesson.Writer
	feeds      *feeds.Writer
	search     *search.Index
	saved      *feeds.SavedFiles // nil if the site does not offer saving
	frames     sync.Map          // of *layout.Framing, by frameKey
}

// viewpoint returns the viewpoint of the page at an address. The page of the content that
// it shows or is made from may be nil.
func (b *builder) viewpoint(address string, p *model.Page) xref.Viewpoint {
	return b.graph.Viewpoint(address, p, b.addressing)
}

// exists reports whether the site has a page or static file at an address.
func (b *builder) exists(address string) bool { return b.graph.At(address) != nil }

// saving says whether pages can be saved on a reader's device, or why not: "yes", "off"
// if the site does not offer it, "live" while the site is being written, "files" for pages
// that are opened without a server.
func (b *builder) saving() string {
	switch {
	case b.options.Files:
		return "files"
	case b.options.Live != "":
		return "live"
	case b.options.NoOffline || !b.exists("/offline/"):
		return "off"
	}
	return "yes"
}
