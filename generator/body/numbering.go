package body

import (
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A numbering keeps track of the numbered paragraphs of a body while it is filled: the
// paragraph that is open, and the withheld ones, whose placeholders are still to be
// written.
type numbering struct {
	open     *xref.Target
	withheld []*xref.Target
	due      map[int]int // how many placeholders are written at a hole, by its offset
}

// newNumbering decides where the placeholders of withheld paragraphs go: after the
// paragraph before them in their section, else before the next one. If several headings
// come between, they go before the last of these: the section "Background" is over when
// "Key period 1" begins.
func newNumbering(g *xref.Graph, p *model.Page) numbering {
	n := numbering{withheld: g.Withheld(p)}
	if len(n.withheld) == 0 {
		return n
	}
	n.due = make(map[int]int)
	left := n.withheld
	take := func(offset int, while func(model.Number) bool) {
		count := 0
		for count < len(left) && while(left[count].Number) {
			count++
		}
		left, n.due[offset] = left[count:], n.due[offset]+count
	}
	var last model.Number
	var ends []int // offsets of the ends since the last paragraph
	for _, h := range p.Body.Holes {
		switch {
		case h.Kind == markdown.HoleEnd:
			ends = append(ends, h.At)
		case h.Kind == markdown.HoleParagraph && g.Paragraph(p, h.Index) != nil:
			next := numberOf(p, h.Index)
			after, before := h.At, h.At
			if len(ends) > 0 {
				after = ends[0]
			}
			if len(ends) > 1 {
				before = ends[len(ends)-1]
			}
			take(after, func(n model.Number) bool { return n.Section == last.Section && n.Compare(next) < 0 })
			take(before, func(n model.Number) bool { return n.Section == next.Section && n.Compare(next) < 0 })
			last, ends = next, nil
		}
	}
	if len(ends) > 0 {
		take(ends[0], func(n model.Number) bool { return n.Section == last.Section })
	}
	return n
}

func numberOf(p *model.Page, index int) model.Number {
	c := p.Body.Paragraphs[index]
	return model.Number{Section: c.Section, Paragraph: c.Number}
}
