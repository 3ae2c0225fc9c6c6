package views

import (
	"slices"
	"testing"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
)

// fourSectionModule returns a module of 40 minutes with four sections. The third section has one
// question, and the last has eight.
func fourSectionModule() *model.Module {
	m := &model.Module{Minutes: 40, Plan: []model.PlannedSection{
		{Section: "What happened", Minutes: 2}, {Section: "What was asked", Minutes: 12}, {Section: "Scenario: A letter", Minutes: 10}, {Section: "Check yourself", Minutes: 16},
	}}
	m.Body = &markdown.Doc{}
	heading := func(text string, question bool) {
		offset := 10 * len(m.Body.Headings)
		m.Body.Headings = append(m.Body.Headings, markdown.Heading{Text: text, Offset: offset})
		if question {
			q := quiz.Question{Section: &markdown.Section{Offset: offset}, Number: len(m.Questions) + 1}
			q.Options = []quiz.Option{{Unsafe: q.Number == 5 || q.Number == 8}}
			m.Questions = append(m.Questions, q)
		}
	}
	heading("What happened", false)
	heading("What was asked", false)
	heading("A detail", false)
	heading("Scenario: A letter", true)
	heading("Check yourself", false)
	for range 8 {
		heading("Question: What now?", true)
	}
	return m
}

// TestSessionForOutcomes checks that a session without time for all questions has one for each outcome,
// and that the rest are distributed as if no question said what it is about.
func TestSessionForOutcomes(t *testing.T) {
	m := fourSectionModule()
	m.Outcomes = []string{"Say", "Tell", "Ask"}
	for number, outcomes := range map[int][]int{3: {2}, 4: {1, 3}, 7: {2}, 9: {3}} {
		m.Questions[number-1].Outcomes = outcomes
	}
	for _, s := range SessionsOf(m) {
		asked := s.Parts[4].Asked
		if !slices.Contains(asked, 3) || !slices.Contains(asked, 4) || len(asked) != s.Parts[4].Minutes/3 {
			t.Errorf("%d minutes: questions %v in %d minutes", s.Minutes, asked, s.Parts[4].Minutes)
		}
	}
	if asked := SessionsOf(m)[0].Parts[4].Asked; !slices.Equal(asked, []int{3, 4, 5}) {
		t.Errorf("half an hour asks %v", asked)
	}
}

// TestSessionsOf checks that the parts of a session follow each other without a gap, that no
// section is omitted, and that each section has as many questions as there is time for, preferably
// those with an unsafe option.
func TestSessionsOf(t *testing.T) {
	m := fourSectionModule()
	sessions := SessionsOf(m)
	var lengths []int
	for _, s := range sessions {
		lengths = append(lengths, s.Minutes)
		minute := 0
		for i, p := range s.Parts {
			if p.From != minute || p.To != p.From+p.Minutes || p.Session != s.Minutes || (p.Section != "") != (0 < i && i <= 4) || p.Section != "" && p.Minutes < 1 {
				t.Errorf("%d minutes, part %d: %+v", s.Minutes, i, p)
			}
			minute = p.To
		}
		if minute != s.Minutes || len(s.Parts) != 6 {
			t.Errorf("%d minutes: %d parts until minute %d", s.Minutes, len(s.Parts), minute)
		}
		for i, all := range []int{0, 0, 0, 1, 8, 0} {
			if s.Parts[i].QuestionCount != all {
				t.Errorf("part %d has %d questions, want %d", i, s.Parts[i].QuestionCount, all)
			}
		}
	}
	if !slices.Equal(lengths, []int{30, 40, 60}) {
		t.Errorf("sessions of %v minutes", lengths)
	}
	if p := sessions[0].Parts[4]; p.Minutes != 10 || !slices.Equal(p.Asked, []int{2, 5, 8}) || !p.OmitsQuestions() {
		t.Errorf("the questions in half an hour: %+v", p)
	}
	for _, s := range sessions {
		first, last := s.Parts[0], s.Parts[len(s.Parts)-1]
		if first.Minutes < 2 || last.Minutes < 3 {
			t.Errorf("%d minutes: a welcome of %d and a close of %d", s.Minutes, first.Minutes, last.Minutes)
		}
		if p := s.Parts[4]; len(p.Asked) != p.Minutes/3 || s.Parts[3].OmitsQuestions() {
			t.Errorf("%d minutes: questions %v in %d minutes", s.Minutes, p.Asked, p.Minutes)
		}
	}
	m.Minutes = 6
	if own := sessionOfPlannedLength(m); own.Parts[0].Minutes != 0 || own.Parts[5].To != 6 {
		t.Errorf("a module too short for a welcome: %+v", own)
	}
	m.Minutes = 60
	if n := len(SessionsOf(m)); n != 2 {
		t.Errorf("%d sessions for a module of 60 minutes", n)
	}
	m.Plan = slices.Repeat(m.Plan[:1], 26)
	if SessionsOf(m) != nil || SessionsOf(&model.Module{}) != nil {
		t.Error("sessions without a plan, or with less than a minute for each section")
	}
}
