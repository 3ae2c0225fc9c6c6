package model

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Progress is the content of reviews/<id>/progress.yaml: the responses of bodies to the statements of
// a review, the agreed actions, and updates. Authors add entries and do not change or remove them. The
// file may be empty.
type Progress struct {
	Released  Release         `yaml:"released"`  // the release to the public; if empty, nothing is public
	Responses []GivenResponse `yaml:"responses"` // the answers of bodies to statements, in any order
	Actions   []Action        `yaml:"actions"`   // the agreed actions, in any order
	Updates   []Update        `yaml:"updates"`   // the updates, sorted by date; those with the same date are in the order in which they happened

	Origin Origin `yaml:"-"` // the file
	AsAt   Date   `yaml:"-"` // the day up to which the entries are included; set by UpTo
}

// Release is the decision of a board to publish all entries of a progress.yaml that are dated up to
// a given day.
type Release struct {
	Date   Date              `yaml:"date" required:"true"`          // the last day whose entries may be published
	By     ID                `yaml:"by" required:"true" ref:"work"` // the board, as a glossary entry
	Record string            `yaml:"record"`                        // where the decision is recorded, such as "Minute 6.2"
	Text   StoredFingerprint `yaml:"text"`                          // the fingerprint of those entries, written by safelearn release; nothing is published without it
}

// GivenResponse is the response of one body to one statement, or a request for one that has not been
// answered.
type GivenResponse struct {
	ID        string `yaml:"id" required:"true"`                   // an id within the file, such as r1
	Statement ID     `yaml:"statement" required:"true" ref:"work"` // the statement that is answered
	By        ID     `yaml:"by" required:"true" ref:"work"`        // the body that answers, as a glossary entry
	Answer    Answer `yaml:"answer"`                               // the answer; empty while it is awaited
	Date      Date   `yaml:"date" required:"true"`                 // the day of the answer or, while it is awaited, of the request
	Due       Date   `yaml:"due" future:"true"`                    // the date by which the answer was requested
	Text      string `yaml:"text"`                                 // the answer, in the words of the authors of the site
	Link      string `yaml:"link"`                                 // the URL of the answer
}

// Action is an action as it was agreed. Later changes are recorded as updates.
type Action struct {
	ID      string  `yaml:"id" required:"true"`                 // an id that is never reused, starting with letters, such as CM-07
	Agreed  Date    `yaml:"agreed" required:"true"`             // the day on which it was agreed
	Answers []ID    `yaml:"answers" required:"true" ref:"work"` // the statements or parts of statements that the action answers, which may belong to other reviews
	Text    string  `yaml:"text" required:"true"`               // what will be done
	Lead    ID      `yaml:"lead" ref:"work"`                    // the body that leads the action, as a glossary entry
	Owner   string  `yaml:"owner"`                              // the role that is responsible for the action, never a person's name
	With    []ID    `yaml:"with" ref:"work"`                    // other bodies that take part
	Due     Date    `yaml:"due" future:"true"`                  // the first date by which the action was due
	Outcome string  `yaml:"outcome"`                            // what will be different for children
	Measure Measure `yaml:"measure"`                            // how the effect of the action is measured
}

// Measure is a way of measuring the effect of an action.
type Measure struct {
	What   string `yaml:"what" required:"true"` // what is measured, such as "Babies seen the same day"
	Start  string `yaml:"start"`                // the value at the start, such as "11 of 19"
	Target string `yaml:"target"`               // the target value
	Source string `yaml:"source"`               // where the values come from, such as "Dip sample"
	Every  string `yaml:"every"`                // how often it is measured, such as "quarter"
}

