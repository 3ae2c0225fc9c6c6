package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Standing is the status of the work on a part of a statement, as far as the site knows. Layouts
// show it as a shape and words.
type Standing string

// The standings of work on which nobody has reported to the site. The others are the values of
// model.ActionState.
const (
	Late      Standing = "late"       // agreed and not complete, with a due date that has passed
	NoUpdate  Standing = "no-update"  // no action is known, which does not mean that nothing was done
	SaidDoing Standing = "said-doing" // the publication itself reported it as under way
	SaidDone  Standing = "said-done"  // the publication itself reported it as done
)

// standings returns all standings in the order in which pages count them.
func standings() []Standing {
	return []Standing{Late, Standing(model.InProgress), Standing(model.Paused), Standing(model.NotStarted), Standing(model.Proposed), Standing(model.Stopped), NoUpdate, Standing(model.Complete), Standing(model.Closed), SaidDoing, SaidDone}
}

// Said reports whether the publication itself reported the work as under way or done. Such work is
// left out of totals.
func (s Standing) Said() bool { return s == SaidDoing || s == SaidDone }

// Standing returns how the work on the part or statement stands.
func (row Row) Standing() Standing {
	switch {
	case len(row.Actions) > 0:
		return leastAdvanced(row.Actions).Standing()
	case row.Item != nil && row.Item.Nature == model.NatureDone:
		return SaidDone
	case row.Item != nil && row.Item.Nature == model.NatureUnderWay:
		return SaidDoing
	}
	return NoUpdate
}

// A Tally is how many parts stand in one way.
type Tally struct {
	Standing Standing // the way
	Parts    int      // their number, which is not 0
}

// tallyOf returns the numbers of the rows that stand in each way, without those that are 0.
func tallyOf(rows []Row) []Tally {
	var list []Tally
	for _, s := range standings() {
		if n := len(filter(rows, func(row Row) bool { return row.Standing() == s })); n > 0 {
			list = append(list, Tally{s, n})
		}
	}
	return list
}

// A Cover is a page in force with what it has on a part of a statement.
type Cover struct {
	Page      *xref.Target   // the page: a protocol or a module
	Steps     []*xref.Target // steps of the protocol that answer the part
	Questions []*xref.Target // questions of the module that test it
}

// First returns the first step or question, or the page if it has neither.
func (c Cover) First() *xref.Target {
	for _, list := range [][]*xref.Target{c.Steps, c.Questions} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return c.Page
}

// Count returns the key of the text that says how much the page has on the part, such as "3 questions",
// with the number, or of what the page is if it answers the part as a whole.
func (c Cover) Count() (key string, n int) {
	switch {
	case len(c.Steps) > 0:
		return "count_step", len(c.Steps)
	case len(c.Questions) > 0:
		return "count_question", len(c.Questions)
	}
	return model.KindKey(c.Page.Entry), 0
}

// coversOf returns the pages that answer any of the rows, protocols first.
func coversOf(g *xref.Graph, rows []Row) []Cover {
	var protocols, modules []Cover
	at := func(list *[]Cover, t *xref.Target) *Cover {
		page := g.Page(t.Page)
		i := slices.IndexFunc(*list, func(c Cover) bool { return c.Page == page })
		if i < 0 {
			i = len(*list)
			*list = append(*list, Cover{Page: page})
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
