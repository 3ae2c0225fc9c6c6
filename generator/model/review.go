package model

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/words"
)

// Review is the main page of a child safeguarding practice review, to which findings, learning points
// and recommendations belong.
type Review struct {
	Page           `yaml:",inline"`
	Type           ReviewType          `yaml:"type"`                       // lcspr, scr, sar, dhr, cpr, …
	Nation         Nation              `yaml:"nation"`                     // the nation whose rules for reviews apply
	Commissioner   string              `yaml:"commissioner" new:""`        // who commissioned or ordered the review
	Reviewer       string              `yaml:"reviewer" new:""`            // the author of the review, in as much detail as readers need
	Window         string              `yaml:"window" new:""`              // the period under review, in words, since sources may disagree
	WindowFrom     PartialDate         `yaml:"window_from"`                // the start of the period under review, compared with the publication dates of other reviews
	WindowTo       PartialDate         `yaml:"window_to"`                  // the end of the period under review
	Published      string              `yaml:"published" new:"not stated"` // the date of publication, "none" if the report was not published, or words such as "not stated"
	Editions       []Edition           `yaml:"editions"`                   // the editions of the report if there are several, oldest first
	Removed        Removal             `yaml:"report_removed"`             // when and why the report was removed from publication, if it was
	Proceedings    Hold                `yaml:"proceedings"`                // a hold on the publication of the review because of proceedings
	Identification IdentificationCheck `yaml:"identification"`             // a check of whether the pages of the review identify anybody; required on a live page
	People         People              `yaml:"people"`                     // the number of children that the review considers, and how they were selected
	Aliases        []string            `yaml:"aliases"`                    // other names of the review or the child in the report
	Publication    Publication         `yaml:",inline"`
	Quiet          []Label             `yaml:"quiet" new:"[] # paragraphs that are shown only on their own page"` // paragraphs that are shown only on their own page
	Withheld       []Label             `yaml:"withheld" new:"[] # paragraphs whose text is not on the site"`      // paragraphs whose text is not on the site but that can be referenced
	KeyPeriods     []KeyPeriod         `yaml:"key_periods" new:"[]"`                                              // key periods in chronological order
	Actions        []AgencyAction      `yaml:"agency_actions" new:"[]"`                                           // actions and decisions of agencies, for the timeline
	GoodPractice   []GoodPractice      `yaml:"good_practice"`                                                     // practice that the review praises
	Listed         *Statements         `yaml:"-"`                                                                 // the content of statements.yaml, or nil
	Caution        string              `yaml:"caution"`                                                           // a warning about what is not known and that nobody should try to identify the family; shown first

	progress       *Progress            // content of progress.yaml, or nil
	texts          *words.Localizer     // texts of the site in its default language
	statements     []*PlacedStatement   // entries of statements.yaml, in file order
	statementTypes map[ID]StatementType // type of each statement of statements.yaml, by its id and by the ids of its parts
}

// Section gives the title of a section of the report.
type Section struct {
	Number int    `yaml:"number"` // the number printed in the report, if any
	From   Label  `yaml:"from"`   // the first paragraph, if sections are not part of the paragraph numbers
	To     Label  `yaml:"to"`     // the last paragraph
	Title  string `yaml:"title"`  // the title, reworded by the authors of the site
}

// KeyPeriod is a period on the timeline of a review.
type KeyPeriod struct {
	ID         string      `yaml:"id" required:"true"`        // the anchor on the timeline, such as "kp1"
	Title      string      `yaml:"title" required:"true"`     // the title, reworded by the authors of the site
	From       PartialDate `yaml:"from"`                      // the first day, month or year
	To         PartialDate `yaml:"to"`                        // the last day, month or year
	Paragraphs []Label     `yaml:"paragraphs" ref:"mentions"` // the paragraphs that describe the period
}

