// Package xref resolves every reference of a site once and keeps it in both directions.
//
// It takes a site as read and the names of its static files. It returns a graph, in which
// every page and part is a target with an address and every reference is an edge with a
// relation, and reports references to nothing and ids and addresses that are claimed twice.
// A Viewpoint says how a page names targets and links to them. The package changes no page
// and writes no HTML.
package xref

import (
	"cmp"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A Graph is a linked site. It does not change once it is linked.
type Graph struct {
	Site    *model.Site // the site that is linked
	Derived []Derived   // its generated pages, in order of address
	Edges   []*Edge     // every reference of the site, in order of page and position

	targets        map[model.ID]*Target
	pages          map[*model.Page]*pageTargets
	addresses      map[string]*Target     // pages, generated pages and files
	titles         map[string]*model.Kind // kind of the pages of a title, nil where they differ
	count          int                    // of targets
	severalReviews bool                   // links to a review name it
}

// pageTargets are the targets of one page and of its references.
type pageTargets struct {
	page       *Target
	front      map[model.ID]*Target // of the ids in its front matter: of a range, the first paragraph
	body       []*Target            // by index of Body.Refs, nil where unresolved
	paragraphs []*Target            // by index of Body.Paragraphs, nil where the number is not declared
	withheld   []*Target            // in order
}

// Link resolves the references of a site. The static files are named by their slash paths,
// "files/leaflet.pdf".
func Link(site *model.Site, static []string) (*Graph, diag.List) {
	g := &Graph{
		Site:           site,
		targets:        make(map[model.ID]*Target, 4*len(site.Entries)),
		pages:          make(map[*model.Page]*pageTargets, len(site.Entries)),
		addresses:      make(map[string]*Target, 2*len(site.Entries)),
		titles:         make(map[string]*model.Kind, len(site.Entries)),
		severalReviews: len(model.Pages[*model.Review](site)) > 1,
	}
	c := collector{graph: g}
	c.collect(static)
	l := linker{graph: g, problems: c.problems}
	for _, e := range site.All() {
		l.linkPage(e)
	}
	for _, e := range g.Edges {
		if !e.repeatsOriginal() {
			e.From.Out = append(e.From.Out, e)
			e.To.in = append(e.To.in, e)
		}
	}
	return g, l.problems
}

// Page returns the target of a page of the content.
func (g *Graph) Page(p *model.Page) *Target { return g.pages[p].page }

// Part returns the target of a part of a page by the part's id, nil where the page has no
// such part.
func (g *Graph) Part(p *model.Page, id model.ID) *Target {
	if t := g.targets[id]; t != nil && t.Form == PartForm && t.Page == p {
		return t
	}
	return nil
}

// Contact returns the target of an entry of contacts.yaml, nil where there is none.
func (g *Graph) Contact(id string) *Target {
	if t := g.targets[model.ID(id)]; t != nil && t.Form == ContactForm {
		return t
	}
	return nil
}

// Number returns the target of a numbered paragraph of a review, nil where the review does
// not declare it.
func (g *Graph) Number(r *model.Review, n model.Number) *Target {
	return g.targets[model.ID(r.ReviewFolder()+n.String())]
}

// FrontMatter returns what an id in the front matter of a page refers to: of a range, the
// first paragraph. It returns nil where the id refers to nothing, or where the Refs of the
// page's kind do not have it.
func (g *Graph) FrontMatter(p *model.Page, id model.ID) *Target { return g.pages[p].front[id] }

// At returns the page, generated page or static file at an address, nil where none is.
func (g *Graph) At(address string) *Target { return g.addresses[address] }

// Resolved returns what a reference of a page's body refers to, nil where that is nothing.
func (g *Graph) Resolved(p *model.Page, ref int) *Target { return g.pages[p].body[ref] }

// Paragraph returns the target of a numbered paragraph of a page's body by its index, nil
// where the review does not declare the number and it is ordinary text.
func (g *Graph) Paragraph(p *model.Page, index int) *Target {
	if index < 0 {
		return nil
	}
	return g.pages[p].paragraphs[index]
}

// In returns the references to a target from other pages, one for each referring part and
// relation, ordered by relation and then by the order of the site.
func (g *Graph) In(t *Target) []*Edge {
	edges := slices.DeleteFunc(slices.Clone(t.in), func(e *Edge) bool { return e.From.Page == t.Page && t.Page != nil })
	edges = g.appendOriginalEdges(edges, t)
	slices.SortStableFunc(edges, func(a, b *Edge) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.From.order, b.From.order))
	})
	return slices.CompactFunc(edges, func(a, b *Edge) bool { return a.From == b.From && a.Relation == b.Relation })
}

// Forget stores the position of each reference and drops what positions are computed from:
// see model.Site.Forget.
func (g *Graph) Forget() {
	for _, e := range g.Edges {
		at := e.Pos()
		e.line, e.column = int32(at.Line), int32(at.Column)
	}
	g.Site.Forget()
}

// reviewNamed returns the review that a link to a target has to name on pages outside that
// review, nil where the site has one review only.
func (g *Graph) reviewNamed(t *Target) *model.Review {
	if !g.severalReviews || t.Page == nil {
		return nil
	}
	return g.Site.Review(t.Page)
}
