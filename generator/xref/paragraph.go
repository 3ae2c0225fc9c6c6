package xref

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// written gives targets to the declared numbers that a page has in its body.
func (c *collector) written(e model.Entry) {
	p := e.Base()
	r := c.graph.reviews[reviewOf(p.Address)]
	if r == nil || !p.Kind.Numbered {
		return
	}
	for i, candidate := range p.Body.Paragraphs {
		n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
		if r.Paragraphs.Has(n) {
			c.graph.pages[p].paragraphs[i] = c.writtenParagraph(r, e, n, p.File.Pos(candidate.Offset))
		}
	}
	if rec, ok := e.(*model.Recommendation); ok {
		c.recommendation(r, rec)
	}
}

// withheld gives targets to the numbers that a page withholds.
func (c *collector) withheld(e model.Entry) {
	r := c.graph.reviews[reviewOf(e.Base().Address)]
	if r == nil {
		return
	}
	for _, n := range model.RestrictionsOf(e).Withheld {
		if t := c.graph.Number(r, n); t == nil && r.Paragraphs.Has(n) {
			c.paragraph(r, e, n, &Target{Withheld: true})
		}
	}
}

// unwritten gives targets on the review's own page to the numbers that no page has.
func (c *collector) unwritten(r *model.Review) {
	for _, n := range r.Paragraphs.Numbers() {
		if c.graph.Number(r, n) == nil {
			c.paragraph(r, r, n, new(Target))
		}
	}
}

// paragraph completes the target of a number of a review on the page of an entry.
func (c *collector) paragraph(r *model.Review, on model.Entry, n model.Number, t *Target) *Target {
	p := on.Base()
	t.Form, t.Page, t.Entry, t.Number = ParagraphForm, p, on, n
	t.ID, t.Address = model.ID(r.ReviewFolder()+n.String()), p.Address+"#"+n.Anchor()
	t.Label = n.String()
	t.FullLabel = r.Label() + " " + t.Label
	c.number(t)
	c.graph.targets[t.ID] = t
	return t
}

// writtenParagraph returns the target of a number in the body of a page, nil where another
// page has the number. A recommendation's page and its paragraph are one target.
func (c *collector) writtenParagraph(r *model.Review, e model.Entry, n model.Number, at diag.Pos) *Target {
	if rec, ok := e.(*model.Recommendation); ok && rec.Paragraph == n {
		return c.graph.Page(&rec.Page)
	}
	if old := c.graph.Number(r, n); old != nil {
		c.problems.Error(at, "paragraph-duplicate", fmt.Sprintf("paragraph %s of %s is there twice", n, r.ID), "a review has each number once: take one of them out",
			diag.Note{Pos: c.pos(old), Message: "the other is here"})
		return nil
	}
	return c.paragraph(r, e, n, &Target{Written: true, Quiet: model.RestrictionsOf(e).IsQuiet(n)})
}

// recommendation makes a recommendation's page the target of its number, whatever the name
// of its file.
func (c *collector) recommendation(r *model.Review, rec *model.Recommendation) {
	if rec.Paragraph == (model.Number{}) {
		return
	}
	page := c.graph.Page(&rec.Page)
	page.Label, page.FullLabel, page.Number = rec.Paragraph.String(), r.Label()+" "+rec.Paragraph.String(), rec.Paragraph
	id := model.ID(r.ReviewFolder() + rec.Paragraph.String())
	if old := c.graph.targets[id]; old != nil && old != page {
		c.problems.Error(rec.FieldPos("paragraph"), "paragraph-duplicate", fmt.Sprintf("paragraph %s of %s is there twice", rec.Paragraph, r.ID), "a review has each number once: correct one of the two",
			diag.Note{Pos: c.pos(old), Message: "the other is here"})
		return
	}
	c.graph.targets[id] = page
}

// translatedParagraphs gives targets to the paragraphs of a translation. No reference names
// them by id: a number is that of the original.
func (c *collector) translatedParagraphs(e model.Entry) {
	p := e.Base()
	r := c.graph.reviews[reviewOf(p.Address)]
	if r == nil || !p.Kind.Numbered {
		return
	}
	restrictions := model.RestrictionsOf(c.graph.Site.OriginalOf(p))
	for i, candidate := range p.Body.Paragraphs {
		n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
		if !r.Paragraphs.Has(n) || restrictions.IsWithheld(n) {
			continue
		}
		t := &Target{ID: model.ID(r.ReviewFolder() + n.String() + "." + p.Lang), Form: ParagraphForm, Page: p, Entry: e, Number: n,
			Address: p.Address + "#" + n.Anchor(), Label: n.String(), FullLabel: r.Label() + " " + n.String(), Written: true, Quiet: restrictions.IsQuiet(n)}
		c.number(t)
		c.graph.pages[p].paragraphs[i] = t
	}
}

// Unwritten returns the declared paragraphs of a review that no page has yet, in order.
func (g *Graph) Unwritten(r *model.Review) []*Target {
	var list []*Target
	for _, n := range r.Paragraphs.Numbers() {
		if t := g.Number(r, n); t != nil && !t.Written && !t.Withheld {
			list = append(list, t)
		}
	}
	return list
}

// Withheld returns the withheld paragraphs that a page shows a placeholder for, in order.
func (g *Graph) Withheld(p *model.Page) []*Target {
	var list []*Target
	entry := g.Page(p).Entry
	for _, n := range model.RestrictionsOf(entry).Withheld {
		if t := g.targets[model.ID(p.ReviewFolder()+n.String())]; t != nil && t.Withheld && t.Page == p {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(a, b *Target) int { return a.Number.Compare(b.Number) })
	return list
}

// Numbered returns the paragraphs of a page, written or withheld, in order.
func (g *Graph) Numbered(p *model.Page) []*Target {
	list := g.Withheld(p)
	for _, t := range g.pages[p].paragraphs {
		if t != nil {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b *Target) int { return a.Number.Compare(b.Number) })
	return list
}
