package model

import "safelearn/generator/diag"

// Theme is a page about a theme that statements of reviews share. Statements name their themes, and
// the page lists them. Which themes a statement has is the judgement of the authors of the site.
type Theme struct {
	Page    `yaml:",inline"`
	Meaning string `yaml:"meaning" required:"true" new:"What a statement on this theme is about"` // what a statement on the theme is about
	Not     string `yaml:"not" new:""`                                                            // what it excludes, such as a neighbouring theme
	Source  string `yaml:"source" new:""`                                                         // where the category comes from; required on a live page
	Broader ID     `yaml:"broader" ref:"mentions"`                                                // the broader theme that it is part of
	Coded   Coding `yaml:"coded"`                                                                 // who gave statements this theme, and when; required on a live page
}

// Coding is who decided which statements have a theme.
type Coding struct {
	By string `yaml:"by"` // a role, such as "Quality subgroup"
	On Date   `yaml:"on"` // the date of the last decision
}

// Lint calls Page.Lint and also reports a missing source of the category and missing coders.
func (t *Theme) Lint(l *diag.List) {
	t.Page.Lint(l)
	t.expect(l, "source", t.Source)
	switch {
	case t.Coded == Coding{}:
		t.expect(l, "coded", "")
	case t.Coded.By == "":
		t.require(l, "coded.by", "")
	case t.Coded.On == "":
		t.require(l, "coded.on", "")
	}
}

// themeBody is the body of a new theme.
const themeBody = "What readers should know about this theme. The page lists the statements that name it.\n"
