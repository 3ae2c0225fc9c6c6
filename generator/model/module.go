package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
)

// A Module is a lesson: text, and later questions, that a trainer can lead and a
// practitioner can take alone.
type Module struct {
	Page        `yaml:",inline"`
	Outcomes    []string  `yaml:"outcomes"`    // what a learner can do afterwards
	Minutes     int       `yaml:"minutes"`     // of the whole; the sections add up to it
	Plan        []Session `yaml:"plan"`        // minutes by section
	DrawnFrom   []ID      `yaml:"drawn_from"`  // learning points, findings or recommendations
	Facilitator string    `yaml:"facilitator"` // notes for whoever leads the session

	Questions []quiz.Question `yaml:"-"` // of the body, in order; Doc.Forms says where each stands
}

// A Session is one timed section of a module.
type Session struct {
	Section string `yaml:"section"` // the heading of the body it belongs to
	Minutes int    `yaml:"minutes"`
}

// Refs are what the module is drawn from.
func (m *Module) Refs() []Ref {
	return m.refs(m.Page.Refs(), m.ID, "drawn_from", m.DrawnFrom, Mentions)
}

// Lint holds the plan against the module: its minutes add up, and each section of
// it is a heading of the body.
func (m *Module) Lint(l *diag.List) {
	m.Page.Lint(l)
	sum := 0
	for i, s := range m.Plan {
		at := fmt.Sprintf("plan[%d]", i)
		sum += s.Minutes
		m.needed(l, at, "section", s.Section)
		if s.Minutes < 1 {
			l.Error(m.At(at), "module-minutes", "a section without minutes", "add minutes: 5")
		}
		if s.Section != "" && !slices.ContainsFunc(m.Body.Headings, func(h markdown.Heading) bool { return h.Text == s.Section }) {
			l.Error(m.At(at+".section"), "module-section", fmt.Sprintf("the text has no heading %q", s.Section), "write the heading as it stands in the text, without ##")
		}
	}
	if len(m.Plan) > 0 && sum != m.Minutes {
		l.Error(m.At("minutes"), "module-minutes", fmt.Sprintf("the sections take %d minutes, the module says %d", sum, m.Minutes), "make them agree")
	}
}

const moduleSkeleton = `---
title: TITLE
summary:
audience: [practitioner, trainer]
status: draft
owner:
reviewed:
review_due:
version: "1"
minutes: 20
outcomes:
  - What a learner can do afterwards
plan:
  - {section: What happened, minutes: 10}
  - {section: What to do, minutes: 10}
drawn_from: []
facilitator:
changes: []
---

## What happened

## What to do
`
