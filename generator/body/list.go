package body

import (
	"cmp"
	"fmt"
	"html"
	"slices"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// AppendListLink appends a list entry: a link to t with name as link text, followed by the status of t,
// such as "(draft)". The entry for a quiet or withheld paragraph has no status, because the page of the
// paragraph shows it.
func (w *Writer) AppendListLink(out []byte, v *xref.Viewpoint, t *xref.Target, name string) []byte {
	out = w.AppendLink(out, v, t, name)
	badge := v.Badge(t)
	if badge == xref.Withdrawn {
		return w.appendWithdrawn(out, v, t)
	}
	key := [...]string{
		xref.Withdrawn: "", xref.Draft: "badge_draft", xref.Overdue: "badge_overdue", xref.OutdatedTranslation: "badge_out_of_date", xref.Withheld: "", xref.Unwritten: "badge_unwritten", xref.Quiet: "",
	}[badge]
	if key == "" {
		return out
	}
	return append(out, ` <span class="kind">(`+w.Locale(v).Say(key)+`)</span>`...)
}

// appendWithdrawn appends the date on which the page of t was withdrawn and the page that replaces it,
// as far as they are known, such as "(withdrawn on 3 November 2026, replaced by Newer)".
func (w *Writer) appendWithdrawn(out []byte, v *xref.Viewpoint, t *xref.Target) []byte {
	locale := w.Locale(v)
	words := locale.Say("badge_withdrawn")
	if date := model.WithdrawalOf(w.graph.Site, t.Page).Date; date != "" {
		words = locale.Say("withdrawn_on", "date", locale.Date(date))
	}
	out = append(out, ` <span class="kind">(`+words...)
	if instead := w.graph.Replacement(t.Page); instead != nil && instead.Page != nil && instead.Page.Kind.Isolated == t.Page.Kind.Isolated {
		instead = v.Counterpart(instead)
		out = append(append(out, locale.Comma...), locale.Say("replaced_with", "link", layout.HTML(w.AppendLink(nil, v, instead, v.ListName(instead))))...)
	}
	return append(out, ")</span>"...)
}

// Links returns a comma-separated list of links to the targets in list.
func (w *Writer) Links(v *xref.Viewpoint, list []*xref.Target) layout.HTML {
	return w.HTML(func(out []byte) []byte {
		for i, t := range list {
			if i > 0 {
				out = append(out, w.Locale(v).Comma...)
			}
			out = w.AppendListLink(out, v, t, v.SourceName(t))
		}
		return out
	})
}

// Items returns an HTML list of links to the pages in list, with their summaries.
func (w *Writer) Items(v *xref.Viewpoint, list []model.Entry) layout.HTML {
	return w.HTML(func(out []byte) []byte {
		out = append(out, `<ul class="items">`...)
		for _, e := range list {
			p := e.Base()
			out = append(out, "<li>"...)
			out = w.AppendListLink(out, v, w.graph.Page(p), v.ListName(w.graph.Page(p)))
			if s := model.StatementOf(e); s != nil && s.DroppedIn != "" {
				out = fmt.Appendf(out, ` <span class="kind">%s</span>`, html.EscapeString(w.graph.Site.TextsIn(v.Language).Say("edition_dropped", "edition", s.DroppedIn)))
			}
			if p.Summary != "" {
				out = fmt.Appendf(out, "<p>%s</p>", html.EscapeString(p.Summary))
			}
			out = append(out, "</li>"...)
		}
		return append(out, "</ul>"...)
	})
}

// A NavigationLink is a link to the page at Address. Words is the link text, in the
// language of the linking page.
type NavigationLink struct {
	Address string
	Text    layout.HTML
	Current string // value of aria-current, or "" to set the attribute only on a link to the current page
}

// Navigation returns links as list items, without the list element. A link to the current page has the
// aria-current attribute.
func (w *Writer) Navigation(v *xref.Viewpoint, links []NavigationLink) layout.HTML {
	return w.HTML(func(out []byte) []byte {
		for _, link := range links {
			attributes := ""
			if t := w.graph.At(link.Address); t != nil {
				attributes = w.languageAttributes(v, t, false)
			}
			if link.Address == v.Address {
				link.Current = "page"
			}
			if link.Current != "" {
				attributes += ` aria-current="` + link.Current + `"`
			}
			out = appendURL(append(out, `<li><a href="`...), v, link.Address)
			out = append(append(append(out, '"'), attributes...), '>')
			out = append(append(out, link.Text...), "</a></li>"...)
		}
		return out
	})
}

// Backlinks returns an HTML list of the references to t, or "" if there are none. It leaves out
// references that pages show in more detail elsewhere: references from the statements on a theme, from
// statements that repeat t, and from learning points to which a part of the recommendation t responds.
// If t is a page, the list also includes references to the given parts from pages that do not refer to
// t itself in the same way.
func (w *Writer) Backlinks(v *xref.Viewpoint, t *xref.Target, parts ...*xref.Target) layout.HTML {
	list := slices.DeleteFunc(w.graph.ReferencesTo(t), func(e *xref.Edge) bool {
		return e.Relation == model.About || e.Relation == model.Repeats || e.Relation == model.LeadsTo && w.isNamedInPart(e.From, t)
	})
	for _, part := range parts {
		for _, e := range w.graph.ReferencesTo(part) {
			if e.Relation == model.Tests && part.Page.Kind.Name == "protocol" {
				continue // the step lists its questions
			}
			if !slices.ContainsFunc(list, func(other *xref.Edge) bool { return other.From == e.From && other.Relation == e.Relation }) {
				list = append(list, e)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *xref.Edge) int { return cmp.Compare(a.Relation, b.Relation) })
	return w.HTML(func(out []byte) []byte { return w.appendReferences(out, v, list) })
}

// isNamedInPart reports whether t is the page of a recommendation and a part of the recommendation
// names the learning point.
func (w *Writer) isNamedInPart(point, t *xref.Target) bool {
	r, ok := t.Entry.(*model.Recommendation)
	return ok && slices.ContainsFunc(r.Items, func(item model.Item) bool {
		return slices.ContainsFunc(item.LearningPoints, func(id model.ID) bool { return w.graph.FrontMatterTarget(t.Page, id) == point })
	})
}

// appendReferences appends an HTML list of the sources of the given references, grouped by
// relation. Each item includes the sentence around the reference, except on the page of a protocol, which
// readers save and on which the sentences only ask them to open it. A sentence that several pages have in
// common is shown with the first of them.
func (w *Writer) appendReferences(out []byte, v *xref.Viewpoint, list []*xref.Edge) []byte {
	list = withoutRedundantReferences(list)
	locale, shown := w.Locale(v), make(map[string]bool)
	for i, e := range list {
		if i == 0 || e.Relation != list[i-1].Relation {
			if i > 0 {
				out = append(out, "</ul>"...)
			}
			out = fmt.Appendf(out, `<p class="relation">%s</p><ul class="links">`, locale.Say(e.Relation.BacklinkKey()))
		}
		out = append(out, "<li>"...)
		out = w.AppendListLink(out, v, e.From, v.ListName(e.From))
		out = append(out, ` <span class="kind">`+kindName(locale, e.From)+"</span>"...)
		if sentence := v.Sentence(e); sentence != "" && e.To.Page.Kind.Name != "protocol" && !shown[sentence] {
			shown[sentence] = true
			out = append(append(out, " <q"...), locale.LanguageAttributes(w.graph.Site.LanguageOf(e.From.Page))...)
			out = append(append(append(out, '>'), html.EscapeString(sentence)...), "</q>"...)
		}
		out = append(out, "</li>"...)
	}
	if len(list) > 0 {
		out = append(out, "</ul>"...)
	}
	return out
}

// appendCitingPages appends links to the recommendations, learning points and protocols in which the
// given references occur, grouped by kind, in the order of their labels and without duplicates. A
// statement whose parts refer to the paragraph is represented by these parts.
func (w *Writer) appendCitingPages(out []byte, v *xref.Viewpoint, list []*xref.Edge) []byte {
	locale := w.Locale(v)
	groups := []byte(nil)
	for _, kind := range []string{"recommendation", "learning-point", "protocol"} {
		citing := w.citing(kind, v, list)
		if len(citing) == 0 {
			continue
		}
		groups = fmt.Appendf(groups, `<div><dt>%s</dt> <dd>`, html.EscapeString(model.KindPlural(locale.Words, model.KindByName(kind))))
		for i, t := range citing {
			if i > 0 {
				groups = append(groups, locale.Comma...)
			}
			groups = w.AppendListLink(groups, v, t, v.Name(t))
		}
		groups = append(groups, "</dd></div>"...)
	}
	if len(groups) == 0 {
		return out
	}
	return append(append(append(out, `<dl class="uses">`...), groups...), "</dl>"...)
}

// citing returns the pages of a kind in which the given references occur, or the parts of statements.
func (w *Writer) citing(kind string, v *xref.Viewpoint, list []*xref.Edge) (citing []*xref.Target) {
	inParts := make(map[*model.Page]bool)
	for _, e := range list {
		t := e.From
		if t.Page == nil || t.Page.Kind.Name != kind {
			continue
		}
		if t.Type == xref.PartTarget && model.StatementOf(t.Entry) != nil {
			inParts[t.Page] = true
		} else {
			t = w.graph.Page(t.Page)
		}
		if !slices.Contains(citing, t) {
			citing = append(citing, t)
		}
	}
	citing = slices.DeleteFunc(citing, func(t *xref.Target) bool { return t.Type == xref.PageTarget && inParts[t.Page] })
	slices.SortStableFunc(citing, func(a, b *xref.Target) int { return model.Label(v.Name(a)).Compare(model.Label(v.Name(b))) })
	return citing
}

// kindName returns the name of the kind of page that t is on, such as "protocol". For a review it
// returns the name of the type of review. For a statement on the page of a review it returns the name
// of the type of statement.
func kindName(l *layout.Locale, t *xref.Target) layout.HTML {
	if _, isReview := t.Entry.(*model.Review); isReview && t.StatementType() != "" {
		return l.Say(t.StatementType().Key())
	}
	return l.Say(model.KindKey(t.Entry))
}

// withoutRedundantReferences returns list without redundant references: if a question tests a target, the other
// references from the question to that target are omitted.
func withoutRedundantReferences(list []*xref.Edge) []*xref.Edge {
	tests := make(map[*xref.Target]bool)
	for _, e := range list {
		if e.Relation == model.Tests {
			tests[e.From] = true
		}
	}
	if len(tests) == 0 {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(e *xref.Edge) bool { return e.Relation != model.Tests && tests[e.From] })
}
