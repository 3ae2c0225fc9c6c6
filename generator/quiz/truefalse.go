package quiz

import "slices"

// trueFalse is a question with the options True and False.
func trueFalse() Kind {
	return Kind{Word: "True or false", Heading: ", true or false", Shape: Choose, Prompt: "True or false?",
		Summary: "Answer and reasons", Best: "Answer", Spelled: true, Right: "Right", Wrong: "Not right",
		noun: "question", labels: []string{labelHint, labelSure}, holds: holdsOptions, read: readTrueFalse}
}

func readTrueFalse(s *section) {
	readOptions(s)
	checkRight(s, false)
	options := s.q.Options
	isTrue := func(o Option) bool { return o.Plain == "True" }
	isFalse := func(o Option) bool { return o.Plain == "False" }
	if !s.uncertain && (len(options) != 2 || !slices.ContainsFunc(options, isTrue) || !slices.ContainsFunc(options, isFalse)) {
		s.fail(s.Offset, "question-options", "the answers of true or false are True and False", "write - [x] True and - [ ] False, each with its reason")
	}
	slices.SortStableFunc(options, func(a, b Option) int {
		switch {
		case isTrue(a) && !isTrue(b):
			return -1
		case isTrue(b) && !isTrue(a):
			return 1
		}
		return 0
	})
	letters(options)
}
