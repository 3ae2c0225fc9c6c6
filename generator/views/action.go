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
	Source     *model.Review      // the review whose progress.yaml has it
	Statements []*xref.Target     // the statements and parts that it answers
	LeadBody   *xref.Target       // the present lead, or nil
	Partners   []*xref.Target     // further bodies that take part
	Dropped    []DroppedStatement // those of Statements that a later edition of their report no longer has
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

// Address returns the site path of the place that shows the action with its history: on the page of the
// first statement that it answers.
func (a *Action) Address() string {
	if len(a.Statements) == 0 {
		return "/actions/#" + a.ID
	}
	return a.Statements[0].Page.Address + "#" + a.ID
}

// A DroppedStatement is a statement that a later edition of its report no longer has.
type DroppedStatement struct {
	Target  *xref.Target // the statement, or the part of it that an action answers
	Edition string       // the first edition without it
}

// History returns the updates, newest first.
func (a *Action) History() []progress.Step {
	list := slices.Clone(a.Updates)
	slices.Reverse(list)
	return list
}

// DateOf returns the date of the update with the given id, or "" if there is none.
func (a *Action) DateOf(id string) model.Date {
	for _, u := range a.Updates {
		if u.ID == id {
			return u.Date
		}
	}
	return ""
}

// GroundFor returns why the words of the update with the given id have been removed, or "" if that is
// not shown.
func (a *Action) GroundFor(id string) model.RedactedOn {
	for _, u := range a.Updates {
		if u.Redacts != "" && u.Redacts == id {
			return u.RedactedOn
		}
	}
	return ""
}

// Best returns the newest evidence that reaches as far as any, or nil if there is none or its words have been removed.
// Its date is that of the report if it has none.
func (a *Action) Best() (best *model.Evidence) {
	for _, u := range slices.Backward(a.Updates) {
		if u.Corrected || u.Redacted {
			continue
		}
		for _, e := range u.Evidence {
			e.Date = cmp.Or(e.Date, u.Date)
			if e.Shows == a.Shows && (best == nil || e.Date > best.Date) {
				best = &e
			}
		}
	}
	return best
}

// An ActionView is an action with the page that shows it.
type ActionView struct {
	model.Entry // the page that shows it
	*Action
}

// ActionsOn returns the actions that answer a statement on the page of e, each once.
func (v *Views) ActionsOn(e model.Entry) []ActionView {
	var list []ActionView
	page := xref.Original(v.graph, v.graph.Page(e.Base())).Page
	for _, a := range v.work().Actions {
		if slices.ContainsFunc(a.Statements, func(t *xref.Target) bool { return t.Page == page }) {
			list = append(list, ActionView{e, a})
		}
	}
	return list
}

// A Judgement is what somebody independent of the lead said about whether a statement has been addressed.
type Judgement struct {
	progress.Step
	Body *xref.Target // the body that judged
}

// A GivenAnswer is what a body answered to a statement, or that it has not answered yet.
type GivenAnswer struct {
	*model.GivenResponse
	AsAt        model.Date   // the date
	DaysOverdue int          // days since it was due if it is still awaited, else 0
	Body        *xref.Target // the body
	To          *xref.Target // the statement
}

// FollowUp contains the actions and answers of all reviews that are listed, as far as they may be shown.
type FollowUp struct {
	Reviews []*model.Review // the listed reviews in the order of compareReviews
	Actions []*Action       // by review in the same order, then in file order

	actions   map[*xref.Target][]*Action
	answers   map[*xref.Target][]GivenAnswer
	answersOf map[*model.Review][]GivenAnswer
	judged    map[*xref.Target][]Judgement // newest first
	byStatus  map[*progress.Status]*Action
	asAt      map[*model.Review]model.Date
	listed    map[*model.Review]map[model.ID]*model.PlacedStatement // see statementAt
}

// AnswersOf returns the answers that the progress.yaml of r holds, in its order.
func (f *FollowUp) AnswersOf(r *model.Review) []GivenAnswer { return f.answersOf[r] }

// AsAt returns the as-at date of what is shown on a review, or "" if nothing may be shown.
func (f *FollowUp) AsAt(r *model.Review) model.Date { return f.asAt[r] }

// FollowUpOf returns the follow-up of a site, as at the newest date for which it may be shown.
func FollowUpOf(g *xref.Graph) *FollowUp { return FollowUpAt(g, "") }

