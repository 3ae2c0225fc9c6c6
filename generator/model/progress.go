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

// Progress is the content of reviews/<id>/progress.yaml: what bodies answered to the statements of a
// review, the actions that were agreed, and what has been reported since. Entries are only ever
// added. It may be empty.
type Progress struct {
	Released  Release         `yaml:"released"`  // what may be published; if empty, nothing may
	Responses []GivenResponse `yaml:"responses"` // what the addressees of statements answered, in any order
	Actions   []Action        `yaml:"actions"`   // the actions as agreed, in any order
	Updates   []Update        `yaml:"updates"`   // what has been reported since; those of one date are in the order of events

	Origin Origin `yaml:"-"` // the file
	AsAt   Date   `yaml:"-"` // the day for which the entries stand; set by ShowProgress
}

// Release is the decision of a board to publish all entries of a progress.yaml that are dated up to a day.
type Release struct {
	Date   Date     `yaml:"date" required:"true"`          // the last day whose entries may be published
	By     ID       `yaml:"by" required:"true" ref:"work"` // the board, as a glossary entry
	Record string   `yaml:"record"`                        // where the decision is recorded, such as "Minute 6.2"
	Text   Checksum `yaml:"text"`                          // the fingerprint of those entries, without which nothing is published; safelearn release writes it
}

// GivenResponse is the answer of one body to one statement, or the day by which it is due.
type GivenResponse struct {
	ID        string `yaml:"id" required:"true"`                   // a name within the file, such as r1
	Statement ID     `yaml:"statement" required:"true" ref:"work"` // the statement that is answered
	By        ID     `yaml:"by" required:"true" ref:"work"`        // the body that answers, as a glossary entry
	Answer    Answer `yaml:"answer"`                               // the answer; empty while it is awaited
	Date      Date   `yaml:"date" required:"true"`                 // the day of the answer or, while it is awaited, of the request
	Due       Date   `yaml:"due" future:"true"`                    // the day by which the answer was asked for
	Text      string `yaml:"text"`                                 // what it says, in the words of the authors of the site
	Link      string `yaml:"link"`                                 // its address on the web
}

// Action is an action as agreed. Later changes to it are updates.
type Action struct {
	ID      string  `yaml:"id" required:"true"`                 // a key that is never used again, letters first, such as CM-07
	Agreed  Date    `yaml:"agreed" required:"true"`             // the day on which it was agreed
	Answers []ID    `yaml:"answers" required:"true" ref:"work"` // the statements or parts that it answers, also of other reviews
	Text    string  `yaml:"text" required:"true"`               // what will be done
	Lead    ID      `yaml:"lead" ref:"work"`                    // the body that leads, as a glossary entry
	Owner   string  `yaml:"owner"`                              // the role that answers for it, never a name
	With    []ID    `yaml:"with" ref:"work"`                    // further bodies that take part
	Due     Date    `yaml:"due" future:"true"`                  // the day by which it was to be complete
	Outcome string  `yaml:"outcome"`                            // what will differ for a child
	Measure Measure `yaml:"measure"`                            // how anybody will know
}

// Measure is how the effect of an action is measured.
type Measure struct {
	What   string `yaml:"what" required:"true"` // what is measured, such as "Babies seen the same day"
	Start  string `yaml:"start"`                // the value at the start, such as "11 of 19"
	Target string `yaml:"target"`               // the value aimed for
	Source string `yaml:"source"`               // where the values come from, such as "Dip sample"
	Every  string `yaml:"every"`                // how often it is measured, such as "quarter"
}

// Update is a dated report on an action, or on whether a statement has been addressed.
type Update struct {
	ID        string      `yaml:"id" required:"true"`                 // a name within the file, such as u1
	Date      Date        `yaml:"date" required:"true"`               // the day for which it is true
	Action    string      `yaml:"action"`                             // the id of an action of this file
	Statement ID          `yaml:"statement" ref:"work"`               // the statement, if it is about one and not about an action
	SaidBy    ID          `yaml:"said_by" required:"true" ref:"work"` // the body that says so, as a glossary entry
	State     ActionState `yaml:"state"`                              // the new state; empty if it has not changed
	What      string      `yaml:"what"`                               // what happened
	Reason    string      `yaml:"reason"`                             // why: for a moved date, a stop, a pause, a reopening, a closure without effect
	Lead      ID          `yaml:"lead" ref:"work"`                    // the new lead
	Owner     string      `yaml:"owner"`                              // the new owner, a role
	Due       Date        `yaml:"due" future:"true"`                  // the new due date
	Measure   Measure     `yaml:"measure"`                            // the new measure
	Now       string      `yaml:"now"`                                // the newest value of the measure, such as "12 of 14"

	Evidence   []Evidence `yaml:"evidence"`                  // what shows it
	ClosedAs   ClosedAs   `yaml:"closed_as"`                 // with what result it was closed; required with state: closed
	Record     string     `yaml:"record"`                    // where the decision to close is recorded, such as "Minute 6.2"
	CheckAgain Date       `yaml:"check_again" future:"true"` // the day on which a closed action will be looked at again
	Check      Check      `yaml:"check"`                     // what a look at a closed action found
	Addressed  Addressed  `yaml:"addressed"`                 // how far the statement has been addressed, as somebody independent judges
	Corrects   string     `yaml:"corrects"`                  // the id of an earlier update that this one corrects; both are shown
	Redacts    string     `yaml:"redacts"`                   // the id of an earlier update whose words must no longer be shown
	RedactedOn RedactedOn `yaml:"redacted_for"`              // why those words must go; required with redacts
	Reported   Colour     `yaml:"reported_colour"`           // the colour that the board printed

	Redacted bool    `yaml:"-"` // whether its words have been removed because a later update redacts them
	Removed  Removed `yaml:"-"` // which values went with its words
}

