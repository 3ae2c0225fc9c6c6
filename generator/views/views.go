// Package views computes the generated pages of a site: the home page, the door of each
// audience, the listing of each kind, coverage and its gaps, the timeline, the index, recent
// changes and what a trainer takes from a module.
//
// It takes a linked site and returns typed values for layouts. It resolves no reference and
// writes no HTML.
package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Header is what every generated page has: its address and its title.
type Header struct {
	Address string
	Title   string
}

// Head returns the address and the title of the page.
func (h Header) Head() (address, title string) { return h.Address, h.Title }

func headerOf(d xref.Derived) Header { return Header{d.Address, d.Title} }

// Of returns the value of a generated page, for the layout that has the name of its view.
func Of(g *xref.Graph, d xref.Derived) any {
	switch d.View {
	case "door":
		return DoorOf(g, d.Audience)
	case "coverage":
		return CoverageOf(g, d)
	case "reverse":
		return ReverseOf(g, d)
	case "gaps":
		return GapsOf(g, d)
	case "timeline":
		return TimelineOf(d)
	case "good-practice":
		return &GoodPractice{headerOf(d), d.Review}
	case "changes":
		return &Recent{headerOf(d), Changes(g)}
	case "index":
		return IndexOf(g, d)
	case "search":
		return &Search{headerOf(d)}
	case "slides", "handout", "key", "pack":
		return TeachingOf(g, d)
	case "contacts":
		return &Contacts{headerOf(d), g.Site.Contacts}
	case "offline":
		return OfflineOf(g, d)
	case "practice":
		return PracticeOf(g, d)
	}
	return ListingOf(g, d)
}

// A GoodPractice is the page of what a review credits, paragraph by paragraph.
type GoodPractice struct {
	Header
	Review *model.Review // the review whose credits are listed
}

// A Search is the page that searches the site. Results are found in the browser.
type Search struct{ Header }

// A Contacts is the page of every number and address of the site, each with its source and
// the day on which it was checked.
type Contacts struct {
	Header
	Contacts []model.Contact // in the order of contacts.yaml
}

// inForce returns the pages that are in force. Those that are not keep their addresses, and
// no generated page shows them.
func inForce(g *xref.Graph) []model.Entry {
	return slices.DeleteFunc(slices.Clone(g.Site.Entries), func(e model.Entry) bool { return !g.Site.InForce(e.Base()) })
}

// inReview returns the pages of a kind in a review that are in force, in an order.
func inReview[T model.Entry](g *xref.Graph, r *model.Review, compare func(a, b T) int) []T {
	list := slices.DeleteFunc(model.PagesIn[T](g.Site, r.ReviewFolder()), func(e T) bool { return !g.Site.InForce(e.Base()) })
	slices.SortStableFunc(list, compare)
	return list
}
