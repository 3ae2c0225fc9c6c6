// Package views computes the content of generated pages: the home page, the page of each
// audience, the listing of each kind, coverage and gaps, the timeline, the index, recent
// changes and teaching material.
//
// It takes a linked site and returns typed values for layouts. It does not resolve references
// or write HTML.
package views

import (
	"slices"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Views computes the content of the generated pages of a site. It is safe for concurrent use.
type Views struct {
	graph      *xref.Graph
	coverage   map[*model.Review]func() *reviewCoverage // data for coverage pages, computed once for each review
	neighbours func() map[*model.Page]Neighbours        // computed once for all pages
	work       func() *FollowUp                         // computed once for all pages
	asking     func() []model.StatementType             // types of statements that ask for something, computed once for all pages of the tracker
}

// New returns the views of a linked site.
func New(g *xref.Graph) *Views {
	v := &Views{g, make(map[*model.Review]func() *reviewCoverage), sync.OnceValue(func() map[*model.Page]Neighbours { return neighboursOf(g) }),
		sync.OnceValue(func() *FollowUp { return FollowUpOf(g) }), sync.OnceValue(func() []model.StatementType { return askingTypes(g) })}
	for _, r := range model.Pages[*model.Review](g.Site) {
		v.coverage[r] = sync.OnceValue(func() *reviewCoverage { return v.coverageOf(r) })
	}
	return v
}

// Data returns the data for the layout of the generated page d, which is named after d.View. If the
// layout needs nothing but d, the data is a pointer to d.
func (v *Views) Data(d xref.GeneratedPage) any {
	g := v.graph
	switch d.View {
	case "door":
		page := audiencePageOf(g, d)
		if d.Audience == model.Quality {
			page.Quality = v.quality()
		}
		return page
	case "coverage", "reverse", "gaps":
		return v.coverage[d.Review]().page(d)
	case "all-coverage":
		return v.allCoverage(d)
	case "sheet":
		return v.sheet(d)
	case "actions":
		return v.tracker(d)
	case "timeline":
		return TimelineOf(d)
	case "changes":
		return &RecentChanges{d, Changes(g)}
	case "index":
		return IndexOf(g, d)
	case "slides", "handout", "key", "pack":
		return TeachingPageOf(g, d)
	case "contacts":
		return &Contacts{d, g.Site.Contacts}
	case "offline":
		return OfflineOf(g, d)
	case "practice":
		return PracticeOf(g, d)
	case "reviews":
		return ReviewsOf(g, d)
	case "listing":
		return v.listing(d)
	}
	return &d
}

// Contacts is the contacts page. It lists every phone number and e-mail address in
// contacts.yaml, each with its source and the date on which it was last checked.
type Contacts struct {
	xref.GeneratedPage
	Contacts []model.Contact // in file order
}

// listedPages returns the pages of type T that are not withdrawn, in the given review folder or in
// the whole site if folder is "", without translations. Withdrawn pages are still published,
// but do not appear on generated pages.
func listedPages[T model.Entry](g *xref.Graph, folder string) []T {
	return slices.DeleteFunc(model.PagesIn[T](g.Site, folder), func(e T) bool { return !g.Site.Listed(e.Base()) })
}
