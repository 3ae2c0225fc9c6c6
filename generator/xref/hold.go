package xref

import "safelearn/generator/model"

// HeldWith returns the pages outside reviews that speak of a review on which there is a hold: those that
// refer to it in their text, for each review in the order of the site. Protocols are not among them, because
// readers who need one have to find it.
func HeldWith(g *Graph) map[*model.Review][]*model.Page {
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
		if SpeaksOfHeld(g, e) {
			add(e.From.Page, e.To.Page)
		}
	}
	for _, e := range g.Site.All() {
		for _, to := range generatedPagesOn(g, e.Base()) {
			add(e.Base(), to)
		}
	}
	return held
}

// generatedPagesOn returns the generated pages of reviews on which there is a hold, such as their coverage, to
// which the text of a page leads. Links to these are no edges.
func generatedPagesOn(g *Graph, from *model.Page) (pages []*model.Page) {
	for i := range from.Body.Refs {
		if t := g.BodyTarget(from, i); t != nil && t.Type == GeneratedTarget && !model.IsDraft(g.Site, from) {
			if to := (&model.Page{Address: t.Address}); model.OnHold(g.Site, to) {
				pages = append(pages, to)
			}
		}
	}
	return pages
}

// SpeaksOfHeld reports whether a reference stands beside words on what it leads to, on a page that is
// published, and leads to a review on which there is a hold: in the text, as the basis of the answer to a
// question, or in a step of a protocol that says what a review said. Other references in front matter, and those of questions to what they test, only
// disappear for the time of the hold.
func SpeaksOfHeld(g *Graph, e *Edge) bool {
	hasWords := e.ref >= 0 && (e.Relation == model.Mentions || e.Relation == model.Cites) || e.Relation == model.RestsOn
	return hasWords && e.To.Page != nil && model.OnHold(g.Site, e.To.Page) && !model.IsDraft(g.Site, e.From.Page)
}
