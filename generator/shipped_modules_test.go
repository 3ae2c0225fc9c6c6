package generator

import (
	"testing"
	"unicode/utf8"

	"safelearn/generator/model"
)

// TestShippedAnswers checks that neither length nor position gives away the answers of the shipped
// modules. The only right answer must be the longest in at most half of the questions. Of the scenes with an
// unsafe choice, a quarter to a half must have a safe first choice.
func TestShippedAnswers(t *testing.T) {
	l := linkShipped(t)
	questions, longest, scenes, safeFirst := 0, 0, 0, 0
	for _, m := range model.Pages[*model.Module](l.graph.Site) {
		for _, q := range m.Questions {
			right, wrong, rights := 0, 0, 0
			for _, o := range q.Options {
				if n := utf8.RuneCountInString(o.Plain); o.Right {
					right, rights = n, rights+1
				} else {
					wrong = max(wrong, n)
				}
			}
			if rights == 1 && !q.Kind.TrueFalse {
				questions++
				if right > wrong {
					longest++
				}
			}
			for _, s := range q.Scenes {
				unsafe := false
				for _, c := range s.Choices {
					unsafe = unsafe || c.Unsafe
				}
				if unsafe {
					scenes++
					if !s.Choices[0].Unsafe {
						safeFirst++
					}
				}
			}
		}
	}
	if questions == 0 || 2*longest > questions {
		t.Errorf("the right answer is the longest in %d of %d questions", longest, questions)
	}
	if 2*safeFirst > scenes || 4*safeFirst < scenes {
		t.Errorf("the first way on is a safe one in %d of %d scenes", safeFirst, scenes)
	}
}
