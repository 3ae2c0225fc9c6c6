package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// checkHistories checks the updates of each action in the order of their dates.
func (p *progressChecker) checkHistories() {
	for _, s := range p.statuses {
		for _, u := range s.Updates {
			i := slices.IndexFunc(p.all.Updates, func(other model.Update) bool { return other.ID == u.ID })
			if isUnreadable(p, i) {
				break
			}
			if u.Corrected {
				continue
			}
			p.checkUpdateInHistory(i, s, u)
		}
	}
}

// isUnreadable reports whether package model has reported a value in the update with the index i that the
// checks of later updates need. Their messages would follow from that value alone.
func isUnreadable(p *progressChecker, i int) bool {
	return p.all.Updates[i].Date == "" || slices.ContainsFunc([]string{"date", "state", "closed_as", "corrects"}, func(key string) bool {
		return p.all.Origin.IsReported(fmt.Sprintf("updates[%d].%s", i, key))
	})
}

// checkUpdateInHistory checks u, an update of the action s. The argument i is the index of u in the
// progress.yaml.
func (p *progressChecker) checkUpdateInHistory(i int, s *progress.Status, u progress.Step) {
	if u.Due != "" && u.Due < s.Agreed {
		p.c.problems.Warn(p.pos("updates", i, "due"), "progress-due", fmt.Sprintf("the new due date is before %s was agreed on %s", s.ID, s.Agreed), "add an update that corrects this one, with the right day")
	}
	if u.Date < s.Agreed {
		p.c.problems.Error(p.pos("updates", i, "date"), "progress-date", fmt.Sprintf("this is before %s was agreed on %s", s.ID, s.Agreed), "correct one of the two dates")
	}
	if u.StateBefore == model.Closed && (u.State == model.Closed || u.State == "" && u.ClosedAs != "") {
		p.reportClosedAgain(i, s, u)
		return
	}
	if u.State != "" && u.State != u.StateBefore && !slices.Contains(u.StateBefore.NextStates(), u.State) {
		p.c.problems.Error(p.pos("updates", i, "state"), "progress-state", fmt.Sprintf("%s is %s, and %s cannot follow that", s.ID, u.StateBefore, u.State), "what can follow is "+joinStates(u.StateBefore.NextStates()))
		return
	}
	if u.State != model.Closed && u.ClosedAs != "" {
		p.c.problems.Error(p.pos("updates", i, "closed_as"), "progress-closing", "closed_as belongs to an update that closes the action", "add state: closed")
	}
	p.checkReason(i, u)
	if u.State == model.Closed {
		p.checkClosing(i, s, u)
		return
	}
	p.checkLaterCheck(i, s, u)
	p.checkCorrection(i, s, u)
}

// reportClosedAgain reports an update that closes an action that is closed already. It would replace
// the result that was found with another, without a reason or a record of the change.
func (p *progressChecker) reportClosedAgain(i int, s *progress.Status, u progress.Step) {
	var closing progress.Step
	for _, earlier := range s.Updates {
		if earlier.ID == u.ID {
			break
		}
		if earlier.State == model.Closed && !earlier.Corrected {
			closing = earlier
		}
	}
	p.c.problems.Error(p.pos("updates", i, "closed_as"), "progress-state", fmt.Sprintf("%s is closed already, as %s by %s", s.ID, closing.ClosedAs, closing.SaidBy),
		fmt.Sprintf("leave state: and closed_as: out; if the result was wrong, %s can add an update with corrects: %s", closing.SaidBy, closing.ID))
}

// joinStates returns the names of states as a list in prose.
func joinStates(states []model.ActionState) string {
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = string(s)
	}
	return strings.Join(words, ", ")
}

// checkReason reports an update that needs a reason but has none.
func (p *progressChecker) checkReason(i int, u progress.Step) {
	reopened := u.StateBefore == model.Closed || u.StateBefore == model.Complete || u.StateBefore == model.Stopped
	key, what := "", ""
	switch {
	case !p.lacks("updates", i, "reason", u.Reason):
	case u.MovesDueDate:
		key, what = "due", "the due date has moved"
	case u.State == model.Stopped:
		key, what = "state", "the action was stopped"
	case u.State == model.Paused:
		key, what = "state", "the action was paused"
	case u.State == model.InProgress && reopened:
		key, what = "state", "the action was opened again"
	case u.State == model.Closed && !u.ClosedAs.Delivered() && u.ClosedAs != "":
		key, what = "closed_as", "the action was closed without effect"
	}
	if key != "" {
		p.c.problems.Error(p.pos("updates", i, key), "progress-reason", "nothing says why "+what, "add reason: … in a sentence")
	}
}

// checkClosing checks that an action was closed by a body that may close it, with a result, and, if it
// was delivered, with a record and evidence.
func (p *progressChecker) checkClosing(i int, s *progress.Status, u progress.Step) {
	at := p.pos("updates", i, "said_by")
	switch {
	case p.lacks("updates", i, "closed_as", string(u.ClosedAs)):
		p.c.problems.Error(p.pos("updates", i, "state"), "progress-closing", "nothing says with what result the action was closed", "add closed_as: implemented, or another of its values")
	case !slices.Contains(p.c.site.MayClose, u.SaidBy):
		p.c.problems.Error(at, "progress-closing", fmt.Sprintf("%s may not close an action: its lead says that it is complete, and another body looks", u.SaidBy), p.closersHint())
	case slices.Contains(u.Leads, u.SaidBy):
		p.c.problems.Error(at, "progress-closing", fmt.Sprintf("%s leads this action or has led it, so another body closes it", u.SaidBy), "write state: complete, or have another body close it")
	case endedBy(s, u) == u.SaidBy && (u.StateBefore == model.Complete || u.ClosedAs.Delivered()):
		p.c.problems.Error(at, "progress-closing", fmt.Sprintf("%s itself said that this action is %s, so another body closes it", u.SaidBy, u.StateBefore), "have another body close it; if its lead said so, write that update again with corrects: and said_by: the lead")
	case u.ClosedAs.Delivered() && p.lacks("updates", i, "record", u.Record):
		p.c.problems.Error(p.pos("updates", i, "state"), "progress-closing", "nothing says where the decision to close is recorded", `add record: …, such as record: "Minute 6.2"`)
	case u.ClosedAs.Delivered() && highestEvidenceRank(s, u.Date) < model.ShowsPractice.Rank() && (p.lacks("updates", i, "reason", u.Reason) || p.lacks("updates", i, "check_again", string(u.CheckAgain))):
		p.c.problems.Error(p.pos("updates", i, "state"), "progress-closing", "no evidence shows that people work differently or that children are better off", "add such evidence, or reason: … and check_again: … with the day on which somebody will look again")
	}
}

// endedBy returns the body whose update before u put the action into the state u.Before.
func endedBy(s *progress.Status, u progress.Step) (body model.ID) {
	for _, other := range s.Updates {
		if other.ID == u.ID {
			break
		}
		if other.State == u.StateBefore && other.StateBefore != other.State && !other.Corrected {
			body = other.SaidBy
		}
	}
	return body
}

// highestEvidenceRank returns the rank of the highest level of evidence in the updates up to the given
// day.
func highestEvidenceRank(s *progress.Status, day model.Date) (rank int) {
	for _, u := range s.Updates {
		for _, e := range u.Evidence {
			if u.Date <= day && !u.Corrected {
				rank = max(rank, e.Shows.Rank())
			}
		}
	}
	return rank
}

// joinIDs returns ids as a list in prose.
func joinIDs(ids []model.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}
