package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// Recommendation is a numbered recommendation of a review, with the actions that it asks
// for. References to its number lead to the page.
type Recommendation struct {
	Page      `yaml:",inline"`
	Paragraph Number   `yaml:"paragraph" required:"true" new:"NUMBER # the number of the recommendation in the report"`                                                                               // its number, 6.9, which is also the name of its file
	Actions   []Action `yaml:"actions" new:"# nature is act, assure, rule, keep, doing or done; the letters are your own\n  - {id: a, text: What is asked for, nature: act, body: [], rests_on: []}"` // in order
}

// Action is one statement of a recommendation. Its full id is the number of the
// recommendation and its letter: baby-r/6.9b.
type Action struct {
	ID             string       `yaml:"id" required:"true"`     // a, b, c …; the letters are ours
	Text           string       `yaml:"text" required:"true"`   // what is asked for or reported
	Nature         ActionNature `yaml:"nature" required:"true"` // act, assure, rule, done, doing, keep
	Body           []ID         `yaml:"body"`                   // the responsible agencies: glossary entries
	Inferred       bool         `yaml:"inferred"`               // the review does not name the body; we infer it
	RestsOn        []ID         `yaml:"rests_on"`               // the paragraphs that it is based on
	LearningPoints []ID         `yaml:"learning_points"`        // the learning points that it answers
}

// ActionNature says what kind of statement an action is. A review can print reports of
// finished work among its recommendations.
type ActionNature string

const (
	NatureAct      ActionNature = "act"    // do something
	NatureAssure   ActionNature = "assure" // obtain or give evidence
	NatureRule     ActionNature = "rule"   // follow a standing requirement
	NatureContinue ActionNature = "keep"   // continue what has begun
	NatureUnderWay ActionNature = "doing"  // reported as under way
	NatureDone     ActionNature = "done"   // reported as complete
)

func (n *ActionNature) set(text string) (problem, hint string) {
	return setOneOf(n, text, "a nature", NatureAct, NatureAssure, NatureRule, NatureContinue, NatureUnderWay, NatureDone)
}

// Label returns the nature as readers see it.
func (n ActionNature) Label() string {
	return map[ActionNature]string{
		NatureAct: "Asks for an action", NatureAssure: "Asks for assurance", NatureRule: "Sets a standing rule",
		NatureContinue: "Asks to keep up work already begun", NatureUnderWay: "Reported as under way when the review was written",
		NatureDone: "Reported as done when the review was written",
	}[n]
}

// ActionID returns the id of an action. In a translation, it ends with the language.
func (r *Recommendation) ActionID(a Action) ID {
	id := ID(r.ReviewFolder() + r.Paragraph.String() + a.ID)
	if r.OriginalPath != "" {
		id += ID("." + r.Lang)
	}
	return id
}

// Parts returns the actions.
func (r *Recommendation) Parts() []Part {
	var parts []Part
	for i, a := range r.Actions {
		if r.Paragraph != (Number{}) && a.ID != "" {
			label := r.Paragraph.String() + a.ID
			parts = append(parts, Part{r.ActionID(a), "action", "p" + label, label, a.Text, r.FieldPos(fmt.Sprintf("actions[%d].id", i))})
		}
	}
	return parts
}

// Refs returns the references of the page, and for each action what it is based on and
// the responsible bodies.
func (r *Recommendation) Refs() []Ref {
	refs := r.Page.Refs()
	for i, a := range r.Actions {
		item, from := fmt.Sprintf("actions[%d].", i), r.ActionID(a)
		refs = r.refs(refs, from, item+"rests_on", a.RestsOn, RestsOn)
		refs = r.refs(refs, from, item+"learning_points", a.LearningPoints, RestsOn)
		refs = r.refs(refs, from, item+"body", a.Body, ResponsibleBody)
	}
	return refs
}

// Lint also reports actions whose id is not a letter.
func (r *Recommendation) Lint(l *diag.List) {
	r.Page.Lint(l)
	for i, a := range r.Actions {
		if a.ID != "" && (len(a.ID) != 1 || a.ID[0] < 'a' || a.ID[0] > 'z') {
			l.Error(r.FieldPos(fmt.Sprintf("actions[%d].id", i)), "action-letter", fmt.Sprintf("%q is not the letter of an action", a.ID), "letter the actions a, b, c …")
		}
	}
}

const recommendationBody = "What is asked for, in your own words.\n"
