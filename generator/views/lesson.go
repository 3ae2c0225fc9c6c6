package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Lesson is what one or more reviews say on a theme: a statement and those that, in the judgement of
// a person, repeat it.
type Lesson struct {
	Named   StatementView     // the statement of the newest review, which names the lesson
	Reviews [][]StatementView // its statements, for each review of the theme
	Count   int               // number of reviews with one of them
}

// All reports whether every review of the theme, of several, has the lesson.
func (l Lesson) All() bool { return len(l.Reviews) > 1 && l.Count == len(l.Reviews) }

// Asked returns the statements of the review that ask for something.
func (of ReviewStatements) Asked() []StatementView {
	return filter(of.Statements, func(s StatementView) bool { return s.Statement.Type.Asks() })
}

// Asked reports whether a review asks for something on the theme.
func (v ThemeView) Asked() bool {
	return slices.ContainsFunc(v.Reviews, func(of ReviewStatements) bool { return len(of.Asked()) > 0 })
}

// Lessons returns the lessons of the theme: those of most reviews first, then in the order of
// Reviews.
func (v ThemeView) Lessons() []Lesson {
	var lessons []Lesson
	lessonOf := make(map[*xref.Target]int) // index of the lesson of a statement
	for i, of := range v.Reviews {
		for _, s := range of.Statements {
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
