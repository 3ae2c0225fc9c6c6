package model

import "safelearn/generator/diag"

// Finding is one theme of a review's findings. Its body has the numbered paragraphs of
// the review, in our words.
type Finding struct {
	Page     `yaml:",inline"`
	Theme    string   `yaml:"theme" new:""`      // a word or two: "bruising", "transfer"
	Quiet    []Number `yaml:"quiet" new:"[]"`    // paragraphs that are shown only on this page
	Withheld []Number `yaml:"withheld" new:"[]"` // paragraphs whose text is not on the site
	Gaps     []string `yaml:"gaps"`              // what the recommendations leave out of this theme and links cannot show, for the page of gaps
}

// Lint also reports paragraphs with two restrictions.
func (f *Finding) Lint(l *diag.List) {
	f.Page.Lint(l)
	lintRestrictions(f, l)
}

const findingBody = `What the review judged about this theme. Each numbered paragraph starts a line with its
number and a space, as in the report. Leave an empty line before it.
`
