package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A RecurringStatement is a statement on a theme, with the statements of other reviews that repeat it
// according to their front matter key "repeats".
type RecurringStatement struct {
	Newest  StatementView     // statement of the newest review, whose title is shown
	Reviews [][]StatementView // the statement and its repetitions, for each review of the theme
	Count   int               // number of reviews that make the statement
}

// InAllReviews reports whether every review of the theme makes the statement. It returns false if
// there is only one review.
func (l RecurringStatement) InAllReviews() bool {
	return len(l.Reviews) > 1 && l.Count == len(l.Reviews)
}

// Requests returns the statements of the review that ask for something.
func (r ReviewStatements) Requests() []StatementView {
	return filter(r.Statements, func(s StatementView) bool { return s.Statement.Type.Asks() })
}

// HasRequests reports whether any review asks for something on the theme.
func (v ThemeView) HasRequests() bool {
	return slices.ContainsFunc(v.Reviews, func(review ReviewStatements) bool { return len(review.Requests()) > 0 })
}

// RecurringStatements returns the recurring statements of the theme, sorted by descending Count, then
// in the order of v.Reviews.
func (v ThemeView) RecurringStatements() []RecurringStatement {
	var list []RecurringStatement
	indexOf := make(map[*xref.Target]int) // index in list of the entry that contains the statement
	for i, review := range v.Reviews {
		for _, s := range review.Statements {
			repeated := []*xref.Target{s.Target}
			for _, e := range s.Target.References {
				if e.Relation == model.Repeats {
					repeated = append(repeated, e.To)
				}
			}
			at := len(list)
			for _, t := range repeated {
				if l, known := indexOf[t]; known {
					at = l
				}
			}
			for _, t := range repeated {
				indexOf[t] = at
			}
			if at == len(list) {
				list = append(list, RecurringStatement{Newest: s, Reviews: make([][]StatementView, len(v.Reviews))})
			}
			l := &list[at]
			if l.Reviews[i] == nil {
				l.Count++
			}
			l.Reviews[i] = append(l.Reviews[i], s)
		}
	}
	slices.SortStableFunc(list, func(a, b RecurringStatement) int { return b.Count - a.Count })
	return list
}