// Update is a dated report on an action, or on whether a statement has been addressed.
type Update struct {
	ID        string      `yaml:"id" required:"true"`                 // an id within the file, such as u1
	Date      Date        `yaml:"date" required:"true"`               // the date to which the update refers
	Action    string      `yaml:"action"`                             // the id of an action of this file
	Statement ID          `yaml:"statement" ref:"work"`               // the statement that the update is about, instead of an action
	SaidBy    ID          `yaml:"said_by" required:"true" ref:"work"` // the body that reports the update, as a glossary entry
	State     ActionState `yaml:"state"`                              // the new state; empty if it has not changed
	What      string      `yaml:"what"`                               // what happened
	Reason    string      `yaml:"reason"`                             // the reason for a new date, a stop, a pause, a reopening or a closure without delivery
	Lead      ID          `yaml:"lead" ref:"work"`                    // the new lead
	Owner     string      `yaml:"owner"`                              // the role that is the new owner
	Due       Date        `yaml:"due" future:"true"`                  // the new due date
	Measure   Measure     `yaml:"measure"`                            // the new measure
	Now       string      `yaml:"now"`                                // the latest value of the measure, such as "12 of 14"

	Evidence    []Evidence      `yaml:"evidence"`                  // the evidence for the update
	ClosedAs    ClosedAs        `yaml:"closed_as"`                 // the result with which the action was closed; required with state: closed
	Record      string          `yaml:"record"`                    // where the decision to close is recorded, such as "Minute 6.2"
	CheckAgain  Date            `yaml:"check_again" future:"true"` // the date on which a closed action will be checked again
	Check       CheckResult     `yaml:"check"`                     // the result of checking a closed action again
	Addressed   Addressed       `yaml:"addressed"`                 // how far the statement has been addressed, in the judgement of an independent body
	Corrects    string          `yaml:"corrects"`                  // the id of an earlier update that this one corrects; both are shown
	Redacts     string          `yaml:"redacts"`                   // the id of an earlier update whose text must no longer be shown
	RedactedFor RedactionReason `yaml:"redacted_for"`              // the reason for the redaction; required with redacts
	Reported    Colour          `yaml:"reported_colour"`           // the colour that the board published for the action

	Redacted bool          `yaml:"-"` // whether a later update redacts this one, so that its text has been removed
	Removed  RemovedValues `yaml:"-"` // which values were removed together with the text
}

// RemovedValues states which values of an update have been removed because a later update redacts it.
// Values given by earlier updates are out of date as well.
type RemovedValues struct {
	Owner   bool // the new owner
	Measure bool // the new measure
	Now     bool // the newest value of the measure
}

// redact removes the text of u, and records in u.Removed which values were removed with it.
func (u *Update) redact() {
	u.Removed = RemovedValues{u.Removed.Owner || u.Owner != "", u.Removed.Measure || u.Measure.What != "", u.Removed.Now || u.Now != ""}
	u.What, u.Reason, u.Record, u.Owner, u.Now, u.Measure, u.Redacted = "", "", "", "", "", Measure{}, true
	u.Evidence = slices.Clone(u.Evidence)
	for i := range u.Evidence {
		e := &u.Evidence[i]
		*e = Evidence{Kind: e.Kind, Shows: e.Shows}
	}
}

// Evidence is evidence of what was done or what has changed.
type Evidence struct {
	Kind   EvidenceKind  `yaml:"kind" required:"true"`  // the kind of evidence, such as dip-sample
	Shows  EvidenceLevel `yaml:"shows" required:"true"` // the level of the evidence: activity, practice or outcome
	Title  string        `yaml:"title" required:"true"` // the title of the evidence
	Date   Date          `yaml:"date"`                  // the date of the evidence
	Number OptionalCount `yaml:"n"`                     // the number of cases in which the evidence shows it
	Of     OptionalCount `yaml:"of"`                    // the number of cases that were looked at
	Access Access        `yaml:"access"`                // public, which is the default, or held
	Holder string        `yaml:"holder"`                // who keeps the evidence; required with access: held
	Link   string        `yaml:"link"`                  // the URL of the evidence; not allowed with access: held
}

// ActionState is the state of delivery of an action.
type ActionState string

const (
	NotStarted ActionState = "not-started" // agreed but not begun; the state before the first update
	InProgress ActionState = "in-progress" // started
	Paused     ActionState = "paused"      // paused, with a stated reason
	Stopped    ActionState = "stopped"     // abandoned, with a stated reason
	Complete   ActionState = "complete"    // finished, according to the body that leads
	Closed     ActionState = "closed"      // checked by another body, with a result in ClosedAs
)

func (ActionState) values() (description string, all []string) {
	return "a state", toStrings(NotStarted, InProgress, Paused, Stopped, Complete, Closed)
}

