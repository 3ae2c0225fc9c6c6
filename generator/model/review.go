package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// A Review is a child safeguarding practice review: the report that findings,
// learning points and recommendations belong to.
type Review struct {
	Page         `yaml:",inline"`
	Commissioner string          `yaml:"commissioner"` // the partnership that ordered it
	Reviewer     string          `yaml:"reviewer"`     // who wrote it, as far as readers need it
	Window       string          `yaml:"window"`       // the period looked at, in words: sources may disagree
	Published    string          `yaml:"published"`    // a date, or words such as "not stated"
	Aliases      []string        `yaml:"aliases"`      // other names of the review or the child in the source
	Paragraphs   ParagraphCounts `yaml:"paragraphs"`   // how many numbered paragraphs each section has: {1: 4, 4: 37}
	Sections     []Section       `yaml:"sections"`     // the titles of the sections, in our words
	Quiet        []Number        `yaml:"quiet"`        // paragraphs shown on their own page only
	Withheld     []Number        `yaml:"withheld"`     // paragraphs without words: the number resolves, nothing is told
	KeyPeriods   []KeyPeriod     `yaml:"key_periods"`
	Actions      []AgencyAction  `yaml:"agency_actions"` // what agencies did and decided, for the timeline
	GoodPractice []GoodPractice  `yaml:"good_practice"`  // what the review credits
	Caution      string          `yaml:"caution"`        // stands first on the page: what is not known, whom not to look for
}

// A Section gives the title of a section of the report.
type Section struct {
	Number int    `yaml:"number"`
	Title  string `yaml:"title"`
}

// A KeyPeriod is a stretch of time that the review tells together.
type KeyPeriod struct {
	ID         string      `yaml:"id"` // "kp1", its place on the timeline
	Title      string      `yaml:"title"`
	From       PartialDate `yaml:"from"`
	To         PartialDate `yaml:"to"`
	Paragraphs []Number    `yaml:"paragraphs"`
}

// An AgencyAction is a dated thing that agencies did or decided. Family events are
// not told here.
type AgencyAction struct {
	When       string      `yaml:"when"` // in words: "early July 2020"
	Sort       PartialDate `yaml:"sort"` // where it stands in order: "2020-07"
	What       string      `yaml:"what"`
	Agencies   []ID        `yaml:"agencies"`
	Certainty  Certainty   `yaml:"certainty"` // stated or vague
	Paragraphs []Number    `yaml:"paragraphs"`
}

// A GoodPractice is good practice that the review names.
type GoodPractice struct {
	What       string   `yaml:"what"`
	Paragraphs []Number `yaml:"paragraphs"`
}

// Refs are the paragraphs that periods and actions are told in, and the agencies.
func (r *Review) Refs() []Ref {
	refs := r.Page.Refs()
	for i, k := range r.KeyPeriods {
		refs = r.numbers(refs, r.ID, fmt.Sprintf("key_periods[%d].paragraphs", i), k.Paragraphs)
	}
	for i, a := range r.Actions {
		at := fmt.Sprintf("agency_actions[%d].", i)
		refs = r.numbers(refs, r.ID, at+"paragraphs", a.Paragraphs)
		refs = r.refs(refs, r.ID, at+"agencies", a.Agencies, Mentions)
	}
	for i, c := range r.GoodPractice {
		refs = r.numbers(refs, r.ID, fmt.Sprintf("good_practice[%d].paragraphs", i), c.Paragraphs)
	}
	return refs
}

// Lint asks for what the other pages of the review lean on.
func (r *Review) Lint(l *diag.List) {
	r.Page.Lint(l)
	if len(r.Paragraphs) == 0 && !r.wrong("paragraphs") {
		l.Error(r.FieldPos("paragraphs"), "review-paragraphs", "the review does not say how many numbered paragraphs each section has",
			"add a line such as paragraphs: {1: 4, 2: 2, 3: 14}")
	}
	r.expect(l, "commissioner", r.Commissioner)
	for i, k := range r.KeyPeriods {
		at := fmt.Sprintf("key_periods[%d]", i)
		r.needed(l, at, "id", k.ID)
		r.needed(l, at, "title", k.Title)
		if k.From != "" && k.To != "" && k.To < k.From {
			l.Error(r.FieldPos(at+".to"), "front-dates", "the period ends before it starts", "exchange from and to")
		}
		r.lintPeriod(l, i)
	}
	for i, a := range r.Actions {
		at := fmt.Sprintf("agency_actions[%d]", i)
		r.needed(l, at, "when", a.When)
		r.needed(l, at, "sort", string(a.Sort))
		r.needed(l, at, "what", a.What)
		r.needed(l, at, "certainty", string(a.Certainty))
	}
	for i, c := range r.GoodPractice {
		r.needed(l, fmt.Sprintf("good_practice[%d]", i), "what", c.What)
	}
	lintShut(&r.Page, l, Restrictions{r.Quiet, r.Withheld})
}

// lintPeriod judges the id of a key period, which is a place on the timeline.
func (r *Review) lintPeriod(l *diag.List, i int) {
	id, at := r.KeyPeriods[i].ID, fmt.Sprintf("key_periods[%d].id", i)
	if problem, hint := placeSlip(id, "a key period"); problem != "" {
		l.Error(r.FieldPos(at), "period-id", problem, hint)
	}
	first := slices.IndexFunc(r.KeyPeriods, func(k KeyPeriod) bool { return k.ID == id })
	if id != "" && first < i {
		l.Error(r.FieldPos(at), "period-id", fmt.Sprintf("two key periods have the id %q", id), "give each an id of its own",
			diag.Note{Pos: r.FieldPos(fmt.Sprintf("key_periods[%d].id", first)), Message: "the first is here"})
	}
}

// lintShut reports a paragraph that is both quiet and withheld: one of them leaks.
func lintShut(p *Page, l *diag.List, s Restrictions) {
	for i, n := range s.Quiet {
		if s.IsWithheld(n) {
			l.Error(p.FieldPos(fmt.Sprintf("quiet[%d]", i)), "paragraph-shut-twice", fmt.Sprintf("%s is both quiet and withheld", n),
				"keep it under withheld: it has no words to be quiet about")
		}
	}
}

const reviewSkeleton = `---
title: TITLE
short: TITLE
summary:
audience: [practitioner, trainer, quality]
status: draft
owner:
reviewed:
review_due:
commissioner:
reviewer:
window:
published: not stated
# how many numbered paragraphs each section of the report has
paragraphs: {1: 1, 2: 1}
sections:
  - {number: 1, title: Introduction}
  - {number: 2, title: Recommendations}
# paragraphs shown on their own page only, and paragraphs without words
quiet: []
withheld: []
key_periods: []
agency_actions: []
changes: []
---

## Introduction

1.1 What the first paragraph says, in your own words.
`
