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
	slices.SortStableFunc(list.Entries, compareEntries(g))
	return list
}

// PagesOf returns the pages of the given kind in r that are not withdrawn, without translations,
// ordered by compareEntries.
func PagesOf(g *xref.Graph, r *model.Review, kind string) []model.Entry {
	pages := filter(listed[model.Entry](g, r.ReviewFolder()), func(e model.Entry) bool { return e.Base().Kind.Name == kind })
	slices.SortStableFunc(pages, compareEntries(g))
	return pages
}

// compareEntries returns a function that compares pages of one kind on g: by review, newest publication
// first, then two statements by label, and two terms by title. The function returns 0 for
// other pages, so that a stable sort keeps them in file order.
func compareEntries(g *xref.Graph) func(a, b model.Entry) int {
	return func(a, b model.Entry) int {
		one, other := g.Site.Review(a.Base()), g.Site.Review(b.Base())
		if one != other && one != nil && other != nil {
			return compareReviews(one, other)
		}
		if x, y := model.PrintedLabel(a), model.PrintedLabel(b); x != "" && y != "" && a.Base().Kind == b.Base().Kind {
			return x.Compare(y)
		}
		if a.Base().Kind.Name == "term" && b.Base().Kind.Name == "term" {
			return cmp.Compare(a.Base().Title, b.Base().Title)
		}
		return 0
	}
}
