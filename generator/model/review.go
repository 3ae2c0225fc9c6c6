package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// Review is a child safeguarding practice review: the report that findings, learning
// points and recommendations belong to.
type Review struct {
	Page         `yaml:",inline"`
	Commissioner string          `yaml:"commissioner" new:""`                                                                            // the partnership that commissioned it; required on a live page
	Reviewer     string          `yaml:"reviewer" new:""`                                                                                // the author, as far as readers need to know
	Window       string          `yaml:"window" new:""`                                                                                  // the period under review, in words, because sources may disagree
	Published    string          `yaml:"published" new:"not stated"`                                                                     // a date, or words such as "not stated"
	Aliases      []string        `yaml:"aliases"`                                                                                        // other names of the review or the child in the source
	Paragraphs   ParagraphCounts `yaml:"paragraphs" new:"{1: 1, 2: 1} # the number of numbered paragraphs of each section"`              // required: the number of numbered paragraphs of each section: {1: 4, 4: 37}
	Sections     []Section       `yaml:"sections" new:"\n  - {number: 1, title: Introduction}\n  - {number: 2, title: Recommendations}"` // the titles of the sections, in our words
	Quiet        []Number        `yaml:"quiet" new:"[] # paragraphs that are shown only on their own page"`                              // paragraphs that are shown only on their own page
	Withheld     []Number        `yaml:"withheld" new:"[] # paragraphs whose text is not on the site"`                                   // paragraphs whose text is not on the site; references to them work
	KeyPeriods   []KeyPeriod     `yaml:"key_periods" new:"[]"`                                                                           // in order of time
	Actions      []AgencyAction  `yaml:"agency_actions" new:"[]"`                                                                        // what agencies did and decided, for the timeline
	GoodPractice []GoodPractice  `yaml:"good_practice"`                                                                                  // what the review praises
	Caution      string          `yaml:"caution"`                                                                                        // shown first: what is not known, and whom not to look for
}

// Section is the title of a section of the report.
type Section struct {
	Number int    `yaml:"number"` // as printed in the report
	Title  string `yaml:"title"`  // in our words
}

// KeyPeriod is a period that the review describes as one.
type KeyPeriod struct {
	ID         string      `yaml:"id" required:"true"`    // its anchor on the timeline: "kp1"
	Title      string      `yaml:"title" required:"true"` // in our words
	From       PartialDate `yaml:"from"`                  // its first day, month or year
	To         PartialDate `yaml:"to"`                    // its last day, month or year
	Paragraphs []Number    `yaml:"paragraphs"`            // the paragraphs that describe it
}

// AgencyAction is what agencies did or decided at some time. Events in the family are
// never listed.
type AgencyAction struct {
	When       string      `yaml:"when" required:"true"`      // in words: "early July 2020"
	Sort       PartialDate `yaml:"sort" required:"true"`      // its position in the order of time: "2020-07"
	What       string      `yaml:"what" required:"true"`      // in our words
	Agencies   []ID        `yaml:"agencies"`                  // glossary entries
	Certainty  Certainty   `yaml:"certainty" required:"true"` // stated or vague
	Paragraphs []Number    `yaml:"paragraphs"`                // the paragraphs that describe it
}

// Certainty says how exact the source is about a date.
type Certainty string

const (
	Stated Certainty = "stated" // the source gives the date
	Vague  Certainty = "vague"  // the source gives a rough date
)

func (c *Certainty) set(text string) (problem, hint string) {
	return setOneOf(c, text, "a certainty", Stated, Vague)
}

// GoodPractice is something that the review praises.
type GoodPractice struct {
	What       string   `yaml:"what" required:"true"` // in our words
	Paragraphs []Number `yaml:"paragraphs"`           // the paragraphs that praise it
}

// Refs returns the references of the page, and the paragraphs and agencies that its
// lists name.
func (r *Review) Refs() []Ref {
	refs := r.Page.Refs()
	for i, k := range r.KeyPeriods {
		refs = r.numberRefs(refs, fmt.Sprintf("key_periods[%d].paragraphs", i), k.Paragraphs)
	}
	for i, a := range r.Actions {
		item := fmt.Sprintf("agency_actions[%d].", i)
		refs = r.numberRefs(refs, item+"paragraphs", a.Paragraphs)
		refs = r.refs(refs, r.ID, item+"agencies", a.Agencies, Mentions)
	}
	for i, g := range r.GoodPractice {
		refs = r.numberRefs(refs, fmt.Sprintf("good_practice[%d].paragraphs", i), g.Paragraphs)
	}
	return refs
}

// Lint also reports missing counts of paragraphs and problems of key periods.
func (r *Review) Lint(l *diag.List) {
	r.Page.Lint(l)
	if len(r.Paragraphs) == 0 && !r.isWrong("paragraphs") {
		l.Error(r.FieldPos("paragraphs"), "review-paragraphs", "the review does not say how many numbered paragraphs each section has",
			"add a line such as paragraphs: {1: 4, 2: 2, 3: 14}")
	}
	r.expect(l, "commissioner", r.Commissioner)
	for i := range r.KeyPeriods {
		r.lintKeyPeriod(l, i)
	}
	lintRestrictions(r, l)
}

func (r *Review) lintKeyPeriod(l *diag.List, i int) {
	period, item := r.KeyPeriods[i], fmt.Sprintf("key_periods[%d]", i)
	if period.From != "" && period.To != "" && period.To < period.From {
		l.Error(r.FieldPos(item+".to"), "front-dates", "the period ends before it starts", "swap from and to")
	}
	if problem, hint := anchorProblem(period.ID, "a key period"); problem != "" {
		l.Error(r.FieldPos(item+".id"), "period-id", problem, hint)
	}
	first := slices.IndexFunc(r.KeyPeriods, func(k KeyPeriod) bool { return k.ID == period.ID })
	if period.ID != "" && first < i {
		l.Error(r.FieldPos(item+".id"), "period-id", fmt.Sprintf("two key periods have the id %q", period.ID), "give one of the two another id",
			diag.Note{Pos: r.FieldPos(fmt.Sprintf("key_periods[%d].id", first)), Message: "the first is here"})
	}
}

const reviewBody = `## Introduction

1.1 What the first paragraph says, in your own words.
`

// Restrictions lists the paragraphs of a page that are Quiet or Withheld. Only reviews
// and findings have them.
type Restrictions struct{ Quiet, Withheld []Number }

// IsQuiet reports whether a paragraph is shown only on its own page, and never in an
// excerpt, a feed or the search.
func (r Restrictions) IsQuiet(n Number) bool { return slices.Contains(r.Quiet, n) }

// IsWithheld reports whether the text of a paragraph is not on the site at all.
func (r Restrictions) IsWithheld(n Number) bool { return slices.Contains(r.Withheld, n) }

// RestrictionsOf returns the restrictions of a page, which are empty for most kinds.
func RestrictionsOf(e Entry) Restrictions {
	switch e := e.(type) {
	case *Review:
		return Restrictions{e.Quiet, e.Withheld}
	case *Finding:
		return Restrictions{e.Quiet, e.Withheld}
	}
	return Restrictions{}
}

// lintRestrictions reports paragraphs that are both quiet and withheld.
func lintRestrictions(e Entry, l *diag.List) {
	r := RestrictionsOf(e)
	for i, n := range r.Quiet {
		if r.IsWithheld(n) {
			l.Error(e.Base().FieldPos(fmt.Sprintf("quiet[%d]", i)), "paragraph-shut-twice", fmt.Sprintf("%s is both quiet and withheld", n),
				"keep it under withheld only")
		}
	}
}
