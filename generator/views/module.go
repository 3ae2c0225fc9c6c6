package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Teaching is what a trainer takes from one module: its slides, its handout, its
// answer key or its session pack.
type Teaching struct {
	Place
	View   string // which of them, by the name of its layout
	Module *model.Module
	Plan   []Timed
	Others []xref.Derived // all that the module gives, this one too
}

// A Timed is a section of a session with the minutes that have passed when it
// starts and ends.
type Timed struct {
	model.PlannedSection
	From, To int
}

// TeachingOf makes a page for a trainer of a module.
func TeachingOf(g *xref.Graph, d xref.Derived) *Teaching {
	return &Teaching{Place: placeOf(d), View: d.View, Module: d.Module, Plan: planOf(d.Module), Others: TeachingsOf(g, d.Module)}
}

// TeachingsOf lists the pages for a trainer that a module gives, in the order in
// which they are used.
func TeachingsOf(g *xref.Graph, m *model.Module) []xref.Derived {
	var list []xref.Derived
	for _, view := range []string{"pack", "slides", "handout", "key"} {
		for _, d := range g.Below(m.Address) {
			if d.View == view {
				list = append(list, d)
			}
		}
	}
	return list
}

func planOf(m *model.Module) []Timed {
	var plan []Timed
	at := 0
	for _, s := range m.Plan {
		plan = append(plan, Timed{s, at, at + s.Minutes})
		at += s.Minutes
	}
	return plan
}
