package feeds

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// An IndexStatement is a statement of a review: a finding, a learning point, a recommendation or
// another.
type IndexStatement struct {
	ID       model.ID            `json:"id"`              // "child-m/recommendation-4"
	Review   model.ID            `json:"review"`          // its review
	Type     model.StatementType `json:"type"`            // "recommendation"
	Label    string              `json:"label"`           // name within its review: "Recommendation 4"
	Text     string              `json:"text"`            // title of its page, or what it says in the words of the site
	To       []model.ID          `json:"to,omitempty"`    // whom it is addressed to, as glossary entries
	Parts    []model.ID          `json:"parts,omitempty"` // its parts in order
	Computed *IndexCounts        `json:"computed,omitempty"`
}

// IndexCounts counts the actions that answer a statement that asks for something, or a part of it.
type IndexCounts struct {
	AsAt    model.Date `json:"as_at"`   // the date of the counts
	Actions int        `json:"actions"` // all of them; 0 is a gap
	Open    int        `json:"open"`    // those that are not closed
	Overdue int        `json:"overdue"` // those past their due date on which work is still expected
}

// An IndexResponse is what a body answered to a statement, or that it has not answered yet.
type IndexResponse struct {
	ID        string       `json:"id"`               // name within its review: "r1"
	Review    model.ID     `json:"review"`           // the review whose progress.yaml has it
	Statement model.ID     `json:"statement"`        // the statement that is answered
	By        model.ID     `json:"by"`               // the body, as a glossary entry
	Answer    model.Answer `json:"answer,omitempty"` // "accepted"; empty while it is awaited
	Date      model.Date   `json:"date"`             // date of the answer or of the request
	Due       model.Date   `json:"due,omitempty"`    // date by which it was asked for
	Text      string       `json:"text,omitempty"`   // what it says, in the words of the site
	Link      string       `json:"link,omitempty"`   // its URL
	Computed  IndexDelay   `json:"computed"`         // values that nobody types
}

// An IndexDelay is how late an answer is.
type IndexDelay struct {
	AsAt        model.Date `json:"as_at"`        // the date of the value
	DaysOverdue int        `json:"days_overdue"` // 0 if it is not overdue or has been given
}

// An IndexAction is an action as agreed, and how it stands.
type IndexAction struct {
	ID       string        `json:"id"`                // key of the whole site: "CM-07"
	Review   model.ID      `json:"review"`            // the review whose progress.yaml has it
	Agreed   model.Date    `json:"agreed"`            // date on which it was agreed
	Answers  []model.ID    `json:"answers"`           // statements and parts
	Text     string        `json:"text"`              // what will be done
	Lead     model.ID      `json:"lead,omitempty"`    // the body that led at first, as a glossary entry
	Owner    string        `json:"owner,omitempty"`   // the role that owned it at first
	With     []model.ID    `json:"with,omitempty"`    // further bodies, as glossary entries
	Due      model.Date    `json:"due,omitempty"`     // first due date
	Outcome  string        `json:"outcome,omitempty"` // what will differ for a child
	Measure  *IndexMeasure `json:"measure,omitempty"` // how the effect is measured, with the newest value
	Computed IndexStatus   `json:"computed"`          // how it stands
}

// An IndexMeasure is how the effect of an action is measured.
type IndexMeasure struct {
	What   string `json:"what"`             // what is measured
	Start  string `json:"start,omitempty"`  // value at the start
	Target string `json:"target,omitempty"` // value aimed for
	Now    string `json:"now,omitempty"`    // newest value
	Source string `json:"source,omitempty"` // where the values come from
	Every  string `json:"every,omitempty"`  // how often: "quarter"
}

