package quiz

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// A right is the position of the one right answer of a question, as written.
type right struct{ index, offset int }

// checkLongest reports a right answer that is much longer than all others: people who
// know nothing choose it. It records the position of the right answer.
func checkLongest(s *section) {
	if s.uncertain || s.q.rightOptions() != 1 {
		return
	}
	at := slices.IndexFunc(s.q.Options, func(o Option) bool { return o.Right })
	s.rights = append(s.rights, right{at, s.Offset})
	most := 0
	for i, o := range s.q.Options {
		if i != at {
			most = max(most, utf8.RuneCountInString(o.Plain))
		}
	}
	const much = 20 // characters beyond half as long again
	if n := utf8.RuneCountInString(s.q.Options[at].Plain); most > 0 && n > most+most/2 && n > most+much {
		s.Warn(s.q.Options[at].Offset, "question-longest", fmt.Sprintf("the right answer has %d characters, the longest wrong one %d: length gives it away", n, most),
			"shorten it, and give its details in the reason")
	}
}

// samePosition reports a module whose right answers are all written in the same position.
func (r *reader) samePosition() {
	const few = 3
	if len(r.rights) < few || slices.ContainsFunc(r.rights, func(one right) bool { return one.index != r.rights[0].index }) {
		return
	}
	r.Warn(r.rights[0].offset, "question-place", fmt.Sprintf("the right answer of all %d questions is written as number %d", len(r.rights), r.rights[0].index+1),
		"move some: the page shuffles them, but the text and its reviewers do not")
}
