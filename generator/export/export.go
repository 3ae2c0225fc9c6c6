// Package export renders a site in formats other than that for a web server.
//
// Its input is a linked site; its output is a file system, which the caller writes. Each
// format is a file in this package and a line in [Formats]; no other code depends on a
// particular format.
package export

import (
	"io/fs"

	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// A Format is a format in which a site can be exported.
type Format struct {
	Name string // name on the command line, such as "folder"
	Help string // one-line description for the command's help text

	// Files returns the exported files. The options are those for rendering the site.
	Files func(g *xref.Graph, o render.Options) (fs.FS, error)
}

// Formats lists all formats, in the order of the help text.
var Formats = []Format{
	{"folder", "pages to open from a folder or a USB stick, without a server", folder},
}