// An IndexStatus is how an action stands on a date. Nobody types its values.
type IndexStatus struct {
	AsAt          model.Date          `json:"as_at"`                 // the date of these values
	State         model.ActionState   `json:"state"`                 // newest state
	Lead          model.ID            `json:"lead,omitempty"`        // present lead
	Owner         string              `json:"owner,omitempty"`       // present owner
	FirstDue      model.Date          `json:"first_due,omitempty"`   // first due date
	Due           model.Date          `json:"due,omitempty"`         // present due date
	Moved         int                 `json:"moved"`                 // how often the due date moved
	DaysOpen      int                 `json:"days_open"`             // since it was agreed, until AsAt or its closure
	DaysOverdue   int                 `json:"days_overdue"`          // 0 if it is not overdue
	DaysQuiet     int                 `json:"days_quiet"`            // since the newest update
	DaysUnchecked int                 `json:"days_unchecked"`        // since its lead called it complete
	Shows         model.EvidenceLevel `json:"shows,omitempty"`       // the furthest that evidence reaches
	ClosedAs      model.ClosedAs      `json:"closed_as,omitempty"`   // result of the closure
	ClosedOn      model.Date          `json:"closed_on,omitempty"`   // date of the closure
	CheckAgain    model.Date          `json:"check_again,omitempty"` // date of the next look at a closed action
	Colour        model.Colour        `json:"colour"`                // to be shown only beside words
	Why           string              `json:"why"`                   // the rule that gives the colour: "overdue"
	Gaps          []string            `json:"gaps,omitempty"`        // what it lacks: "no_owner"
}

// An IndexUpdate is a dated report on an action, or on whether a statement has been addressed.
type IndexUpdate struct {
	ID         string            `json:"id"`                    // name within its review: "u1"
	Review     model.ID          `json:"review"`                // the review whose progress.yaml has it
	Action     string            `json:"action,omitempty"`      // the action that it is about
	Statement  model.ID          `json:"statement,omitempty"`   // the statement that it is about
	Date       model.Date        `json:"date"`                  // the day for which it is true
	SaidBy     model.ID          `json:"said_by"`               // the body that says so, as a glossary entry
	State      model.ActionState `json:"state,omitempty"`       // new state
	What       string            `json:"what,omitempty"`        // what happened
	Reason     string            `json:"reason,omitempty"`      // why
	Owner      string            `json:"owner,omitempty"`       // new owner
	Lead       model.ID          `json:"lead,omitempty"`        // new lead
	Due        model.Date        `json:"due,omitempty"`         // new due date
	Now        string            `json:"now,omitempty"`         // newest value of the measure
	Measure    *IndexMeasure     `json:"measure,omitempty"`     // new measure
	Evidence   []IndexEvidence   `json:"evidence,omitempty"`    // what shows it
	ClosedAs   model.ClosedAs    `json:"closed_as,omitempty"`   // result of a closure
	Record     string            `json:"record,omitempty"`      // where the decision is recorded
	CheckAgain model.Date        `json:"check_again,omitempty"` // date of the next look
	Check      model.CheckResult `json:"check,omitempty"`       // what a look at a closed action found
	Addressed  model.Addressed   `json:"addressed,omitempty"`   // how far the statement has been addressed
	Corrects   string            `json:"corrects,omitempty"`    // id of the update that it corrects
	Redacts    string            `json:"redacts,omitempty"`     // id of the update whose words it takes out
	Redacted   bool              `json:"redacted,omitempty"`    // its words have been taken out
}

// An IndexEvidence is something that shows what was done or what changed.
type IndexEvidence struct {
	Kind   model.EvidenceKind  `json:"kind"`             // "dip-sample"
	Shows  model.EvidenceLevel `json:"shows"`            // how far it reaches
	Title  string              `json:"title,omitempty"`  // what it is called
	Date   model.Date          `json:"date,omitempty"`   // its date
	Number model.Count         `json:"n,omitempty"`      // in how many it was found, in digits
	Of     model.Count         `json:"of,omitempty"`     // how many were looked at, in digits
	Access model.Access        `json:"access,omitempty"` // "held" if it cannot be opened
	Holder string              `json:"holder,omitempty"` // who holds it
	Link   string              `json:"link,omitempty"`   // its URL
}

// writeProgress writes the arrays of statements, responses, actions and updates.
func (x *indexer) writeProgress() {
	work := views.FollowUpOf(x.graph)
	x.startArray("\n],\n\"statements\": [")
	for _, r := range work.Reviews {
		for _, s := range views.Statements(x.graph, r) {
			x.writeItem(x.statement(r, s, work))
		}
	}
	x.startArray("\n],\n\"responses\": [")
	for _, r := range work.Reviews {
		for _, a := range work.AnswersOf(r) {
			x.writeItem(x.response(r, a))
		}
	}
	x.startArray("\n],\n\"actions\": [")
	for _, a := range work.Actions {
		x.writeItem(x.action(a))
	}
	x.startArray("\n],\n\"updates\": [")
	for _, r := range work.Reviews {
		if p := x.graph.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]; p != nil {
			for _, u := range p.Updates {
				x.writeItem(x.update(r, u))
			}
		}
	}
}

