package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A TeachingPage is a page with teaching material for a module: the slides, the handout, the answer
// key or the session pack.
type TeachingPage struct {
	xref.GeneratedPage
	Plan          []SessionPart        // sections of the module in a session of the planned length, in order
	TeachingPages []xref.GeneratedPage // all teaching pages of the module, including this one
}

// TeachingPageOf returns the teaching page that d describes.
func TeachingPageOf(g *xref.Graph, d xref.GeneratedPage) *TeachingPage {
	v := &TeachingPage{GeneratedPage: d, TeachingPages: TeachingPagesOf(g, d.Module)}
	for _, p := range sessionOfPlannedLength(d.Module).Parts {
		if p.Section != "" {
			v.Plan = append(v.Plan, p)
		}
	}
	return v
}

// Sessions returns the sessions of the module, for use in layouts.
func (t *TeachingPage) Sessions() []Session { return SessionsOf(t.Module) }

// TeachingPagesOf returns the teaching pages of m in the order in which a trainer uses them.
func TeachingPagesOf(g *xref.Graph, m *model.Module) []xref.GeneratedPage {
	order := []string{"pack", "slides", "handout", "key"}
	return slices.SortedFunc(slices.Values(g.PagesBelow(m.Address)), func(a, b xref.GeneratedPage) int {
		return cmp.Compare(slices.Index(order, a.View), slices.Index(order, b.View))
	})
}
