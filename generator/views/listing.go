package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Listing is a page that lists the pages of one kind, or those in one review if pages of the
// kind belong to a review.
type Listing struct {
	xref.GeneratedPage
	Entries []model.Entry // pages that are not withdrawn, ordered by compareEntries
}

// ListingOf returns the listing page that d describes.
func ListingOf(g *xref.Graph, d xref.GeneratedPage) *Listing {
	list := &Listing{GeneratedPage: d, Entries: filter(listed[model.Entry](g, d.Folder), func(e model.Entry) bool { return e.Base().Kind == d.Kind })}
	if d.Folder != "" {
		list.Review = g.Site.Review(list.Entries[0].Base())
	}
	slices.SortStableFunc(list.Entries, compareEntries(g))
	return list
}

// compareEntries returns a function that compares pages of one kind on g: by review, newest publication
// first, then two recommendations by number, and two terms by title. The function returns 0 for
// other pages, so that a stable sort keeps them in file order.
func compareEntries(g *xref.Graph) func(a, b model.Entry) int {
	return func(a, b model.Entry) int {
		one, other := g.Site.Review(a.Base()), g.Site.Review(b.Base())
		if one != other && one != nil && other != nil {
			return compareReviews(one, other)
		}
		x, isRec := a.(*model.Recommendation)
		y, alsoRec := b.(*model.Recommendation)
		if isRec && alsoRec {
			return x.PrintedLabel.Compare(y.PrintedLabel)
		}
		if a.Base().Kind.Name == "term" && b.Base().Kind.Name == "term" {
			return cmp.Compare(a.Base().Title, b.Base().Title)
		}
		return 0
	}
}
