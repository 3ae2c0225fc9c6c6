// Package export renders a site, or modules of it, in formats other than that for a web server.
//
// Its input is a linked site; its output is a file system, which the caller writes. Each
// format is a function in this package and a line in [Formats]; no other code depends on a
// particular format. A page is laid out by package render. What a format cannot carry is in the Losses of
// the export.
package export

import (
	"io/fs"

	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// Options are the settings of an export.
type Options struct {
	render.Options // for rendering the site; With sets them

	Package render.PackageOptions // what the packages of modules send to a learning system

	Modules []string // ids of the modules, or none for all; only if Format.OfModules is set
	Stale   bool     // whether to export modules whose review is overdue, with a warning
}

// A Format is a format in which a site can be exported.
type Format struct {
	Name      string // name on the command line, such as "folder"
	Help      string // one-line description for the command's help text
	OfModules bool   // whether modules are exported, and not the site

	files func(g *xref.Graph, o Options) (fs.FS, error)
}

// With returns a function that returns the exported files, given the options for rendering the site. Those of
// modules include LossesText and LossesJSON. All errors are found before the first file is read.
func (f *Format) With(o Options) func(*xref.Graph, render.Options) (fs.FS, error) {
	return func(g *xref.Graph, r render.Options) (fs.FS, error) {
		o.Options = r
		return f.files(g, o)
	}
}

// Formats lists all formats, in the order of the help text.
var Formats = []Format{
	{"folder", "pages to open from a folder or a USB stick, without a server", false, folder},
	{"scorm12", "modules as packages for a learning system (SCORM 1.2)", true, scorm12},
	{"link-card", "the words of a link to each module, for a learning system", true, linkCard},
}
