package xref

import (
	"maps"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// With gives the graph of the site in which one page was read anew, in a small part
// of the time of Link. What the page says and what is said of it is right; what other
// pages show of it is as it was. The graph itself stays as it is. It gives nil where
// a whole site has to be linked: where more than the page's own words is different,
// or anything is wrong.
func (g *Graph) With(site *model.Site, e model.Entry) *Graph {
	p := e.Base()
	was := g.Site.EntryByPath(p.File.Path)
	if was == nil || p.OriginalPath != "" || site.LanguageVersions(p) != nil || !alike(was, e) {
		return nil
	}
	with := *g
	with.Site = site
	with.at, with.pages, with.targets, with.titles = maps.Clone(g.at), maps.Clone(g.pages), maps.Clone(g.targets), maps.Clone(g.titles)
	old := make(map[model.ID]*Target)
	maps.DeleteFunc(with.targets, func(id model.ID, t *Target) bool {
		free := t.Form == ParagraphForm && !t.Written && !t.Withheld && t.Page.ReviewFolder() == p.ReviewFolder() // it may be written now
		if t.Page != was.Base() && !free {
			return false
		}
		old[id] = t
		return true
	})
	delete(with.pages, was.Base())
	with.edges = slices.DeleteFunc(slices.Clone(g.edges), func(e *Edge) bool { return e.From.Page == was.Base() })
	if !with.redrive(was, e) || !with.enter(e, was.Base(), old) {
		return nil
	}
	return &with
}

// alike reports whether a page read anew can stand where it stood: nothing that
// others go by is different.
func alike(was, is model.Entry) bool {
	a, b := was.Base(), is.Base()
	if _, review := is.(*model.Review); review && a.File.Front != b.File.Front {
		return false // its pages hang on what it declares
	}
	return a.ID == b.ID && a.Address == b.Address && a.Status == b.Status && a.Lang == b.Lang && slices.Equal(a.Audience, b.Audience)
}

// redrive puts the page into the derived pages that it brings with it. It reports
// whether they are the same.
func (g *Graph) redrive(was, is model.Entry) bool {
	before := append(ofReview(g.Site, was), ofModule(was)...)
	after := append(ofReview(g.Site, is), ofModule(is)...)
	if !slices.EqualFunc(before, after, func(a, b Derived) bool { return a.Address == b.Address }) {
		return false
	}
	g.Derived = slices.Clone(g.Derived)
	for _, d := range after {
		if i := slices.IndexFunc(g.Derived, func(known Derived) bool { return known.Address == d.Address }); i >= 0 {
			g.Derived[i], g.at[d.Address] = d, d.target()
		}
	}
	return true
}

// enter links the page. What was said of its parts before is said of them still.
func (g *Graph) enter(e model.Entry, was *model.Page, old map[model.ID]*Target) bool {
	p := e.Base()
	var problems diag.List
	g.addPage(e, &problems)
	g.at[p.Address] = g.pages[p].self
	g.addWritten(e, &problems)
	g.addWithheld(e)
	if r := g.Site.Review(p); r != nil {
		g.addUnwritten(r)
	}
	g.addPartsOf(e, &problems)
	own := len(g.edges)
	l := linker{Graph: g, problems: &problems}
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
