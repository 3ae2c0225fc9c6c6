package xref

import (
	"maps"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// With returns the graph of a site in which one page was read again, in much less time than
// Link takes. What the page says and what refers to it is current; what other pages show of
// it is as before. The graph itself does not change. With returns nil where the whole site
// has to be linked: where more than the page's own text changed, or where there is a problem.
func (g *Graph) With(site *model.Site, e model.Entry) *Graph {
	p := e.Base()
	was := g.Site.EntryByPath(p.File.Path)
	if was == nil || p.OriginalPath != "" || site.LanguageVersions(p) != nil || !replaceable(was, e) {
		return nil
	}
	with := *g
	with.Site = site
	with.addresses, with.pages, with.targets, with.titles, with.reviews = maps.Clone(g.addresses), maps.Clone(g.pages), maps.Clone(g.targets), maps.Clone(g.titles), maps.Clone(g.reviews)
	if r, ok := e.(*model.Review); ok {
		with.reviews[r.Address] = r
	}
	old := make(map[model.ID]*Target)
	maps.DeleteFunc(with.targets, func(id model.ID, t *Target) bool {
		free := t.Form == ParagraphForm && !t.Written && !t.Withheld && t.Page.ReviewFolder() == p.ReviewFolder() // the page may have it now
		if t.Page != was.Base() && !free {
			return false
		}
		old[id] = t
		return true
	})
	delete(with.pages, was.Base())
	with.edges = slices.DeleteFunc(slices.Clone(g.edges), func(e *Edge) bool { return e.From.Page == was.Base() })
	if !with.replaceViews(was, e) || !with.linkPage(e, was.Base(), old) {
		return nil
	}
	return &with
}

// replaceable reports whether a page that was read again can replace itself: nothing that
// other pages depend on changed.
func replaceable(was, is model.Entry) bool {
	a, b := was.Base(), is.Base()
	if _, review := is.(*model.Review); review && a.File.Front != b.File.Front {
		return false // its pages depend on what it declares
	}
	return a.ID == b.ID && a.Address == b.Address && a.Status == b.Status && a.Lang == b.Lang && slices.Equal(a.Audience, b.Audience)
}

// replaceViews puts the page into the generated pages of its own. It reports whether they are
// the same as before.
func (g *Graph) replaceViews(was, is model.Entry) bool {
	before := append(reviewViews(g.Site, was), moduleViews(was)...)
	after := append(reviewViews(g.Site, is), moduleViews(is)...)
	if !slices.EqualFunc(before, after, func(a, b Derived) bool { return a.Address == b.Address }) {
		return false
	}
	g.Derived = slices.Clone(g.Derived)
	for _, d := range after {
		if i := slices.IndexFunc(g.Derived, func(known Derived) bool { return known.Address == d.Address }); i >= 0 {
			g.Derived[i], g.addresses[d.Address] = d, d.target()
		}
	}
	return true
}

// linkPage links the page. References to its parts from other pages are kept.
func (g *Graph) linkPage(e model.Entry, was *model.Page, old map[model.ID]*Target) bool {
	p := e.Base()
	var problems diag.List
	c := collector{g, &problems}
	c.page(e)
	g.addresses[p.Address] = g.Page(p)
	c.written(e)
	c.withheld(e)
	if r := g.reviews[reviewOf(p.Address)]; r != nil {
		c.unwritten(r)
	}
	c.parts(e)
	own := len(g.edges)
	l := linker{graph: g, problems: &problems}
	l.page(e)
	for id, before := range old {
		if t := g.targets[id]; t != nil {
			t.order = before.order
			t.in = slices.DeleteFunc(slices.Clone(before.in), func(e *Edge) bool { return e.From.Page == was })
		}
	}
	for _, edge := range g.edges[own:] {
		edge.From.out = append(edge.From.out, edge)
		if edge.To.Page == p {
			edge.To.in = append(edge.To.in, edge)
		}
	}
	return !problems.Failed()
}
