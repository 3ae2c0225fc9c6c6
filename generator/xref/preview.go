package xref

import (
	"maps"
	"slices"

	"safelearn/generator/model"
)

// With returns the graph of a site in which one page was read again, in much less time than
// Link takes. What the page says and what refers to it is current; what other pages show of
// it is as before. The graph itself does not change. With returns nil where the whole site
// has to be linked: where more than the page's own text changed, or where there is a problem.
func (g *Graph) With(site *model.Site, e model.Entry) *Graph {
	p := e.Base()
	was := g.Site.EntryByPath(p.File.Path)
	if was == nil || p.OriginalPath != "" || site.LanguageVersions(p) != nil || !replaceable(site, was, e) {
		return nil
	}
	with := *g
	with.Site, with.Edges = site, slices.DeleteFunc(slices.Clone(g.Edges), func(e *Edge) bool { return e.From.Page == was.Base() })
	with.addresses, with.pages, with.targets, with.titles = maps.Clone(g.addresses), maps.Clone(g.pages), maps.Clone(g.targets), maps.Clone(g.titles)
	replaced := make(map[model.ID]*Target)
	maps.DeleteFunc(with.targets, func(id model.ID, t *Target) bool {
		unwritten := t.Form == ParagraphForm && !t.Written && !t.Withheld && t.Page.ReviewFolder() == p.ReviewFolder() // the page may have it now
		if t.Page == was.Base() || unwritten {
			replaced[id] = t
		}
		return replaced[id] != nil
	})
	c := collector{graph: &with}
	c.addPage(e)
	c.addParagraphs(e)
	c.addWithheld(e)
	if r := site.Review(p); r != nil {
		c.addUnwritten(r)
	}
	c.addParts(e)
	with.addresses[p.Address] = with.Page(p)
	l := linker{graph: &with, problems: c.problems}
	l.linkPage(e)
	for id, old := range replaced {
		if t := with.targets[id]; t != nil {
			t.order = old.order
			t.in = slices.DeleteFunc(slices.Clone(old.in), func(e *Edge) bool { return e.From.Page == was.Base() })
		}
	}
	for _, edge := range with.Edges {
		if edge.From.Page == p {
			edge.From.Out = append(edge.From.Out, edge)
			if edge.To.Page == p {
				edge.To.in = append(edge.To.in, edge)
			}
		}
	}
	if l.problems.Failed() {
		return nil
	}
	return &with
}

// replaceable reports whether a page that was read again can replace itself: nothing that
// other pages depend on changed.
func replaceable(site *model.Site, was, is model.Entry) bool {
	a, b := was.Base(), is.Base()
	_, review := is.(*model.Review) // its pages depend on what it declares
	sameAddress := func(a, b Derived) bool { return a.Address == b.Address }
	return !(review && a.File.Front != b.File.Front) && a.ID == b.ID && a.Address == b.Address && a.Status == b.Status && a.Lang == b.Lang &&
		slices.Equal(a.Audience, b.Audience) && slices.EqualFunc(entryViews(site, was), entryViews(site, is), sameAddress)
}
