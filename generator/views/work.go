package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// Tally returns the number of parts of the statement with each status.
func (v StatementView) Tally() []Tally {
	rows := make([]Row, len(v.Rows))
	for i, row := range v.Rows {
		rows[i] = row.Row
	}
	return tallyOf(rows)
}

// A StatusCount is a status of the work on a statement, as the head of its page shows it.
type StatusCount struct {
	Tally
	OfParts    int  // total number of parts if only some of them have the status, or 0
	AsSentence bool // whether the status is shown as a sentence without a symbol, because only the publication itself reports on the parts
}

// StatusCounts returns the statuses of the parts of the statement, in the order of Tally. Parts that the
// publication itself reports as done or under way come first if nothing is known of the others. They are
// left out if actions have been agreed on the others.
func (v StatementView) StatusCounts() (list []StatusCount) {
	counted := v.CountedParts()
	inWords := counted > 0 && counted < len(v.Rows) && len(v.Actions()) == 0
	for _, t := range v.Tally() {
		reported := t.WorkStatus.IsReported()
		if reported && counted > 0 && !inWords {
			continue
		}
		c := StatusCount{Tally: t, AsSentence: inWords}
		if t.Parts < len(v.Rows) {
			c.OfParts = len(v.Rows)
		}
		list = append(list, c)
	}
	if inWords {
		slices.SortStableFunc(list, func(a, b StatusCount) int {
			return cmp.Compare(sentenceRank(a), sentenceRank(b))
		})
	}
	return list
}

// sentenceRank sorts sentences about statuses: it returns 0 for what the publication reports, else 1.
func sentenceRank(c StatusCount) int {
	if c.WorkStatus.IsReported() {
		return 0
	}
	return 1
}

// AwaitsUpdate reports whether a part of the statement has the status NoUpdate.
func (v StatementView) AwaitsUpdate() bool { return awaitsUpdate(v.Rows) }

// AwaitsUpdate reports whether a part of one of the statements has the status NoUpdate.
func (group StatementGroup) AwaitsUpdate() bool { return awaitsUpdate(group.rows()) }

// awaitsUpdate reports whether one of the rows has the status NoUpdate.
func awaitsUpdate(rows []RowView) bool {
	return slices.ContainsFunc(rows, func(row RowView) bool { return row.WorkStatus() == progress.NoUpdate })
}

// CountedParts returns the number of parts, excluding those that the publication itself reports as
// done or under way.
func (v StatementView) CountedParts() int {
	return count(v.Rows, func(row RowView) bool { return !row.WorkStatus().IsReported() })
}

// NextDue returns the action with the earliest due date among the actions that have not ended, or nil
// if there is none.
func (v StatementView) NextDue() *Action {
	var next *Action
	for _, a := range v.Actions() {
		if a.Due != "" && !a.State.Ended() && (next == nil || a.Due < next.Due) {
			next = a
		}
	}
	return next
}

// A Span is a range of as-at dates. Reviews whose progress was released at different times have
// different dates.
type Span struct {
	From, To model.Date // equal if all dates are the same
}

// spanOf returns the range of the as-at dates of the given actions, or nil if there are none.
func spanOf(actions []*Action) (s *Span) {
	for _, a := range actions {
		s = s.including(a.AsAt)
	}
	return s
}

// including returns the span extended to include day. A nil span is empty, and a day of "" is ignored.
func (s *Span) including(day model.Date) *Span {
	switch {
	case day == "":
		return s
	case s == nil:
		return &Span{day, day}
	}
	return &Span{min(s.From, day), max(s.To, day)}
}

// AsAt returns the range of the as-at dates of the actions on the statement, or nil if there are
// none.
func (v StatementView) AsAt() *Span { return spanOf(v.Actions()) }

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

// BestEvidence returns the newest evidence of the highest level among the actions, or nil if there is
// none.
func (v StatementView) BestEvidence() *ActionEvidence { return strongestEvidence(v.Actions()) }

// BestEvidence returns the newest evidence of the highest level among the actions, or nil if there is
// none.
func (row Row) BestEvidence() *ActionEvidence { return strongestEvidence(row.Actions) }

// Shows returns the level of the evidence that BestEvidence returns, or "" if there is none.
func (row Row) Shows() model.EvidenceLevel {
	if best := row.BestEvidence(); best != nil {
		return best.Shows
	}
	return ""
}

