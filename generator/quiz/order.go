package quiz

import (
	"fmt"
	"slices"

	"safelearn/generator/markdown"
)

const minSteps = 3

// orderKind returns the kind of a question with steps to put in the right order.
func orderKind() Kind {
	return Kind{Word: "Order", Heading: "quiz_kind_order", Shape: Order, Prompt: "quiz_put_in_order",
		Summary: "quiz_answer_reasons", Best: "quiz_order",
		noun: "order", fields: []string{fieldHint, fieldSure}, needsBasis: true, holdsAnswers: isStepList, readAnswers: readOrder}
}

// isStepList reports whether e is a list of steps: a numbered list, or any list if the
// question has no numbered one.
func isStepList(s *section, e *markdown.Element, _ bool) bool {
	isOrdered := func(e markdown.Element) bool { return e.Ordered }
	return e.Kind == markdown.ListElement && !s.afterWhy() && (e.Ordered || !slices.ContainsFunc(s.Elements, isOrdered))
}

func readOrder(s *section) {
	for i := range s.items {
		item := &s.items[i]
		if item.Marker != '.' && item.Marker != ')' && i == 0 {
			s.Error(item.Offset, "question-bullet", "the steps of an order without numbers", "number them in their right order: 1. 2. 3.")
		}
		checkTextOnly(s, item, "step")
		s.q.Options = append(s.q.Options, Option{Text: item.Text, Plain: item.plain, Offset: item.Offset})
	}
	checkDuplicates(s)
	checkPositionsInAnswers(s)
	if n := len(s.items); n < minSteps && !s.answersUncertain {
		s.Error(s.Offset, "question-steps", fmt.Sprintf("an order of %s", formatCount(n, "step")), "give three or more, numbered in their right order: 1. 2. 3.")
	}
	s.q.DisplayOrder = permutation(s.ID, len(s.q.Options), false)
	for i, option := range s.q.DisplayOrder {
		s.q.Options[option].Letter = optionLetter(i)
	}
}
