package generator

import (
	"safelearn/generator/diag"
	"safelearn/generator/export"
	"safelearn/generator/publish"
	"safelearn/generator/render"
)

// Export writes the site in a format into a folder, without its drafts. If the list has
// an error, nothing has changed.
func (s *Site) Export(f export.Format, to string) (publish.Report, diag.List, error) {
	return s.write(to, render.Options{}, f.Files)
}
