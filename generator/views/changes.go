package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Change is an entry in the list of recent changes.
type Change struct {
	model.Change
	Entry  model.Entry // page that changed
	Number int         // number among the page's changes, from 1 for the oldest, so that later changes do not affect it
}

// RecentChanges is the recent changes page.
type RecentChanges struct {
	xref.GeneratedPage
	Changes []Change // sorted by date, newest first
}

// Changes returns the changes of all pages, except withdrawn pages and pages for parents. They are
// sorted by date, newest first, then by kind of page, and then in the order of the list of that kind.
func Changes(g *xref.Graph) []Change {
	entries := slices.DeleteFunc(listedPages[model.Entry](g, ""), func(e model.Entry) bool { return e.Base().Kind.Isolated || e.Base().Changes == nil })
	rank, compare := func(e model.Entry) int { return slices.Index(model.Kinds, e.Base().Kind) }, compareEntries(g)
	slices.SortStableFunc(entries, func(a, b model.Entry) int {
		if c := cmp.Compare(rank(a), rank(b)); c != 0 {
			return c
		}
		return compare(a, b)
	})
	var all []Change
	for _, e := range entries {
		changes := e.Base().Changes
		for i, c := range changes {
			all = append(all, Change{c, e, len(changes) - i})
		}
	}
	slices.SortStableFunc(all, func(a, b Change) int { return cmp.Compare(b.Date, a.Date) })
	return all
}
