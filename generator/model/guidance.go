package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// Guidance is a page about a national source: what it says, since when, and whether we
// have read the source ourselves.
type Guidance struct {
	Page       `yaml:",inline"`
	Publisher  string       `yaml:"publisher" required:"true" new:"Who said it"`                                                                   // the body that published it
	Dated      PartialDate  `yaml:"dated" required:"true" new:"YEAR"`                                                                              // a day, month or year
	URL        string       `yaml:"url" new:""`                                                                                                    // the web address of the source, or of the report on it
	Checked    Date         `yaml:"checked" required:"true" new:"TODAY"`                                                                           // the day we last looked
	Read       SourceAccess `yaml:"read" required:"true" new:"first-hand # or reported, with reported_by, if you have not read the source itself"` // first-hand or reported
	ReportedBy string       `yaml:"reported_by"`                                                                                                   // required where read is "reported"
	Replaces   []ID         `yaml:"replaces" new:"[]"`                                                                                             // the sources that it replaced
}

// SourceAccess says whether we have read a source ourselves.
type SourceAccess string

const (
	FirstHand SourceAccess = "first-hand" // we have read the source
	Reported  SourceAccess = "reported"   // we have read what others say about it
)

func (a *SourceAccess) set(text string) (problem, hint string) {
	return setOneOf(a, text, "a way of reading", FirstHand, Reported)
}

// Refs returns the references of the page and the sources that it replaced.
func (g *Guidance) Refs() []Ref {
	return g.refs(g.Page.Refs(), g.ID, "replaces", g.Replaces, Replaces)
}

// Lint also reports a missing reporter and an address that cannot be linked.
func (g *Guidance) Lint(l *diag.List) {
	g.Page.Lint(l)
	if g.Read == Reported {
		g.require(l, "reported_by", g.ReportedBy)
	}
	if problem := urlProblem(g.URL); g.URL != "" && problem != "" {
		l.Error(g.FieldPos("url"), "front-value", fmt.Sprintf("%q %s", g.URL, problem), "write it in full, from https://")
	}
}

const guidanceBody = "What the source says, with the date of each statement.\n"
