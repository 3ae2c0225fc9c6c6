package model

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
)

// A Status says how far a page may be trusted. Strictness follows it: what is an
// error on a live page may be a warning on a draft or sample.
type Status string

const (
	Draft     Status = "draft"     // being written; not published
	Sample    Status = "sample"    // shown as an example, on a demonstration only
	Live      Status = "live"      // approved and in force
	Withdrawn Status = "withdrawn" // no longer in force; keeps its address and says so
)

func (s *Status) set(text string) (string, string) {
	return choose(s, text, "a status", Draft, Sample, Live, Withdrawn)
}

// An Audience is whom a page is for. Each has a door on the home page.
type Audience string

const (
	Practitioner Audience = "practitioner" // works with families
	Trainer      Audience = "trainer"      // leads sessions
	Parent       Audience = "parent"       // meets no case
	Quality      Audience = "quality"      // the quality subgroup of a partnership
)

func (a *Audience) set(text string) (string, string) {
	return choose(a, text, "an audience", Practitioner, Trainer, Parent, Quality)
}

// An ActionNature says what an action of a recommendation is: more than a third of what
// a review prints as recommendation may be a report, not a request.
type ActionNature string

const (
	NatureAct      ActionNature = "act"    // do something
	NatureAssure   ActionNature = "assure" // obtain or give evidence
	NatureRule     ActionNature = "rule"   // a standing requirement
	NatureContinue ActionNature = "keep"   // go on with what has begun
	NatureUnderWay ActionNature = "doing"  // reported as under way
	NatureDone     ActionNature = "done"   // reported as complete
)

func (n *ActionNature) set(text string) (string, string) {
	return choose(n, text, "a nature", NatureAct, NatureAssure, NatureRule, NatureContinue, NatureUnderWay, NatureDone)
}

// Label says what the nature means, with the date that a report needs: statuses
// are those of the time when the review was written.
func (n ActionNature) Label() string {
	return map[ActionNature]string{
		NatureAct: "Asks for an action", NatureAssure: "Asks for assurance", NatureRule: "Sets a standing rule",
		NatureContinue: "Asks to keep up work already begun", NatureUnderWay: "Reported as under way when the review was written",
		NatureDone: "Reported as done when the review was written",
	}[n]
}

// A Certainty says how sure the source is of a date.
type Certainty string

const (
	Stated Certainty = "stated" // the source gives the date
	Vague  Certainty = "vague"  // the source is not exact
)

func (c *Certainty) set(text string) (string, string) {
	return choose(c, text, "a certainty", Stated, Vague)
}

// A SourceAccess says whether we have read a source ourselves.
type SourceAccess string

const (
	FirstHand SourceAccess = "first-hand" // we have read the source itself
	Reported  SourceAccess = "reported"   // we have read what others say of it
)

func (r *SourceAccess) set(text string) (string, string) {
	return choose(r, text, "a way of reading", FirstHand, Reported)
}

// An ActionState is the local progress of an action.
type ActionState string

const (
	NotStarted ActionState = "not-started" // agreed, and nothing begun
	UnderWay   ActionState = "under-way"   // begun
	Completed  ActionState = "done"        // with evidence
	Stopped    ActionState = "stopped"     // given up, with a reason as evidence
)

func (s *ActionState) set(text string) (string, string) {
	return choose(s, text, "a state", NotStarted, UnderWay, Completed, Stopped)
}

// Label gives the state as readers meet it.
func (s ActionState) Label() string {
	return map[ActionState]string{NotStarted: "Not started", UnderWay: "Under way", Completed: "Done", Stopped: "Stopped"}[s]
}

// choose sets a word of a finite set, or says which words there are.
func choose[T ~string](to *T, text, what string, words ...T) (problem, hint string) {
	names := make([]string, len(words))
	for i, w := range words {
		if string(w) == text {
			*to = w
			return "", ""
		}
		names[i] = string(w)
	}
	hint = "write one of " + strings.Join(names, ", ")
	if near := diag.Nearest(text, names); near != "" {
		hint = fmt.Sprintf("did you mean %s? (%s)", near, hint)
	}
	return fmt.Sprintf("%q is not %s", text, what), hint
}

// A Relation says how a reference means what it points at. References in text
// are mentions; those typed in front matter say more.
type Relation uint8

const (
	Mentions        Relation = iota // in running text, or with no more said
	DiscussedIn                     // a learning point, the paragraphs that discuss it
	RestsOn                         // an action or step, the paragraphs it comes from
	Serves                          // a protocol or step, the action it answers
	Tests                           // a question, what it tests
	Replaces                        // a source, the one it took the place of
	Cites                           // a page, its sources
	LeadsTo                         // a learning point, the recommendations that answer it
	ResponsibleBody                 // an action, the body responsible
	Next                            // a page for parents, what to read next
)

// Forward and backward are the headings under which readers meet a relation, on
// the page that makes it and on the page it points at; name is what programs call it.
var relations = [...]struct{ name, forward, backward string }{
	Mentions:        {"mentions", "Mentions", "Mentioned in"},
	DiscussedIn:     {"discussed-in", "Discussed in", "Learning points discussed here"},
	RestsOn:         {"rests-on", "Rests on", "What rests on this"},
	Serves:          {"serves", "Answers", "What answers this"},
	Tests:           {"tests", "Tests", "Questions that test this"},
	Replaces:        {"replaces", "Replaces", "Replaced by"},
	Cites:           {"cites", "Sources", "Cited by"},
	LeadsTo:         {"leads-to", "Leads to", "Learning points behind this"},
	ResponsibleBody: {"made-by", "Responsible", "Named as responsible in"},
	Next:            {"next", "Read next", "Read before this"},
}

// Name is what programs call the relation: "rests-on".
func (r Relation) Name() string { return relations[r].name }

// ForwardHeading is the heading on the page that makes the reference.
func (r Relation) ForwardHeading() string { return relations[r].forward }

// BackwardHeading is the heading on the page that the reference points at.
func (r Relation) BackwardHeading() string { return relations[r].backward }

// RelationCount is how many relations there are; they number from 0.
const RelationCount = Relation(len(relations))
