package quiz

import (
	"slices"

	"safelearn/generator/markdown"
)

// reflectionKind returns the kind of a question without a right answer.
func reflectionKind() Kind {
	return Kind{Word: "Reflect", Heading: "quiz_kind_reflect", Shape: Open,
		Prompt:  "quiz_think",
		Summary: "quiz_good_answer",
		noun:    "reflection", fields: []string{fieldHint}, pointsField: "A good answer covers", holdsAnswers: isPointList, readAnswers: readReflection}
}

// isPointList reports whether e is a list after the field "A good answer covers". The field Why may
// precede that field, but not come between it and the list.
func isPointList(s *section, e *markdown.Element, _ bool) bool {
	labelled := slices.ContainsFunc(s.fields, func(l field) bool { return l.Field.Name == s.kind.pointsField })
	return e.Kind == markdown.ListElement && labelled && (!s.afterWhy() || lastField(s.fields) == s.kind.pointsField)
}

func readReflection(s *section) {
	for i := range s.items {
		checkTextOnly(s, &s.items[i], "point")
		s.q.Points = append(s.q.Points, s.items[i].Text)
	}
	if len(s.items) == 0 && !s.misspeltFields[s.kind.pointsField] && !s.answersUncertain {
		s.Error(s.Offset, "question-covers", "nothing says what a good answer covers", "write a line A good answer covers: with its colon, an empty line, and a list below it, each point after a hyphen and a space")
	}
}