// NextStates returns the states that may follow s. They do not include s itself.
func (s ActionState) NextStates() []ActionState {
	switch s {
	case NotStarted:
		return []ActionState{InProgress, Paused, Stopped, Complete}
	case InProgress:
		return []ActionState{Paused, Complete, Stopped}
	case Paused:
		return []ActionState{InProgress, Complete, Stopped}
	case Stopped, Complete:
		return []ActionState{Closed, InProgress}
	case Closed:
		return []ActionState{InProgress}
	}
	return nil
}

// Ended reports whether no more work is expected on an action in the state s.
func (s ActionState) Ended() bool { return s == Stopped || s == Complete || s == Closed }

// ClosedAs is the result with which a body other than the lead closed an action.
type ClosedAs string

const (
	Implemented          ClosedAs = "implemented"           // delivered as agreed
	ImplementedOtherwise ClosedAs = "implemented-otherwise" // delivered by other means than agreed
	Exceeded             ClosedAs = "exceeded"              // delivered beyond what was agreed
	Superseded           ClosedAs = "superseded"            // replaced by another action or by a duty
	NoLongerApplicable   ClosedAs = "no-longer-applicable"  // no longer needed because its subject no longer exists
	Reconsidered         ClosedAs = "reconsidered"          // dropped by decision of the board
	NotImplemented       ClosedAs = "not-implemented"       // neither delivered nor replaced
)

func (ClosedAs) values() (description string, all []string) {
	return "a result", toStrings(Implemented, ImplementedOtherwise, Exceeded, Superseded, NoLongerApplicable, Reconsidered, NotImplemented)
}

// Delivered reports whether the agreed result, or something equivalent, is in place.
func (c ClosedAs) Delivered() bool {
	return c == Implemented || c == ImplementedOtherwise || c == Exceeded
}

// EvidenceKind is a kind of evidence.
type EvidenceKind string

func (EvidenceKind) values() (description string, all []string) {
	return "a kind of evidence", toStrings[EvidenceKind]("document", "training-record", "audit", "dip-sample", "data", "observation", "survey", "childrens-feedback", "families-feedback", "practitioners-feedback", "inspection", "scrutiny")
}

// EvidenceLevel is what a piece of evidence shows: activity, a change in practice, or an outcome for
// children.
type EvidenceLevel string

const (
	ShowsActivity EvidenceLevel = "activity" // something was issued or took place
	ShowsPractice EvidenceLevel = "practice" // people work differently
	ShowsOutcome  EvidenceLevel = "outcome"  // the lives of children are different
)

func (EvidenceLevel) values() (description string, all []string) {
	return "what evidence shows", toStrings(ShowsActivity, ShowsPractice, ShowsOutcome)
}

// Rank returns the rank of the level, from 1 for activity to 3 for an outcome, or 0 for "".
func (l EvidenceLevel) Rank() int {
	switch l {
	case ShowsActivity:
		return 1
	case ShowsPractice:
		return 2
	case ShowsOutcome:
		return 3
	}
	return 0
}

// Access states whether evidence may be published.
type Access string

// Held is the access to evidence that is not public. Only its title, date and holder may be shown.
const Held Access = "held"

func (Access) values() (description string, all []string) {
	return "a kind of access", toStrings("public", Held)
}

// CheckResult is the result of checking a closed action again.
type CheckResult string

// HasSlipped is the result that what was achieved has not lasted.
const HasSlipped CheckResult = "slipped"

func (CheckResult) values() (description string, all []string) {
	return "a result of a check", toStrings("held", HasSlipped)
}

// Addressed states how far a statement has been addressed, in the judgement of an independent body.
type Addressed string

func (Addressed) values() (description string, all []string) {
	return "a judgement", toStrings[Addressed]("not", "partly", "substantially")
}

// RedactionReason is the reason for redacting the text of an update.
type RedactionReason string

func (RedactionReason) values() (description string, all []string) {
	return "a ground", toStrings[RedactionReason]("proceedings", "personal-data", "security")
}

// Colour is the colour of an action in a report. Pages never show a colour without text.
type Colour string

