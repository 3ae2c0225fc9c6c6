package progress

import "safelearn/generator/model"

// A Standing is the status of the work on an action or a part of a statement, as far as the site knows.
// Pages show it as a shape and words.
type Standing string

// The standings beside the values of model.ActionState.
const (
	Late      Standing = "late"       // agreed and not complete, with a due date that has passed
	Dropped   Standing = "dropped"    // closed by another body without being carried out
	NoUpdate  Standing = "no-update"  // nobody has reported anything, which does not mean that nothing was done
	SaidDoing Standing = "said-doing" // the publication itself reported it as under way
	SaidDone  Standing = "said-done"  // the publication itself reported it as done
)

// Standings returns all standings in the order in which pages count them.
func Standings() []Standing {
	return []Standing{Late, Standing(model.InProgress), Standing(model.Paused), Standing(model.NotStarted), Standing(model.Proposed), Standing(model.Stopped), NoUpdate, Standing(model.Complete), Standing(model.Closed), Dropped, SaidDoing, SaidDone}
}

// Said reports whether the publication itself reported the work as under way or done. Such work is
// left out of totals.
func (s Standing) Said() bool { return s == SaidDoing || s == SaidDone }

// Standing returns how the action stands. If nobody has reported anything, it is not known whether the
// action has been started.
func (s *Status) Standing() Standing {
	switch {
	case s.IsOverdue():
		return Late
	case !s.HasUpdate() && s.State == model.NotStarted:
		return NoUpdate
	case s.State == model.Closed:
		return closedStanding(s.ClosedAs)
	}
	return Standing(s.State)
}

// closedStanding returns how an action stands that was closed with the given result.
func closedStanding(as model.ClosedAs) Standing {
	if as != "" && !as.Delivered() {
		return Dropped
	}
	return Standing(model.Closed)
}

// Standing returns how the action stood with the new state of the update, or "" if it has none.
func (u Step) Standing() Standing {
	if u.State == model.Closed {
		return closedStanding(u.ClosedAs)
	}
	return Standing(u.State)
}
