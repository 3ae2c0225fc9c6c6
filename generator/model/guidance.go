package model

import (
	"fmt"

	"safelearn/generator/diag"
)

// Guidance is a page about a national source: what it says, when, and whether we
// have read it at first hand.
type Guidance struct {
	Page       `yaml:",inline"`
	Publisher  string       `yaml:"publisher"`   // required: the body that said it
	Dated      PartialDate  `yaml:"dated"`       // required: a day, month or year
	URL        string       `yaml:"url"`         // where the source is, or its report
	Checked    Date         `yaml:"checked"`     // required: when we last looked
	Read       SourceAccess `yaml:"read"`        // required: first-hand or reported
	ReportedBy string       `yaml:"reported_by"` // required where read is "reported"
	Replaces   []ID         `yaml:"replaces"`
}

// Refs add what the source replaced.
func (g *Guidance) Refs() []Ref {
	return g.refs(g.Page.Refs(), g.ID, "replaces", g.Replaces, Replaces)
}

// Lint asks for what a reader needs to judge a source: who, when, and whether we
// have read it.
func (g *Guidance) Lint(l *diag.List) {
	g.Page.Lint(l)
	g.require(l, "publisher", g.Publisher)
	g.require(l, "dated", string(g.Dated))
	g.require(l, "checked", string(g.Checked))
	g.require(l, "read", string(g.Read))
	if g.Read == Reported {
		g.require(l, "reported_by", g.ReportedBy)
	}
	if why := notWeb(g.URL); g.URL != "" && why != "" {
		l.Error(g.FieldPos("url"), "front-value", fmt.Sprintf("%q %s", g.URL, why), "write it whole, from https://")
	}
}

const guidanceSkeleton = `---
title: TITLE
summary:
audience: [practitioner, trainer, quality]
status: draft
owner:
reviewed:
review_due:
publisher: Who said it
dated: YEAR
url:
checked: TODAY
# first-hand where you have read the paper itself, else reported, with reported_by
read: first-hand
replaces: []
changes: []
---

What the source says, with the date of each statement.
`
