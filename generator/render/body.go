package render

import (
	"html/template"

	"safelearn/generator/model"
)

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
	return b.writer.Body(&from, e, b.lessons.InBody(&from, e))
}
