package xref

import "safelearn/generator/model"

// HeldWith returns the pages outside reviews that speak of a review on which there is a hold: those that
// refer to it in their text, for each review in the order of the site. Protocols are not among them, because
// readers who need one have to find it.
func HeldWith(g *Graph) map[*model.Review][]*model.Page {
	held := make(map[*model.Review][]*model.Page)
	seen := make(map[*model.Page]bool)
	for _, e := range g.Edges {
		if from := e.From.Page; SpeaksOfHeld(g, e) && from.Kind.Name != "protocol" && !seen[from] {
			seen[from] = true
			r := g.Site.Review(e.To.Page)
			held[r] = append(held[r], from)
		}
	}
	return held
}

// SpeaksOfHeld reports whether a reference stands beside words on what it leads to, on a page that is
// published, and leads to a review on which there is a hold: in the text, or in a step of a protocol that says
// what a review said. Other references in front matter, and those of questions to what they test, only
// disappear for the time of the hold.
func SpeaksOfHeld(g *Graph, e *Edge) bool {
	hasWords := e.ref >= 0 && e.Relation == model.Mentions || e.Relation == model.RestsOn
	return hasWords && e.To.Page != nil && model.OnHold(g.Site, e.To.Page) && !model.IsDraft(g.Site, e.From.Page)
}
