package model

import (
	"safelearn/generator/diag"
)

// Guidance is a page about a national source. It says what the source contains, when it was published,
// and whether the authors of the page have read it.
type Guidance struct {
	Page       `yaml:",inline"`
	Publisher  string       `yaml:"publisher" required:"true" new:"Who said it"`                                                                   // the organisation that published the source
	Dated      PartialDate  `yaml:"dated" required:"true" new:"YEAR"`                                                                              // date of the source, which may be a day, a month or a year
	URL        string       `yaml:"url" new:""`                                                                                                    // the URL of the source, or of a report about it
	Checked    Date         `yaml:"checked" required:"true" new:"TODAY"`                                                                           // the date on which the authors last checked the source
	Access     SourceAccess `yaml:"read" required:"true" new:"first-hand # or reported, with reported_by, if you have not read the source itself"` // first-hand if the authors have read the source, or reported
	ReportedBy string       `yaml:"reported_by"`                                                                                                   // who reported the source; required if read is "reported"
	Replaces   []ID         `yaml:"replaces" new:"[]" ref:"replaces"`                                                                              // the older sources that this source replaced
}

// SourceAccess states whether the authors have read a source or only a report about it.
type SourceAccess string

const (
	FirstHand SourceAccess = "first-hand" // the authors have read the source
	Reported  SourceAccess = "reported"   // the authors have read a report about the source
)

func (SourceAccess) values() (description string, all []string) {
	return "a way of reading", toStrings(FirstHand, Reported)
}

// Lint calls Page.Lint and also reports a missing reported_by and an invalid URL.
func (g *Guidance) Lint(l *diag.List) {
	g.Page.Lint(l)
	if g.Access == Reported {
		g.require(l, "reported_by", g.ReportedBy)
	}
	lintURL(l, g.URL, func() diag.Pos { return g.FieldPos("url") })
}

// guidanceBody is the body of a new guidance page.
const guidanceBody = "What the source says, with the date of each statement.\n"
