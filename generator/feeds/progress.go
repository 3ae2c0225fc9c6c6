package feeds

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// An IndexStatement is a statement of a review, such as a finding, a learning point or a
// recommendation.
type IndexStatement struct {
	ID       model.ID            `json:"id"`              // "child-m/recommendation-4"
	Review   model.ID            `json:"review"`          // ID of the review
	Type     model.StatementType `json:"type"`            // "recommendation"
	Label    string              `json:"label"`           // name within its review: "Recommendation 4"
	Text     string              `json:"text"`            // title of its page, or the statement in the words of the site
	To       []model.ID          `json:"to,omitempty"`    // bodies to which it is addressed, as glossary entries
	Parts    []model.ID          `json:"parts,omitempty"` // IDs of its parts, in order
	Computed *IndexCounts        `json:"computed,omitempty"`
}

// IndexCounts counts the actions that answer a statement that asks for something, or a part of the
// statement.
type IndexCounts struct {
	AsAt    model.Date `json:"as_at"`   // date of the counts
	Actions int        `json:"actions"` // all actions; 0 means that there is a gap
	Open    int        `json:"open"`    // actions that are not closed
	Overdue int        `json:"overdue"` // actions that are overdue
}

// An IndexResponse is a body's answer to a statement, or a request for an answer that is still awaited.
type IndexResponse struct {
	ID        string       `json:"id"`               // id within its review: "r1"
	Review    model.ID     `json:"review"`           // review whose progress.yaml contains it
	Statement model.ID     `json:"statement"`        // statement that is answered
	By        model.ID     `json:"by"`               // body that answers, as a glossary entry
	Answer    model.Answer `json:"answer,omitempty"` // "accepted"; empty while the answer is awaited
	Date      model.Date   `json:"date"`             // date of the answer or of the request
	Due       model.Date   `json:"due,omitempty"`    // date by which the answer was requested
	Text      string       `json:"text,omitempty"`   // answer, in the words of the site
	Link      string       `json:"link,omitempty"`   // URL of the answer
	Computed  IndexDelay   `json:"computed"`         // computed values
}

// An IndexDelay describes the delay of an answer.
type IndexDelay struct {
	AsAt        model.Date `json:"as_at"`        // date of the values
	DaysOverdue int        `json:"days_overdue"` // 0 unless the answer is awaited and overdue
}

// An IndexAction is an action as it was agreed, with its current status.
type IndexAction struct {
	ID       string        `json:"id"`                // id, unique on the site: "CM-07"
	Review   model.ID      `json:"review"`            // review whose progress.yaml contains it
	Agreed   model.Date    `json:"agreed"`            // date on which it was agreed
	Answers  []model.ID    `json:"answers"`           // statements and parts that it answers
	Text     string        `json:"text"`              // what will be done
	Lead     model.ID      `json:"lead,omitempty"`    // first lead, as a glossary entry
	Owner    string        `json:"owner,omitempty"`   // first owner, a role
	With     []model.ID    `json:"with,omitempty"`    // other bodies that take part, as glossary entries
	Due      model.Date    `json:"due,omitempty"`     // first due date
	Outcome  string        `json:"outcome,omitempty"` // what will be different for children
	Measure  *IndexMeasure `json:"measure,omitempty"` // how the effect is measured, with the latest value
	Computed IndexStatus   `json:"computed"`          // current status
}

// An IndexMeasure is a way to measure the effect of an action.
type IndexMeasure struct {
	What   string `json:"what"`             // what is measured
	Start  string `json:"start,omitempty"`  // value at the start
	Target string `json:"target,omitempty"` // target value
	Now    string `json:"now,omitempty"`    // latest value
	Source string `json:"source,omitempty"` // where the values come from
	Every  string `json:"every,omitempty"`  // how often it is measured: "quarter"
}

// An IndexStatus is the status of an action on a certain date. All its values are computed.
type IndexStatus struct {
	AsAt          model.Date          `json:"as_at"`                 // date of the status
	State         model.ActionState   `json:"state"`                 // current state
	Lead          model.ID            `json:"lead,omitempty"`        // current lead
	Owner         string              `json:"owner,omitempty"`       // current owner
	FirstDue      model.Date          `json:"first_due,omitempty"`   // first due date
	Due           model.Date          `json:"due,omitempty"`         // current due date
	Moved         int                 `json:"moved"`                 // number of times that the due date was changed
	DaysOpen      int                 `json:"days_open"`             // days since it was agreed, up to AsAt or the closure
	DaysOverdue   int                 `json:"days_overdue"`          // 0 unless overdue
	DaysQuiet     int                 `json:"days_quiet"`            // days since the last update
	DaysUnchecked int                 `json:"days_unchecked"`        // days since it was reported complete
	Shows         model.EvidenceLevel `json:"shows,omitempty"`       // highest level of the evidence
	ClosedAs      model.ClosedAs      `json:"closed_as,omitempty"`   // result of the closure
	ClosedOn      model.Date          `json:"closed_on,omitempty"`   // date of the closure
	CheckAgain    model.Date          `json:"check_again,omitempty"` // date on which a closed action is to be checked again
	Colour        model.Colour        `json:"colour"`                // must only be shown together with a text
	Why           string              `json:"why"`                   // rule that determines the colour: "overdue"
	Gaps          []string            `json:"gaps,omitempty"`        // what it lacks: "no_owner"
}