// AgencyAction is an action or decision of agencies on the timeline of a review. Events in the family
// are never listed.
type AgencyAction struct {
	When       string      `yaml:"when" required:"true"`      // the date in words, such as "early July 2020"
	SortDate   PartialDate `yaml:"sort" required:"true"`      // the date by which the timeline is sorted, such as 2020-07
	What       string      `yaml:"what" required:"true"`      // a description in the words of the authors of the site
	Certainty  Certainty   `yaml:"certainty" required:"true"` // stated or vague
	Paragraphs []Label     `yaml:"paragraphs" ref:"mentions"` // the paragraphs that describe the action
	Agencies   []ID        `yaml:"agencies" ref:"mentions"`   // the agencies, as glossary entries
}

// Certainty states whether a source gives a date exactly or approximately.
type Certainty string

const (
	Stated Certainty = "stated" // the source states the date
	Vague  Certainty = "vague"  // the source states an approximate date
)

func (Certainty) values() (description string, all []string) {
	return "a certainty", toStrings(Stated, Vague)
}

// GoodPractice is an example of good practice praised by the review.
type GoodPractice struct {
	What       string  `yaml:"what" required:"true"`      // a description in the words of the authors of the site
	Paragraphs []Label `yaml:"paragraphs" ref:"mentions"` // the paragraphs that praise the practice
}

// Parts returns the statements of statements.yaml and their parts.
func (r *Review) Parts() []Part { return listedParts(r) }

// PublicationDate returns the publication date of r as precisely as it is known, without the "~" of an
// inferred date. It returns "" if the date is not known.
func PublicationDate(r *Review) PartialDate {
	return ParsePartialDate(strings.TrimPrefix(r.Published, "~"))
}

// LabelsUnknown reports whether the front matter that defines the labels of paragraphs cannot be read,
// so that labels cannot be checked. The problem with the front matter has already been reported.
func (r *Review) LabelsUnknown() bool {
	return r.Unreadable || r.IsReported("paragraphs") || r.IsReported("numbering") || r.IsReported("documents")
}

// Lint calls Page.Lint and also reports problems with KeyPeriods and with restricted paragraphs.
func (r *Review) Lint(l *diag.List) {
	r.Page.Lint(l)
	for i := range r.KeyPeriods {
		r.lintKeyPeriod(l, i)
	}
	r.lintDocuments(l)
	lintRemoval(r, l)
	lintPeople(r, l)
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

// reviewBody is the body of a new review.
const reviewBody = `## Introduction

1.1 What the first paragraph says, in your own words.
`

// Restrictions contains the labels of quiet paragraphs, which are shown only on their own page, and of
// withheld paragraphs, whose text is not on the site. Only reviews and findings have restrictions.
type Restrictions struct{ Quiet, Withheld []Label }

// IsQuiet reports whether paragraph l is shown only on its own page, and never in excerpts,
// feeds or search results.
func (r Restrictions) IsQuiet(l Label) bool { return slices.Contains(r.Quiet, l) }

// IsWithheld reports whether the text of paragraph l is left out of the site.
func (r Restrictions) IsWithheld(l Label) bool { return slices.Contains(r.Withheld, l) }

// RestrictionsOf returns the restrictions of a page. They are empty for most page kinds.
func RestrictionsOf(e Entry) Restrictions {
	switch e := e.(type) {
	case *Review:
		return Restrictions{e.Quiet, e.Withheld}
	case *Finding:
		return Restrictions{e.Quiet, e.Withheld}
	}
	return Restrictions{}
}

// lintRestrictions reports paragraphs that are listed as both quiet and withheld.
func lintRestrictions(e Entry, l *diag.List) {
	r := RestrictionsOf(e)
	for i, n := range r.Quiet {
		if r.IsWithheld(n) {
			l.Error(e.Base().FieldPos(fmt.Sprintf("quiet[%d]", i)), "paragraph-shut-twice", fmt.Sprintf("%s is both quiet and withheld", n),
				"keep it under withheld only")
		}
	}
}
