package generator

import (
	"context"
	"io/fs"

	"safelearn/generator/diag"
	"safelearn/generator/publish"
	"safelearn/generator/render"
	"safelearn/generator/xref"
)

// Export calls the function files with the linked site, without drafts, and writes the resulting files
// to a folder. The function is usually a result of export.Format.With. If the returned list contains
// an error, the folder has not changed.
func (s *Site) Export(ctx context.Context, files func(*xref.Graph, render.Options) (fs.FS, error), to string) (publish.Report, diag.List, error) {
	return s.write(ctx, to, render.Options{}, files)
}
