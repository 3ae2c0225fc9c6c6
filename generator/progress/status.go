package progress

import (
	"cmp"
	"slices"
	"time"

	"safelearn/generator/model"
)

// Thresholds in the rules for colours and gaps, in days.
const (
	soonDue    = 30  // an action that is due within this number of days is amber
	QuietAfter = 100 // an action without an update for more than this number of days is quiet
)

// Status is the status of an action on the date AsAt.
type Status struct {
	*model.Action                       // the action as agreed
	Review          string              // id of the review whose progress.yaml contains the action
	AsAt            model.Date          // date of the status
	Updates         []Step              // updates up to AsAt, oldest first
	State           model.ActionState   // current state
	Lead            model.ID            // current lead, as a glossary entry, or ""
	Owner           string              // current owner, a role, or ""
	Due             model.Date          // current due date, or ""
	FirstDue        model.Date          // first due date, or ""
	TimesMoved      int                 // number of times that the due date was changed
	DueKey          string              // catalogue key of the text that compares Due with FirstDue
	Measure         model.Measure       // current measure
	Now             string              // latest value of the measure, or ""
	Removed         model.RemovedValues // which of Owner, Measure and Now are empty because they were redacted
	Shows           model.EvidenceLevel // highest level of the evidence, or ""
	UncountedReason string              // if EvidenceCounts returns false although there is evidence, the reason: the end of a catalogue key such as uncounted_paused; otherwise ""
	ClosedAs        model.ClosedAs      // result of the last closure; "" unless closed
	ClosedOn        model.Date          // date of the last closure; "" unless closed
	CheckAgain      model.Date          // date on which a closed action is to be checked again, or ""
	HasSlipped      bool                // whether the last check of the closed action found that the result has not lasted
	DaysOpen        int                 // days since the action was agreed, up to AsAt or the closure
	DaysOverdue     int                 // days since the due date if the action is overdue, or 0
	DaysQuiet       int                 // days since the last update, or since the action was agreed if there is none
	DaysUnchecked   int                 // days since the action was reported complete, if it is not closed, or 0
	CompleteBy      model.ID            // body that reported the action complete; "" unless complete
	CompleteOn      model.Date          // date on which it was reported complete; "" unless complete
	Colour          model.Colour        // colour by the rules of this package
	ColourReason    ColourReason        // the rule that gives the colour
	Reported        model.Colour        // colour that the board published last, or ""
	Omissions       []Omission          // what the action lacks, in the order of the constants

	leads   []model.ID          // each body that has led the action
	checked model.EvidenceLevel // highest level of the evidence on which a body other than a lead closed the action, or which it has confirmed or added since
}

// A Step is an update in the history of an action.
type Step struct {
	*model.Update
	StateBefore  model.ActionState // state before the update
	Corrected    bool              // whether a later update corrects this one, so that it no longer counts
	MovesDueDate bool              // whether the update changes a due date
	Leads        []model.ID        // each body that has led the action, up to and including the update; it would judge its own work
}

// IsOverdue reports whether the due date has passed and the action has not ended.
func (s *Status) IsOverdue() bool { return s.DaysOverdue > 0 }

// HasUpdate reports whether there has been an update on the action.
func (s *Status) HasUpdate() bool { return len(s.Updates) > 0 }

// CheckDue reports whether a closed action is due to be checked again.
func (s *Status) CheckDue() bool {
	return s.State == model.Closed && s.CheckAgain != "" && s.CheckAgain <= s.AsAt
}

// LeadsOn returns each body that had led the action s by the given day.
func LeadsOn(s *Status, day model.Date) []model.ID {
	leads := []model.ID{s.Action.Lead}
	for _, u := range s.Updates {
		if u.Date <= day {
			leads = u.Leads
		}
	}
	return leads
}

// Statuses returns the status of each action in the progress.yaml of a review on the date p.AsAt, in
// file order. It ignores entries dated later.
func Statuses(review string, p *model.Progress) []*Status {
	all := make([]*Status, len(p.Actions))
	updates := stepsByAction(p)
	for i := range p.Actions {
		a := &p.Actions[i]
		s := &Status{Action: a, Review: review, AsAt: p.AsAt, State: model.NotStarted, Lead: a.Lead, Owner: a.Owner, Due: a.Due, FirstDue: a.Due, Measure: a.Measure, leads: []model.ID{a.Lead}}
		for _, u := range updates[a.ID] {
			s.apply(u)
		}
		s.countDays()
		s.Omissions, s.UncountedReason = s.omissions(), uncountedReason(s)
		s.Colour, s.ColourReason = s.colour()
		all[i] = s
	}
	return all
}

// stepsByAction returns the updates dated up to p.AsAt, grouped by the id of their action and sorted
// by date, with those of the same date in file order.
func stepsByAction(p *model.Progress) map[string][]Step {
	corrected := make(map[string]bool)
	by := make(map[string][]Step)
	for i := range p.Updates {
		if u := &p.Updates[i]; u.Date <= p.AsAt {
			corrected[u.Corrects] = true
			by[u.Action] = append(by[u.Action], Step{Update: u})
		}
	}
	for _, list := range by {
		slices.SortStableFunc(list, func(a, b Step) int { return cmp.Compare(a.Date, b.Date) })
		for i := range list {
			list[i].Corrected = list[i].ID != "" && corrected[list[i].ID]
		}
	}
	return by
}

