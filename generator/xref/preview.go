package xref

import (
	"maps"
	"slices"

	"safelearn/generator/model"
)

// With returns a graph for previewing e, a new version of a page, in much less time than Link takes.
// In it, the page, its references and its backlinks are current, but references on other pages lead to
// the old version. With does not modify g. It returns nil if the whole site has to be linked, because
// more than the text of the page has changed or because there is a problem.
func (g *Graph) With(site *model.Site, e model.Entry) *Graph {
	p := e.Base()
	old := g.Site.EntryByPath(p.File.Path)
	if old == nil || p.OriginalPath != "" || site.LanguageVersions(p) != nil || !replaceable(site, old, e) {
		return nil
	}
	with := *g
	with.Site, with.Edges = site, slices.DeleteFunc(slices.Clone(g.Edges), func(e *Edge) bool { return e.From.Page == old.Base() })
	with.addresses, with.pages, with.targets, with.titles = maps.Clone(g.addresses), maps.Clone(g.pages), maps.Clone(g.targets), maps.Clone(g.titles)
	replaced := make(map[model.ID]*Target)
	maps.DeleteFunc(with.targets, func(id model.ID, t *Target) bool {
		unwritten := t.Type == ParagraphTarget && !t.Written && !t.Withheld && t.Page.ReviewFolder() == p.ReviewFolder() // whether the new version may contain the paragraph
		if t.Page == old.Base() || unwritten {
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
	l.nameHeadings()
	for id, previous := range replaced {
		if t := with.targets[id]; t != nil {
			t.order = previous.order
			t.referencesTo = slices.DeleteFunc(slices.Clone(previous.referencesTo), func(e *Edge) bool { return e.From.Page == old.Base() })
		}
	}
	for _, edge := range with.Edges {
		if edge.From.Page == p {
			edge.From.References = append(edge.From.References, edge)
			if edge.To.Page == p {
				edge.To.referencesTo = append(edge.To.referencesTo, edge)
			}
		}
	}
	if l.problems.Failed() {
		return nil
	}
	return &with
}

// replaceable reports whether updated can replace old without linking the whole site. It can if
// the id, address, status, language and audiences of the page and the addresses of the pages
// generated from it are unchanged. The front matter of a review must not have changed at all.
func replaceable(site *model.Site, old, updated model.Entry) bool {
	a, b := old.Base(), updated.Base()
	_, isReview := updated.(*model.Review) // other pages depend on the front matter of a review
	sameAddress := func(a, b GeneratedPage) bool { return a.Address == b.Address }
	return !(isReview && a.File.Front != b.File.Front) && a.ID == b.ID && a.Address == b.Address && a.Status == b.Status && a.ReviewDue == b.ReviewDue && a.Lang == b.Lang &&
		slices.Equal(a.Audience, b.Audience) && slices.EqualFunc(pagesGeneratedFrom(site, old), pagesGeneratedFrom(site, updated), sameAddress)
}
