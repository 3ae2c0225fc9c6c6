package xref

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// An Edge is a resolved reference.
type Edge struct {
	From     *Target        // source of the reference: a page or a part of one
	To       *Target        // target of the reference
	Relation model.Relation // meaning of the reference
	ref      int32          // index in Body.Refs, or -1 for a reference in front matter
	line     int32          // line of the reference in its file
	column   int32          // column of the reference
}

// Pos returns the position of the reference in its file.
func (e *Edge) Pos() diag.Pos {
	path := e.From.Page.File.Path
	if e.From.Type == PartTarget {
		path = e.From.pos.Path // for a statement, this may be statements.yaml
	}
	return diag.Pos{Path: path, Line: int(e.line), Column: int(e.column)}
}

// isInternal reports whether e comes from the page of t itself. It returns false for a
// reference from one statement to another on the page of a review.
func (e *Edge) isInternal(t *Target) bool {
	if t.Page == nil || e.From.Page != t.Page {
		return false
	}
	_, isReview := t.Entry.(*model.Review)
	return !isReview || e.From.Type != PartTarget || e.From == t
}

// repeatsOriginal reports whether e comes from a translation and its target is not on a page in the
// language of the translation. The original page contains the same reference, so e is omitted from
// lists of the references to its target.
func (e *Edge) repeatsOriginal() bool {
	from, to := e.From.Page, e.To.Page
	return from != nil && from.OriginalPath != "" && (to == nil || to.Lang != from.Lang)
}