// FollowUpAt returns the follow-up of a site as at a day, or as at an earlier one for reviews of which no
// later work may be shown. If day is "", it returns that of FollowUpOf.
func FollowUpAt(g *xref.Graph, day model.Date) *FollowUp {
	w := &FollowUp{actions: make(map[*xref.Target][]*Action), answers: make(map[*xref.Target][]GivenAnswer), answersOf: make(map[*model.Review][]GivenAnswer),
		judged: make(map[*xref.Target][]Judgement), byStatus: make(map[*progress.Status]*Action), asAt: make(map[*model.Review]model.Date),
		listed: make(map[*model.Review]map[model.ID]*model.PlacedStatement)}
	reviews := listedPages[*model.Review](g, "")
	slices.SortStableFunc(reviews, compareReviews)
	w.Reviews = reviews
	for _, r := range reviews {
		for _, row := range g.Tracker {
			if day == "" && row.Review == r && row.Action != nil {
				w.addAction(g, r, row.Action)
			}
		}
		if p := g.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]; p != nil {
			if day != "" && day < p.AsAt {
				p = p.UpTo(day)
			}
			w.asAt[r] = p.AsAt
			if day != "" {
				for _, status := range progress.Of(strings.TrimSuffix(r.ReviewFolder(), "/"), p) {
					w.addAction(g, r, status)
				}
			}
			w.addAnswers(g, r, p)
		}
	}
	return w
}

// addAction adds an action of a review.
func (f *FollowUp) addAction(g *xref.Graph, r *model.Review, status *progress.Status) {
	at := func(id model.ID) *xref.Target { return g.FrontMatterTarget(&r.Page, id) }
	a := &Action{Status: status, Source: r, LeadBody: at(status.Lead), graph: g}
	for _, id := range status.With {
		if t := at(id); t != nil {
			a.Partners = append(a.Partners, t)
		}
	}
	for _, id := range status.Answers {
		if t := at(id); t != nil && !slices.Contains(a.Statements, t) {
			a.Statements = append(a.Statements, t)
			if s := statementAt(t, f.listed); s != nil && s.DroppedIn != "" {
				a.Dropped = append(a.Dropped, DroppedStatement{t, s.DroppedIn})
			}
			f.actions[t] = append(f.actions[t], a)
		}
	}
	f.Actions = append(f.Actions, a)
	f.byStatus[status] = a
}

// addAnswers adds the answers of bodies and the judgements on statements of a review.
func (f *FollowUp) addAnswers(g *xref.Graph, r *model.Review, p *model.Progress) {
	at := func(id model.ID) *xref.Target { return g.FrontMatterTarget(&r.Page, id) }
	for _, answer := range progress.Answers(p) {
		if t := at(answer.Statement); t != nil {
			given := GivenAnswer{answer.GivenResponse, answer.AsAt, answer.DaysOverdue, at(answer.By), t}
			f.answers[t] = append(f.answers[t], given)
			f.answersOf[r] = append(f.answersOf[r], given)
		}
	}
	for _, u := range slices.Backward(progress.Judgements(p)) {
		if t := at(u.Statement); t != nil {
			f.judged[t] = append(f.judged[t], Judgement{u, at(u.SaidBy)})
		}
	}
}

// On returns the actions that answer any of the targets, each once, in the order of Actions.
func (f *FollowUp) On(targets ...*xref.Target) []*Action {
	var list []*Action
	for _, t := range targets {
		for _, a := range f.actions[t] {
			if !slices.Contains(list, a) {
				list = append(list, a)
			}
		}
	}
	return list
}

// attention orders the standings of actions from the one that needs most attention.
func attention(a *Action) int {
	order := []progress.Standing{progress.Late, progress.Standing(model.Paused), progress.NoUpdate, progress.Standing(model.NotStarted), progress.Standing(model.Proposed), progress.Standing(model.InProgress), progress.Dropped, progress.Standing(model.Complete), progress.Standing(model.Closed), progress.Standing(model.Stopped)}
	return slices.Index(order, a.Standing())
}

// byAttention compares actions: those that are overdue come first, the earliest due date before others, then
// by attention. Their reviews may stand for different days, so the numbers of days overdue do not compare.
func byAttention(a, b *Action) int {
	if a.IsOverdue() && b.IsOverdue() {
		return cmp.Compare(a.Due, b.Due)
	}
	return cmp.Compare(attention(a), attention(b))
}

// leastAdvanced returns the action that needs most attention, or nil if there is none. Work that was
// stopped counts only if nothing else is done.
func leastAdvanced(list []*Action) *Action {
	if len(list) == 0 {
		return nil
	}
	return slices.MinFunc(list, func(a, b *Action) int { return cmp.Compare(attention(a), attention(b)) })
}
