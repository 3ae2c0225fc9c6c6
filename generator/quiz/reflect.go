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
		noun:    "reflection", labels: []string{labelHint}, pointsLabel: "A good answer covers", holdsAnswers: isPointList, readAnswers: readReflection}
}

// isPointList reports whether e is a list after the label "A good answer covers". The label Why may
// precede that label, but not come between it and the list.
func isPointList(s *section, e *markdown.Element, _ bool) bool {
	labelled := slices.ContainsFunc(s.labels, func(l label) bool { return l.Label.Name == s.kind.pointsLabel })
	return e.Kind == markdown.ListElement && labelled && (!s.afterWhy() || lastLabel(s.labels) == s.kind.pointsLabel)
}

func readReflection(s *section) {
	for i := range s.items {
		checkTextOnly(s, &s.items[i], "point")
		s.q.Points = append(s.q.Points, s.items[i].Text)
	}
	if len(s.items) == 0 && !s.misspeltLabels[s.kind.pointsLabel] && !s.uncertain {
		s.Error(s.Offset, "question-covers", "nothing says what a good answer covers", "write a line A good answer covers: with its colon, an empty line, and a list below it, each point after a hyphen and a space")
	}
}
