package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Lesson contains a statement on a theme and the statements of other reviews that repeat it,
// according to their front matter key "repeats".
type Lesson struct {
	Named   StatementView     // statement of the newest review, which gives the lesson its title
	Reviews [][]StatementView // statements of the lesson, for each review of the theme
	Count   int               // number of reviews with a statement of the lesson
}

// InAllReviews reports whether every review of the theme has a statement of the lesson. It returns
// false if there is only one review.
func (l Lesson) InAllReviews() bool { return len(l.Reviews) > 1 && l.Count == len(l.Reviews) }

// Asked returns those statements of the review that ask for something.
func (review ReviewStatements) Asked() []StatementView {
	return filter(review.Statements, func(s StatementView) bool { return s.Statement.Type.Asks() })
}

// Asked reports whether any review asks for something on the theme.
func (v ThemeView) Asked() bool {
	return slices.ContainsFunc(v.Reviews, func(review ReviewStatements) bool { return len(review.Asked()) > 0 })
}

// Lessons returns the lessons of the theme, sorted by descending Count and then in the order of
// v.Reviews.
func (v ThemeView) Lessons() []Lesson {
	var lessons []Lesson
	lessonOf := make(map[*xref.Target]int) // index of the lesson of a statement
	for i, review := range v.Reviews {
		for _, s := range review.Statements {
			repeated := []*xref.Target{s.Target}
			for _, e := range s.Target.Out {
				if e.Relation == model.Repeats {
					repeated = append(repeated, e.To)
				}
			}
			at := len(lessons)
			for _, t := range repeated {
				if l, known := lessonOf[t]; known {
					at = l
				}
			}
			for _, t := range repeated {
				lessonOf[t] = at
			}
			if at == len(lessons) {
				lessons = append(lessons, Lesson{Named: s, Reviews: make([][]StatementView, len(v.Reviews))})
			}
			l := &lessons[at]
			if l.Reviews[i] == nil {
				l.Count++
			}
			l.Reviews[i] = append(l.Reviews[i], s)
		}
	}
	slices.SortStableFunc(lessons, func(a, b Lesson) int { return b.Count - a.Count })
	return lessons
}
