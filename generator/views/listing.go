package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Listing is the page that lists the pages of one kind, of one review where the kind
// belongs to reviews.
type Listing struct {
	xref.Derived
	Entries []model.Entry // the pages, recommendations and terms in their own order
}

// ListingOf returns the page that lists one kind.
func ListingOf(g *xref.Graph, d xref.Derived) *Listing {
	list := &Listing{Derived: d, Entries: where(inForce[model.Entry](g, d.Folder), func(e model.Entry) bool { return e.Base().Kind == d.Kind })}
	if d.Folder != "" {
		list.Review = g.Site.Review(list.Entries[0].Base())
	}
	slices.SortStableFunc(list.Entries, byNumber)
	return list
}

// byNumber orders recommendations by number and terms by title. Other pages keep the order
// of their files.
func byNumber(a, b model.Entry) int {
	x, isRec := a.(*model.Recommendation)
	y, alsoRec := b.(*model.Recommendation)
	if isRec && alsoRec {
		return x.Paragraph.Compare(y.Paragraph)
	}
	if a.Base().Kind.Name == "term" && b.Base().Kind.Name == "term" {
		return cmp.Compare(a.Base().Title, b.Base().Title)
	}
	return 0
}
