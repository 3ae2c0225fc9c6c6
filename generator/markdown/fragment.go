package markdown

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strings"
)

// A Text is a fragment of the HTML of a Doc. It contains either inline content or block
// elements. The zero Text is empty.
type Text struct {
	Blocks   [2]int32 // half-open range of indices in Doc.Blocks: the visible text
	from, to int32    // start and end in the HTML
}

// Empty reports whether t has neither HTML nor blocks. A Text without HTML is not empty if it
// consists of a reference.
func (t Text) Empty() bool { return t.from == t.to && t.Blocks[0] == t.Blocks[1] }

// AppendText appends the HTML of t to dst and returns the extended slice, like AppendHTML. It
// does not call fill with a SlotEnd, SlotHeading or SlotSection, because a Text contains no paragraph
// groups and no sections.
func (d *Doc) AppendText(dst []byte, t Text, fill func(dst []byte, slot Slot) []byte) []byte {
	at := int(t.from)
	for slot := range d.SlotsIn(t) {
		dst = fill(d.appendRange(dst, at, slot.At), slot)
		at = slot.At
	}
	return d.appendRange(dst, at, int(t.to))
}

// SlotsIn returns the slots of t, for which AppendText calls fill.
func (d *Doc) SlotsIn(t Text) iter.Seq[Slot] {
	return func(yield func(Slot) bool) {
		first, _ := slices.BinarySearchFunc(d.Slots, int(t.from), func(slot Slot, at int) int { return cmp.Compare(slot.At, at) })
		for _, slot := range d.Slots[first:] {
			// A reference at the end belongs to t. Any other slot there belongs to the next Text.
			in := slot.Kind != SlotEnd && slot.Kind != SlotHeading && slot.Kind != SlotSection && (slot.At < int(t.to) || slot.Kind == SlotRef)
			if slot.At > int(t.to) || in && !yield(slot) {
				return
			}
		}
	}
}

// Plain returns the visible text of t, with a space between blocks. It calls linkText with the
// index of each reference whose link text comes from another page. If linkText is nil, it uses
// the target as written instead.
func (d *Doc) Plain(t Text, linkText func(ref int) string) string {
	var b strings.Builder
	for i := t.Blocks[0]; i < t.Blocks[1]; i++ {
		block, at := &d.Blocks[i], 0
		for _, m := range block.Marks {
			b.WriteString(block.Text[at:m.At])
			if linkText != nil {
				b.WriteString(linkText(m.Ref))
			} else {
				b.WriteString(d.Refs[m.Ref].Target)
			}
			at = m.At
		}
		b.WriteString(block.Text[at:])
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// An outputPosition is a position in the output of a printer: the length of its HTML and the number of
// its blocks.
type outputPosition struct{ html, blocks int }

func (p *printer) outputPosition() outputPosition {
	return outputPosition{len(p.html), len(p.doc.Blocks)}
}

// textSince returns the Text of the output from start to the current position.
func (p *printer) textSince(start outputPosition) Text {
	return Text{from: int32(start.html), to: int32(len(p.html)), Blocks: [2]int32{int32(start.blocks), int32(len(p.doc.Blocks))}}
}

// isBlankSince reports whether the output from start to the current position has no letter,
// digit, reference, code or picture.
func isBlankSince(p *printer, start outputPosition) bool {
	isWord := func(text []byte) bool { return bytes.IndexFunc(text, isWordRune) >= 0 }
	for i := start.blocks; i < len(p.doc.Blocks); i++ {
		if span := p.blockSpans[i]; len(p.doc.Blocks[i].Marks) > 0 || isWord(p.text[span[0]:span[1]]) {
			return false
		}
	}
	html := p.html[start.html:]
	return !bytes.Contains(html, []byte("<img")) && !bytes.Contains(html, []byte("<pre"))
}
