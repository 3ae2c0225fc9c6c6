package export

import (
	"io/fs"

	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// folder lays the site out to be opened from a folder: links name files, and what only a
// server reads is left out.
func folder(g *xref.Graph, o render.Options) (fs.FS, error) {
	o.Files = true
	return render.Site(g, o)
}
