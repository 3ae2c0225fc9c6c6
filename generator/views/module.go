package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Teaching is a page for the trainer of a module: its slides, its handout, its answer key or
// its session pack.
type Teaching struct {
	xref.Derived
	Plan   []Timed        // the sections of a session in order
	Others []xref.Derived // the pages for a trainer of the module, this one included
}

// A Timed is a section of a session, from one minute of the session to another.
type Timed struct {
	model.PlannedSection
	From, To int
}

// TeachingOf returns a page for the trainer of a module.
func TeachingOf(g *xref.Graph, d xref.Derived) *Teaching {
	v := &Teaching{Derived: d, Others: TeachingsOf(g, d.Module)}
	minute := 0
	for _, s := range d.Module.Plan {
		v.Plan = append(v.Plan, Timed{s, minute, minute + s.Minutes})
		minute += s.Minutes
	}
	return v
}

// TeachingsOf returns the pages for the trainer of a module, in the order in which they are
// used.
func TeachingsOf(g *xref.Graph, m *model.Module) []xref.Derived {
	order := []string{"pack", "slides", "handout", "key"}
	return slices.SortedFunc(slices.Values(g.Below(m.Address)), func(a, b xref.Derived) int {
		return cmp.Compare(slices.Index(order, a.View), slices.Index(order, b.View))
	})
}
