package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// Tally returns the number of parts of the statement with each standing.
func (v StatementView) Tally() []Tally {
	rows := make([]Row, len(v.Rows))
	for i, row := range v.Rows {
		rows[i] = row.Row
	}
	return tallyOf(rows)
}

// Waiting reports whether the standing of a part of the statement is NoUpdate.
func (v StatementView) Waiting() bool { return waiting(v.Rows) }

// Waiting reports whether the standing of a part of the statements is NoUpdate.
func (group StatementGroup) Waiting() bool { return waiting(group.Rows) }

// waiting reports whether the standing of one of the rows is NoUpdate.
func waiting(rows []RowView) bool {
	return slices.ContainsFunc(rows, func(row RowView) bool { return row.Standing() == progress.NoUpdate })
}

// CountedParts returns the number of parts, excluding those that the publication itself reports as
// done or under way.
func (v StatementView) CountedParts() int {
	return len(filter(v.Rows, func(row RowView) bool { return !row.Standing().Said() }))
}

// Next returns the action with the earliest due date among those on which work is still expected, or
// nil if there is none.
func (v StatementView) Next() *Action {
	var next *Action
	for _, a := range v.Actions() {
		if a.Due != "" && !a.State.Ended() && (next == nil || a.Due < next.Due) {
			next = a
		}
	}
	return next
}

// AsAt returns the date for which the actions on the statement stand, or "" if there are none.
func (v StatementView) AsAt() (newest model.Date) {
	for _, a := range v.Actions() {
		newest = max(newest, a.AsAt)
	}
	return newest
}

// Actions returns the actions that answer the statement or a part of it, each once.
func (v StatementView) Actions() []*Action {
	var list []*Action
	for _, row := range v.Rows {
		for _, a := range row.Actions {
			if !slices.Contains(list, a) {
				list = append(list, a)
			}
		}
	}
	return list
}

// Shows returns how far the evidence on any of the actions reaches, or "" if there is none.
func (v StatementView) Shows() model.EvidenceLevel { return shows(v.Actions()) }

// Shows returns how far the evidence on any of the actions reaches, or "" if there is none.
func (row Row) Shows() model.EvidenceLevel { return shows(row.Actions) }

// shows returns how far the evidence on any of the actions reaches, or "" if there is none.
func shows(list []*Action) (furthest model.EvidenceLevel) {
	for _, a := range list {
		if a.Shows.Rank() > furthest.Rank() {
			furthest = a.Shows
		}
	}
	return furthest
}

// An Addressee is a body that a statement asks to do something.
type Addressee struct {
	ID       model.ID // id of its glossary entry
	Inferred bool     // whether only the authors of the site name the body, by inference
}

// Addressees returns the bodies to which parts of the statement are addressed, each once. The result is
// empty if the publication names none, and nil if that is not recorded. Parts that report work have no
// addressees.
func (v StatementView) Addressees() []Addressee {
	var list []Addressee
	for _, row := range v.Rows {
		bodies := row.Bodies()
		if bodies == nil || row.reportsWork() {
			continue
		}
		if list == nil {
			list = []Addressee{}
		}
		for _, id := range bodies.IDs {
			i := slices.IndexFunc(list, func(a Addressee) bool { return a.ID == id })
			if i < 0 {
				list = append(list, Addressee{id, row.Inferred()})
			} else if !row.Inferred() {
				list[i].Inferred = false
			}
		}
	}
	return list
}

// Due returns the due date that the publication prints, in words.
func (v StatementView) Due() model.Fact {
	return model.InWords(v.words, v.Statement.Facts.Due)
}

// PrintedState returns the facts that the publication prints about the state of the work: all except
// lead, due date and measure.
func (v StatementView) PrintedState() []model.NamedFact {
	facts := v.Statement.Facts
	facts.Lead, facts.Due, facts.Measure = "", "", ""
	return facts.PrintedFacts(v.words, v.printedOn())
}

// Printed returns all facts that the publication prints about the work, in order.
func (v StatementView) Printed() []model.NamedFact {
	return v.Statement.Facts.PrintedFacts(v.words, v.printedOn())
}

// NotPrinted returns the names of the facts that the publication does not print about the work, as the
// end of a sentence such as "no lead and no date", or "" if there are none.
func (v StatementView) NotPrinted() string { return v.Statement.Facts.MissingNames(v.words) }

// printedOn returns the date of the facts that the publication prints about the work, or "" if it is
// not known.
func (v StatementView) printedOn() model.PartialDate {
	if len(v.Rows) == 0 {
		return ""
	}
	return v.Rows[0].printedOn
}
