package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
)

// A LearningPoint is a practice learning point: what good practice would have been.
type LearningPoint struct {
	Page        `yaml:",inline"`
	After       Number `yaml:"after"`        // the paragraph after which its box stands in the review
	PrintedRefs []ID   `yaml:"printed_refs"` // paragraphs as the review prints them, right or wrong: ranges such as 4.17-4.22
	DiscussedIn []ID   `yaml:"discussed_in"` // paragraphs where the matter really is discussed
	SeeAlso     []ID   `yaml:"see_also"`     // further paragraphs
	WhyDiffer   string `yaml:"why_differ"`   // required where the two differ
	LeadsTo     []ID   `yaml:"leads_to"`     // recommendations that answer it
}

// Refs are where the point is discussed and what answers it. The printed
// references are told as printed and are no edges: they may be wrong.
func (p *LearningPoint) Refs() []Ref {
	refs := p.Page.Refs()
	refs = p.refs(refs, p.ID, "discussed_in", p.DiscussedIn, DiscussedIn)
	refs = p.refs(refs, p.ID, "see_also", p.SeeAlso, Mentions)
	return p.refs(refs, p.ID, "leads_to", p.LeadsTo, LeadsTo)
}

// Lint asks for the reason where printed and true references differ.
func (p *LearningPoint) Lint(l *diag.List) {
	p.Page.Lint(l)
	if p.RefsDiffer() && p.WhyDiffer == "" {
		l.Error(p.FieldPos("printed_refs"), "learning-point-why", "the printed references differ from where the matter is discussed, and nothing says why",
			"add a line why_differ: …")
	}
	for i, id := range p.PrintedRefs {
		if _, ok := ParseNumber(string(id)); ok {
			continue
		}
		if _, _, _, ok := id.Range(); !ok {
			l.Error(p.FieldPos(fmt.Sprintf("printed_refs[%d]", i)), "front-value", fmt.Sprintf("%q is no paragraph and no range", id), "write 4.17 or 4.17-4.22")
		}
	}
}

// RefsDiffer reports whether the review prints other references than the true ones.
func (p *LearningPoint) RefsDiffer() bool { return !slices.Equal(p.PrintedRefs, p.DiscussedIn) }

const learningPointSkeleton = `---
title: TITLE
short:
summary:
audience: [practitioner, trainer, quality]
status: draft
owner:
reviewed:
review_due:
printed_refs: []
discussed_in: []
leads_to: []
changes: []
---

What good practice would have been, in your own words.
`
