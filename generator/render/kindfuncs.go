package render

import (
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// kindFuncs are the functions of layouts that concern pages of particular kinds.
type kindFuncs struct{ builder *builder }

func (f kindFuncs) funcs() layout.Funcs {
	return layout.Funcs{
		"cite":        f.citation,
		"progress":    f.progress,
		"pagesof":     f.pagesOf,
		"unwritten":   f.builder.graph.Unwritten,
		"reviewviews": f.reviewViews,
		"reviewof":    func(e model.Entry) *model.Review { return f.builder.graph.Site.Review(e.Base()) },
		"printed":     func(id model.ID) string { return strings.ReplaceAll(string(id), "-", "–") },
		"stepid":      func(p *model.Protocol, s model.Step) model.ID { return p.ID + "#" + model.ID(s.ID) },
		"terms":       f.terms,
		"drawing":     func(value any) layout.HTML { return drawing(value, f.builder.page(value).Locale.Dir == "rtl") },
		"startfile":   f.builder.search.StartFile,
		"indexfile":   f.indexFile,
	}
}

// citation says what a link to an action leads to.
func (f kindFuncs) citation(r *model.Recommendation, a model.Action) string {
	name := strings.TrimSuffix(r.ReviewFolder(), "/")
	if review := f.builder.graph.Site.Review(&r.Page); review != nil {
		name = review.Label()
	}
	return "Our summary of " + name + " review, " + r.Paragraph.String() + a.ID
}

// progress returns the local progress of an action, nil if none is reported.
func (f kindFuncs) progress(r *model.Recommendation, a model.Action) *model.ActionProgress {
	local := f.builder.graph.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
	if local == nil {
		return nil
	}
	for i := range local.Actions {
		if model.ID(r.ReviewFolder())+local.Actions[i].Action == r.ActionID(a) {
			return &local.Actions[i]
		}
	}
	return nil
}

// pagesOf returns the pages of a kind in the review that a page belongs to, or on the
// whole site for a kind that does not belong to a review.
func (f kindFuncs) pagesOf(value any, kind string) []model.Entry {
	folder := ""
	if p := f.builder.page(value).Source; p != nil && model.KindByName(kind).InReview() {
		folder = p.ReviewFolder()
	}
	var list []model.Entry
	for _, e := range f.builder.graph.Site.EntriesIn(folder) {
		if p := e.Base(); p.Kind.Name == kind && f.builder.graph.Site.InForce(p) {
			list = append(list, e)
		}
	}
	return list
}

// reviewViews returns the generated pages of a review that its page leads to. The coverage
// of one theme is reached from there.
func (f kindFuncs) reviewViews(r *model.Review) []xref.Derived {
	var list []xref.Derived
	for _, d := range f.builder.graph.Below(r.Address) {
		if d.Review != nil && d.Theme == nil {
			list = append(list, d)
		}
	}
	return list
}

// A TermLine is a term in the glossary.
type TermLine struct {
	Term   *model.Term // the term
	Anchor string      // of its line
}

func (f kindFuncs) terms(list *views.Listing) []TermLine {
	var lines []TermLine
	for _, e := range list.Entries {
		if term, ok := e.(*model.Term); ok {
			lines = append(lines, TermLine{term, strings.ReplaceAll(string(term.ID), "/", "-")})
		}
	}
	return lines
}

// indexFile returns the name of a folder's page if links have to include it.
func (f kindFuncs) indexFile() string {
	if f.builder.options.Files {
		return "index.html"
	}
	return ""
}
