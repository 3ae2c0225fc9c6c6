package render

import (
	"slices"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// kindFuncs are the functions of layouts that concern pages of particular kinds.
type kindFuncs struct{ builder *builder }

func (f kindFuncs) funcs() layout.Funcs {
	b := f.builder
	return layout.Funcs{
		"cite": func(r *model.Recommendation, a model.Action) string {
			return b.writer.Citation(&r.Page, r.Paragraph.String()+a.ID)
		},
		"progress":    f.progress,
		"pagesof":     f.pagesOf,
		"unwritten":   b.graph.Unwritten,
		"reviewviews": f.reviewViews,
		"printed":     func(id model.ID) string { return strings.ReplaceAll(string(id), "-", "–") },
		"stepid":      func(p *model.Protocol, s model.Step) model.ID { return p.ID + "#" + model.ID(s.ID) },
		"pathway":     func(p *model.Protocol) layout.HTML { return pathway(p, b.page(p).Locale.Dir == "rtl") },
		"spans":       func(t *views.Timeline) layout.HTML { return spans(t, b.page(t).Locale.Dir == "rtl") },
		"startfile":   b.search.StartFile,
	}
}

// progress returns the local progress of an action, nothing if none is reported.
func (f kindFuncs) progress(r *model.Recommendation, a model.Action) []model.ActionProgress {
	local := f.builder.graph.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
	if local == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(local.Actions), func(p model.ActionProgress) bool {
		return model.ID(r.ReviewFolder())+p.Action != r.ActionID(a)
	})
}

// pagesOf returns the pages of a kind in a review.
func (f kindFuncs) pagesOf(r *model.Review, kind string) []model.Entry {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Site.EntriesIn(r.ReviewFolder())), func(e model.Entry) bool {
		return e.Base().Kind.Name != kind || !f.builder.graph.Site.InForce(e.Base())
	})
}

// reviewViews returns the generated pages of a review that its page leads to. The coverage
// of one theme is reached from there.
func (f kindFuncs) reviewViews(r *model.Review) []xref.Derived {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Below(r.Address)), func(d xref.Derived) bool {
		return d.Review == nil || d.Theme != nil
	})
}
