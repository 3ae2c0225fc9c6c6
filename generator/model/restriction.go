package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// Restrictions lists the paragraphs of a page that are Quiet or Withheld. Only reviews
// and findings have them.
type Restrictions struct{ Quiet, Withheld []Number }

// IsQuiet reports whether a paragraph is shown only on its own page, and never in an
// excerpt, a feed or the search.
func (r Restrictions) IsQuiet(n Number) bool { return slices.Contains(r.Quiet, n) }

// IsWithheld reports whether the text of a paragraph is not on the site at all.
func (r Restrictions) IsWithheld(n Number) bool { return slices.Contains(r.Withheld, n) }

// RestrictionsOf returns the restrictions of a page, which are empty for most kinds.
func RestrictionsOf(e Entry) Restrictions {
	switch e := e.(type) {
	case *Review:
		return Restrictions{e.Quiet, e.Withheld}
	case *Finding:
		return Restrictions{e.Quiet, e.Withheld}
	}
	return Restrictions{}
}

// lintRestrictions reports paragraphs that are both quiet and withheld.
func lintRestrictions(e Entry, l *diag.List) {
	r := RestrictionsOf(e)
	for i, n := range r.Quiet {
		if r.IsWithheld(n) {
			l.Error(e.Base().FieldPos(fmt.Sprintf("quiet[%d]", i)), "paragraph-shut-twice", fmt.Sprintf("%s is both quiet and withheld", n),
				"keep it under withheld only")
		}
	}
}
