//go:build browser

package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A givenAnswer is an answer to a question of quizArchive, made from the letters of the right one.
type givenAnswer struct {
	id, kind string // id of the question, and its kind as learning systems call it
	marking  string // how the page marks the answer, or "" if that is not checked
	letters  func(right []string) []string
}

// testPackageAnswers answers questions of each kind right, partly and wrong. It compares what the learning
// system stores with what was chosen.
func testPackageAnswers(t *testing.T, b *browser, s *learningSystem) {
	others := func(from string, n int) func([]string) []string {
		return func(right []string) []string {
			return slices.DeleteFunc(strings.Split(from, ""), func(l string) bool { return slices.Contains(right, l) })[:n]
		}
	}
	all := func(right []string) []string { return right }
	first := func(right []string) []string { return right[:1] }
	rotated := func(right []string) []string { return append(slices.Clone(right[1:]), right[0]) }
	swapped := func(right []string) []string {
		given, n := slices.Clone(right), len(right)
		given[n-1], given[n-2] = given[n-2], given[n-1]
		return given
	}
	for learner, answers := range map[string][]givenAnswer{
		"right":  {{"first", "choice", "right", all}, {"note", "choice", "right", all}, {"call", "choice", "right", all}, {"steps", "sequencing", "right", all}, {"roles", "matching", "right", all}},
		"partly": {{"roles", "matching", "partly", swapped}, {"steps", "sequencing", "partly", swapped}, {"note", "choice", "partly", first}},
		"wrong": {{"call", "choice", "unsafe", others("AB", 1)}, {"roles", "matching", "wrong", rotated}, {"steps", "sequencing", "wrong", rotated},
			{"note", "choice", "wrong", others("ABCD", 2)}, {"first", "choice", "", others("ABC", 1)}},
	} {
		tab := b.newTab(t, 1000)
		s.open(tab, launch{"answers-" + learner, "passing-on-all", "window=frame&system=strict&answers=booleans"})
		for n, a := range answers {
			right := eval[[]string](tab, "rightAnswer("+jsString(a.id)+")")
			given := a.letters(right)
			eval[bool](tab, "(answer("+jsString(a.id)+", "+jsString(strings.Join(given, " "))+".split(' ')), true)")
			if sort := eval[string](tab, "content.document.querySelector("+jsString("#"+a.id+" .status")+").dataset.sort"); a.marking != "" && sort != a.marking {
				t.Errorf("%s: %s is marked as %s", learner, a.id, sort)
			}
			result := map[bool]string{true: "correct", false: "wrong"}[learner == "right"]
			for name, want := range map[string]string{"id": a.id, "type": a.kind, "correct_responses.0.pattern": interactionResponse(a.kind, right), "student_response": interactionResponse(a.kind, given), "result": result} {
				if got := s.storedValue("answers-"+learner, fmt.Sprintf("cmi.interactions.%d.%s", n, name)); got != want {
					t.Errorf("%s: the %s of %s is %q, not %q", learner, name, a.id, got, want)
				}
			}
		}
		eval[bool](tab, "(content.document.querySelector('#_skip').click(), content.document.querySelector('#_finish button').click(), true)")
		tab.waitFor("the record", "words('#_finish .status').includes('Recorded:')")
		if got, want := s.storedValue("answers-"+learner, "cmi.core.score.raw"), map[bool]string{true: "100", false: "0"}[learner == "right"]; got != want {
			t.Errorf("%s: the score is %q", learner, got)
		}
		checkDisclosed(t, tab)
	}
}

// interactionResponse returns the letters of an answer as SCORM 1.2 writes them for a kind of interaction.
func interactionResponse(kind string, letters []string) string {
	list := make([]string, len(letters))
	for i, letter := range letters {
		list[i] = strings.ToLower(letter)
		if kind == "matching" {
			list[i] = fmt.Sprintf("%d.%s", i+1, list[i])
		}
	}
	return strings.Join(list, ",")
}
