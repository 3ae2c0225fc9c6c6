package body

import (
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A numbering tracks the numbered paragraphs of a body while its slots are filled: the
// open paragraph, and the withheld paragraphs that still need a placeholder.
type numbering struct {
	open     *xref.Target   // target of the open paragraph, or nil
	withheld []*xref.Target // withheld paragraphs without a placeholder so far
	sections []string       // titles of sections so far, if the page shows them
	due      map[int]int    // number of placeholders for withheld paragraphs to write at a slot, by offset of the slot
}

// newNumbering returns the numbering of p, with the positions of the placeholders for
// withheld paragraphs. A placeholder follows the preceding paragraph of its section, or
// precedes the next paragraph if there is no preceding one. If several headings lie in
// between, the placeholder precedes the last of them, which is the heading of its section.
func newNumbering(g *xref.Graph, p *model.Page) numbering {
	n := numbering{withheld: g.WithheldParagraphs(p)}
	if len(n.withheld) == 0 {
		return n
	}
	n.due = make(map[int]int)
	remaining := n.withheld
	take := func(offset int, while func(model.Label) bool) {
		count := 0
		for count < len(remaining) && while(remaining[count].Printed) {
			count++
		}
		remaining, n.due[offset] = remaining[count:], n.due[offset]+count
	}
	var last model.Label
	var ends []int // offsets of the SlotEnd slots since the last paragraph
	for _, h := range p.Body.Slots {
		switch {
		case h.Kind == markdown.SlotEnd:
			ends = append(ends, h.At)
		case h.Kind == markdown.SlotParagraph && g.Paragraph(p, h.Index) != nil:
			next := g.Paragraph(p, h.Index).Printed
			after, before := h.At, h.At
			if len(ends) > 0 {
				after = ends[0]
			}
			if len(ends) > 1 {
				before = ends[len(ends)-1]
			}
			take(after, func(l model.Label) bool { return sameSection(l, last) && l.Compare(next) < 0 })
			take(before, func(l model.Label) bool { return sameSection(l, next) && l.Compare(next) < 0 })
			last, ends = next, nil
		}
	}
	if len(ends) > 0 {
		take(ends[0], func(l model.Label) bool { return sameSection(l, last) })
	}
	return n
}

// takeDue returns the number of placeholders to write at the given offset. Further calls with
// the same offset return 0, because several slots may have the same offset.
func (n *numbering) takeDue(offset int) int {
	count := n.due[offset]
	delete(n.due, offset)
	return count
}

// sameSection reports whether two labels are numbers of the same section of a document, or
// neither is a number. The label "" is in no section.
func sameSection(a, b model.Label) bool {
	return a != "" && b != "" && a.Document() == b.Document() && a.Section() == b.Section() && a.IsNumber() == b.IsNumber()
}