// idAt returns the id of what an id in the front matter or the progress.yaml of r leads to, or "".
func (x *indexer) idAt(r *model.Review, id model.ID) model.ID {
	if t := x.graph.FrontMatterTarget(&r.Page, id); t != nil {
		return t.ID
	}
	return ""
}

// idsOf returns the ids of targets.
func idsOf(list []*xref.Target) []model.ID {
	var ids []model.ID
	for _, t := range list {
		ids = append(ids, t.ID)
	}
	return ids
}

func (x *indexer) statement(r *model.Review, s *model.PlacedStatement, work *views.FollowUp) IndexStatement {
	record := IndexStatement{ID: s.ID, Review: r.ID, Type: s.Type, Label: s.Name, Text: s.Title}
	targets := []*xref.Target{views.TargetOf(x.graph, s)}
	for _, item := range s.Items {
		record.Parts = append(record.Parts, s.ItemID(item))
		targets = append(targets, x.graph.Part(s.Entry.Base(), s.ItemID(item)))
	}
	for _, id := range s.To {
		if t := x.graph.FrontMatterTarget(s.Entry.Base(), id); t != nil {
			record.To = append(record.To, t.ID)
		}
	}
	if !model.IsAsked(s) {
		return record
	}
	record.Computed = &IndexCounts{AsAt: x.graph.Site.Today}
	for _, a := range work.On(targets...) {
		record.Computed.AsAt = a.AsAt
		record.Computed.Actions++
		if a.State != model.Closed {
			record.Computed.Open++
		}
		if a.IsOverdue() {
			record.Computed.Overdue++
		}
	}
	return record
}

func (x *indexer) response(r *model.Review, a views.GivenAnswer) IndexResponse {
	response := IndexResponse{ID: a.ID, Review: r.ID, Statement: x.idAt(r, a.Statement), By: x.idAt(r, a.By),
		Answer: a.Answer, Date: a.Date, Due: a.Due, Text: a.Text, Link: a.Link}
	response.Computed = IndexDelay{a.AsAt, a.DaysOverdue}
	return response
}

// measureOf returns nil for an empty measure without a value.
func measureOf(m model.Measure, now string) *IndexMeasure {
	if m.What == "" {
		return nil
	}
	return &IndexMeasure{m.What, m.Start, m.Target, now, m.Source, m.Every}
}

func (x *indexer) action(a *views.Action) IndexAction {
	record := IndexAction{ID: a.ID, Review: a.Source.ID, Agreed: a.Agreed, Answers: idsOf(a.Statements), Text: a.Text,
		Lead: x.idAt(a.Source, a.Action.Lead), Owner: a.Action.Owner, With: idsOf(a.Partners), Due: a.Action.Due, Outcome: a.Outcome, Measure: measureOf(a.Measure, a.Now)}
	s := a.Status
	record.Computed = IndexStatus{AsAt: s.AsAt, State: s.State, Lead: x.idAt(a.Source, s.Lead), Owner: s.Owner, FirstDue: s.FirstDue, Due: s.Due, Moved: s.Moved,
		DaysOpen: s.DaysOpen, DaysOverdue: s.DaysOverdue, DaysQuiet: s.DaysQuiet, DaysUnchecked: s.DaysUnchecked,
		Shows: s.Shows, ClosedAs: s.ClosedAs, ClosedOn: s.ClosedOn, CheckAgain: s.CheckAgain, Colour: s.Colour, Why: string(s.Why)}
	for _, gap := range s.Gaps {
		record.Computed.Gaps = append(record.Computed.Gaps, string(gap))
	}
	return record
}

func (x *indexer) update(r *model.Review, u model.Update) IndexUpdate {
	record := IndexUpdate{ID: u.ID, Review: r.ID, Action: u.Action, Statement: x.idAt(r, u.Statement), Date: u.Date, SaidBy: x.idAt(r, u.SaidBy),
		State: u.State, What: u.What, Reason: u.Reason, Owner: u.Owner, Lead: x.idAt(r, u.Lead), Due: u.Due, Now: u.Now, Measure: measureOf(u.Measure, ""),
		ClosedAs: u.ClosedAs, Record: u.Record, CheckAgain: u.CheckAgain, Check: u.Check, Addressed: u.Addressed, Corrects: u.Corrects, Redacts: u.Redacts, Redacted: u.Redacted}
	for _, e := range u.Evidence {
		record.Evidence = append(record.Evidence, IndexEvidence(e))
	}
	return record
}