// Removed says which values of an update are no longer shown because a later update redacts its words. Those
// before the update no longer hold, either.
type Removed struct {
	Owner   bool // the new owner
	Measure bool // the new measure
	Now     bool // the newest value of the measure
}

// redact removes the words of u, and keeps which values went with them.
func (u *Update) redact() {
	u.Removed = Removed{u.Removed.Owner || u.Owner != "", u.Removed.Measure || u.Measure.What != "", u.Removed.Now || u.Now != ""}
	u.What, u.Reason, u.Record, u.Owner, u.Now, u.Measure, u.Redacted = "", "", "", "", "", Measure{}, true
	u.Evidence = slices.Clone(u.Evidence)
	for i := range u.Evidence {
		e := &u.Evidence[i]
		*e = Evidence{Kind: e.Kind, Shows: e.Shows}
	}
}

// Evidence is something that shows what was done or what changed.
type Evidence struct {
	Kind   EvidenceKind  `yaml:"kind" required:"true"`  // what it is, such as dip-sample
	Shows  EvidenceLevel `yaml:"shows" required:"true"` // how far it reaches: activity, practice or outcome
	Title  string        `yaml:"title" required:"true"` // what it is called
	Date   Date          `yaml:"date"`                  // its date
	Number Count         `yaml:"n"`                     // in how many it was found
	Of     Count         `yaml:"of"`                    // how many were looked at
	Access Access        `yaml:"access"`                // public, which is the default, or held
	Holder string        `yaml:"holder"`                // who holds it; required with access: held
	Link   string        `yaml:"link"`                  // its address on the web; never with access: held
}

// ActionState is how far the delivery of an action has come.
type ActionState string

const (
	Proposed   ActionState = "proposed"    // not agreed yet
	NotStarted ActionState = "not-started" // agreed but not begun; the state before the first update
	InProgress ActionState = "in-progress" // begun
	Paused     ActionState = "paused"      // waiting, with the reason
	Stopped    ActionState = "stopped"     // abandoned, with the reason
	Complete   ActionState = "complete"    // done, as its lead says
	Closed     ActionState = "closed"      // looked at by another body, with the result in ClosedAs
)

func (ActionState) values() (description string, all []string) {
	return "a state", textsOf(Proposed, NotStarted, InProgress, Paused, Stopped, Complete, Closed)
}

