// Package export lays a site out for use in another way than on a web server.
//
// In comes a linked site; out come files, which the caller writes. A format is a file of
// this package and a line in [Formats]; nothing else in the program knows one format
// from another.
package export

import (
	"io/fs"

	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// A Format is a form that a site can be exported in.
type Format struct {
	Name string // as it is typed: "folder"
	Help string // one line for the command's help

	// Files returns the files of the export. The options say what the site is laid out
	// with.
	Files func(g *xref.Graph, o render.Options) (fs.FS, error)
}

// Formats are all formats, in the order in which the help lists them.
var Formats = []Format{
	{"folder", "pages to open from a folder or a USB stick, without a server", folder},
}
