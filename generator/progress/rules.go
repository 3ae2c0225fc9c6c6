package progress

import (
	"slices"

	"safelearn/generator/model"
)

// ColourReason is the rule that determines the colour of an action. The catalogue key of its
// explanation is "why_" followed by its value, such as "why_overdue".
type ColourReason string

// The rules, in order of precedence: the first that applies determines the colour.
const (
	NotDelivered      ColourReason = "not_delivered"      // red: closed as not implemented
	DroppedForGood    ColourReason = "dropped"            // grey: closed as superseded, no longer applicable or reconsidered
	CheckFailed       ColourReason = "slipped"            // amber: closed, but a later check found that the result has not lasted
	CheckIsDue        ColourReason = "check_due"          // amber: closed and due to be checked again
	ActivityAlone     ColourReason = "activity_only"      // amber: closed as delivered, with evidence of activity alone or without evidence
	EvidenceUnchecked ColourReason = "evidence_unchecked" // amber: closed as delivered; only a lead has since added evidence of practice or outcome
	Proven            ColourReason = "proven"             // blue: closed as delivered, with evidence of practice or outcome
	WasStopped        ColourReason = "stopped"            // red
	Overdue           ColourReason = "overdue"            // red
	NoOwner           ColourReason = "no_owner"           // red
	NotHeard          ColourReason = "no_update"          // grey: not yet due, and without an update
	NoDate            ColourReason = "no_date"            // amber
	NoMeasure         ColourReason = "no_measure"         // amber
	DateMoved         ColourReason = "date_moved"         // amber: the due date was moved to a later date
	IsPaused          ColourReason = "paused"             // amber
	DueSoon           ColourReason = "due_soon"           // amber: due within 30 days
	Quiet             ColourReason = "quiet"              // amber: no update for more than 100 days
	Unchecked         ColourReason = "unchecked"          // green: complete, but not yet checked and closed
	OnTrack           ColourReason = "on_track"           // green
)

// colour returns the colour of the action and the rule that determines it.
func (s *Status) colour() (model.Colour, ColourReason) {
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
	case s.TimesMoved > 0 && s.Due > s.FirstDue:
		return model.Amber, DateMoved
	case s.State == model.Paused:
		return model.Amber, IsPaused
	case !ended && Days(s.AsAt, s.Due) <= soonDue:
		return model.Amber, DueSoon
	case s.DaysQuiet > QuietAfter:
		return model.Amber, Quiet
	}
	if s.State == model.Complete {
		return model.Green, Unchecked
	}
	return model.Green, OnTrack
}

// closedColour returns the colour of a closed action and the rule that determines it.
func (s *Status) closedColour() (model.Colour, ColourReason) {
	switch {
	case s.ClosedAs == model.NotImplemented:
		return model.Red, NotDelivered
	case !s.ClosedAs.Delivered():
		return model.Grey, DroppedForGood
	case s.HasSlipped:
		return model.Amber, CheckFailed
	case s.CheckDue():
		return model.Amber, CheckIsDue
	case s.Shows.Rank() < model.ShowsPractice.Rank():
		return model.Amber, ActivityAlone
	case s.checked.Rank() < model.ShowsPractice.Rank():
		return model.Amber, EvidenceUnchecked
	}
	return model.Blue, Proven
}

// An Omission is something that an action lacks. The catalogue key of its description is "gap_" followed by
// its value, such as "gap_no_owner".
type Omission string

// The omissions.
const (
	OmittedOwner    Omission = "no_owner"
	OmittedDate     Omission = "no_date"
	OmittedMeasure  Omission = "no_measure"
	OmittedEvidence Omission = "no_evidence"   // complete or closed, without evidence
	OmittedEffect   Omission = "activity_only" // complete or closed, with evidence of activity only
)

// Delivered reports whether the action is complete, or closed with a result that counts as
// delivered.
func (s *Status) Delivered() bool {
	return s.State == model.Complete || s.State == model.Closed && s.ClosedAs.Delivered()
}

// IsOpen reports whether the action has not been closed. This includes stopped and complete actions.
func IsOpen(s *Status) bool { return s.State != model.Closed }

// EvidenceCounts reports whether evidence about the action counts for the statements that it answers. It does
// if the action is in progress, or if the action is delivered and no later check has found that the
// result did not last.
func (s *Status) EvidenceCounts() bool {
	return s.State == model.InProgress || s.Delivered() && !s.HasSlipped
}

// uncountedReason returns the value of s.Uncounted.
func uncountedReason(s *Status) string {
	switch {
	case s.Shows == "" || s.EvidenceCounts():
		return ""
	case s.HasSlipped && s.State == model.Closed && s.ClosedAs.Delivered():
		return "slipped"
	case s.State == model.Closed:
		return "dropped"
	case s.State == model.Paused || s.State == model.Stopped:
		return string(s.State)
	}
	return "begun"
}

// LacksOwner reports whether the action is not closed and has no owner.
func (s *Status) LacksOwner() bool { return lacksOwner(s) && s.State != model.Closed }

// lacksOwner reports whether the action has no owner. A redacted owner counts as an owner.
func lacksOwner(s *Status) bool { return s.Owner == "" && !s.Removed.Owner }

// lacksMeasure reports whether the action has no measure. A redacted measure counts as a measure.
func lacksMeasure(s *Status) bool { return s.Measure.What == "" && !s.Removed.Measure }

// omissions returns what the action lacks. Only a delivered action can lack evidence.
func (s *Status) omissions() []Omission {
	delivered := s.Delivered()
	var list []Omission
	for _, g := range []struct {
		omission Omission
		lacks    bool
	}{
		{OmittedOwner, lacksOwner(s)},
		{OmittedDate, s.Due == ""},
		{OmittedMeasure, lacksMeasure(s)},
		{OmittedEvidence, delivered && s.Shows == ""},
		{OmittedEffect, delivered && s.Shows == model.ShowsActivity},
	} {
		if g.lacks {
			list = append(list, g.omission)
		}
	}
	return list
}

// An Answer is an answer to a statement, or a request for one, on the date AsAt.
type Answer struct {
	*model.GivenResponse
	AsAt        model.Date // date of the data
	DaysOverdue int        // days since an awaited answer was due, or 0
}

// Answers returns the answers and open requests in the progress.yaml of a review on the date p.AsAt,
// in file order. It leaves out requests that have been answered.
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
