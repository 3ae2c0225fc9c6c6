package render

import (
	"html/template"

	"safelearn/generator/body"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A filler fills the holes in the text of a page for the files about questions.
type filler struct {
	*builder
	*body.Filler
	entry model.Entry
	page  *model.Page
	from  xref.Viewpoint // of the page that shows the text
}

func (b *builder) newFiller(e model.Entry, from xref.Viewpoint) *filler {
	f := &filler{builder: b, entry: e, from: from}
	if e != nil {
		f.page = e.Base()
	}
	f.Filler = b.writer.Filler(&f.from, e, nil)
	return f
}

func (f *filler) fill(out []byte, h markdown.Hole) []byte { return f.Fill(out, h) }

// question appends a question in the body of a module's page.
func (b *builder) question(e model.Entry, from xref.Viewpoint) body.Question {
	return func(out []byte, texts *body.Filler, index int) []byte {
		f := &filler{builder: b, Filler: texts, entry: e, page: e.Base(), from: from}
		return f.form(out, index)
	}
}

// body returns the finished HTML of a page's body.
func (b *builder) body(e model.Entry) template.HTML {
	out, _ := b.fillBody(e)
	return out
}

// opening returns the text of a body before its first heading: what a reader has to know
// first, for a layout that puts something else before the rest.
func (b *builder) opening(e model.Entry) template.HTML {
	out, opening := b.fillBody(e)
	return out[:opening]
}

// rest returns the text of a body without its opening.
func (b *builder) rest(e model.Entry) template.HTML {
	out, opening := b.fillBody(e)
	return out[opening:]
}

func (b *builder) fillBody(e model.Entry) (text template.HTML, opening int) {
	from := b.viewpoint(e.Base().Address, e.Base())
	return b.writer.Body(&from, e, b.question(e, from))
}
