package model

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
)

// A Module is a lesson: text with questions in it, that a trainer can lead and a
// practitioner can take alone. Package quiz says how questions are written.
type Module struct {
	Page        `yaml:",inline"`
	Outcomes    []string  `yaml:"outcomes"`     // what a learner can do afterwards
	Minutes     int       `yaml:"minutes"`      // of the whole; the sections add up to it
	Plan        []Session `yaml:"plan"`         // minutes by section
	ContentNote string    `yaml:"content_note"` // what in the module may hurt to read, and that a part may be skipped; stands before it
	DrawnFrom   []ID      `yaml:"drawn_from"`   // learning points, findings or recommendations
	Facilitator string    `yaml:"facilitator"`  // notes for whoever leads the session

	Questions []quiz.Question `yaml:"-"` // of the body, in order: one for each of Body.Sections
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

// readQuestions makes questions of the sections of the body.
func (m *Module) readQuestions(problems *diag.List) {
	var more diag.List
	m.Questions, more = quiz.Read(m.Body, m.File.Pos)
	*problems = append(*problems, more...)
}

// Parts are the questions.
func (m *Module) Parts() []Part {
	var parts []Part
	for _, q := range m.Questions {
		if q.ID == "" {
			continue
		}
		part := Part{ID: m.ID + "#" + ID(q.ID), Kind: "question", Anchor: q.ID, Label: q.Plain, Pos: m.File.Pos(q.Offset)}
		if short := shortened(q.Plain); short != q.Plain {
			part.Label, part.Title = short, q.Plain
		}
		parts = append(parts, part)
	}
	return parts
}

// shortened returns the first words of a question, for links to it.
func shortened(words string) string {
	const most = 60
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	start := string([]rune(words)[:most])
	if blank := strings.LastIndexByte(start, ' '); blank > 0 {
		start = start[:blank]
	}
	return strings.TrimRight(start, " ,;:.–") + " …"
}

// BodyRef returns the question that a reference is in, and whether it is one of
// those it tests or rests on.
func (m *Module) BodyRef(ref int) (ID, Relation) {
	sections := m.Body.Sections
	i := sort.Search(len(sections), func(i int) bool { return ref < sections[i].Refs[1] })
	if i == len(sections) || ref < sections[i].Refs[0] || m.Questions[i].ID == "" {
		return m.ID, Mentions
	}
	q := &m.Questions[i]
	switch from := m.ID + "#" + ID(q.ID); {
	case slices.Contains(q.Tests, ref):
		return from, Tests
	case slices.Contains(q.Basis, ref):
		return from, Cites
	default:
		return from, Mentions
	}
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
			l.Error(m.FieldPos(at), "module-minutes", "a section without minutes", "add minutes: 5")
		}
		if s.Section != "" && !slices.ContainsFunc(m.Body.Headings, func(h markdown.Heading) bool { return h.Text == s.Section }) {
			l.Error(m.FieldPos(at+".section"), "module-section", fmt.Sprintf("the text has no heading %q", s.Section), "write the heading as it stands in the text, without ##")
		}
	}
	if len(m.Plan) > 0 && sum != m.Minutes {
		l.Error(m.FieldPos("minutes"), "module-minutes", fmt.Sprintf("the sections take %d minutes, the module says %d", sum, m.Minutes), "make them agree")
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