// Judgements returns those updates in a progress.yaml, dated up to p.AsAt, that concern a statement
// rather than an action, oldest first.
func Judgements(p *model.Progress) []Step {
	return slices.DeleteFunc(stepsByAction(p)[""], func(u Step) bool { return u.Statement == "" })
}

// apply adds an update to the history. Unless the update has been corrected, it also applies the
// changes in the update to s.
func (s *Status) apply(u Step) {
	u.StateBefore = s.State
	u.MovesDueDate = u.Due != "" && s.Due != "" && u.Due != s.Due && !u.Corrected
	if u.Lead != "" && !u.Corrected {
		s.Lead, s.leads = u.Lead, append(s.leads, u.Lead)
	}
	u.Leads = s.leads
	s.Updates = append(s.Updates, u)
	if u.Corrected {
		return
	}
	if u.State != "" {
		s.setState(u)
	}
	if u.Owner != "" || u.Removed.Owner {
		s.Owner, s.Removed.Owner = u.Owner, u.Removed.Owner
	}
	if u.Now != "" || u.Removed.Now {
		s.Now, s.Removed.Now = u.Now, u.Removed.Now
	}
	s.Reported = cmp.Or(u.Reported, s.Reported)
	if u.Measure.What != "" || u.Removed.Measure {
		s.Measure, s.Removed.Measure = u.Measure, u.Removed.Measure
	}
	if u.Due != "" {
		s.Due, s.FirstDue = u.Due, cmp.Or(s.FirstDue, u.Due)
	}
	if u.MovesDueDate {
		s.TimesMoved++
	}
	if u.CheckAgain != "" || u.Check != "" { // a check replaces the date of the next check, even with no date
		s.CheckAgain = u.CheckAgain
	}
	if u.Check != "" {
		s.HasSlipped = u.Check == model.HasSlipped
	}
	addEvidence(s, u)
}

// addEvidence adds the evidence in u to s. Another body that closes the action, or checks that its result
// has lasted, takes all the evidence into account. Later evidence from a lead is its own view of its work.
func addEvidence(s *Status, u Step) {
	fromOther := !slices.Contains(u.Leads, u.SaidBy) || u.SaidBy == ""
	for _, e := range u.Evidence {
		if e.Shows.Rank() > s.Shows.Rank() {
			s.Shows = e.Shows
		}
		if fromOther && e.Shows.Rank() > s.checked.Rank() {
			s.checked = e.Shows
		}
	}
	if u.State == model.Closed || fromOther && u.Check != "" && u.Check != model.HasSlipped {
		s.checked = s.Shows
	}
}

// setState sets the state to that in u, together with the fields that depend on it.
func (s *Status) setState(u Step) {
	s.State, s.ClosedAs, s.ClosedOn = u.State, "", ""
	if u.State == model.Closed {
		s.ClosedAs, s.ClosedOn = u.ClosedAs, u.Date
		return
	}
	s.CheckAgain, s.HasSlipped = "", false
}

// countDays sets DueKey and the fields that contain or depend on numbers of days.
func (s *Status) countDays() {
	s.DueKey = map[int]string{-1: "due_earlier", 0: "due_same", 1: "due_later"}[cmp.Compare(s.Due, s.FirstDue)]
	s.DaysOpen = Days(s.Agreed, cmp.Or(s.ClosedOn, s.AsAt))
	if s.Due != "" && s.Due < s.AsAt && !s.State.Ended() {
		s.DaysOverdue = Days(s.Due, s.AsAt)
	}
	s.DaysQuiet = Days(s.Agreed, s.AsAt)
	if n := len(s.Updates); n > 0 {
		s.DaysQuiet = Days(s.Updates[n-1].Date, s.AsAt)
	}
	if s.State == model.Complete {
		u := s.lastChangeTo(model.Complete)
		s.CompleteBy, s.CompleteOn, s.DaysUnchecked = u.SaidBy, u.Date, Days(u.Date, s.AsAt)
	}
}

// lastChangeTo returns the last update that changed the state to the given one.
func (s *Status) lastChangeTo(state model.ActionState) (newest *model.Update) {
	newest = new(model.Update)
	for _, u := range s.Updates {
		if u.State == state && u.StateBefore != state && !u.Corrected {
			newest = u.Update
		}
	}
	return newest
}

// Days returns the number of days from one date to another.
func Days(from, to model.Date) int {
	a, err := time.Parse(time.DateOnly, string(from))
	b, err2 := time.Parse(time.DateOnly, string(to))
	if err != nil || err2 != nil {
		return 0 // an invalid date, which package model has reported
	}
	return int(b.Sub(a).Hours() / 24)
}
