package progress

import "safelearn/generator/model"

// A Standing is the overall status of an action, or of the work on a part of a statement, as far as
// the site knows. Pages show it as a symbol and a text.
type Standing string

// The standings in addition to the values of model.ActionState.
const (
	Late      Standing = "late"       // due date has passed, and the action is neither complete nor closed nor stopped
	Dropped   Standing = "dropped"    // closed by another body without being delivered
	NoUpdate  Standing = "no-update"  // nothing has been reported, which does not mean that nothing has been done
	SaidDoing Standing = "said-doing" // the publication itself reports the work as under way
	SaidDone  Standing = "said-done"  // the publication itself reports the work as done
)

// Standings returns all standings in the order in which pages list them.
func Standings() []Standing {
	return []Standing{Late, Standing(model.InProgress), Standing(model.Paused), Standing(model.NotStarted), Standing(model.Proposed), Standing(model.Stopped), NoUpdate, Standing(model.Complete), Standing(model.Closed), Dropped, SaidDoing, SaidDone}
}

// Said reports whether s is the standing of work that the publication itself reports as under way
// or done. Such work is left out of totals.
func (s Standing) Said() bool { return s == SaidDoing || s == SaidDone }

// Standing returns the standing of the action. An action without updates has the standing NoUpdate,
// because it is not known whether it has been started.
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

// closedStanding returns the standing of an action that was closed with the given result.
func closedStanding(as model.ClosedAs) Standing {
	if as != "" && !as.Delivered() {
		return Dropped
	}
	return Standing(model.Closed)
}

// Standing returns the standing that corresponds to the new state in the update, or "" if the
// update does not change the state.
func (u Step) Standing() Standing {
	if u.State == model.Closed {
		return closedStanding(u.ClosedAs)
	}
	return Standing(u.State)
}
