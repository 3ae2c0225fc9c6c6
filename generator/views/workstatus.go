package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// WorkStatus returns the status of the work on the part or statement. If there are several actions, it
// is the status of the least advanced one.
func (row Row) WorkStatus() progress.WorkStatus {
	switch {
	case len(row.Actions) > 0:
		return leastAdvanced(row.Actions).WorkStatus()
	case row.Item != nil && row.Item.Nature == model.NatureDone:
		return progress.ReportedDone
	case row.Item != nil && row.Item.Nature == model.NatureUnderWay:
		return progress.ReportedUnderWay
	}
	return progress.NoUpdate
}

// isDelivered reports whether the part has actions and all of them are complete or closed as
// carried out.
func isDelivered(row Row) bool {
	return len(row.Actions) > 0 && !slices.ContainsFunc(row.Actions, func(a *Action) bool { return !a.Delivered() })
}

// A Tally is the number of parts, or of actions, with the same status.
type Tally struct {
	WorkStatus progress.WorkStatus // status of the work
	Parts      int                 // number of parts or actions, at least 1
}

// tallyOf returns a tally for each status that occurs among the rows, in the order of
// progress.WorkStatuses.
func tallyOf(rows []Row) []Tally {
	parts := make(map[progress.WorkStatus]int)
	for _, row := range rows {
		parts[row.WorkStatus()]++
	}
	var list []Tally
	for _, s := range progress.WorkStatuses() {
		if n := parts[s]; n > 0 {
			list = append(list, Tally{s, n})
		}
	}
	return list
}

// A CoveringPage is a page in force that answers a part of a statement, either through its steps or
// questions or as a whole.
type CoveringPage struct {
	Page      *xref.Target   // protocol or module
	Steps     []*xref.Target // steps of the protocol that answer the part
	Questions []*xref.Target // questions of the module that test the part
}

// First returns the first step or question, or the page if it has neither.
func (c CoveringPage) First() *xref.Target {
	for _, list := range [][]*xref.Target{c.Steps, c.Questions} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return c.Page
}

// CountKey returns a catalogue key and the number to show with it: the key of a text such as "3
// questions", and the number of steps or questions. If there are none, it returns the key of the noun
// for the kind of page, and 0.
func (c CoveringPage) CountKey() (key string, n int) {
	switch {
	case len(c.Steps) > 0:
		return "count_step", len(c.Steps)
	case len(c.Questions) > 0:
		return "count_question", len(c.Questions)
	}
	return model.KindKey(c.Page.Entry), 0
}

// coveringPagesOf returns the pages that answer any of the rows, protocols first.
func coveringPagesOf(g *xref.Graph, rows []Row) []CoveringPage {
	var protocols, modules []CoveringPage
	at := func(list *[]CoveringPage, t *xref.Target) *CoveringPage {
		page := g.Page(t.Page)
		i := slices.IndexFunc(*list, func(c CoveringPage) bool { return c.Page == page })
		if i < 0 {
			i = len(*list)
			*list = append(*list, CoveringPage{Page: page})
		}
		return &(*list)[i]
	}
	for _, row := range rows {
		for _, t := range row.Steps {
			if c := at(&protocols, t); t != c.Page {
				addUnique(&c.Steps, t)
			}
		}
		for _, t := range row.Modules {
			at(&modules, t)
		}
		for _, t := range row.Questions {
			addUnique(&at(&modules, t).Questions, t)
		}
	}
	return append(protocols, modules...)
}
