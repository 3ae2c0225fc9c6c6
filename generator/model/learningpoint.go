package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// LearningPoint is a practice learning point of a review: what good practice would have
// been.
type LearningPoint struct {
	Page        `yaml:",inline"`
	After       Number `yaml:"after"`                 // the paragraph of the review that its box follows
	PrintedRefs []ID   `yaml:"printed_refs" new:"[]"` // the paragraphs that the review prints, right or wrong; may be ranges: 4.17-4.22
	DiscussedIn []ID   `yaml:"discussed_in" new:"[]"` // the paragraphs that discuss the subject
	SeeAlso     []ID   `yaml:"see_also"`              // further paragraphs
	WhyDiffer   string `yaml:"why_differ"`            // required where printed_refs and discussed_in differ
	LeadsTo     []ID   `yaml:"leads_to" new:"[]"`     // the recommendations that answer it
}

// Refs returns the references of the page, the paragraphs that discuss the subject and
// the recommendations that answer it. Printed references are not included, because they
// may be wrong.
func (p *LearningPoint) Refs() []Ref {
	refs := p.Page.Refs()
	refs = p.refs(refs, p.ID, "discussed_in", p.DiscussedIn, DiscussedIn)
	refs = p.refs(refs, p.ID, "see_also", p.SeeAlso, Mentions)
	return p.refs(refs, p.ID, "leads_to", p.LeadsTo, LeadsTo)
}

// Lint also reports printed references that differ from the right ones without a reason.
func (p *LearningPoint) Lint(l *diag.List) {
	p.Page.Lint(l)
	if p.RefsDiffer() && p.WhyDiffer == "" {
		l.Error(p.FieldPos("printed_refs"), "learning-point-why", "printed_refs and discussed_in differ, and nothing says why",
			"add why_differ: …")
	}
	for i, id := range p.PrintedRefs {
		_, isNumber := ParseNumber(string(id))
		if _, _, _, isRange := id.Range(); !isNumber && !isRange {
			l.Error(p.FieldPos(fmt.Sprintf("printed_refs[%d]", i)), "front-value", fmt.Sprintf("%q is not a paragraph or a range", id), "write 4.17 or 4.17-4.22")
		}
	}
}

// RefsDiffer reports whether the review prints other references than the right ones.
func (p *LearningPoint) RefsDiffer() bool { return !slices.Equal(p.PrintedRefs, p.DiscussedIn) }

const learningPointBody = "What good practice would have been, in your own words.\n"
