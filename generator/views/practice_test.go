package views

import (
	"fmt"
	"slices"
	"testing"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// practiceQuestionIDs returns the ids of the modules and questions on the practice page of a test site.
// For each count, the site has a module (m0, m1 and so on) with that number of questions that can be
// checked and one that cannot.
func practiceQuestionIDs(counts ...int) []string {
	g := &xref.Graph{Site: new(model.Site)}
	for i, n := range counts {
		m := &model.Module{Page: model.Page{ID: model.ID(fmt.Sprintf("m%d", i)), Status: model.Live}}
		for q := range n {
			m.Questions = append(m.Questions, quiz.Question{Section: &markdown.Section{ID: fmt.Sprintf("q%d", q)}, Options: make([]quiz.Option, 3)})
		}
		m.Questions = append(m.Questions, quiz.Question{Section: &markdown.Section{ID: "reflect"}})
		g.Site.Entries = append(g.Site.Entries, m)
	}
	var names []string
	for i, a := range PracticeOf(g, xref.GeneratedPage{}).Questions {
		if a.Number != i+1 {
			panic("the numbers are out of order")
		}
		names = append(names, string(a.Module.ID)+a.Module.Questions[a.Index].ID)
	}
	return names
}

// TestPractice checks that the practice page has at most maxPractice questions, all different and
// all with a right answer, and that they alternate between modules.
func TestPractice(t *testing.T) {
	if got := practiceQuestionIDs(0); len(got) != 0 {
		t.Errorf("for a module without a right answer: %v", got)
	}
	if got := practiceQuestionIDs(3); len(got) != 3 {
		t.Errorf("for one module: %v", got)
	}
	got := practiceQuestionIDs(8, 2, 8)
	if len(got) != maxPractice || !slices.Equal(got, practiceQuestionIDs(8, 2, 8)) {
		t.Errorf("got %v, then %v", got, practiceQuestionIDs(8, 2, 8))
	}
	seen := make(map[string]bool)
	for i, name := range got {
		if seen[name] {
			t.Errorf("%s appears twice", name)
		}
		seen[name] = true
		if i < 6 && name[:2] != fmt.Sprintf("m%d", i%3) {
			t.Errorf("modules do not alternate: %v", got)
		}
	}
}
