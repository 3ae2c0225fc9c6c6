package render

import (
	"slices"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Text is the text of a page.
type Text struct {
	Whole   layout.HTML
	Opening layout.HTML // the part before the first heading: what a reader has to know first
	Rest    layout.HTML // the part from the first heading
}

// text returns the text of a page.
func (f functions) text(e model.Entry) Text {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	text, opening := f.builder.writer.Body(&view, e, f.builder.lessons.QuestionFunc(&view, e))
	return Text{text, text[:opening], text[opening:]}
}

// backlinks returns the list of what refers to a page or to one part of it, "" if nothing
// does and for the pages for parents, which lead nowhere into a review.
func (f functions) backlinks(e model.Entry, part ...model.ID) layout.HTML {
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

// progress returns the local progress of an action, nothing if none is reported.
func (f functions) progress(r *model.Recommendation, a model.Action) []model.ActionProgress {
	local := f.builder.graph.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
	if local == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(local.Actions), func(p model.ActionProgress) bool {
		return model.ID(r.ReviewFolder())+p.Action != r.ActionID(a)
	})
}

// pagesOf returns the pages of a kind in a review.
func (f functions) pagesOf(r *model.Review, kind string) []model.Entry {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Site.EntriesIn(r.ReviewFolder())), func(e model.Entry) bool {
		return e.Base().Kind.Name != kind || !f.builder.graph.Site.InForce(e.Base())
	})
}

// reviewViews returns the generated pages of a review that its page leads to. The coverage
// of one theme is reached from there.
func (f functions) reviewViews(r *model.Review) []xref.Derived {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Below(r.Address)), func(d xref.Derived) bool {
		return d.Review == nil || d.Theme != nil
	})
}
