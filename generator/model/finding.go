package model

import "safelearn/generator/diag"

// A Finding is one theme of a review's findings; its body holds the numbered
// paragraphs in our words.
type Finding struct {
	Page     `yaml:",inline"`
	Theme    string   `yaml:"theme"`    // a word or two: "bruising", "transfer"
	Quiet    []Number `yaml:"quiet"`    // paragraphs shown on this page only
	Withheld []Number `yaml:"withheld"` // paragraphs without words
	Gaps     []string `yaml:"gaps"`     // what the recommendations leave out of this theme, for the page of gaps: only what links cannot show
}

// Lint adds the lists of shut paragraphs to what all pages are judged by.
func (f *Finding) Lint(l *diag.List) {
	f.Page.Lint(l)
	lintShut(&f.Page, l, Restrictions{f.Quiet, f.Withheld})
}

const findingSkeleton = `---
title: TITLE
summary:
audience: [practitioner, trainer, quality]
status: draft
owner:
reviewed:
review_due:
theme:
quiet: []
withheld: []
sources: []
changes: []
---

What the review judged about this theme. Each numbered paragraph starts a line with its
number and one blank, as in the report, and a blank line stands before it.
`
