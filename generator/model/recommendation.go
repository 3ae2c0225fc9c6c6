package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// A Recommendation is one numbered recommendation of a review, with the actions it
// asks for. The page and its paragraph are one target.
type Recommendation struct {
	Page      `yaml:",inline"`
	Paragraph Number   `yaml:"paragraph"` // required: 6.9; the file bears it, too (6.9.md)
	Actions   []Action `yaml:"actions"`
}

// An Action is one separable statement of a recommendation. Its id is the
// recommendation's with our letter: baby-r/6.9b.
type Action struct {
	ID             string       `yaml:"id"` // a, b, c …: our lettering
	Text           string       `yaml:"text"`
	Nature         ActionNature `yaml:"nature"`   // act, assure, rule, done, doing, keep
	Body           []ID         `yaml:"body"`     // agencies responsible: glossary entries
	Inferred       bool         `yaml:"inferred"` // the body is our inference, the review does not name it
	RestsOn        []ID         `yaml:"rests_on"` // paragraphs
	LearningPoints []ID         `yaml:"learning_points"`
}

// ActionID gives the id of an action: the recommendation's number and our letter,
// and in a translation its language.
func (r *Recommendation) ActionID(a Action) ID {
	id := ID(r.ReviewFolder() + r.Paragraph.String() + a.ID)
	if r.OriginalPath != "" {
		id += ID("." + r.Lang)
	}
	return id
}

// Parts are the actions.
func (r *Recommendation) Parts() []Part {
	var parts []Part
	for i, a := range r.Actions {
		if r.Paragraph == (Number{}) || a.ID == "" {
			continue
		}
		label := r.Paragraph.String() + a.ID
		parts = append(parts, Part{r.ActionID(a), "action", "p" + label, label, a.Text, r.FieldPos(fmt.Sprintf("actions[%d].id", i))})
	}
	return parts
}

// Refs are what each action rests on and who is responsible.
func (r *Recommendation) Refs() []Ref {
	refs := r.Page.Refs()
	for i, a := range r.Actions {
		at, from := fmt.Sprintf("actions[%d].", i), r.ActionID(a)
		refs = r.refs(refs, from, at+"rests_on", a.RestsOn, RestsOn)
		refs = r.refs(refs, from, at+"learning_points", a.LearningPoints, RestsOn)
		refs = r.refs(refs, from, at+"body", a.Body, ResponsibleBody)
	}
	return refs
}

// Lint asks for what an action cannot be tracked without.
func (r *Recommendation) Lint(l *diag.List) {
	r.Page.Lint(l)
	if r.Paragraph == (Number{}) && !r.wrong("paragraph") {
		l.Error(r.File.Start(), "front-required", "the key paragraph is missing", "add a line paragraph: 6.9, the number of the recommendation")
	}
	for i, a := range r.Actions {
		at := fmt.Sprintf("actions[%d]", i)
		r.needed(l, at, "id", a.ID)
		r.needed(l, at, "text", a.Text)
		r.needed(l, at, "nature", string(a.Nature))
		if a.ID != "" && (len(a.ID) != 1 || a.ID[0] < 'a' || a.ID[0] > 'z') {
			l.Error(r.FieldPos(at+".id"), "action-letter", fmt.Sprintf("%q is not the letter of an action", a.ID), "number the actions a, b, c …")
		}
	}
}

const recommendationSkeleton = `---
title: TITLE
short:
summary:
audience: [practitioner, trainer, quality]
status: draft
owner:
reviewed:
review_due:
# the number of the recommendation in the report, as in: paragraph: 6.9
paragraph: NUMBER
# nature: act, assure, rule, keep, doing or done. The letters are your own
actions:
  - {id: a, text: What is asked for, nature: act, body: [], rests_on: []}
changes: []
---

What is asked for, in your own words.
`
