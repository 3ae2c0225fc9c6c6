package progress

import (
	"slices"

	"safelearn/generator/model"
)

// A Why is the rule that gives an action its colour. Its value is the end of the key of the text
// that says it, such as "why_overdue".
type Why string

// The rules in the order in which they are tried: the first that fits counts.
const (
	NotDelivered   Why = "not_delivered" // red: closed as not implemented
	DroppedForGood Why = "dropped"       // grey: closed as superseded, no longer applicable or reconsidered
	CheckFailed    Why = "slipped"       // amber: closed, and a later look found that it no longer holds
	CheckIsDue     Why = "check_due"     // amber: closed, and a look at it is due
	ActivityAlone  Why = "activity_only" // amber: closed as delivered on evidence of activity alone, or on none
	Proven         Why = "proven"        // blue: closed as delivered on evidence of practice or outcome
	WasStopped     Why = "stopped"       // red
	Overdue        Why = "overdue"       // red
	NoOwner        Why = "no_owner"      // red
	NotHeard       Why = "no_update"     // grey: no update held and not yet due
	NoDate         Why = "no_date"       // amber
	NoMeasure      Why = "no_measure"    // amber
	DateMoved      Why = "date_moved"    // amber: put back, not brought forward
	IsPaused       Why = "paused"        // amber
	DueSoon        Why = "due_soon"      // amber: due within 30 days
	Quiet          Why = "quiet"         // amber: no update for more than 100 days
	Unchecked      Why = "unchecked"     // green: called complete
	OnTrack        Why = "on_track"      // green
)

// colour returns the colour of the action and the rule that gives it.
func (s *Status) colour() (model.Colour, Why) {
	switch ended := s.State.Ended(); {
	case s.State == model.Closed:
		return s.closedColour()
	case s.State == model.Stopped:
		return model.Red, WasStopped
	case s.IsOverdue():
		return model.Red, Overdue
	case s.LacksOwner():
		return model.Red, NoOwner
	case !s.HasUpdate():
		return model.Grey, NotHeard
	case s.Due == "":
		return model.Amber, NoDate
	case lacksMeasure(s):
		return model.Amber, NoMeasure
	case s.Moved > 0 && s.Due > s.FirstDue:
		return model.Amber, DateMoved
	case s.State == model.Paused:
		return model.Amber, IsPaused
	case !ended && Days(s.AsAt, s.Due) <= soonDue:
		return model.Amber, DueSoon
	case s.DaysQuiet > LongQuiet:
		return model.Amber, Quiet
	}
	if s.State == model.Complete {
		return model.Green, Unchecked
	}
	return model.Green, OnTrack
}

// closedColour returns the colour of a closed action and the rule that gives it.
func (s *Status) closedColour() (model.Colour, Why) {
	switch {
	case s.ClosedAs == model.NotImplemented:
		return model.Red, NotDelivered
	case !s.ClosedAs.Delivered():
		return model.Grey, DroppedForGood
	case s.Slipped:
		return model.Amber, CheckFailed
	case s.CheckDue():
		return model.Amber, CheckIsDue
	case s.Shows.Rank() < model.ShowsPractice.Rank():
		return model.Amber, ActivityAlone
	}
	return model.Blue, Proven
}

// A Gap is something that an action lacks. Its value is the end of the key of the text that says
// it, such as "gap_no_owner".
type Gap string

// The gaps.
const (
	GapOwner    Gap = "no_owner"
	GapDate     Gap = "no_date"
	GapMeasure  Gap = "no_measure"
	GapEvidence Gap = "no_evidence"   // complete or closed, and nothing shows it
	GapEffect   Gap = "activity_only" // complete or closed, and what shows it is activity alone
)

// Delivered reports whether the action is complete, or closed with what was agreed in place.
func (s *Status) Delivered() bool {
	return s.State == model.Complete || s.State == model.Closed && s.ClosedAs.Delivered()
}

// IsOpen reports whether no other body has closed the action. One that was stopped or called complete is open.
func IsOpen(s *Status) bool { return s.State != model.Closed }

// Counts reports whether evidence on the action shows a difference for what it answers: it is in progress, or
// delivered and no later look found that it no longer holds.
func (s *Status) Counts() bool {
	return s.State == model.InProgress || s.Delivered() && !s.Slipped
}

// uncounted returns the value of s.Uncounted.
func uncounted(s *Status) string {
	switch {
	case s.Shows == "" || s.Counts():
		return ""
	case s.Slipped && s.State == model.Closed && s.ClosedAs.Delivered():
		return "slipped"
	case s.State == model.Closed:
		return "dropped"
	case s.State == model.Paused || s.State == model.Stopped:
		return string(s.State)
	}
	return "begun"
}

// LacksOwner reports whether the action is not closed and nobody answers for it.
func (s *Status) LacksOwner() bool { return lacksOwner(s) && s.State != model.Closed }

// lacksOwner reports whether nobody answers for the action. An owner whose name is no longer shown still does.
func lacksOwner(s *Status) bool { return s.Owner == "" && !s.Removed.Owner }

// lacksMeasure reports whether nothing is measured. A measure that is no longer shown is one.
func lacksMeasure(s *Status) bool { return s.Measure.What == "" && !s.Removed.Measure }

// gaps returns what the action lacks. Only what was delivered needs evidence.
func (s *Status) gaps() []Gap {
	delivered := s.Delivered()
	var list []Gap
	for _, g := range []struct {
		gap   Gap
		lacks bool
	}{
		{GapOwner, lacksOwner(s)},
		{GapDate, s.Due == ""},
		{GapMeasure, lacksMeasure(s)},
		{GapEvidence, delivered && s.Shows == ""},
		{GapEffect, delivered && s.Shows == model.ShowsActivity},
	} {
		if g.lacks {
			list = append(list, g.gap)
		}
	}
	return list
}

// An Answer is an answer to a statement, or a request for one, as it stands on a date.
type Answer struct {
	*model.GivenResponse
	AsAt        model.Date // the date
	DaysOverdue int        // days since it was due if it is still awaited, else 0
}

// Answers returns the answers of the progress.yaml of a review as they stand on the date p.AsAt, in
// the order of the file. It leaves out a request that another entry answers.
func Answers(p *model.Progress) []Answer {
	given := func(request *model.GivenResponse) bool {
		return slices.ContainsFunc(p.Responses, func(r model.GivenResponse) bool {
			return r.Answer != "" && r.Date <= p.AsAt && r.Date >= request.Date && r.Statement == request.Statement && r.By == request.By
		})
	}
	var all []Answer
	for i := range p.Responses {
		r := &p.Responses[i]
		a := Answer{GivenResponse: r, AsAt: p.AsAt}
		switch {
		case r.Date > p.AsAt, r.Answer == "" && given(r):
			continue
		case r.Answer == "" && r.Due != "" && r.Due < p.AsAt:
			a.DaysOverdue = Days(r.Due, p.AsAt)
		}
		all = append(all, a)
	}
	return all
}
