package model

import "safelearn/generator/diag"

// A Term is a glossary entry: a term of the field or an agency.
type Term struct {
	Page      `yaml:",inline"`
	Expansion string   `yaml:"expansion"` // what the letters stand for
	Meaning   string   `yaml:"meaning"`   // required: one plain sentence or two
	Aliases   []string `yaml:"aliases"`   // other names in use
	Agency    bool     `yaml:"agency"`    // a body with a part in reviews, not a term
}

// Lint asks for the meaning: a glossary without it helps nobody.
func (t *Term) Lint(l *diag.List) {
	t.Page.Lint(l)
	t.require(l, "meaning", t.Meaning)
}

const termSkeleton = `---
title: TITLE
short:
expansion:
meaning: What it means, in one or two plain sentences.
aliases: []
agency: false
audience: [practitioner]
status: draft
owner:
reviewed:
review_due:
changes: []
---
`
