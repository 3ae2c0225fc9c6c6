package quiz

import (
	"slices"
	"strings"
)

// trueFalseKind returns the kind of a question with the options True and False.
func trueFalseKind() Kind {
	return Kind{Word: "True or false", Heading: "quiz_kind_true_false", Shape: Choice, Prompt: "quiz_true_or_false",
		Summary: "quiz_answer_reasons", Best: "quiz_answer", TrueFalse: true, ShowAnswer: true, Right: "quiz_right", Wrong: "quiz_not_right",
		noun: "question", fields: []string{fieldHint, fieldSure}, holdsAnswers: isOptionList, readAnswers: readTrueFalse}
}

func readTrueFalse(s *section) {
	readOptions(s)
	checkRightAnswers(s, false)
	options := s.q.Options
	slices.SortStableFunc(options, func(a, b Option) int { return strings.Compare(b.Plain, a.Plain) }) // True before False
	if !s.answersUncertain && (len(options) != 2 || options[0].Plain != "True" || options[1].Plain != "False") {
		s.Error(s.Offset, "question-options", "the answers of true or false are True and False", "write True and False as the words of the two answers, the right one with [x]")
	}
	assignLetters(options)
}
