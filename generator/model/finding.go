package model

import "safelearn/generator/diag"

// Finding is a page about one theme in the findings of a review. Its body contains the numbered
// paragraphs of the review, paraphrased by the authors of the site.
type Finding struct {
	Page      `yaml:",inline"`
	Statement `yaml:",inline"`
	Theme     string   `yaml:"theme" new:""`      // the theme of the finding in one or two words, such as "handover" or "transfer"
	Quiet     []Label  `yaml:"quiet" new:"[]"`    // paragraphs that are shown only on this page
	Withheld  []Label  `yaml:"withheld" new:"[]"` // paragraphs whose text is not on the site
	Gaps      []string `yaml:"gaps"`              // issues in this theme that no recommendation addresses, which links between pages cannot show; listed on the gaps page
}

// Parts returns the parts of the finding.
func (f *Finding) Parts() []Part { return StatementOf(f).parts() }

// Lint calls Page.Lint and also reports problems with the statement, and paragraphs that are listed as
// both quiet and withheld.
func (f *Finding) Lint(l *diag.List) {
	f.Page.Lint(l)
	StatementOf(f).Lint(l)
	lintRestrictions(f, l)
}

// findingBody is the body of a new finding.
const findingBody = `What the review judged about this theme. Each numbered paragraph starts a line with its
number and a space, as in the report. Leave an empty line before it.
`
