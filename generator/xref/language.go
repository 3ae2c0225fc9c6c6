package xref

import (
	"slices"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// counterpart returns what a reference to a target means on a page: where the page is a
// translation and the target has one into the same language, that translation, else the
// target itself. In the language of the site a reference means what it names.
func (g *Graph) counterpart(p *model.Page, t *Target) *Target {
	if p.OriginalPath == "" {
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
	if translated := g.sameAnchor(t, e); translated != nil {
		return translated
	}
	return t
}

// sameAnchor returns the target on a page that has the anchor of a target on another page, nil
// where the page has no such anchor.
func (g *Graph) sameAnchor(t *Target, e model.Entry) *Target {
	page := g.Page(e.Base())
	if _, anchor, found := strings.Cut(t.Address, "#"); found {
		return g.anchor(page, anchor)
	}
	return page
}

// anchor returns the target of an anchor on a page, nil where the page has no such anchor.
func (g *Graph) anchor(page *Target, anchor string) *Target {
	if page.Form != PageForm {
		return nil
	}
	p, id := page.Page, page.ID+"#"+model.ID(anchor)
	ids := []model.ID{id}
	if number, ok := strings.CutPrefix(anchor, "p"); ok { // of a paragraph or an action
		ids = append(ids, numberID(p, number))
	}
	for _, id := range ids {
		if t := g.targets[id]; t != nil && t.Page == p {
			return t
		}
	}
	t := &Target{ID: id, Form: HeadingForm, Page: p, Entry: page.Entry, Address: p.Address + "#" + anchor,
		Label: page.Label, FullLabel: page.FullLabel, Written: true, order: page.order}
	if i := slices.IndexFunc(p.Body.Headings, func(h markdown.Heading) bool { return h.ID == anchor }); i >= 0 {
		t.Label = p.Body.Headings[i].Text
		t.FullLabel = t.Label
		if r := g.reviewNamed(page); r != nil {
			t.FullLabel += " (" + r.Label() + ")"
		}
	} else if !slices.ContainsFunc(p.Body.Anchors, func(a markdown.Anchor) bool { return a.ID == anchor }) {
		return nil
	}
	return t
}

// appendOriginalEdges appends to the edges of a translated target those of its original
// whose pages are not translated: what answers a recommendation answers it in every
// language.
func (g *Graph) appendOriginalEdges(edges []*Edge, t *Target) []*Edge {
	if t.Page == nil {
		return edges
	}
	of := g.Site.OriginalOf(t.Page)
	if of == nil {
		return edges
	}
	original := g.sameAnchor(t, of)
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
