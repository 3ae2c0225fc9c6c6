package views

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// An Action is an action that a partnership agreed, as it stands, with what it answers.
type Action struct {
	*progress.Status
	Source     *model.Review  // the review whose progress.yaml has it
	Statements []*xref.Target // the statements and parts that it answers
	LeadBody   *xref.Target   // the present lead, or nil
	Partners   []*xref.Target // further bodies that take part
	graph      *xref.Graph
}

// Body returns the glossary entry of a body that the action or one of its updates names, or nil if
// there is none.
func (a *Action) Body(id model.ID) *xref.Target { return a.graph.FrontMatterTarget(&a.Source.Page, id) }

// Evidence returns the evidence of all updates that count, newest update first.
func (a *Action) Evidence() []model.Evidence {
	var list []model.Evidence
	for _, u := range slices.Backward(a.Updates) {
		if !u.Corrected && !u.Redacted {
			list = append(list, u.Evidence...)
		}
	}
	return list
}

// A GivenAnswer is what a body answered to a statement, or that it has not answered yet.
type GivenAnswer struct {
	*model.GivenResponse
	AsAt        model.Date   // the date
	DaysOverdue int          // days since it was due if it is still awaited, else 0
	Body        *xref.Target // the body
}

// Work contains the actions and answers of all reviews that are listed, as far as they may be shown.
type Work struct {
	Reviews []*model.Review // the listed reviews in the order of compareReviews
	Actions []*Action       // by review in the same order, then in file order

	actions   map[*xref.Target][]*Action
	answers   map[*xref.Target][]GivenAnswer
	answersOf map[*model.Review][]GivenAnswer
}

// AnswersOf returns the answers that the progress.yaml of r holds, in its order.
func (w *Work) AnswersOf(r *model.Review) []GivenAnswer { return w.answersOf[r] }

// WorkOf returns the work of a site.
func WorkOf(g *xref.Graph) *Work {
	w := &Work{actions: make(map[*xref.Target][]*Action), answers: make(map[*xref.Target][]GivenAnswer), answersOf: make(map[*model.Review][]GivenAnswer)}
	reviews := listedPages[*model.Review](g, "")
	slices.SortStableFunc(reviews, compareReviews)
	w.Reviews = reviews
	for _, r := range reviews {
		if p := g.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]; p != nil {
			w.add(g, r, p)
		}
	}
	return w
}

// add adds the actions and answers of a review.
func (w *Work) add(g *xref.Graph, r *model.Review, p *model.Progress) {
	at := func(id model.ID) *xref.Target { return g.FrontMatterTarget(&r.Page, id) }
	for _, status := range progress.Of(strings.TrimSuffix(r.ReviewFolder(), "/"), p) {
		a := &Action{Status: status, Source: r, LeadBody: at(status.Lead), graph: g}
		for _, id := range status.With {
			if t := at(id); t != nil {
				a.Partners = append(a.Partners, t)
			}
		}
		for _, id := range status.Answers {
			if t := at(id); t != nil && !slices.Contains(a.Statements, t) {
				a.Statements = append(a.Statements, t)
				w.actions[t] = append(w.actions[t], a)
			}
		}
		w.Actions = append(w.Actions, a)
	}
	for _, answer := range progress.Answers(p) {
		if t := at(answer.Statement); t != nil {
			w.answers[t] = append(w.answers[t], GivenAnswer{answer.GivenResponse, answer.AsAt, answer.DaysOverdue, at(answer.By)})
			w.answersOf[r] = append(w.answersOf[r], GivenAnswer{answer.GivenResponse, answer.AsAt, answer.DaysOverdue, at(answer.By)})
		}
	}
}

// On returns the actions that answer any of the targets, each once, in the order of Actions.
func (w *Work) On(targets ...*xref.Target) []*Action {
	var list []*Action
	for _, t := range targets {
		for _, a := range w.actions[t] {
			if !slices.Contains(list, a) {
				list = append(list, a)
			}
		}
	}
	return list
}

// attention orders the states of actions from the one that needs most attention.
func attention(a *Action) int {
	return slices.Index([]Standing{Late, Standing(model.Paused), Standing(model.NotStarted), Standing(model.Proposed), Standing(model.InProgress), Standing(model.Complete), Standing(model.Closed), Standing(model.Stopped)}, a.Standing())
}

// Standing returns how the action stands.
func (a *Action) Standing() Standing {
	if a.IsOverdue() {
		return Late
	}
	return Standing(a.State)
}

// leastAdvanced returns the action that needs most attention, or nil if there is none. Work that was
// stopped counts only if nothing else is done.
func leastAdvanced(list []*Action) *Action {
	if len(list) == 0 {
		return nil
	}
	return slices.MinFunc(list, func(a, b *Action) int { return cmp.Compare(attention(a), attention(b)) })
}
