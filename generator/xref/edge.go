package xref

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// An Edge is a resolved reference.
type Edge struct {
	From     *Target        // the page that refers, or the part of it that the reference is in
	To       *Target        // what it refers to
	Relation model.Relation // what the reference means
	ref      int32          // index in the references of the body, -1 for front matter
	line     int32          // of its position, 0 until it is known
	column   int32
}

// Pos returns the position of the reference in its file.
func (e *Edge) Pos() diag.Pos {
	p := e.From.Page
	if e.line == 0 && e.ref >= 0 {
		return p.File.Pos(p.Body.Refs[e.ref].Offset)
	}
	return diag.Pos{Path: p.File.Path, Line: int(e.line), Column: int(e.column)}
}

// repeatsOriginal reports whether an edge of a translation repeats one of its original.
// Such an edge is followed from the translation but not listed at its target. An edge to a
// page in the same language is listed.
func (e *Edge) repeatsOriginal() bool {
	from, to := e.From.Page, e.To.Page
	return from != nil && from.OriginalPath != "" && (to == nil || to.Lang != from.Lang)
}
