package xref

import "safelearn/generator/model"

// PagesHeldByReview returns, for each review whose publication is on hold, the published pages outside
// it that are left out with it because their text refers to it. Protocols are not left out, because
// readers must always be able to find them.
func PagesHeldByReview(g *Graph) map[*model.Review][]*model.Page {
	held := make(map[*model.Review][]*model.Page)
	seen := make(map[*model.Page]bool)
	add := func(from, to *model.Page) {
		if from.Kind.Name != "protocol" && !seen[from] {
			seen[from] = true
			r := g.Site.Review(to)
			held[r] = append(held[r], from)
		}
	}
	for _, e := range g.Edges {
		if QuotesHeldReview(g, e) {
			add(e.From.Page, e.To.Page)
		}
	}
	for _, e := range g.Site.All() {
		for _, to := range linkedHeldPages(g, e.Base()) {
			add(e.Base(), to)
		}
	}
	return held
}

// linkedHeldPages returns the generated pages, such as coverage pages, that belong to reviews on hold
// and to which the body of from links. The graph has no edges for such links.
func linkedHeldPages(g *Graph, from *model.Page) (pages []*model.Page) {
	for i := range from.Body.Refs {
		if t := g.BodyTarget(from, i); t != nil && t.Type == GeneratedTarget && !model.IsDraft(g.Site, from) {
			if to := (&model.Page{Address: t.Address}); model.OnHold(g.Site, to) {
				pages = append(pages, to)
			}
		}
	}
	return pages
}

// QuotesHeldReview reports whether the reference e shows that a published page says something about a
// review on hold, so that the page must be left out too. This applies to references in running text,
// to the basis of the answer to a question, and to a quotation from a review in a protocol step. Other
// references, such as those from questions to what they test, are only hidden during the hold.
func QuotesHeldReview(g *Graph, e *Edge) bool {
	hasWords := e.ref >= 0 && (e.Relation == model.Mentions || e.Relation == model.Cites) || e.Relation == model.RestsOn
	return hasWords && e.To.Page != nil && model.OnHold(g.Site, e.To.Page) && !model.IsDraft(g.Site, e.From.Page)
}
