package quiz

import (
	"fmt"
	"slices"

	"safelearn/generator/markdown"
)

// The minimum and maximum number of options in a question. More options do not improve a question,
// because people may remember the wrong ones.
const (
	minOptions = 2
	maxOptions = 5
)

// choiceKind returns the kind of a question with options of which one or more are right.
func choiceKind() Kind {
	return Kind{Word: "Question", Shape: Choice, Prompt: "quiz_choose", PromptSeveral: "quiz_choose_all",
		Summary: "quiz_answer_reasons", Best: "quiz_best", BestSeveral: "quiz_best_several", Right: "quiz_best", Wrong: "quiz_not_best",
		noun: "question", fields: []string{fieldHint, fieldSure}, needsBasis: true, holdsAnswers: isOptionList, readAnswers: readChoice}
}

// isOptionList reports whether e is a list of options. Lists after the field Why are not. A list
// without boxes is a list of options if no list in the question has boxes, or if it directly
// follows a list of options.
func isOptionList(s *section, e *markdown.Element, followsList bool) bool {
	isBoxed := func(e markdown.Element) bool { return hasBoxes(&e) }
	return e.Kind == markdown.ListElement && !s.afterWhy() && (hasBoxes(e) || followsList || !slices.ContainsFunc(s.Elements, isBoxed))
}

func readChoice(s *section) {
	readOptions(s)
	if n := len(s.q.Options); !s.answersUncertain && (n < minOptions || n > maxOptions) {
		s.Error(s.Offset, "question-options", fmt.Sprintf("a question with %s", formatCount(n, "answer")),
			fmt.Sprintf("give %d to %d, each on a line of its own: - [x] … if it is right, - [ ] … if it is not", minOptions, maxOptions))
	}
	checkRightAnswers(s, true)
	checkPositionsInAnswers(s)
	checkPositionsInTexts(s)
	checkRightAnswerLength(s)
	written := slices.Clone(s.q.Options)
	for i, from := range permutation(s.ID, len(written), true) {
		s.q.Options[i] = written[from]
	}
	assignLetters(s.q.Options)
}
