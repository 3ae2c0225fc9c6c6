package check

import (
	"fmt"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// checkLaterCheck checks an update that reports whether the result of a closed action has lasted, or
// that sets the day of the next check. Any body may report that it has not lasted.
func (p *progressChecker) checkLaterCheck(i int, s *progress.Status, u progress.Step) {
	key, value := "check", string(u.Check)
	if u.Check == "" {
		key, value = "check_again", string(u.CheckAgain)
	}
	switch {
	case value == "" || u.Check == model.HasSlipped && u.StateBefore == model.Closed:
	case u.StateBefore != model.Closed:
		p.c.problems.Error(p.pos("updates", i, key), "progress-state", fmt.Sprintf("%s is %s, and only a closed action is checked again", s.ID, u.StateBefore), "take "+key+": "+value+" out")
	default:
		p.checkIndependence(i, u.Leads, "say that the result of an action has lasted, or when it is checked again")
	}
}

// checkCorrection checks an update that corrects another one. What an independent body found can only
// be corrected by such a body or by the body that said it.
func (p *progressChecker) checkCorrection(i int, s *progress.Status, u progress.Step) {
	at := slices.IndexFunc(s.Updates, func(other progress.Step) bool { return u.Corrects != "" && other.ID == u.Corrects })
	if at < 0 {
		return
	}
	wrong := s.Updates[at]
	if wrong.Corrects != "" && !changesAction(u) {
		p.c.problems.Error(p.pos("updates", i, "corrects"), "progress-correction", fmt.Sprintf("%s is a correction itself, and what it corrected does not count again when it is taken back", wrong.ID),
			fmt.Sprintf("write in this update what counts now, such as state: %s", model.InProgress))
	}
	if wrong.SaidBy != u.SaidBy && isFinding(p, wrong) {
		p.checkIndependence(i, u.Leads, "correct what "+string(wrong.SaidBy)+" found")
	}
}

// isFinding reports whether u states what an independent body found, or should have. This is what
// closes the action or follows its closing, and each value or correction from such a body.
func isFinding(p *progressChecker, u progress.Step) bool {
	if u.State == model.Closed || u.State != "" && u.StateBefore == model.Closed || u.Check != "" || u.CheckAgain != "" {
		return true
	}
	return (changesAction(u) || u.Corrects != "") && p.isIndependent(u.SaidBy, u.Leads)
}

// changesAction reports whether u states more than words: a value that is shown for its action.
func changesAction(u progress.Step) bool {
	return u.State != "" || u.Lead != "" || u.Owner != "" || u.Due != "" || u.Measure.What != "" || u.Now != "" ||
		u.Evidence != nil || u.CheckAgain != "" || u.Check != "" || u.Reported != ""
}

// checkJudgement checks that a body which is independent of the actions about a statement, or about a
// part of it, says how far the statement has been addressed.
func (p *progressChecker) checkJudgement(i int, u model.Update) {
	if u.Addressed == "" || u.Action != "" {
		return
	}
	if about := statementWith(p, u.Statement); about != nil {
		var leads []model.ID
		for _, s := range p.answering[about] {
			leads = append(leads, progress.LeadsOn(s, u.Date)...)
		}
		p.checkIndependence(i, leads, "judge how far a statement has been addressed")
	}
}

// isIndependent reports whether a body is independent of work that leads have led.
func (p *progressChecker) isIndependent(body model.ID, leads []model.ID) bool {
	return slices.Contains(p.c.site.MayClose, body) && !slices.Contains(leads, body)
}

// checkIndependence reports an update from a body that is not independent of work that leads have led.
// The argument what describes what the update does, after "may not".
func (p *progressChecker) checkIndependence(i int, leads []model.ID, what string) {
	said, at := p.all.Updates[i].SaidBy, p.pos("updates", i, "said_by")
	switch {
	case said == "": // reported by package model
	case p.isIndependent(said, leads):
	case slices.Contains(leads, said):
		p.c.problems.Error(at, "progress-independence", fmt.Sprintf("%s may not %s: it leads the work or has led it", said, what), "have another body look, and write it under said_by:")
	default:
		p.c.problems.Error(at, "progress-independence", fmt.Sprintf("%s may not %s: that is for a body that closes actions", said, what), p.closersHint())
	}
}

// closersHint returns a hint that says which bodies may close an action.
func (p *progressChecker) closersHint() string {
	if len(p.c.site.MayClose) == 0 {
		return "write who looked, and list that body in content/site.yaml under may_close:"
	}
	return "write one of those that content/site.yaml lists under may_close: " + joinIDs(p.c.site.MayClose)
}
