package progress

import (
	"cmp"
	"slices"
	"time"

	"safelearn/generator/model"
)

// Limits of the rules for colours and gaps, in days.
const (
	soonDue   = 30  // an action due within so many days is amber
	LongQuiet = 100 // an action without an update for more days is amber
)

// Status is an action as it stands on a date.
type Status struct {
	*model.Action                     // the action as agreed
	Review        string              // id of the review whose progress.yaml has it
	AsAt          model.Date          // the date
	Updates       []Step              // updates up to the date, oldest first
	State         model.ActionState   // newest state
	Lead          model.ID            // present lead, as a glossary entry, or ""
	Owner         string              // present owner, a role, or ""
	Due           model.Date          // present due date, or ""
	FirstDue      model.Date          // first due date, or ""
	Moved         int                 // how often the due date moved
	DueKey        string              // catalogue key of how the present due date compares with the first
	Measure       model.Measure       // present measure
	Now           string              // newest value of the measure, or ""
	Removed       model.RemovedValues // which of these are held but no longer shown
	Shows         model.EvidenceLevel // the furthest that any evidence reaches, or ""
	Uncounted     string              // why evidence on it shows no difference: the end of a key such as uncounted_paused; "" if it counts
	ClosedAs      model.ClosedAs      // result of the newest closure; "" unless closed
	ClosedOn      model.Date          // date of the newest closure; "" unless closed
	CheckAgain    model.Date          // day for the next look at a closed action, or ""
	Slipped       bool                // the newest look at the closed action found that it no longer holds
	DaysOpen      int                 // days since it was agreed, until today or its closure
	DaysOverdue   int                 // days since the due date if it is overdue, else 0
	DaysQuiet     int                 // days since the newest update, or since it was agreed without one
	DaysUnchecked int                 // days since it was called complete, if it is not closed, else 0
	CompleteBy    model.ID            // the body that called it complete; "" if it is not complete
	CompleteOn    model.Date          // when; "" if it is not complete
	Colour        model.Colour        // colour by the rules of this package
	Why           Why                 // the rule that gives the colour
	Reported      model.Colour        // colour that the board printed last, or ""
	Gaps          []Gap               // what is missing, in the order of the constants
}

// A Step is an update in the history of an action.
type Step struct {
	*model.Update
	Before    model.ActionState // state before the update
	Corrected bool              // a later update corrects it, so that it no longer counts
	Late      bool              // it moves the due date
}

// IsOverdue reports whether the due date has passed and work is still expected.
func (s *Status) IsOverdue() bool { return s.DaysOverdue > 0 }

// HasUpdate reports whether any update is held.
func (s *Status) HasUpdate() bool { return len(s.Updates) > 0 }

// CheckDue reports whether the day for the next look at a closed action has come.
func (s *Status) CheckDue() bool {
	return s.State == model.Closed && s.CheckAgain != "" && s.CheckAgain <= s.AsAt
}

// Of returns the actions of the progress.yaml of a review as they stand on the date p.AsAt, in the
// order of the file. It takes no account of entries dated later.
func Of(review string, p *model.Progress) []*Status {
	all := make([]*Status, len(p.Actions))
	updates := updatesByAction(p)
	for i := range p.Actions {
		a := &p.Actions[i]
		s := &Status{Action: a, Review: review, AsAt: p.AsAt, State: model.NotStarted, Lead: a.Lead, Owner: a.Owner, Due: a.Due, FirstDue: a.Due, Measure: a.Measure}
		for _, u := range updates[a.ID] {
			s.apply(u)
		}
		s.count()
		s.Gaps, s.Uncounted = s.gaps(), uncounted(s)
		s.Colour, s.Why = s.colour()
		all[i] = s
	}
	return all
}

// updatesByAction returns the updates dated up to p.AsAt by the id of their action, oldest first. Those of one date
// keep the order of the file.
func updatesByAction(p *model.Progress) map[string][]Step {
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

// Judgements returns the updates of a progress.yaml on statements, not on actions, as they stand on the
// date p.AsAt, oldest first.
func Judgements(p *model.Progress) []Step {
	return slices.DeleteFunc(updatesByAction(p)[""], func(u Step) bool { return u.Statement == "" })
}

// apply adds an update to the history. A corrected update changes nothing else.
func (s *Status) apply(u Step) {
	u.Before = s.State
	u.Late = u.Due != "" && s.Due != "" && u.Due != s.Due && !u.Corrected
	s.Updates = append(s.Updates, u)
	if u.Corrected {
		return
	}
	if u.State != "" {
		s.enter(u)
	}
	s.Lead = cmp.Or(u.Lead, s.Lead)
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
	if u.Late {
		s.Moved++
	}
	if u.CheckAgain != "" || u.Check != "" { // a look that was made needs a new day for the next
		s.CheckAgain = u.CheckAgain
	}
	if u.Check != "" {
		s.Slipped = u.Check == "slipped"
	}
	for _, e := range u.Evidence {
		if e.Shows.Rank() > s.Shows.Rank() {
			s.Shows = e.Shows
		}
	}
}

// enter sets the state to that of u, and what belongs to it.
func (s *Status) enter(u Step) {
	s.State, s.ClosedAs, s.ClosedOn = u.State, "", ""
	if u.State == model.Closed {
		s.ClosedAs, s.ClosedOn = u.ClosedAs, u.Date
		return
	}
	s.CheckAgain, s.Slipped = "", false
}

// count sets the numbers of days.
func (s *Status) count() {
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
		u := s.since(model.Complete)
		s.CompleteBy, s.CompleteOn, s.DaysUnchecked = u.SaidBy, u.Date, Days(u.Date, s.AsAt)
	}
}

// since returns the newest update that changed the state to the present one.
func (s *Status) since(state model.ActionState) (newest *model.Update) {
	newest = new(model.Update)
	for _, u := range s.Updates {
		if u.State == state && u.Before != state && !u.Corrected {
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
		return 0 // a date that package model has reported
	}
	return int(b.Sub(a).Hours() / 24)
}
