package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Change is a dated change of a page.
type Change struct {
	model.Change
	Entry  model.Entry // the page
	Number int         // counted from the page's oldest change, so that newer ones do not renumber it
}

// A Recent is the page of all changes.
type Recent struct {
	xref.Derived
	Changes []Change // newest first
}

// Changes returns every change of every page but those for parents, newest first.
func Changes(g *xref.Graph) []Change {
	var all []Change
	for _, e := range inForce[model.Entry](g, "") {
		if e.Base().Kind.Isolated {
			continue
		}
		changes := e.Base().Changes
		for i, c := range changes {
			all = append(all, Change{c, e, len(changes) - i})
		}
	}
	rank := func(c Change) int { return slices.Index(model.Kinds, c.Entry.Base().Kind) }
	slices.SortStableFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(rank(a), rank(b)))
	})
	return all
}
