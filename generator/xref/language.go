package xref

import (
	"slices"
	"strings"

	"safelearn/generator/model"
)

// counterpart returns what a reference to a target means on a page: where the page is a
// translation and the target has one into the same language, that translation, else the
// target itself. In the language of the site a reference means what it names.
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
	if translated := g.anchorOn(e, anchor); translated != nil {
		return translated
	}
	return t
}

// anchorOn returns the target of an anchor on a page, nil where the page has no such anchor,
// and the page itself for the empty anchor.
func (g *Graph) anchorOn(e model.Entry, anchor string) *Target {
	p := e.Base()
	targets := g.pages[p]
	if anchor == "" {
		return targets.page
	}
	for _, t := range targets.paragraphs {
		if t != nil && t.Number.Anchor() == anchor {
			return t
		}
	}
	for _, part := range e.Parts() {
		if t := g.Part(p, part.ID); part.Anchor == anchor && t != nil {
			return t
		}
	}
	id := targets.page.ID + "#" + model.ID(anchor)
	if t := g.targets[id]; t != nil {
		return t
	}
	return newAnchorTarget(targets.page, id, anchor, g.reviewNamed(targets.page))
}

// appendOriginalEdges appends to the edges of a translated target those of its original
// whose pages are not translated: what answers a recommendation answers it in every
// language.
func (g *Graph) appendOriginalEdges(edges []*Edge, t *Target) []*Edge {
	if t.Page == nil || t.Page.OriginalPath == "" {
		return edges
	}
	of := g.Site.OriginalOf(t.Page)
	if of == nil {
		return edges
	}
	_, anchor, _ := strings.Cut(t.Address, "#")
	original := g.anchorOn(of, anchor)
	if original == nil {
		return edges
	}
	translated := edges[:len(edges):len(edges)]
	for _, e := range original.in {
		from := g.counterpart(t.Page, e.From)
		same := func(other *Edge) bool { return other.From == from && other.Relation == e.Relation }
		if e.From.Page != of.Base() && !slices.ContainsFunc(translated, same) {
			edges = append(edges, e)
		}
	}
	return edges
}
