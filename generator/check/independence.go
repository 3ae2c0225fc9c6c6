package check

import (
	"fmt"
	"maps"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
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
		p.checkIndependence(i, leadsUpTo(s, u), "say that the result of an action has lasted, or when it is checked again")
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
	if wrong.SaidBy != u.SaidBy && isFinding(p, s, wrong) {
		p.checkIndependence(i, leadsUpTo(s, u), "correct what "+string(wrong.SaidBy)+" found")
	}
}

// isFinding reports whether u states what a body other than a lead of the action s found. This is what
// closes the action or follows its closing, and each value or correction from a body that may close
// actions.
func isFinding(p *progressChecker, s *progress.Status, u progress.Step) bool {
	if u.State == model.Closed || u.State != "" && u.StateBefore == model.Closed || u.Check != "" || u.CheckAgain != "" {
		return true
	}
	return (changesAction(u) || u.Corrects != "") && slices.Contains(p.c.site.MayClose, u.SaidBy) && !slices.Contains(leadsUpTo(s, u), u.SaidBy)
}

// changesAction reports whether u states more than words: a value that is shown for its action.
func changesAction(u progress.Step) bool {
	return u.State != "" || u.Lead != "" || u.Owner != "" || u.Due != "" || u.Measure.What != "" || u.Now != "" ||
		u.Evidence != nil || u.CheckAgain != "" || u.Check != "" || u.Reported != ""
}

// checkJudgement checks that a body which leads no action about a statement, or about a part of it,
// says how far the statement has been addressed.
func (p *progressChecker) checkJudgement(i int, u model.Update) {
	if u.Addressed == "" || u.Action != "" {
		return
	}
	if leads, ok := p.leadsAbout(u.Statement, u.Date); ok {
		p.checkIndependence(i, leads, "judge how far a statement has been addressed")
	}
}

// leadsAbout returns the bodies that lead or have led, on a day, an action of any review that answers a statement
// or a part of it. It returns false if id is not the id of a statement or a part.
func (p *progressChecker) leadsAbout(id model.ID, day model.Date) (leads []model.ID, ok bool) {
	statementIn := func(review *model.Review, id model.ID) *model.Statement {
		if t := p.c.graph.FrontMatterTarget(&review.Page, id); t != nil {
			if s := xref.StatementContaining(t); s != nil {
				return s.Statement
			}
		}
		return nil
	}
	about := statementIn(p.review, id)
	if about == nil {
		return nil, false
	}
	all := model.AllProgress(p.c.site)
	for _, folder := range slices.Sorted(maps.Keys(all)) {
		then := *all[folder]
		then.AsAt = day
		for _, review := range model.PagesIn[*model.Review](p.c.site, folder+"/") {
			for _, s := range progress.Statuses(folder, &then) {
				if slices.ContainsFunc(s.Answers, func(id model.ID) bool { return statementIn(review, id) == about }) {
					leads = append(leads, s.Lead)
					if len(s.Updates) > 0 {
						leads = append(leads, leadsUpTo(s, s.Updates[len(s.Updates)-1])...)
					}
				}
			}
		}
	}
	return leads, true
}

// checkIndependence reports an update from a body that may not close actions or that is one of leads.
// The argument what describes what the update does, after "may not".
func (p *progressChecker) checkIndependence(i int, leads []model.ID, what string) {
	said, at := p.all.Updates[i].SaidBy, p.pos("updates", i, "said_by")
	switch {
	case said == "": // reported by package model
	case slices.Contains(leads, said):
		p.c.problems.Error(at, "progress-independence", fmt.Sprintf("%s may not %s: it leads the work or has led it", said, what), "have another body look, and write it under said_by:")
	case !slices.Contains(p.c.site.MayClose, said):
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

// leadsUpTo returns each body that has led an action up to and including an update. A body that handed
// on the lead would judge its own work, too.
func leadsUpTo(s *progress.Status, u progress.Step) []model.ID {
	leads := []model.ID{s.Action.Lead}
	for _, other := range s.Updates {
		if !other.Corrected {
			leads = append(leads, other.Lead)
		}
		if other.ID == u.ID {
			break
		}
	}
	return slices.DeleteFunc(leads, func(id model.ID) bool { return id == "" })
}
