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

// Module is a lesson: text with questions, for self-study or for training sessions. Package quiz
// describes the syntax of questions.
type Module struct {
	Page        `yaml:",inline"`
	Outcomes    []string         `yaml:"outcomes" new:"\n  - What a learner can do afterwards"`                                          // what learners can do after the module
	Minutes     int              `yaml:"minutes" new:"20"`                                                                               // the length of the module, which is the sum of the minutes in plan
	Plan        []PlannedSection `yaml:"plan" new:"\n  - {section: What happened, minutes: 10}\n  - {section: What to do, minutes: 10}"` // the sections of the module and their minutes
	ContentNote string           `yaml:"content_note"`                                                                                   // a warning about upsetting content, and that readers may skip it; shown first, each line as an item of a slide
	DrawnFrom   []ID             `yaml:"drawn_from" new:"[]" ref:"mentions"`                                                             // the pages or paragraphs that the module teaches
	Facilitator string           `yaml:"facilitator" new:""`                                                                             // notes for the trainer

	Questions []quiz.Question `yaml:"-"` // the questions in the body, in the order of Body.Sections
}

// PlannedSection is the planned duration of a section of a module.
type PlannedSection struct {
	Section string `yaml:"section" required:"true"` // the heading of the section in the body
	Minutes int    `yaml:"minutes"`                 // the length of the section; required
}

// Parts returns those questions that have an id, as parts.
func (m *Module) Parts() []Part {
	var parts []Part
	for _, q := range m.Questions {
		if q.ID == "" {
			continue
		}
		part := Part{ID: m.ID + "#" + ID(q.ID), Kind: "question", Anchor: q.ID, Label: q.Plain, Pos: m.File.Pos(q.Offset)}
		if short := truncate(q.Plain); short != q.Plain {
			part.Label, part.Title = short, q.Plain
		}
		parts = append(parts, part)
	}
	return parts
}

// truncate truncates text after a word and adds an ellipsis, for use as link text. It returns a
// short text unchanged.
func truncate(text string) string {
	const maxLength = 60
	if utf8.RuneCountInString(text) <= maxLength {
		return text
	}
	start := string([]rune(text)[:maxLength])
	if space := strings.LastIndexByte(start, ' '); space > 0 {
		start = start[:space]
	}
	return strings.TrimRight(start, " ,;:.–") + " …"
}

// BodyRef returns the id of the question that contains the reference Body.Refs[ref], or the page id
// if it is outside all questions. It also returns the relation of the reference: Tests, Cites or
// Mentions.
func (m *Module) BodyRef(ref int) (from ID, relation Relation) {
	sections := m.Body.Sections
	i := sort.Search(len(sections), func(i int) bool { return ref < sections[i].Refs[1] })
	if i == len(sections) || ref < sections[i].Refs[0] || m.Questions[i].ID == "" {
		return m.ID, Mentions
	}
	q := &m.Questions[i]
	from = m.ID + "#" + ID(q.ID)
	switch {
	case slices.Contains(q.TestRefs, ref):
		return from, Tests
	case slices.Contains(q.BasisRefs, ref):
		return from, Cites
	}
	return from, Mentions
}

// Lint calls Page.Lint and also reports a plan that does not match the headings or the
// length of the module.
func (m *Module) Lint(l *diag.List) {
	m.Page.Lint(l)
	m.lintMinutes(l, m.Minutes)
	m.lintOutcomes(l)
	sum, reported := 0, m.IsReported("minutes")
	for i, s := range m.Plan {
		item := fmt.Sprintf("plan[%d]", i)
		sum += s.Minutes
		if m.IsReported(item + ".minutes") {
			reported = true
		} else if s.Minutes < 1 {
			l.Error(m.FieldPos(item), "module-minutes", "a section without minutes", "add minutes: 5")
		}
		if s.Section != "" && !slices.ContainsFunc(m.Body.Headings, func(h markdown.Heading) bool { return h.Text == s.Section }) {
			l.Error(m.FieldPos(item+".section"), "module-section", fmt.Sprintf("the text has no heading %q", s.Section), "write the heading as in the text, without ##")
		}
	}
	if len(m.Plan) > 0 && sum != m.Minutes && !reported {
		l.Error(m.FieldPos("minutes"), "module-minutes", fmt.Sprintf("the sections take %d minutes and the module %d", sum, m.Minutes), "correct one of the two")
	}
}

// lintOutcomes reports questions about outcomes that the module does not have and, if any question says
// what it is about, outcomes that no question is about.
func (m *Module) lintOutcomes(l *diag.List) {
	asked := make([]bool, len(m.Outcomes))
	for i := range m.Questions {
		q := &m.Questions[i]
		for _, n := range q.Outcomes {
			if n < 1 || n > len(asked) {
				l.Error(m.File.Pos(q.OutcomesAt), "module-outcome", fmt.Sprintf("the module has no outcome %d", n), fmt.Sprintf("count from the first under outcomes: there are %d", len(asked)))
				continue
			}
			asked[n-1] = true
		}
	}
	if !slices.Contains(asked, true) {
		return
	}
	for i, is := range asked {
		if !is {
			l.Warn(m.FieldPos(fmt.Sprintf("outcomes[%d]", i)), "module-outcome", fmt.Sprintf("no question is about outcome %d", i+1), fmt.Sprintf("add a question with the line Outcomes: %d, or that line to one that is about it", i+1))
		}
	}
}

// moduleBody is the body of a new module.
const moduleBody = `## What happened

## What to do
`
