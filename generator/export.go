package generator

import (
	"safelearn/generator/diag"
	"safelearn/generator/publish"
	"safelearn/generator/render"
)

// ExportFolder lays the site out, without its drafts, to be opened from a folder or a
// USB stick: links name files, and nothing is there that only a server reads. Where
// the list has an error, nothing has changed.
func (s *Site) ExportFolder(to string) (publish.Report, diag.List, error) {
	return s.write(to, render.Options{Files: true})
}