// strongestEvidence returns the newest evidence of the highest level among the actions, or nil if there
// is none. It leaves out actions for which EvidenceCounts returns false.
func strongestEvidence(list []*Action) (best *ActionEvidence) {
	for _, a := range list {
		if !a.EvidenceCounts() || a.Shows == "" {
			continue
		}
		e := model.Evidence{Shows: a.Shows}
		if of := a.BestEvidence(); of != nil {
			e = *of
		}
		if best == nil || cmp.Or(cmp.Compare(e.Shows.Rank(), best.Shows.Rank()), cmp.Compare(e.Date, best.Date)) > 0 {
			best = &ActionEvidence{e, a}
		}
	}
	return best
}

// An Addressee is a body to which a statement or a part of it is addressed.
type Addressee struct {
	ID          model.ID // id of its glossary entry
	Inferred    bool     // whether the publication does not name the body and the authors of the site inferred it
	InferredFor []string // names of the parts for which it is inferred, if the publication names it for others
	Contrasts   bool     // whether the publication names it, but not another body of the list
}

// Addressees returns the bodies to which parts of the statement are addressed, without duplicates.
// The result is nil if the authors have not recorded the addressees, and empty but not nil if they
// have recorded that the publication names none.
// Parts that report work have no addressees.
func (v StatementView) Addressees() []Addressee {
	return addresseesOf(v.Rows, func(row RowView) bool { return !row.reportsWork() })
}

// Reporters returns the bodies whose work the parts of the statement report as done or under way,
// without duplicates.
func (v StatementView) Reporters() []Addressee {
	return addresseesOf(v.Rows, func(row RowView) bool { return row.reportsWork() })
}

// Informed returns the bodies that can say what was done about the statement: its addressees or, if it
// has none, its reporters.
func (v StatementView) Informed() []Addressee {
	if list := v.Addressees(); len(list) > 0 {
		return list
	}
	return v.Reporters()
}

// addresseesOf returns the bodies of the rows for which include returns true, without duplicates.
func addresseesOf(rows []RowView, include func(RowView) bool) []Addressee {
	var list []Addressee
	for _, row := range rows {
		bodies := row.Bodies()
		if bodies == nil || !include(row) {
			continue
		}
		if list == nil {
			list = []Addressee{}
		}
		for _, id := range bodies.IDs {
			i := slices.IndexFunc(list, func(a Addressee) bool { return a.ID == id })
			if i < 0 {
				i = len(list)
				list = append(list, Addressee{ID: id, Inferred: true})
			}
			if row.Inferred() {
				list[i].InferredFor = append(list[i].InferredFor, row.ShortName())
			} else {
				list[i].Inferred = false
			}
		}
	}
	setContrasts(list)
	return list
}

// setContrasts sets InferredFor and Contrasts of the bodies, of which InferredFor has the names of all parts
// for which they are inferred.
func setContrasts(list []Addressee) {
	contrast := slices.ContainsFunc(list, func(a Addressee) bool { return len(a.InferredFor) > 0 })
	for i := range list {
		a := &list[i]
		if a.Inferred {
			a.InferredFor = nil
		}
		a.Contrasts = contrast && len(a.InferredFor) == 0 && !a.Inferred
	}
}

// Due returns the due date as the publication states it.
func (v StatementView) Due() model.Fact {
	return model.FormatFact(v.words, v.Statement.Facts.Due)
}

// StatedProgress returns the facts that the publication states about the progress of the work, which
// are all stated facts except the lead, the due date and the measure.
func (v StatementView) StatedProgress() []model.NamedFact {
	facts := v.Statement.Facts
	facts.Lead, facts.Due, facts.Measure = "", "", ""
	return facts.PrintedFacts(v.words, v.factsAsAt())
}

// StatedFacts returns all facts that the publication states about the work, in the order in which pages
// list them.
func (v StatementView) StatedFacts() []model.NamedFact {
	return v.Statement.Facts.PrintedFacts(v.words, v.factsAsAt())
}

// MissingFactNames returns a list of the facts about the work that the publication does not state, as
// the end of a sentence such as "no lead and no date", or "" if there are none.
func (v StatementView) MissingFactNames() string { return v.Statement.Facts.MissingNames(v.words) }

// factsAsAt returns the date to which the facts stated in the publication refer, or "" if it is not
// known.
func (v StatementView) factsAsAt() model.PartialDate {
	if len(v.Rows) == 0 {
		return ""
	}
	return v.Rows[0].factsAsAt
}
