package xref

import (
	"strings"

	"safelearn/generator/model"
)

// Counterpart gives what a reference to a target means on a page: the same in the
// page's own language where there is such a translation, and else the target itself.
// Only pages that are translations look for one: in the site's own language a
// reference means what it names.
func (g *Graph) Counterpart(p *model.Page, t *Target) *Target {
	if p == nil || p.Original == "" || t.Page == nil || t.Page.Original != "" {
		return t
	}
	e := g.Site.In(t.Page, p.Lang)
	if e == nil || e == t.Entry {
		return t
	}
	on := g.pages[e.Base()]
	_, anchor, found := strings.Cut(t.Address, "#")
	if !found {
		return on.self
	}
	for _, own := range on.paragraphs {
		if own != nil && own.Address == on.self.Address+"#"+anchor {
			return own
		}
	}
	whole := on.self.ID + "#" + model.ID(anchor)
	if own := g.targets[whole]; own != nil {
		return own
	}
	if own := place(on.self, whole, anchor); own != nil {
		return own
	}
	return t
}

// translateParagraphs gives the paragraphs of translations targets of their own,
// which no id names: a number is that of the original.
func (g *Graph) translateParagraphs() {
	for _, e := range g.Site.Translations {
		p := e.Base()
		r := g.Site.Review(p)
		if r == nil || !p.Kind.Numbered {
			continue
		}
		quiet := model.ShutOf(g.Site.OriginalOf(p))
		for i, candidate := range p.Body.Paragraphs {
			n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
			if r.Paragraphs.Has(n) && !quiet.IsWithheld(n) {
				g.pages[p].paragraphs[i] = &Target{ID: model.ID(r.Folder() + n.String() + "." + p.Lang), Form: ParagraphForm, Page: p, Entry: e, Number: n,
					Address: p.Address + "#" + n.Anchor(), Label: n.String(), Outside: r.Name() + " " + n.String(), Written: true, Quiet: quiet.IsQuiet(n), order: g.order}
				g.order++
			}
		}
	}
}

// translated reports whether an edge repeats in a translation what the original
// says: it is followed, and not told again where it leads. Within a language it is
// told.
func (e *Edge) translated() bool {
	from, to := e.From.Page, e.To.Page
	return from != nil && from.Original != "" && (to == nil || to.Lang != from.Lang)
}
