package generator

import (
	"context"

	"safelearn/generator/diag"
	"safelearn/generator/export"
	"safelearn/generator/publish"
	"safelearn/generator/render"
)

// Export writes the site, without drafts, to a folder in the given format. If the returned
// list contains an error, the folder has not changed.
func (s *Site) Export(ctx context.Context, f export.Format, to string) (publish.Report, diag.List, error) {
	return s.write(ctx, to, render.Options{}, f.Files)
}
