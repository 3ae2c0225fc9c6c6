package xref

import (
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// Sentence gives the words around a reference, for a list of backlinks: the
// sentence it stands in, with the words of every reference in it. It is "" for a
// reference that stands in no sentence, in front matter or below a question, and for
// one from a quiet paragraph, which is shown by the title of its page alone. The
// number of the paragraph is left out: the link before the sentence has it.
func (g *Graph) Sentence(e *Edge) string {
	if e.ref < 0 || e.Relation != model.Mentions || e.From.Quiet {
		return ""
	}
	p := e.From.Page
	text, marks := p.Body.Sentence(int(e.ref))
	var b strings.Builder
	b.Grow(len(text) + 16*len(marks))
	done := 0
	for _, m := range marks {
		b.WriteString(text[done:m.At])
		b.WriteString(g.Words(p, m.Ref))
		done = m.At
	}
	b.WriteString(text[done:])
	return strings.TrimPrefix(b.String(), e.From.Number.String()+" ")
}

// Words gives what a reference of a page's body shows: the author's words, or the
// target's own.
func (g *Graph) Words(p *model.Page, ref int) string {
	r := p.Body.Refs[ref]
	t := g.pages[p].body[ref]
	switch {
	case r.Words != "" || r.Kind != markdown.Cross:
		return r.Words
	case t == nil:
		return r.Target
	}
	words := g.LabelOn(p, t)
	if _, first, last, ok := model.ID(r.Target).Range(); ok && t.Number == first {
		words = strings.TrimSuffix(words, first.String()) + first.String() + "–" + last.String()
	}
	return words
}

// LabelOn gives what a link to a target shows on a page: short within the target's
// own review, with the review's name elsewhere.
func (g *Graph) LabelOn(p *model.Page, t *Target) string {
	if t.Page != nil && p != nil && t.Page.ReviewFolder() == p.ReviewFolder() {
		return t.Label
	}
	return t.Outside
}
