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

// Of returns the value of a generated page, for the layout that has the name of its view. It
// is d itself where the layout needs nothing else.
func Of(g *xref.Graph, d xref.Derived) any {
	switch d.View {
	case "door":
		return DoorOf(g, d.Audience)
	case "coverage", "reverse", "gaps":
		return CoverageOf(g, d)
	case "timeline":
		return TimelineOf(d)
	case "changes":
		return &Recent{d, Changes(g)}
	case "index":
		return IndexOf(g, d)
	case "slides", "handout", "key", "pack":
		return TeachingOf(g, d)
	case "contacts":
		return &Contacts{d, g.Site.Contacts}
	case "offline":
		return OfflineOf(g, d)
	case "practice":
		return PracticeOf(g, d)
	case "listing":
		return ListingOf(g, d)
	}
	return &d
}

// A Contacts is the page of every number and address of the site, each with its source and
// the day on which it was checked.
type Contacts struct {
	xref.Derived
	Contacts []model.Contact // in the order of contacts.yaml
}

// inForce returns the pages of one kind in a review folder, or in the site if folder is "",
// that are in force. Those that are not keep their addresses, and no generated page shows
// them.
func inForce[T model.Entry](g *xref.Graph, folder string) []T {
	return slices.DeleteFunc(model.PagesIn[T](g.Site, folder), func(e T) bool { return !g.Site.InForce(e.Base()) })
}
