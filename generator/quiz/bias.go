package quiz

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// A rightAnswer is the position of the only right answer to a question: its index among the
// options, and the offset of the question.
type rightAnswer struct{ index, offset int }

// checkRightAnswerLength reports a right answer that is much longer than all others, because readers could
// guess it by its length. It also records the position of the right answer for
// checkRightAnswerPositions. It does nothing unless the question has exactly one right answer.
func checkRightAnswerLength(s *section) {
	if s.answersUncertain || s.q.countRight() != 1 {
		return
	}
	at := slices.IndexFunc(s.q.Options, func(o Option) bool { return o.Right })
	s.rightAnswers = append(s.rightAnswers, rightAnswer{at, s.Offset})
	maxLength := 0
	for i, o := range s.q.Options {
		if i != at {
			maxLength = max(maxLength, utf8.RuneCountInString(o.Plain))
		}
	}
	const minDifference = 20 // minimum difference in characters
	if n := utf8.RuneCountInString(s.q.Options[at].Plain); maxLength > 0 && n > maxLength+maxLength/2 && n > maxLength+minDifference {
		s.Warn(s.q.Options[at].Offset, "question-longest", fmt.Sprintf("the right answer has %d characters, the longest wrong one %d: length gives it away", n, maxLength),
			"shorten it, and give its details in the reason")
	}
}

// checkRightAnswerPositions reports a module if checkRightAnswerLength has recorded at least three right
// answers and all have the same position.
func (r *reader) checkRightAnswerPositions() {
	const minRepeats = 3
	if len(r.rightAnswers) < minRepeats || slices.ContainsFunc(r.rightAnswers, func(a rightAnswer) bool { return a.index != r.rightAnswers[0].index }) {
		return
	}
	r.Warn(r.rightAnswers[0].offset, "question-place", fmt.Sprintf("the right answer of all %d questions is written as number %d", len(r.rightAnswers), r.rightAnswers[0].index+1),
		"move some: the page shuffles them, but the text and its reviewers do not")
}
