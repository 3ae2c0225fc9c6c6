package markdown

import (
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

// Empty reports whether t is empty. A Text without HTML may contain a reference.
func (t Text) Empty() bool { return t.from == t.to && t.Blocks[0] == t.Blocks[1] }

// AppendText appends the HTML of t to dst, like AppendHTML. It does not call fill with a
// HoleEnd or a HoleSection, because a Text contains no paragraph groups and no sections.
func (d *Doc) AppendText(dst []byte, t Text, fill func(dst []byte, h Hole) []byte) []byte {
	at := int(t.from)
	for h := range d.HolesIn(t) {
		dst = fill(d.appendRange(dst, at, h.At), h)
		at = h.At
	}
	return d.appendRange(dst, at, int(t.to))
}

// HolesIn returns the holes of t, for which AppendText calls fill.
func (d *Doc) HolesIn(t Text) iter.Seq[Hole] {
	return func(yield func(Hole) bool) {
		first, _ := slices.BinarySearchFunc(d.Holes, int(t.from), func(h Hole, at int) int { return cmp.Compare(h.At, at) })
		for _, h := range d.Holes[first:] {
			// A reference at the end belongs to this text, any other hole to the next one.
			in := h.Kind != HoleEnd && h.Kind != HoleSection && (h.At < int(t.to) || h.Kind == HoleRef)
			if h.At > int(t.to) || in && !yield(h) {
				return
			}
		}
	}
}

// Plain returns the visible text of t. It calls words with the index of each reference
// whose link text comes from another page. If words is nil, it uses the target instead.
func (d *Doc) Plain(t Text, words func(ref int) string) string {
	var b strings.Builder
	for i := t.Blocks[0]; i < t.Blocks[1]; i++ {
		block, at := &d.Blocks[i], 0
		for _, m := range block.Marks {
			b.WriteString(block.Text[at:m.At])
			if words != nil {
				b.WriteString(words(m.Ref))
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

// A position is the state of the output at the start of a Text.
type position struct{ html, blocks int }

func (p *printer) position() position {
	return position{len(p.html), len(p.doc.Blocks)}
}

// textSince returns the Text of the output from start to the current position.
func (p *printer) textSince(start position) Text {
	return Text{from: int32(start.html), to: int32(len(p.html)), Blocks: [2]int32{int32(start.blocks), int32(len(p.doc.Blocks))}}
}
