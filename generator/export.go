package generator

import (
	"context"

	"safelearn/generator/diag"
	"safelearn/generator/export"
	"safelearn/generator/publish"
	"safelearn/generator/render"
)

// Export writes the site without its drafts in a format to a folder. If the list contains
// an error, the folder has not changed.
func (s *Site) Export(ctx context.Context, f export.Format, to string) (publish.Report, diag.List, error) {
	return s.write(ctx, to, render.Options{}, f.Files)
}
