package quiz

import (
	"fmt"
	"regexp"
	"slices"

	"safelearn/generator/markdown"
)

// How many answers a question has. More are not better: people remember the wrong
// ones.
const (
	fewestOptions = 2
	mostOptions   = 5
)

// choice is a question with one or several right options.
func choice() Kind {
	return Kind{Word: "Question", Shape: Choose, Prompt: "Choose the best answer.", Several: "Choose all that apply.",
		Summary: "Answer and reasons", Best: "Best answer", Bests: "Best answers", Right: "Best answer", Wrong: "Not the best answer",
		noun: "question", labels: []string{labelHint, labelSure}, needsBasis: true, holds: holdsOptions, read: readChoice}
}

// holdsOptions reports whether an element is a list of options: one with boxes, or
// one without them where no list has boxes or the list above it holds options.
func holdsOptions(s *section, e *markdown.Element, below bool) bool {
	isBoxed := func(e markdown.Element) bool { return boxed(&e) }
	return e.Kind == markdown.List && (boxed(e) || !s.explained() && (below || !slices.ContainsFunc(s.Elements, isBoxed)))
}

func readChoice(s *section) {
	readOptions(s)
	if n := len(s.q.Options); !s.uncertain && (n < fewestOptions || n > mostOptions) {
		s.Error(s.Offset, "question-options", fmt.Sprintf("a question with %s", count(n, "answer")),
			fmt.Sprintf("give %d to %d, each on a line of its own: - [ ] …", fewestOptions, mostOptions))
	}
	checkRight(s, true)
	checkAbove(s)
	checkLongest(s)
	written := slices.Clone(s.q.Options)
	for i, from := range shuffled(s.ID, len(written)) {
		s.q.Options[i] = written[from]
	}
	letters(s.q.Options)
}

// above matches words that refer to other answers. "A and E" is a hospital department.
var above = regexp.MustCompile(`(?i)\b(all|none|both|any|neither|some) (of )?(the )?(above|below)\b` +
	`|\b(all|none|both|any|neither) of (the (other )?(answers|options)|these|those)\.?$` +
	`|^(both )?[a-d],? (and|or) [a-d]\b|\b(answers|options) [a-d],? (and|or) [a-d]\b`)

// checkAbove reports answers that refer to the others.
func checkAbove(s *section) {
	for _, o := range s.q.Options {
		if above.MatchString(o.Plain) {
			s.Error(o.Offset, "question-above", fmt.Sprintf("%s speaks of other answers, which are shown in another order", quoted(o.Plain)), "take it out; where several are right, tick each")
		}
	}
}
