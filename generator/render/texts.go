package render

import (
	"slices"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A Text is the rendered body of a page.
type Text struct {
	Whole   layout.HTML // all of the body
	Opening layout.HTML // part before the first heading: the most important information
	Rest    layout.HTML // part from the first heading onwards
}

// text returns the rendered body of e, with links relative to the page e.
func (f functions) text(e model.Entry) Text {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	text, opening := f.builder.writer.Body(&view, e, f.builder.lessons.QuestionFunc(&view, e))
	return Text{text, text[:opening], text[opening:]}
}

// backlinks returns an HTML list of the references to e or, if a part is given, to that
// part of e. It returns "" if there are none, and for pages for parents, which must not
// link to reviews.
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

// overdue returns the notice that the review of e is overdue, or "" if it is not.
func (f functions) overdue(e model.Entry) layout.HTML {
	p := e.Base()
	if !f.builder.graph.Site.Overdue(p) {
		return ""
	}
	locale := f.builder.locales.Of(p)
	return layout.HTML(strings.Replace(string(locale.Words.Overdue), "{date}", string(locale.Date(model.DueDate(f.builder.graph.Site, p))), 1))
}

// replacement returns a link to the page that replaces the withdrawn page e, or "" if none is
// known.
func (f functions) replacement(e model.Entry) layout.HTML {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	t := f.builder.graph.Replacement(e.Base())
	if t == nil {
		return ""
	}
	t = view.Counterpart(t)
	return layout.HTML(f.builder.writer.AppendListLink(nil, &view, t, view.ListName(t)))
}

// answered reports whether something on the site answers action a of r.
func (f functions) answered(r *model.Recommendation, a model.Action) bool {
	row := views.RowOf(f.builder.graph, r, a)
	return !row.Unanswered()
}

// progress returns the local progress reports on action a of r, or nil if there are none.
func (f functions) progress(r *model.Recommendation, a model.Action) []model.ActionProgress {
	local := f.builder.graph.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
	if local == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(local.Actions), func(p model.ActionProgress) bool {
		return model.ID(r.ReviewFolder())+p.Action != r.ActionID(a)
	})
}

// pagesOf returns the pages of the given kind in r that are not withdrawn, without translations.
func (f functions) pagesOf(r *model.Review, kind string) []model.Entry {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Site.EntriesIn(r.ReviewFolder())), func(e model.Entry) bool {
		return e.Base().Kind.Name != kind || !f.builder.graph.Site.Listed(e.Base())
	})
}

// reviewViews returns the generated pages that the page of r links to. It excludes the
// coverage pages for individual themes, which the main coverage page links to.
func (f functions) reviewViews(r *model.Review) []xref.GeneratedPage {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Below(r.Address)), func(d xref.GeneratedPage) bool {
		return d.Review == nil || d.Theme != nil
	})
}
