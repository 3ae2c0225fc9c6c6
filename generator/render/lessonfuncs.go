package render

import (
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// lessonFuncs are the functions of layouts that write what a module is taught with.
type lessonFuncs struct{ builder *builder }

func (f lessonFuncs) funcs() layout.Funcs {
	b := f.builder
	return layout.Funcs{
		"handout": func(t *views.Teaching) layout.HTML {
			return b.lessons.Questions(b.view(t), t.Module, lesson.Handout)
		},
		"key":           func(t *views.Teaching) layout.HTML { return b.lessons.Questions(b.view(t), t.Module, lesson.Key) },
		"slides":        func(t *views.Teaching) layout.HTML { return b.lessons.Slides(b.view(t), t.Module, t.Plan) },
		"practice":      func(p *views.Practice) layout.HTML { return b.lessons.Practice(b.view(p), p) },
		"questionlist":  func(t *views.Teaching) []lesson.ListedQuestion { return b.lessons.List(b.view(t), t.Module) },
		"teachingviews": func(m *model.Module) []xref.Derived { return views.TeachingsOf(b.graph, m) },
		"shortlink":     func(p *model.Page) string { return lesson.ShortLink(b.graph.Site, p) },
		"qrcode":        b.lessons.Code,
	}
}
