package xref

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// counterpart returns the target to use instead of t on a page in the given language. If that page is
// a translation and t has a translation into the same language that is not withdrawn, this is the
// translation of t; otherwise it is t.
func (g *Graph) counterpart(translated bool, language string, t *Target) *Target {
	if !translated || t.Page == nil || t.Page.OriginalPath != "" {
		return t
	}
	e := g.Site.InLanguage(t.Page, language)
	if e == nil || e == t.Entry || !g.Site.Listed(e.Base()) && g.Site.Listed(t.Page) {
		return t
	}
	return cmp.Or(g.targetWithSameAnchor(t, e), t)
}

// targetWithSameAnchor returns the target on the page e with the same anchor as t, or nil if e has no
// such anchor. If t is a whole page, it returns the target of e.
func (g *Graph) targetWithSameAnchor(t *Target, e model.Entry) *Target {
	page := g.Page(e.Base())
	if _, anchor, found := strings.Cut(t.Address, "#"); found {
		return g.anchorTarget(page, anchor)
	}
	return page
}

// anchorTarget returns the target of an anchor on the given page, or nil if page is not a
// content page or has no such anchor.
func (g *Graph) anchorTarget(page *Target, anchor string) *Target {
	if page.Type != PageTarget {
		return nil
	}
	p, id := page.Page, page.ID+"#"+model.ID(anchor)
	ids := []model.ID{id}
	if slug, ok := strings.CutPrefix(anchor, "p"); ok { // the anchor of a paragraph or an action
		ids = append(ids, labelID(p, strings.TrimPrefix(slug, ":")))
	}
	for _, id := range ids {
		if t := g.targets[id]; t != nil && t.Page == p {
			return t
		}
	}
	t := &Target{ID: id, Type: HeadingTarget, Page: p, Entry: page.Entry, Address: p.Address + "#" + anchor,
		Label: page.Label, FullLabel: page.FullLabel, Written: true, order: page.order}
	i, found := g.pages[p].anchors()[anchor]
	if !found {
		return nil
	}
	if i >= 0 {
		t.Label = p.Body.Headings[i].Text
		t.FullLabel = t.Label
		if r := g.reviewInFullName(page); r != nil {
			t.FullLabel += " (" + r.Label() + ")"
		}
	}
	return t
}

// headingIndexes returns the index in doc.Headings of each heading by its id, and -1 for each other
// anchor. Searching the headings for each of 3,000 links took seconds on a page full of headings.
func headingIndexes(doc *markdown.Doc) map[string]int {
	index := make(map[string]int, len(doc.Headings)+len(doc.Anchors))
	for _, a := range doc.Anchors {
		index[a.ID] = -1
	}
	for i, h := range slices.Backward(doc.Headings) { // the first heading with an id counts
		index[h.ID] = i
	}
	return index
}

// Original returns the target on the original page that corresponds to t if t is on a translation
// and the original has such a target, and otherwise t.
func Original(g *Graph, t *Target) *Target {
	if t == nil || t.Page == nil {
		return t
	}
	if page := g.Site.OriginalOf(t.Page); page != nil {
		if original := g.targetWithSameAnchor(t, page); original != nil {
			return original
		}
	}
	return t
}

// appendOriginalEdges appends to edges the references to the original of t, if t is on a
// translation. It leaves out references from the original page, and those whose translation is already in
// edges. For example, a protocol that answers a recommendation is also listed at each translation
// of the recommendation.
func (g *Graph) appendOriginalEdges(edges []*Edge, t *Target) []*Edge {
	original := Original(g, t)
	if original == t {
		return edges
	}
	page := original.Entry
	translated := edges[:len(edges):len(edges)]
	for _, e := range original.referencesTo {
		from := g.counterpart(true, t.Page.Lang, e.From)
		same := func(other *Edge) bool { return other.From == from && other.Relation == e.Relation }
		if e.From.Page != page.Base() && !slices.ContainsFunc(translated, same) {
			edges = append(edges, e)
		}
	}
	return edges
}
