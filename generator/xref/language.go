package xref

import (
	"slices"
	"strings"

	"safelearn/generator/model"
)

// counterpart returns what a reference to a target means on a page: the same in the
// page's own language where there is such a translation, and else the target itself.
// Only pages that are translations look for one: in the site's own language a
// reference means what it names.
func (g *Graph) counterpart(p *model.Page, t *Target) *Target {
	if p == nil || p.OriginalPath == "" {
		return t
	}
	return g.counterpartIn(p.Lang, t)
}

// counterpartIn returns a target in a language if it has a translation into it, else the
// target itself.
func (g *Graph) counterpartIn(language string, t *Target) *Target {
	if t.Page == nil || t.Page.OriginalPath != "" {
		return t
	}
	e := g.Site.InLanguage(t.Page, language)
	if e == nil || e == t.Entry {
		return t
	}
	_, anchor, _ := strings.Cut(t.Address, "#")
	if own := g.on(e, anchor); own != nil {
		return own
	}
	return t
}

// on gives what a page has at an anchor, nil where it has nothing there; the page
// itself at none.
func (g *Graph) on(e model.Entry, anchor string) *Target {
	p := e.Base()
	own := g.pages[p]
	if anchor == "" {
		return own.self
	}
	for _, t := range own.paragraphs {
		if t != nil && t.Number.Anchor() == anchor {
			return t
		}
	}
	for _, part := range e.Parts() {
		if t := g.targets[part.ID]; part.Anchor == anchor && t != nil && t.Page == p {
			return t
		}
	}
	whole := own.self.ID + "#" + model.ID(anchor)
	if t := g.targets[whole]; t != nil {
		return t
	}
	return place(own.self, whole, anchor, g.reviewNamed(own.self))
}

// abroad adds to what refers to a translation what refers to its original and has not
// been translated itself: what answers a recommendation answers it in every language.
func (g *Graph) abroad(t *Target, edges []*Edge) []*Edge {
	if t.Page == nil || t.Page.OriginalPath == "" {
		return edges
	}
	of := g.Site.OriginalOf(t.Page)
	if of == nil {
		return edges
	}
	_, anchor, _ := strings.Cut(t.Address, "#")
	original := g.on(of, anchor)
	if original == nil {
		return edges
	}
	own := len(edges)
	for _, e := range original.in {
		from := g.counterpart(t.Page, e.From)
		told := func(other *Edge) bool { return other.From == from && other.Relation == e.Relation }
		if e.From.Page != of.Base() && !slices.ContainsFunc(edges[:own], told) {
			edges = append(edges, e)
		}
	}
	return edges
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
		quiet := model.RestrictionsOf(g.Site.OriginalOf(p))
		for i, candidate := range p.Body.Paragraphs {
			n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
			if r.Paragraphs.Has(n) && !quiet.IsWithheld(n) {
				g.pages[p].paragraphs[i] = &Target{ID: model.ID(r.ReviewFolder() + n.String() + "." + p.Lang), Form: ParagraphForm, Page: p, Entry: e, Number: n,
					Address: p.Address + "#" + n.Anchor(), Label: n.String(), Outside: r.Label() + " " + n.String(), Written: true, Quiet: quiet.IsQuiet(n), order: g.order}
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
	return from != nil && from.OriginalPath != "" && (to == nil || to.Lang != from.Lang)
}