// Next returns the states that may follow s, apart from s itself.
func (s ActionState) Next() []ActionState {
	switch s {
	case Proposed:
		return []ActionState{NotStarted, InProgress, Stopped}
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

// Ended reports whether no more work is expected in the state.
func (s ActionState) Ended() bool { return s == Stopped || s == Complete || s == Closed }

// ClosedAs is the result with which another body closed an action.
type ClosedAs string

const (
	Implemented          ClosedAs = "implemented"           // as agreed
	ImplementedOtherwise ClosedAs = "implemented-otherwise" // by other means than agreed
	Exceeded             ClosedAs = "exceeded"              // more than was agreed
	Superseded           ClosedAs = "superseded"            // another action or duty took its place
	NoLongerApplicable   ClosedAs = "no-longer-applicable"  // what it was about is gone
	Reconsidered         ClosedAs = "reconsidered"          // the board decided otherwise
	NotImplemented       ClosedAs = "not-implemented"       // and nothing took its place
)

func (ClosedAs) values() (description string, all []string) {
	return "a result", textsOf(Implemented, ImplementedOtherwise, Exceeded, Superseded, NoLongerApplicable, Reconsidered, NotImplemented)
}

// Delivered reports whether what was agreed, or as much by other means, is in place.
func (c ClosedAs) Delivered() bool {
	return c == Implemented || c == ImplementedOtherwise || c == Exceeded
}

// EvidenceKind is the kind of thing that serves as evidence.
type EvidenceKind string

func (EvidenceKind) values() (description string, all []string) {
	return "a kind of evidence", textsOf[EvidenceKind]("document", "training-record", "audit", "dip-sample", "data", "observation", "survey", "childrens-feedback", "families-feedback", "practitioners-feedback", "inspection", "scrutiny")
}

// EvidenceLevel is how far evidence reaches.
type EvidenceLevel string

const (
	ShowsActivity EvidenceLevel = "activity" // something was issued or held
	ShowsPractice EvidenceLevel = "practice" // people work differently
	ShowsOutcome  EvidenceLevel = "outcome"  // the lives of children differ
)

func (EvidenceLevel) values() (description string, all []string) {
	return "what evidence shows", textsOf(ShowsActivity, ShowsPractice, ShowsOutcome)
}

// Rank returns the order of the level: 0 for none, 3 for an outcome.
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

// Access says whether evidence may be opened.
type Access string

// Held is the access to evidence of which only title, date and holder may be shown.
const Held Access = "held"

func (Access) values() (description string, all []string) {
	return "a kind of access", textsOf("public", Held)
}

// Check is what a look at a closed action found.
type Check string

func (Check) values() (description string, all []string) {
	return "a result of a check", textsOf[Check]("held", "slipped")
}

// Addressed is how far a statement has been addressed, as somebody independent of the lead judges.
type Addressed string

func (Addressed) values() (description string, all []string) {
	return "a judgement", textsOf[Addressed]("not", "partly", "substantially")
}

// RedactedOn is the ground on which the words of an update are no longer shown.
type RedactedOn string

func (RedactedOn) values() (description string, all []string) {
	return "a ground", textsOf[RedactedOn]("proceedings", "personal-data", "security")
}

// Colour is the colour of an action in a report. Pages show it only beside words.
type Colour string

const (
	Blue  Colour = "blue"  // closed as delivered, on evidence of practice or outcome
	Green Colour = "green" // nothing calls for attention
	Amber Colour = "amber" // something calls for attention
	Red   Colour = "red"   // late, stopped, without owner, or not delivered
	Grey  Colour = "grey"  // closed without delivery for a good reason, or no update and not yet due
)

func (Colour) values() (description string, all []string) {
	return "a colour", textsOf(Blue, Green, Amber, Red, Grey)
}

// Count is a whole number from 0, or "" if it is not known.
type Count string

func (c *Count) set(text string) (problem, hint string) {
	if text == "" || strings.Trim(text, "0123456789") != "" || len(text) > 6 {
		return fmt.Sprintf("%q is not a whole number from 0 to 999999", text), "write digits only, such as 12"
	}
	*c = Count(text)
	return "", ""
}

// schema describes the texts that set accepts.
func (Count) schema() node {
	return node{"type": []string{"integer", "string"}, "minimum": 0, "maximum": 999999, "pattern": "^[0-9]{1,6}$", messageKey: "write digits only, such as 12"}
}

// readProgress reads reviews/<review>/progress.yaml.
func (s *Site) readProgress(file *source.File, problems *diag.List) {
	progress := new(Progress)
	progress.Origin, _ = decode(file, progress, problems)
	s.PastDates = append(s.PastDates, progress.Origin.past...)
	s.progress[path.Base(path.Dir(file.Path))] = progress
}

// AllProgress returns the whole content of each progress.yaml by review id, for checks. What pages
// and exports show is in Site.Progress.
func AllProgress(s *Site) map[string]*Progress { return s.progress }

// ShowProgress sets s.Internal, and s.Progress to the entries that may be shown, without words that
// were redacted. For a board, these are all entries dated up to today. For the public, they are those
// that were released, and none if these have changed since. The caller sets s.Today first.
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

// ChangedProgress returns the listed reviews of which no progress is shown because it has changed since a
// board released it, in the order of their ids.
func ChangedProgress(s *Site) (list []*Review) {
	for _, id := range s.changedProgress {
		if r := s.reviews[id+"/"]; r != nil && s.Listed(&r.Page) {
			list = append(list, r)
		}
	}
	return list
}

// entriesUpTo returns the entries of p that are dated up to a day.
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

// UpTo returns a copy of p with the entries dated up to a day, without words that any
// update redacts.
func (p *Progress) UpTo(day Date) *Progress {
	shown := &Progress{Released: p.Released, Origin: p.Origin, AsAt: day}
	shown.Responses, shown.Actions, shown.Updates = entriesUpTo(p, day)
	redacted := make(map[string]bool)
	for _, u := range p.Updates {
		redacted[u.Redacts] = true // even if that has not been released: the words must go
	}
	for i := range shown.Updates {
		if u := &shown.Updates[i]; redacted[u.ID] {
			u.redact()
		}
	}
	return shown
}
