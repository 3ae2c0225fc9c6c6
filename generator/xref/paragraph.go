package xref

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// addParagraphs adds the targets of the declared paragraphs in the body of e, and reports
// numbers that the review already has. A recommendation and its numbered paragraph share one
// target, regardless of the file name.
func (c *collector) addParagraphs(e model.Entry) {
	g, p := c.graph, e.Base()
	r, original := g.Site.Review(p), e
	if r == nil || !p.Kind.Numbered {
		return
	}
	if p.OriginalPath != "" {
		original = g.Site.OriginalOf(p)
	}
	restrictions := model.RestrictionsOf(original)
	rec, _ := original.(*model.Recommendation)
	for i, candidate := range p.Body.Paragraphs {
		n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
		if !r.Paragraphs.Has(n) || p.OriginalPath != "" && restrictions.IsWithheld(n) {
			continue
		}
		switch old := g.ParagraphByNumber(r, n); {
		case original == e && rec != nil && rec.Paragraph == n:
			g.pages[p].paragraphs[i] = g.Page(p)
		case original == e && old != nil:
			c.duplicateParagraph(p.File.Pos(candidate.Offset), r, n, old, "take one of them out")
		default:
			g.pages[p].paragraphs[i] = c.addParagraph(r, e, n, &Target{Written: true, Quiet: restrictions.IsQuiet(n), pos: p.File.Pos(candidate.Offset)})
		}
	}
	if original == e && rec != nil && rec.Paragraph != (model.Number{}) {
		c.addRecommendation(r, rec)
	}
}

// addRecommendation registers the page of a recommendation as the target of its number.
func (c *collector) addRecommendation(r *model.Review, rec *model.Recommendation) {
	page := c.graph.Page(&rec.Page)
	page.Label, page.FullLabel, page.Number = rec.Paragraph.String(), r.Label()+" "+rec.Paragraph.String(), rec.Paragraph
	if old := c.graph.ParagraphByNumber(r, rec.Paragraph); old != nil && old != page {
		c.duplicateParagraph(rec.FieldPos("paragraph"), r, rec.Paragraph, old, "correct one of the two")
		return
	}
	c.graph.targets[model.ID(r.ReviewFolder()+rec.Paragraph.String())] = page
}

// duplicateParagraph reports a paragraph number that is already used by the target old.
func (c *collector) duplicateParagraph(pos diag.Pos, r *model.Review, n model.Number, old *Target, remedy string) {
	c.problems.Error(pos, "paragraph-duplicate", fmt.Sprintf("paragraph %s of %s is there twice", n, r.ID), "a review has each number once: "+remedy,
		diag.Note{Pos: old.pos, Message: "the other is here"})
}

// addWithheld adds the targets of the declared paragraphs that e withholds and that have no
// target yet.
func (c *collector) addWithheld(e model.Entry) {
	p := e.Base()
	r := c.graph.Site.Review(p)
	if r == nil {
		return
	}
	for _, n := range slices.SortedFunc(slices.Values(model.RestrictionsOf(e).Withheld), model.Number.Compare) {
		if c.graph.ParagraphByNumber(r, n) == nil && r.Paragraphs.Has(n) {
			targets := c.graph.pages[p]
			targets.withheld = append(targets.withheld, c.addParagraph(r, e, n, &Target{Withheld: true, pos: e.Base().FieldPos("title")}))
		}
	}
}

// addUnwritten adds targets for the declared paragraphs that no page contains. Their address is
// on the page of the review.
func (c *collector) addUnwritten(r *model.Review) {
	for _, n := range r.Paragraphs.Numbers() {
		if c.graph.ParagraphByNumber(r, n) == nil {
			c.addParagraph(r, r, n, &Target{pos: r.FieldPos("title")})
		}
	}
}

// addParagraph fills in t as the target of paragraph n on the page e, registers its id and
// returns t.
func (c *collector) addParagraph(r *model.Review, e model.Entry, n model.Number, t *Target) *Target {
	p := e.Base()
	t.Type, t.Page, t.Entry, t.Number = ParagraphTarget, p, e, n
	t.ID, t.Address = numberID(p, n.String()), p.Address+"#"+n.Anchor()
	t.Label = n.String()
	t.FullLabel = r.Label() + " " + t.Label
	t.order = c.graph.count
	c.graph.count++
	c.graph.targets[t.ID] = t
	return t
}

// numberID returns the id of the paragraph or action on p with the given number. If p is a
// translation, the id ends in the language, because the id without it is that of the original.
func numberID(p *model.Page, number string) model.ID {
	if p.OriginalPath != "" {
		number += "." + p.Lang
	}
	return model.ID(p.ReviewFolder() + number)
}

// UnwrittenParagraphs returns the declared paragraphs of r that no page contains or withholds, sorted by
// number.
func (g *Graph) UnwrittenParagraphs(r *model.Review) []*Target {
	var list []*Target
	for _, n := range r.Paragraphs.Numbers() {
		if t := g.ParagraphByNumber(r, n); t != nil && !t.Written && !t.Withheld {
			list = append(list, t)
		}
	}
	return list
}

// WithheldParagraphs returns the withheld paragraphs for which p shows a placeholder, sorted by number.
func (g *Graph) WithheldParagraphs(p *model.Page) []*Target { return g.pages[p].withheld }

// NumberedParagraphs returns the numbered paragraphs of p, including withheld ones, sorted by number.
func (g *Graph) NumberedParagraphs(p *model.Page) []*Target {
	list := slices.DeleteFunc(slices.Concat(g.WithheldParagraphs(p), g.pages[p].paragraphs), func(t *Target) bool { return t == nil })
	slices.SortStableFunc(list, func(a, b *Target) int { return a.Number.Compare(b.Number) })
	return list
}
