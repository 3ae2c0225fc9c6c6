package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// LearningPoint is a practice learning point of a review, which describes what good practice
// would have been.
type LearningPoint struct {
	Page        `yaml:",inline"`
	Statement   `yaml:",inline"`
	After       Label  `yaml:"after"`                                    // the paragraph after which the review prints the learning point
	PrintedRefs []ID   `yaml:"printed_refs"`                             // the references to paragraphs, or ranges such as 4.17-4.22, as printed in the review, even if wrong; they are not links; an empty list means that the review prints none
	DiscussedIn []ID   `yaml:"discussed_in" new:"[]" ref:"discussed-in"` // the paragraphs that discuss the subject of the learning point
	SeeAlso     []ID   `yaml:"see_also" ref:"mentions"`                  // further paragraphs to read
	WhyDiffer   string `yaml:"why_differ"`                               // the reason why printed_refs and discussed_in differ; required if they do
	LeadsTo     []ID   `yaml:"leads_to" new:"[]" ref:"leads-to"`         // the recommendations that respond to the learning point
}

// Parts returns the parts of the learning point.
func (p *LearningPoint) Parts() []Part { return StatementOf(p).parts() }

// Lint calls Page.Lint and also reports printed references that differ from discussed_in
// without a reason, and printed references that are not paragraphs or ranges.
func (p *LearningPoint) Lint(l *diag.List) {
	p.Page.Lint(l)
	StatementOf(p).Lint(l)
	if p.PrintedRefsDiffer() && p.WhyDiffer == "" {
		l.Error(p.FieldPos("printed_refs"), "learning-point-why", "printed_refs and discussed_in differ, and nothing says why",
			"add why_differ: …")
	}
	for i, id := range p.PrintedRefs {
		if _, problem, _ := ParseLabel(string(id)); problem != "" {
			l.Error(p.FieldPos(fmt.Sprintf("printed_refs[%d]", i)), "front-value", fmt.Sprintf("%q is not a paragraph or a range", id), "write what the review prints: a label, or two with a hyphen between them")
		}
	}
}

// PrintedRefsDiffer reports whether the printed references differ from discussed_in. An empty list means that
// the review does not print any references. Without the key printed_refs, they are unknown, and
// PrintedRefsDiffer returns false.
func (p *LearningPoint) PrintedRefsDiffer() bool {
	return p.PrintedRefs != nil && !slices.Equal(p.PrintedRefs, p.DiscussedIn)
}

// learningPointBody is the body of a new learning point.
const learningPointBody = "What good practice would have been, in your own words.\n"
