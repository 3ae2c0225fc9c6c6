package views

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// An Action is an action that a body has agreed to take, with its current status and the targets of the
// statements and bodies that it names.
type Action struct {
	*progress.Status
	Source     *model.Review      // review whose progress.yaml contains the action
	Statements []*xref.Target     // statements and parts of statements that it answers
	LeadBody   *xref.Target       // current lead, or nil
	Partners   []*xref.Target     // other bodies that take part
	Dropped    []DroppedStatement // those of Statements that a later edition of their report no longer contains
	graph      *xref.Graph
}

// Body returns the glossary entry of a body that the action or one of its updates names by id, or
// nil if there is none.
func (a *Action) Body(id model.ID) *xref.Target { return a.graph.FrontMatterTarget(&a.Source.Page, id) }

// Evidence returns the evidence of all updates except corrected and redacted ones, newest update
// first.
func (a *Action) Evidence() []model.Evidence {
	var list []model.Evidence
	for _, u := range slices.Backward(a.Updates) {
		if !u.Corrected && !u.Redacted {
			list = append(list, u.Evidence...)
		}
	}
	return list
}

// Address returns the address, including a fragment, at which the action is shown with its history: on
// the page of the first statement that it answers, or in the tracker if it answers none.
func (a *Action) Address() string {
	if len(a.Statements) == 0 {
		return "/actions/#" + a.ID
	}
	return a.Statements[0].Page.Address + "#" + a.ID
}

// A DroppedStatement is a statement that a later edition of its report no longer contains.
type DroppedStatement struct {
	Target  *xref.Target // the statement, or the part of it that an action answers
	Edition string       // first edition that does not contain it
}

// History returns the updates, newest first.
func (a *Action) History() []progress.Step {
	list := slices.Clone(a.Updates)
	slices.Reverse(list)
	return list
}

// UpdateDate returns the date of the update with the given id, or "" if there is none.
func (a *Action) UpdateDate(id string) model.Date {
	for _, u := range a.Updates {
		if u.ID == id {
			return u.Date
		}
	}
	return ""
}

// RedactionReasonFor returns the reason why the text of the update with the given id was redacted, or
// "" if it was not redacted or no reason is given.
func (a *Action) RedactionReasonFor(id string) model.RedactionReason {
	for _, u := range a.Updates {
		if u.Redacts != "" && u.Redacts == id {
			return u.RedactedFor
		}
	}
	return ""
}

// BestEvidence returns the newest evidence of the highest level that the action has reached, or nil if
// there is none or if it is redacted. Evidence without a date gets the date of its update.
func (a *Action) BestEvidence() (best *model.Evidence) {
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

// An ActionView is an action and the page on which it is shown.
type ActionView struct {
	model.Entry // page on which the action is shown
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

// A Judgement is the judgement of an independent body on whether a statement has been addressed.
type Judgement struct {
	progress.Step
	Body *xref.Target // body that made the judgement
}

// A Response is a body's answer to a statement, or a request for an answer that is still awaited.
type Response struct {
	*model.GivenResponse
	AsAt        model.Date   // as-at date of the progress that contains the answer
	DaysOverdue int          // days since an awaited answer was due, or 0
	Body        *xref.Target // body that answers
	Target      *xref.Target // statement that is answered
}

// FollowUp contains those actions, answers and judgements of all listed reviews that may be shown.
type FollowUp struct {
	Reviews []*model.Review // listed reviews, ordered by compareReviews
	Actions []*Action       // by review in the same order, then in file order

	actions          map[*xref.Target][]*Action
	answers          map[*xref.Target][]Response
	responsesOf      map[*model.Review][]Response
	judgements       map[*xref.Target][]Judgement // newest first
	byStatus         map[*progress.Status]*Action
	asAt             map[*model.Review]model.Date
	listedStatements map[*model.Review]map[model.ID]*model.PlacedStatement // see statementAt
}

// ResponsesOf returns the responses in the progress.yaml of r, in file order.
func (f *FollowUp) ResponsesOf(r *model.Review) []Response { return f.responsesOf[r] }

// AsAt returns the as-at date of the progress that is shown for a review, or "" if none may be
// shown.
func (f *FollowUp) AsAt(r *model.Review) model.Date { return f.asAt[r] }

// FollowUpOf returns the follow-up of a site with the newest progress that may be shown.
func FollowUpOf(g *xref.Graph) *FollowUp { return FollowUpAt(g, "") }

// FollowUpAt returns the follow-up of a site as it was on the given day. A review whose progress
// may only be shown up to an earlier day is shown as it was on that day. If day is "", FollowUpAt
// is like FollowUpOf.
func FollowUpAt(g *xref.Graph, day model.Date) *FollowUp {
	w := &FollowUp{actions: make(map[*xref.Target][]*Action), answers: make(map[*xref.Target][]Response), responsesOf: make(map[*model.Review][]Response),
		judgements: make(map[*xref.Target][]Judgement), byStatus: make(map[*progress.Status]*Action), asAt: make(map[*model.Review]model.Date),
		listedStatements: make(map[*model.Review]map[model.ID]*model.PlacedStatement)}
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
				for _, status := range progress.Statuses(strings.TrimSuffix(r.ReviewFolder(), "/"), p) {
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
			if s := statementAt(t, f.listedStatements); s != nil && s.DroppedIn != "" {
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
			given := Response{answer.GivenResponse, answer.AsAt, answer.DaysOverdue, at(answer.By), t}
			f.answers[t] = append(f.answers[t], given)
			f.responsesOf[r] = append(f.responsesOf[r], given)
		}
	}
	for _, u := range slices.Backward(progress.Judgements(p)) {
		if t := at(u.Statement); t != nil {
			f.judgements[t] = append(f.judgements[t], Judgement{u, at(u.SaidBy)})
		}
	}
}

// ActionsFor returns the actions that answer any of the given targets, without duplicates. They are
// sorted by target, then in the order of f.Actions.
func (f *FollowUp) ActionsFor(targets ...*xref.Target) []*Action {
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

// attentionRank returns the rank of the status of an action, lower for actions that need more
// attention.
func attentionRank(a *Action) int {
	order := []progress.WorkStatus{progress.Late, progress.WorkStatus(model.Paused), progress.NoUpdate, progress.WorkStatus(model.NotStarted), progress.WorkStatus(model.InProgress), progress.Dropped, progress.WorkStatus(model.Complete), progress.WorkStatus(model.Closed), progress.WorkStatus(model.Stopped)}
	return slices.Index(order, a.WorkStatus())
}

// compareByAttention compares two overdue actions by due date, and other actions by attentionRank. It
// does not use DaysOverdue, because the as-at dates of their reviews may differ.
func compareByAttention(a, b *Action) int {
	if a.IsOverdue() && b.IsOverdue() {
		return cmp.Compare(a.Due, b.Due)
	}
	return cmp.Compare(attentionRank(a), attentionRank(b))
}

// leastAdvanced returns the action in list that needs the most attention, or nil if list is empty. It
// returns a stopped action only if all actions are stopped.
func leastAdvanced(list []*Action) *Action {
	if len(list) == 0 {
		return nil
	}
	return slices.MinFunc(list, func(a, b *Action) int { return cmp.Compare(attentionRank(a), attentionRank(b)) })
}
