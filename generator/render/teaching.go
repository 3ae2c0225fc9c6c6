package render

import (
	"html/template"

	"safelearn/generator/lesson"
	"safelearn/generator/views"
)

// questions returns the questions of a module on its handout or answer key.
func (b *builder) questions(t *views.Teaching, style lesson.Style) template.HTML {
	v := b.viewpoint(t.Address, &t.Module.Page)
	return b.lessons.Questions(&v, t.Module, style)
}

// slides returns the slides of a module.
func (b *builder) slides(t *views.Teaching) template.HTML {
	v := b.viewpoint(t.Address, &t.Module.Page)
	return b.lessons.Slides(&v, t.Module, t.Plan)
}

// listQuestions lists the questions of a module for its session pack.
func (b *builder) listQuestions(t *views.Teaching) []lesson.ListedQuestion {
	v := b.viewpoint(t.Address, &t.Module.Page)
	return b.lessons.List(&v, t.Module)
}

// practice returns the questions of the practice page.
func (b *builder) practice(p *views.Practice) template.HTML {
	v := b.viewpoint(p.Address, nil)
	return b.lessons.Practice(&v, p)
}