const (
	Blue  Colour = "blue"  // closed as delivered, on evidence of practice or outcome
	Green Colour = "green" // nothing needs attention
	Amber Colour = "amber" // something needs attention
	Red   Colour = "red"   // overdue, stopped, without an owner, or not delivered
	Grey  Colour = "grey"  // closed without delivery for a good reason, or without an update and not yet due
)

func (Colour) values() (description string, all []string) {
	return "a colour", toStrings(Blue, Green, Amber, Red, Grey)
}

// OptionalCount is a nonnegative whole number, or "" if the number is not known.
type OptionalCount string

func (c *OptionalCount) set(text string) (problem, hint string) {
	if text == "" || strings.Trim(text, "0123456789") != "" || len(text) > 6 {
		return fmt.Sprintf("%q is not a whole number from 0 to 999999", text), "write digits only, such as 12"
	}
	*c = OptionalCount(text)
	return "", ""
}

// schema returns the JSON Schema of the values that set accepts.
func (OptionalCount) schema() schemaNode {
	return schemaNode{"type": []string{"integer", "string"}, "minimum": 0, "maximum": 999999, "pattern": "^[0-9]{1,6}$", messageKey: "write digits only, such as 12"}
}

// readProgress reads reviews/<review>/progress.yaml.
func (s *Site) readProgress(file *source.File, problems *diag.List) {
	progress := new(Progress)
	progress.Origin, _ = decode(file, progress, problems)
	s.PastDates = append(s.PastDates, progress.Origin.past...)
	s.progress[path.Base(path.Dir(file.Path))] = progress
}

// AllProgress returns the complete content of each progress.yaml, by review id. Only checks may use
// it: pages and exports must use Site.Progress.
func AllProgress(s *Site) map[string]*Progress { return s.progress }

// ShowProgress sets s.Internal, and sets s.Progress to the entries that may be shown, with redacted
// text removed. On an internal site, these are all entries dated up to today. On a public site, they
// are the released entries, or none if these have changed since the release. The caller must have set
// s.Today.
func ShowProgress(s *Site, internal bool) {
	s.Progress, s.Internal, s.changedProgress = make(map[string]*Progress), internal, nil
	for _, review := range slices.Sorted(maps.Keys(s.progress)) {
		all := s.progress[review]
		day := s.Today
		if !internal {
			day = min(day, all.Released.Date)
		}
		if day != "" && (internal || IsReleased(all)) {
			s.Progress[review] = all.UpTo(day)
		} else if all.Released.Date != "" && !internal {
			s.changedProgress = append(s.changedProgress, review)
		}
	}
}

// ChangedProgress returns the listed reviews whose progress is not shown because it has changed since
// its release, sorted by id.
func ChangedProgress(s *Site) (list []*Review) {
	for _, id := range s.changedProgress {
		if r := s.reviews[id+"/"]; r != nil && s.Listed(&r.Page) {
			list = append(list, r)
		}
	}
	return list
}

// entriesUpTo returns the entries of p that are dated up to the given day.
func entriesUpTo(p *Progress, day Date) (responses []GivenResponse, actions []Action, updates []Update) {
	for _, r := range p.Responses {
		if r.Date <= day {
			responses = append(responses, r)
		}
	}
	for _, a := range p.Actions {
		if a.Agreed <= day {
			actions = append(actions, a)
		}
	}
	for _, u := range p.Updates {
		if u.Date <= day {
			updates = append(updates, u)
		}
	}
	return responses, actions, updates
}

// UpTo returns a copy of p with the entries dated up to the given day. It removes the text of redacted
// updates, even if the update that redacts them is dated later.
func (p *Progress) UpTo(day Date) *Progress {
	shown := &Progress{Released: p.Released, Origin: p.Origin, AsAt: day}
	shown.Responses, shown.Actions, shown.Updates = entriesUpTo(p, day)
	redacted := make(map[string]bool)
	for _, u := range p.Updates {
		redacted[u.Redacts] = true // a redaction counts at once, even if it is dated after day
	}
	for i := range shown.Updates {
		if u := &shown.Updates[i]; redacted[u.ID] {
			u.redact()
		}
	}
	return shown
}
