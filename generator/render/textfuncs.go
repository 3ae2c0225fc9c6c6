package render

import (
	"safelearn/generator/layout"
	"safelearn/generator/model"
)

// textFuncs are the functions of layouts that write words: those of the page's language
// and the text of the page.
type textFuncs struct{ builder *builder }

func (f textFuncs) funcs() layout.Funcs {
	b := f.builder
	return layout.Funcs{
		"page":      func(value any) *Page { p := b.page(value); return &p },
		"site":      func() *model.Settings { return &b.graph.Site.Settings },
		"words":     func(value any) *model.UIText[layout.HTML] { return b.page(value).Locale.Words },
		"en":        func(value any) layout.Attributes { return layout.Attributes(b.page(value).Locale.Mark(model.English)) },
		"date":      func(value any, d interface{ Long() string }) layout.HTML { return b.page(value).Locale.Date(d) },
		"status":    func(e model.Entry) model.Status { return b.graph.Site.EffectiveStatus(e.Base()) },
		"saving":    b.saving,
		"body":      func(e model.Entry) layout.HTML { return f.text(e).Whole },
		"text":      f.text,
		"backlinks": f.backlinks,
	}
}

// A Text is the text of a page.
type Text struct {
	Whole   layout.HTML
	Opening layout.HTML // the part before the first heading: what a reader has to know first
	Rest    layout.HTML // the part from the first heading
}

// text returns the text of a page.
func (f textFuncs) text(e model.Entry) Text {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	text, opening := f.builder.writer.Body(&view, e, f.builder.lessons.InBody(&view, e))
	return Text{text, text[:opening], text[opening:]}
}

// backlinks returns the list of what refers to a page or to one part of it, "" if nothing
// does and for the pages for parents, which lead nowhere into a review.
func (f textFuncs) backlinks(e model.Entry, part ...model.ID) layout.HTML {
	p := e.Base()
	t := f.builder.graph.Page(p)
	if len(part) > 0 {
		t = f.builder.graph.Part(p, part[0])
	}
	if t == nil || p.Kind.Isolated {
		return ""
	}
	view := f.builder.viewpoint(p.Address, p)
	return f.builder.writer.Backlinks(&view, t)
}
