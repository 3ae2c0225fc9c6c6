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
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// Options are the settings for rendering a site.
type Options struct {
	Layouts       fs.FS    // required: base.html, frame.html and a layout for each page kind and view
	Static        fs.FS    // required: static files, including the style sheets and scripts of the pages
	Publish       []string // names of the static files to publish unchanged
	Host          []string // names of the static files for the hosting provider, with which _headers is merged
	PreviewScript string   // URL of the preview server's script, or "" if the site is built for publishing
	Files         bool     // whether to build for reading from disk, so that links include index.html and files that need a server are omitted
	NoOffline     bool     // whether to disable saving pages on a device, and to remove saved pages
}

// A builder contains the data shared by all pages.
type builder struct {
	graph       *xref.Graph
	views       *views.Views
	options     Options
	packageData *PackageData // settings of packages for learning systems; nil when rendering a site
	addressing  xref.Addressing
	assets      *layout.Assets
	layouts     *layout.Set
	locales     *layout.Locales
	writer      *body.Writer
	lessons     *lesson.Writer
	feeds       *feeds.Writer
	search      *search.Index
	saved       *feeds.SavedFiles // nil if pages cannot be saved
	frames      sync.Map          // frameKey to *layout.FrameHTML
}

// viewpoint returns the viewpoint of the page at address. The argument p is the content page that it
// displays or is generated from, or nil if there is none.
func (b *builder) viewpoint(address string, p *model.Page) xref.Viewpoint {
	return b.graph.Viewpoint(address, p, b.addressing)
}

// exists reports whether the site has a static file or a page that is not withdrawn at address.
func (b *builder) exists(address string) bool { return b.graph.Listed(address) }

// offlineState returns "yes" if readers can save pages for offline use. Otherwise it returns the reason
// why they cannot: "off" if saving is disabled, "live" in a preview, or "files" on a site read from
// disk.
func (b *builder) offlineState() string {
	switch {
	case b.options.Files:
		return "files"
	case b.options.PreviewScript != "":
		return "live"
	case b.options.NoOffline || !b.exists("/offline/"):
		return "off"
	}
	return "yes"
}
