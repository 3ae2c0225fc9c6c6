// Package export converts a site, or modules of it, to formats other than that for a web server.
//
// It takes a linked site and returns a file system, which the caller writes. Each format is a
// function in this package and a line in [Formats]; no other code depends on a particular format.
// Package render renders the pages. The Losses of an export list what the format does not preserve.
package export

import (
	"io/fs"

	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// Options are the settings of an export.
type Options struct {
	render.Options // options for rendering the site, set by With

	Package render.PackageOptions // what the packages of modules send to a learning system

	Modules []string // ids of the modules to export; empty for all; only if Format.OfModules is true
	Earlier Losses   // losses of the export to replace; its files for the same modules, and for withdrawn ones, are removed
	Stale   bool     // whether to export, with a warning, modules whose review is overdue and translations of an older version
}

// A Format is a format in which a site can be exported.
type Format struct {
	Name      string // name on the command line, such as "folder"
	Help      string // one-line description for the command's help text
	OfModules bool   // whether the format is for modules rather than the whole site

	files func(g *xref.Graph, o Options) (fs.FS, error)
}

// Exporter returns a function that exports a linked site, given the options for rendering it. An export
// of modules also contains the files LossesText and LossesJSON. The function returns all errors itself;
// reading the files causes none.
func (f *Format) Exporter(o Options) func(*xref.Graph, render.Options) (fs.FS, error) {
	return func(g *xref.Graph, r render.Options) (fs.FS, error) {
		o.Options = r
		return f.files(g, o)
	}
}

// Formats lists all formats, in the order of the help text.
var Formats = []Format{
	{"folder", "pages to open from a folder or a USB stick, without a server", false, exportFolder},
	{"scorm12", "modules as packages for a learning system (SCORM 1.2)", true, exportSCORM12},
	{"link-card", "the words of a link to each module, for a learning system", true, exportLinkCards},
}
