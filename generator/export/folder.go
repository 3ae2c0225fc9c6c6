package export

import (
	"io/fs"

	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// exportFolder renders the site for use without a server. Links refer to files, and files that only a
// server reads are omitted.
func exportFolder(g *xref.Graph, o Options) (fs.FS, error) {
	o.Files = true
	return render.Site(g, o.Options)
}
