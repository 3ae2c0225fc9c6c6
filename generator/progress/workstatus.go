package progress

import "safelearn/generator/model"

// A WorkStatus is the overall status of an action, or of the work on a part of a statement, as far as
// the site knows. Pages show it as a symbol and a text.
type WorkStatus string

// Work statuses in addition to the values of model.ActionState.
const (
	Late             WorkStatus = "late"       // due date has passed, and the action is neither complete nor closed nor stopped
	Dropped          WorkStatus = "dropped"    // closed, but not as delivered, by a body other than the lead
	NoUpdate         WorkStatus = "no-update"  // nothing has been reported, which does not mean that nothing has been done
	ReportedUnderWay WorkStatus = "said-doing" // the publication itself reports the work as under way
	ReportedDone     WorkStatus = "said-done"  // the publication itself reports the work as done
)

// WorkStatuses returns all work statuses in the order in which pages list them.
func WorkStatuses() []WorkStatus {
	return []WorkStatus{Late, WorkStatus(model.InProgress), WorkStatus(model.Paused), WorkStatus(model.NotStarted), WorkStatus(model.Stopped), NoUpdate, WorkStatus(model.Complete), WorkStatus(model.Closed), Dropped, ReportedUnderWay, ReportedDone}
}

// IsReported reports whether s means that the publication itself reports the work as under way or
// done. Such work is left out of totals.
func (s WorkStatus) IsReported() bool { return s == ReportedUnderWay || s == ReportedDone }

// WorkStatus returns the work status of the action. An action without updates has the status NoUpdate,
// because it is not known whether it has been started.
func (s *Status) WorkStatus() WorkStatus {
	switch {
	case s.IsOverdue():
		return Late
	case !s.HasUpdate() && s.State == model.NotStarted:
		return NoUpdate
	case s.State == model.Closed:
		return closedWorkStatus(s.ClosedAs)
	}
	return WorkStatus(s.State)
}

// closedWorkStatus returns the work status of an action that was closed with the given result.
func closedWorkStatus(as model.ClosedAs) WorkStatus {
	if as != "" && !as.Delivered() {
		return Dropped
	}
	return WorkStatus(model.Closed)
}

// WorkStatus returns the work status that corresponds to the new state in the update, or "" if the
// update does not change the state.
func (u Step) WorkStatus() WorkStatus {
	if u.State == model.Closed {
		return closedWorkStatus(u.ClosedAs)
	}
	return WorkStatus(u.State)
}