// An IndexUpdate is a dated report on an action, or on whether a statement has been addressed.
type IndexUpdate struct {
	ID         string            `json:"id"`                    // id within its review: "u1"
	Review     model.ID          `json:"review"`                // review whose progress.yaml contains it
	Action     string            `json:"action,omitempty"`      // id of the action that it is about
	Statement  model.ID          `json:"statement,omitempty"`   // statement that it is about
	Date       model.Date        `json:"date"`                  // date to which it refers
	SaidBy     model.ID          `json:"said_by"`               // body that reports it, as a glossary entry
	State      model.ActionState `json:"state,omitempty"`       // new state
	What       string            `json:"what,omitempty"`        // what happened
	Reason     string            `json:"reason,omitempty"`      // reason
	Owner      string            `json:"owner,omitempty"`       // new owner
	Lead       model.ID          `json:"lead,omitempty"`        // new lead
	Due        model.Date        `json:"due,omitempty"`         // new due date
	Now        string            `json:"now,omitempty"`         // latest value of the measure
	Measure    *IndexMeasure     `json:"measure,omitempty"`     // new measure
	Evidence   []IndexEvidence   `json:"evidence,omitempty"`    // evidence
	ClosedAs   model.ClosedAs    `json:"closed_as,omitempty"`   // result of a closure
	Record     string            `json:"record,omitempty"`      // where the decision is recorded
	CheckAgain model.Date        `json:"check_again,omitempty"` // date on which a closed action is to be checked again
	Check      model.CheckResult `json:"check,omitempty"`       // result of checking a closed action again
	Addressed  model.Addressed   `json:"addressed,omitempty"`   // how far the statement has been addressed
	Corrects   string            `json:"corrects,omitempty"`    // id of the update that it corrects
	Redacts    string            `json:"redacts,omitempty"`     // id of the update that it redacts
	Redacted   bool              `json:"redacted,omitempty"`    // whether it has been redacted
}

// An IndexEvidence is an item of evidence.
type IndexEvidence struct {
	Kind   model.EvidenceKind  `json:"kind"`             // "dip-sample"
	Shows  model.EvidenceLevel `json:"shows"`            // level of the evidence
	Title  string              `json:"title,omitempty"`  // title
	Date   model.Date          `json:"date,omitempty"`   // date
	Number model.OptionalCount `json:"n,omitempty"`      // number of cases in which it was found, in digits
	Of     model.OptionalCount `json:"of,omitempty"`     // number of cases that were looked at, in digits
	Access model.Access        `json:"access,omitempty"` // "held" if it is not public
	Holder string              `json:"holder,omitempty"` // body or role that keeps the evidence, if it is not public
	Link   string              `json:"link,omitempty"`   // URL
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
		for _, a := range work.ResponsesOf(r) {
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

// fullID returns the full id of the target to which an id in the front matter or the progress.yaml of r
// refers, or "" if there is none.
func (x *indexer) fullID(r *model.Review, id model.ID) model.ID {
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
	for _, a := range work.ActionsFor(targets...) {
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

func (x *indexer) response(r *model.Review, a views.Response) IndexResponse {
	response := IndexResponse{ID: a.ID, Review: r.ID, Statement: x.fullID(r, a.Statement), By: x.fullID(r, a.By),
		Answer: a.Answer, Date: a.Date, Due: a.Due, Text: a.Text, Link: a.Link}
	response.Computed = IndexDelay{a.AsAt, a.DaysOverdue}
	return response
}

// newIndexMeasure returns a measure with its latest value, now, or nil if both are empty.
func newIndexMeasure(m model.Measure, now string) *IndexMeasure {
	if m.What == "" {
		return nil
	}
	return &IndexMeasure{m.What, m.Start, m.Target, now, m.Source, m.Every}
}

func (x *indexer) action(a *views.Action) IndexAction {
	record := IndexAction{ID: a.ID, Review: a.Source.ID, Agreed: a.Agreed, Answers: idsOf(a.Statements), Text: a.Text,
		Lead: x.fullID(a.Source, a.Action.Lead), Owner: a.Action.Owner, With: idsOf(a.Partners), Due: a.Action.Due, Outcome: a.Outcome, Measure: newIndexMeasure(a.Measure, a.Now)}
	s := a.Status
	record.Computed = IndexStatus{AsAt: s.AsAt, State: s.State, Lead: x.fullID(a.Source, s.Lead), Owner: s.Owner, FirstDue: s.FirstDue, Due: s.Due, Moved: s.TimesMoved,
		DaysOpen: s.DaysOpen, DaysOverdue: s.DaysOverdue, DaysQuiet: s.DaysQuiet, DaysUnchecked: s.DaysUnchecked,
		Shows: s.Shows, ClosedAs: s.ClosedAs, ClosedOn: s.ClosedOn, CheckAgain: s.CheckAgain, Colour: s.Colour, Why: string(s.ColourReason)}
	for _, gap := range s.Omissions {
		record.Computed.Gaps = append(record.Computed.Gaps, string(gap))
	}
	return record
}

func (x *indexer) update(r *model.Review, u model.Update) IndexUpdate {
	record := IndexUpdate{ID: u.ID, Review: r.ID, Action: u.Action, Statement: x.fullID(r, u.Statement), Date: u.Date, SaidBy: x.fullID(r, u.SaidBy),
		State: u.State, What: u.What, Reason: u.Reason, Owner: u.Owner, Lead: x.fullID(r, u.Lead), Due: u.Due, Now: u.Now, Measure: newIndexMeasure(u.Measure, ""),
		ClosedAs: u.ClosedAs, Record: u.Record, CheckAgain: u.CheckAgain, Check: u.Check, Addressed: u.Addressed, Corrects: u.Corrects, Redacts: u.Redacts, Redacted: u.Redacted}
	for _, e := range u.Evidence {
		record.Evidence = append(record.Evidence, IndexEvidence(e))
	}
	return record
}
