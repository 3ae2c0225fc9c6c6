package xref

import (
	"cmp"
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// addParagraphs adds the targets of the declared paragraphs in the body of e, and reports numbers that
// are used twice in the review. A recommendation and its numbered paragraph share one target,
// regardless of the file name.
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
	own, onPage := model.PrintedLabel(original), make(map[string]*Target, len(p.Body.Paragraphs))
	for i := range p.Body.Paragraphs {
		candidate := &p.Body.Paragraphs[i]
		label, declared := r.Publication.ParagraphLabel(candidate)
		if !declared || p.OriginalPath != "" && restrictions.IsWithheld(label) {
			continue
		}
		old := g.ParagraphByLabel(r, label)
		earlier := onPage[label.Slug()]
		switch {
		case earlier != nil:
			c.reportDuplicateLabel(p.File.Pos(candidate.Offset), r, label, earlier, "take one of them out")
		case original == e && own == label:
			g.pages[p].paragraphs[i] = g.Page(p)
			g.Page(p).PrintedLabel = label
		case original == e && old != nil:
			c.reportDuplicateLabel(p.File.Pos(candidate.Offset), r, label, old, "take one of them out")
		default:
			g.pages[p].paragraphs[i] = c.addParagraph(r, e, label, &Target{Written: true, Quiet: restrictions.IsQuiet(label), pos: p.File.Pos(candidate.Offset)})
		}
		if t := g.pages[p].paragraphs[i]; t != nil {
			onPage[label.Slug()] = t
		}
	}
	if original == e && own != "" {
		c.addLabel(r, e, own)
	}
}

// addLabel registers the target of a statement under the label that the review prints for the
// statement.
func (c *collector) addLabel(r *model.Review, e model.Entry, label model.Label) {
	page := c.graph.Page(e.Base())
	page.Label, page.FullLabel, page.PrintedLabel = labelName(r, label), r.Label()+" "+labelName(r, label), label
	if old := c.graph.ParagraphByLabel(r, label); old != nil && old != page {
		c.reportDuplicateLabel(e.Base().FieldPos("label"), r, label, old, "correct one of the two")
		return
	}
	c.graph.targets[labelID(e.Base(), label.Slug())] = page
}

// labelName returns the name of a paragraph or statement within its review: its label, preceded by the
// name of its document unless that is the main one.
func labelName(r *model.Review, label model.Label) string {
	if d := r.Publication.Document(label); d != nil && label.Document() != "" {
		return model.DocumentName(model.TextsOf(r), d) + " " + label.Text()
	}
	return label.Text()
}

// reportDuplicateLabel reports a label whose slug is the same as that of the target old.
func (c *collector) reportDuplicateLabel(pos diag.Pos, r *model.Review, label model.Label, old *Target, remedy string) {
	message, hint := fmt.Sprintf("paragraph %s of %s is there twice", label, r.ID), "a review has each number once: "+remedy
	if old.PrintedLabel != label {
		message, hint = fmt.Sprintf("%s and %s are both %s in references", label, cmp.Or(string(old.PrintedLabel), old.Label), label.Slug()), "add a line id: … to the front matter of one, or print one of the labels in another way"
	}
	c.problems.Error(pos, "paragraph-duplicate", message, hint, diag.Note{Pos: old.pos, Message: "the other is here"})
}

// addWithheld adds targets for the declared paragraphs that e withholds, unless they have a target
// already.
func (c *collector) addWithheld(e model.Entry) {
	p := e.Base()
	r := c.graph.Site.Review(p)
	if r == nil {
		return
	}
	for _, n := range slices.SortedFunc(slices.Values(model.RestrictionsOf(e).Withheld), model.Label.Compare) {
		if c.graph.ParagraphByLabel(r, n) == nil && r.Publication.Declares(n) {
			targets := c.graph.pages[p]
			targets.withheld = append(targets.withheld, c.addParagraph(r, e, n, &Target{Withheld: true, pos: e.Base().FieldPos("title")}))
		}
	}
}

// addUnwritten adds targets for the declared paragraphs that no page contains. Their addresses are on
// the page of the review.
func (c *collector) addUnwritten(r *model.Review) {
	for _, n := range r.Publication.DeclaredLabels() {
		if c.graph.ParagraphByLabel(r, n) == nil {
			c.addParagraph(r, r, n, &Target{pos: r.FieldPos("title")})
		}
	}
}

// addParagraph sets the fields of t, the target of the paragraph with the given label on the page e,
// registers its id and returns t.
func (c *collector) addParagraph(r *model.Review, e model.Entry, label model.Label, t *Target) *Target {
	p := e.Base()
	t.Type, t.Page, t.Entry, t.PrintedLabel = ParagraphTarget, p, e, label
	t.ID, t.Address = labelID(p, label.Slug()), p.Address+"#"+label.Anchor()
	t.Label = labelName(r, label)
	t.FullLabel = r.Label() + " " + t.Label
	t.order = c.graph.targetCount
	c.graph.targetCount++
	c.graph.targets[t.ID] = t
	return t
}

// labelID returns the id of the paragraph, statement or action on p whose label has the given
// slug. If p is a translation, the id ends with the language tag, because the id without it is that of
// the original.
func labelID(p *model.Page, slug string) model.ID {
	id := p.ReviewFolder() + slug
	if p.OriginalPath != "" {
		id += "." + p.Lang
	}
	return model.ID(id)
}

// UnwrittenParagraphs returns the declared paragraphs of r that no page contains or withholds, sorted
// by number.
func (g *Graph) UnwrittenParagraphs(r *model.Review) []*Target {
	var list []*Target
	for _, n := range r.Publication.DeclaredLabels() {
		if t := g.ParagraphByLabel(r, n); t != nil && !t.Written && !t.Withheld {
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
	slices.SortStableFunc(list, func(a, b *Target) int { return a.PrintedLabel.Compare(b.PrintedLabel) })
	return list
}
