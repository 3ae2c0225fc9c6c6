// Package xref resolves the references of a site and makes them available in both directions.
//
// Link takes a site and the names of its static files. It returns a graph, in which every page
// and part is a target with an address and every reference is an edge with a relation. It
// reports unresolved references, and ids and addresses that are claimed more than once.
// A Viewpoint returns the names and addresses of targets as they appear on a particular page.
// The package does not modify pages or write HTML.
package xref

import (
	"cmp"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A Graph is a linked site. It is read-only after Link.
type Graph struct {
	Site           *model.Site     // the linked site
	GeneratedPages []GeneratedPage // generated pages, sorted by address
	Tracker        []TrackerRow    // rows of the tracker, by review
	Edges          []*Edge         // resolved references, page by page, front matter first; without links to files and generated pages

	targets        map[model.ID]*Target         // by id
	pages          map[*model.Page]*pageTargets // targets of each page
	addresses      map[string]*Target           // pages, generated pages and static files, by address
	titles         map[string]*model.Kind       // for each title, the kind of the pages with that title, or nil if they have different kinds
	targetCount    int                          // number of targets without headings
	severalReviews bool                         // whether the site has more than one review
}

// pageTargets contains the targets of a page, of its paragraphs and of its references.
type pageTargets struct {
	page       *Target               // the page itself
	front      map[model.ID]*Target  // targets of ids in front matter; for a range, its first paragraph
	body       []*Target             // by index in Body.Refs; nil if unresolved
	paragraphs []*Target             // by index in Body.Paragraphs; nil if the paragraph has no target
	withheld   []*Target             // withheld paragraphs, sorted by number
	anchors    func() map[string]int // for each anchor, its index in Body.Headings, or -1 if it is not a heading
}

// Link resolves the references of a site and returns its graph and the problems found. The
// names of static files are slash-separated paths, such as "files/leaflet.pdf".
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
	l := linker{graph: g, problems: c.problems, anchors: make(map[*Target]pageAnchors)}
	for _, e := range site.All() {
		l.linkPage(e)
	}
	l.nameHeadings()
	for _, e := range g.Edges {
		if !e.repeatsOriginal() {
			e.From.References = append(e.From.References, e)
			e.To.referencesTo = append(e.To.referencesTo, e)
		}
	}
	return g, l.problems
}

// Page returns the target of p.
func (g *Graph) Page(p *model.Page) *Target { return g.pages[p].page }

// Part returns the target of the part of p with the given id, or nil if p has no such part.
func (g *Graph) Part(p *model.Page, id model.ID) *Target {
	if t := g.targets[id]; t != nil && t.Type == PartTarget && t.Page == p {
		return t
	}
	return nil
}

// Contact returns the target of the entry of contacts.yaml with the given id, or nil if there
// is none.
func (g *Graph) Contact(id string) *Target {
	if t := g.targets[model.ID(id)]; t != nil && t.Type == ContactTarget {
		return t
	}
	return nil
}

// ParagraphByLabel returns the paragraph or statement of the review r with the given label, or nil
// if the review has none.
func (g *Graph) ParagraphByLabel(r *model.Review, label model.Label) *Target {
	return g.targets[model.ID(r.ReviewFolder()+label.Slug())]
}

// FrontMatterTarget returns the target of an id in the front matter of p or, if the id is a range, of
// the first paragraph in the range. It returns nil if the id is unresolved or does not occur in the
// front matter.
func (g *Graph) FrontMatterTarget(p *model.Page, id model.ID) *Target { return g.pages[p].front[id] }

// At returns the target at the given address, which is a page, a generated page or a static file, or
// nil if there is none.
func (g *Graph) At(address string) *Target { return g.addresses[address] }

// Listed reports whether there is a generated page, a static file or a page that is not withdrawn
// at the given address.
func (g *Graph) Listed(address string) bool {
	t := g.addresses[address]
	return t != nil && (t.Page == nil || g.Site.Listed(t.Page))
}

// BodyTarget returns the target of the reference with index ref in the body of p, or nil if it
// is unresolved.
func (g *Graph) BodyTarget(p *model.Page, ref int) *Target { return g.pages[p].body[ref] }

// Paragraph returns the target of the paragraph with the given index in Body.Paragraphs of p. It
// returns nil if the index is negative or if the paragraph has no target. For example, a paragraph
// whose number the review does not declare is ordinary text.
func (g *Graph) Paragraph(p *model.Page, index int) *Target {
	if index < 0 {
		return nil
	}
	return g.pages[p].paragraphs[index]
}

// InForce reports whether t can count as an answer to a statement: t has no page, or its page is in
// force. For a question, the pages that it tests or cites must be in force too.
func (g *Graph) InForce(t *Target) bool {
	if t.Page == nil || !g.Site.InForce(t.Page) {
		return t.Page == nil
	}
	return t.Type != PartTarget || !t.Page.Kind.HasQuestions || !slices.ContainsFunc(t.References, func(e *Edge) bool {
		return (e.Relation == model.Tests || e.Relation == model.Cites) && e.To.Page != nil && !g.Site.InForce(e.To.Page)
	})
}

// IsShown reports whether e is listed among the references to its target. If e means that its source
// answers or tests the target, the source must be in force. Otherwise, the page of the source must not
// be withdrawn.
func (g *Graph) IsShown(e *Edge) bool {
	if e.Relation == model.Serves || e.Relation == model.Tests {
		return g.InForce(e.From)
	}
	return g.Site.Listed(e.From.Page)
}

// Replacement returns the page to use instead of the withdrawn page p: the page named in its front
// matter, or else a page whose front matter says that it replaces p, or else the replacement of the
// page that p translates. It returns nil if there is none.
func (g *Graph) Replacement(p *model.Page) *Target {
	if t := g.FrontMatterTarget(p, p.ReplacedBy); t != nil {
		return t
	}
	for _, e := range g.ReferencesTo(g.Page(p)) {
		if e.Relation == model.Replaces {
			return e.From
		}
	}
	if original := g.Site.OriginalOf(p); original != nil {
		return g.Replacement(original.Base())
	}
	return nil
}

// ReferencesTo returns the references to t that pages show, from other pages or from other statements
// on the page of a review. It returns one reference for each pair of source and relation, sorted by
// relation and then by the position of the source on the site. If t is on a translation, the
// references to the original of t are included.
func (g *Graph) ReferencesTo(t *Target) []*Edge {
	edges := g.appendOriginalEdges(slices.Clone(t.referencesTo), t)
	edges = slices.DeleteFunc(edges, func(e *Edge) bool { return e.isInternal(t) || !g.IsShown(e) })
	slices.SortStableFunc(edges, func(a, b *Edge) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.From.order, b.From.order))
	})
	return slices.CompactFunc(edges, func(a, b *Edge) bool { return a.From == b.From && a.Relation == b.Relation })
}

// reviewInFullName returns the review that is part of the name of t outside that review, or nil if the
// site has only one review or t belongs to none.
func (g *Graph) reviewInFullName(t *Target) *model.Review {
	if !g.severalReviews || t.Page == nil {
		return nil
	}
	return g.Site.Review(t.Page)
}
