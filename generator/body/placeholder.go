package body

import (
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A paragraphState tracks the numbered paragraphs of a body while its slots are filled: the
// open paragraph, and the withheld paragraphs that still need a placeholder.
type paragraphState struct {
	open          *xref.Target   // paragraph whose end has not been written yet, or nil
	withheld      []*xref.Target // withheld paragraphs without a placeholder so far
	sectionTitles []string       // titles that appendSectionTitle has written
	placeholders  map[int]int    // number of placeholders to write before each slot, by offset of the slot
}

// newParagraphState returns the state at the start of the body of p, including the positions of the
// placeholders for withheld paragraphs. A placeholder follows the preceding paragraph of its section,
// or precedes the next paragraph of its section if there is no preceding one. If several headings lie
// between two paragraphs, the placeholder precedes the last of them, which is the heading of its
// section.
func newParagraphState(g *xref.Graph, p *model.Page) paragraphState {
	n := paragraphState{withheld: g.WithheldParagraphs(p)}
	if len(n.withheld) == 0 {
		return n
	}
	n.placeholders = make(map[int]int)
	remaining := n.withheld
	takeWhile := func(offset int, belongs func(model.Label) bool) {
		count := 0
		for count < len(remaining) && belongs(remaining[count].PrintedLabel) {
			count++
		}
		remaining, n.placeholders[offset] = remaining[count:], n.placeholders[offset]+count
	}
	var last model.Label
	var ends []int // offsets of the SlotEnd slots since the last paragraph
	for _, h := range p.Body.Slots {
		switch {
		case h.Kind == markdown.SlotEnd:
			ends = append(ends, h.At)
		case h.Kind == markdown.SlotParagraph && g.Paragraph(p, h.Index) != nil:
			next := g.Paragraph(p, h.Index).PrintedLabel
			after, before := h.At, h.At
			if len(ends) > 0 {
				after = ends[0]
			}
			if len(ends) > 1 {
				before = ends[len(ends)-1]
			}
			takeWhile(after, func(l model.Label) bool { return sameSection(l, last) && l.Compare(next) < 0 })
			takeWhile(before, func(l model.Label) bool { return sameSection(l, next) && l.Compare(next) < 0 })
			last, ends = next, nil
		}
	}
	if len(ends) > 0 {
		takeWhile(ends[0], func(l model.Label) bool { return sameSection(l, last) })
	}
	return n
}

// takePlaceholders returns the number of placeholders to write at the given offset. Because several
// slots may have the same offset, further calls with that offset return 0.
func (n *paragraphState) takePlaceholders(offset int) int {
	count := n.placeholders[offset]
	delete(n.placeholders, offset)
	return count
}

// sameSection reports whether two labels are numbers in the same section of a document, or are both
// neither numbers nor "".
func sameSection(a, b model.Label) bool {
	return a != "" && b != "" && a.Document() == b.Document() && a.Section() == b.Section() && a.IsNumber() == b.IsNumber()
}
