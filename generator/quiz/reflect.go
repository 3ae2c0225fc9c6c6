package quiz

import "safelearn/generator/markdown"

// reflectionKind returns the kind of a question without a right answer.
func reflectionKind() Kind {
	return Kind{Word: "Reflect", Heading: "quiz_kind_reflect", Shape: Open,
		Prompt:  "quiz_think",
		Summary: "quiz_good_answer",
		noun:    "reflection", labels: []string{labelHint}, pointsLabel: "A good answer covers", holdsAnswers: isPointList, readAnswers: readReflection}
}

// isPointList reports whether e is a list after the label "A good answer covers" and before
// the label Why.
func isPointList(s *section, e *markdown.Element, _ bool) bool {
	labelled := false
	for _, l := range s.labels {
		labelled = labelled || l.Label.Name == s.kind.pointsLabel
	}
	return e.Kind == markdown.ListElement && labelled && !s.afterWhy()
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
