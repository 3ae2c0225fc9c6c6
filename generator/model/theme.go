package model

import "safelearn/generator/diag"

// Theme is a page about a theme that statements of reviews have in common. It lists these statements.
// The authors of the site decide which themes a statement has.
type Theme struct {
	Page       `yaml:",inline"`
	Meaning    string `yaml:"meaning" required:"true" new:"What a statement on this theme is about"` // what a statement on the theme is about
	Not        string `yaml:"not" new:""`                                                            // what the theme excludes, such as a neighbouring theme
	SourceText string `yaml:"source" new:""`                                                         // publication from which the theme is taken; required on a live page
	Broader    ID     `yaml:"broader" ref:"mentions"`                                                // the broader theme that contains this one
	Coded      Coding `yaml:"coded"`                                                                 // who decided which statements have this theme, and the date; required on a live page
}

// Coding records who decided which statements belong to a theme, and when.
type Coding struct {
	By string `yaml:"by"` // the role that decided, such as "Quality subgroup"
	On Date   `yaml:"on"` // the date of the last decision
}

// Lint calls Page.Lint and also reports a missing source, and a missing role or date of the coding.
func (t *Theme) Lint(l *diag.List) {
	t.Page.Lint(l)
	t.requireWhenLive(l, "source", t.SourceText)
	switch {
	case t.Coded == Coding{}:
		t.requireWhenLive(l, "coded", "")
	case t.Coded.By == "":
		t.require(l, "coded.by", "")
	case t.Coded.On == "":
		t.require(l, "coded.on", "")
	}
}

// themeBody is the body of a new theme.
const themeBody = "What readers should know about this theme. The page lists the statements that name it.\n"
