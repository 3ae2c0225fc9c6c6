package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Listing is a page that lists the pages of one kind, or the statements of one type in one review.
type Listing struct {
	xref.GeneratedPage
	Entries []model.Entry      // pages that are not withdrawn, sorted with compareEntries; nil for statements
	Runs    []StatementStretch // statements; nil in listings of other kinds
}

// listing returns the listing page that d describes.
func (v *Views) listing(d xref.GeneratedPage) *Listing {
	g := v.graph
	if d.Review != nil {
		return v.listingOfStatements(d)
	}
	list := &Listing{GeneratedPage: d, Entries: filter(listedPages[model.Entry](g, d.Folder), func(e model.Entry) bool { return e.Base().Kind == d.Kind })}
	slices.SortStableFunc(list.Entries, compareEntries(g))
	return list
}

// listingOfStatements returns the listing page of statements that d describes.
func (v *Views) listingOfStatements(d xref.GeneratedPage) *Listing {
	t := model.StatementType(d.Kind.Name)
	list := filter(Statements(v.graph, d.Review), func(s *model.PlacedStatement) bool { return s.Type == t })
	return &Listing{GeneratedPage: d, Runs: v.statementGroup(d.Review, t, list).Runs}
}

// compareEntries returns a function that compares pages of one kind on g: by review, newest
// publication first, then statements by their position in the report, and terms by title. The
// function returns 0 for other pages, so that a stable sort keeps them in file order.
func compareEntries(g *xref.Graph) func(a, b model.Entry) int {
	return func(a, b model.Entry) int {
		one, other := g.Site.Review(a.Base()), g.Site.Review(b.Base())
		if one != other && one != nil && other != nil {
			return compareReviews(one, other)
		}
		if x, y := model.StatementOf(a), model.StatementOf(b); one != nil && one == other && x != nil && y != nil && x.Type == y.Type {
			return positionOf(g, one, x).compare(positionOf(g, one, y))
		}
		if a.Base().Kind.Name == "term" && b.Base().Kind.Name == "term" {
			return cmp.Compare(a.Base().Title, b.Base().Title)
		}
		return 0
	}
}
