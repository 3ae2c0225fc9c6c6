package xref

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// addParagraphs gives every declared number of every review a target: on the page
// that writes it, on the page that withholds it, or on the review's own page, which
// says that it is not yet written.
func (g *Graph) addParagraphs(problems *diag.List) {
	for _, e := range g.Site.Entries {
		g.addWritten(e, problems)
	}
	for _, e := range g.Site.Entries {
		g.addWithheld(e)
	}
	for _, r := range model.Pages[*model.Review](g.Site) {
		g.addUnwritten(r)
	}
	g.translateParagraphs()
}

func (g *Graph) addWritten(e model.Entry, problems *diag.List) {
	p := e.Base()
	r := g.Site.Review(p)
	if r == nil || !p.Kind.Numbered {
		return
	}
	for i, candidate := range p.Body.Paragraphs {
		n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
		if r.Paragraphs.Has(n) {
			g.pages[p].paragraphs[i] = g.write(r, e, n, p.File.Pos(candidate.Offset), problems)
		}
	}
	if own, ok := e.(*model.Recommendation); ok {
		g.own(r, own, problems)
	}
}

func (g *Graph) addWithheld(e model.Entry) {
	r := g.Site.Review(e.Base())
	if r == nil {
		return
	}
	for _, n := range model.RestrictionsOf(e).Withheld {
		if t := g.Number(r, n); t == nil && r.Paragraphs.Has(n) {
			g.number(r, e, n, &Target{Withheld: true})
		}
	}
}

func (g *Graph) addUnwritten(r *model.Review) {
	for _, n := range r.Paragraphs.Numbers() {
		if g.Number(r, n) == nil {
			g.number(r, r, n, new(Target))
		}
	}
}

// number makes a paragraph's target on the page of an entry.
func (g *Graph) number(r *model.Review, on model.Entry, n model.Number, t *Target) *Target {
	p := on.Base()
	t.Form, t.Page, t.Entry, t.Number = ParagraphForm, p, on, n
	t.ID, t.Address = model.ID(r.ReviewFolder()+n.String()), p.Address+"#"+n.Anchor()
	t.Label = n.String()
	t.Outside = r.Label() + " " + t.Label
	t.order = g.order
	g.order++
	g.targets[t.ID] = t
	return t
}

// write notes that a page's body has the words of a paragraph. A recommendation's
// page and its paragraph are one target.
func (g *Graph) write(r *model.Review, e model.Entry, n model.Number, at diag.Pos, problems *diag.List) *Target {
	if own, ok := e.(*model.Recommendation); ok && own.Paragraph == n {
		return g.pages[&own.Page].self
	}
	if old := g.Number(r, n); old != nil {
		problems.Error(at, "paragraph-duplicate", fmt.Sprintf("paragraph %s of %s stands twice", n, r.ID), "a number stands once in a review: take one of them out",
			diag.Note{Pos: g.placeOf(old), Message: "the other is here"})
		return nil
	}
	return g.number(r, e, n, &Target{Written: true, Quiet: model.RestrictionsOf(e).IsQuiet(n)})
}

// own makes a recommendation's page the target of its number, whatever its file is
// called.
func (g *Graph) own(r *model.Review, rec *model.Recommendation, problems *diag.List) {
	if rec.Paragraph == (model.Number{}) {
		return
	}
	self := g.pages[&rec.Page].self
	self.Label, self.Outside, self.Number = rec.Paragraph.String(), r.Label()+" "+rec.Paragraph.String(), rec.Paragraph
	id := model.ID(r.ReviewFolder() + rec.Paragraph.String())
	if old := g.targets[id]; old != nil && old != self {
		problems.Error(rec.FieldPos("paragraph"), "paragraph-duplicate", fmt.Sprintf("paragraph %s of %s stands twice", rec.Paragraph, r.ID), "a number stands once in a review: correct one of the two",
			diag.Note{Pos: g.placeOf(old), Message: "the other is here"})
		return
	}
	g.targets[id] = self
}

// Unwritten gives the declared paragraphs of a review that nobody has written yet,
// in order.
func (g *Graph) Unwritten(r *model.Review) []*Target {
	var list []*Target
	for _, n := range r.Paragraphs.Numbers() {
		if t := g.Number(r, n); t != nil && !t.Written && !t.Withheld {
			list = append(list, t)
		}
	}
	return list
}

// Withheld gives the withheld paragraphs that a page has to show a placeholder
// for, in order.
func (g *Graph) Withheld(p *model.Page) []*Target {
	var list []*Target
	entry := g.pages[p].self.Entry
	for _, n := range model.RestrictionsOf(entry).Withheld {
		if t := g.targets[model.ID(p.ReviewFolder()+n.String())]; t != nil && t.Withheld && t.Page == p {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(a, b *Target) int { return a.Number.Compare(b.Number) })
	return list
}

// Numbered gives the paragraphs that stand on a page, written or withheld, in
// order.
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
