package quiz

import "fmt"

// A right is where the one right answer of a question is written.
type right struct{ index, offset int }

// longest tells of a right answer that is much longer than all others: people who
// know nothing choose it. It notes where it stands.
func (f *form) longest() {
	at := -1
	for i, o := range f.q.Options {
		if o.Right && at >= 0 || f.slipped {
			return
		}
		if o.Right {
			at = i
		}
	}
	if at < 0 {
		return
	}
	f.rights = append(f.rights, right{at, f.Offset})
	most := 0
	for i, o := range f.q.Options {
		if i != at {
			most = max(most, length(o.Plain))
		}
	}
	const much = 20 // characters beyond half as long again
	if words := length(f.q.Options[at].Plain); most > 0 && words > most+most/2 && words > most+much {
		f.warn(f.q.Options[at].Offset, "question-longest", fmt.Sprintf("the right answer has %d characters, the longest wrong one %d: length gives it away", words, most),
			"shorten it, and give its details in the reason")
	}
}

// habits tells of right answers that all stand in one place.
func (r *reader) habits() {
	const few = 3
	if len(r.rights) < few {
		return
	}
	for _, one := range r.rights {
		if one.index != r.rights[0].index {
			return
		}
	}
	r.warn(r.rights[0].offset, "question-place", fmt.Sprintf("the right answer of all %d questions is written as number %d", len(r.rights), r.rights[0].index+1),
		"move some: the page shuffles them, but the text and its reviewers do not")
}
