package markdown

import (
	"cmp"
	"slices"
	"strings"
)

// A Text is a piece of a body's HTML: a phrase, which has no element around it, or
// blocks. The zero Text is empty.
type Text struct {
	HTML   string
	Holes  []Hole   // At counts in HTML; Index in the lists of the Doc
	Blocks [2]int32 // what is visible of it: Doc.Blocks from the first index up to the second, which is not its own

	from, to int32 // in the HTML that is printed, until resolve is called
}

// Empty reports whether nothing is in the text.
func (t Text) Empty() bool { return len(t.HTML)+len(t.Holes) == 0 }

// AppendHTML adds the HTML of the text to dst. At each hole it calls fill, which
// adds what belongs there and returns the longer slice.
func (t Text) AppendHTML(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	at := 0
	for _, hole := range t.Holes {
		dst = append(dst, t.HTML[at:hole.At]...)
		dst = fill(dst, hole)
		at = hole.At
	}
	return append(dst, t.HTML[at:]...)
}

// Paragraph returns a phrase as a paragraph.
func (t Text) Paragraph() Text {
	const start, end = "<p>", "</p>\n"
	t.HTML, t.Holes = start+t.HTML+end, slices.Clone(t.Holes)
	for i := range t.Holes {
		t.Holes[i].At += len(start)
	}
	return t
}

// CutPrefix returns t without the words that its visible text starts with, and a
// HoleCut in their position. Emphasis and code around the words alone, and the space
// after them, are cut with them. It reports whether t starts with the words.
func (t Text) CutPrefix(words string) (Text, bool) {
	start := 0
	for strings.HasPrefix(t.HTML[start:], "<") {
		start += strings.IndexByte(t.HTML[start:], '>') + 1
	}
	if !strings.HasPrefix(t.HTML[start:], words) || len(t.Holes) > 0 && t.Holes[0].At <= start {
		return t, false
	}
	end := start + len(words)
	for again := true; again; {
		again = false
		for _, element := range []string{"em>", "strong>", "code>"} {
			if strings.HasSuffix(t.HTML[:start], "<"+element) && strings.HasPrefix(t.HTML[end:], "</"+element) {
				start, end, again = start-len("<"+element), end+len("</"+element), true
			}
		}
	}
	rest := strings.TrimLeft(strings.TrimPrefix(t.HTML[end:], "<br>"), " \n")
	cut := Text{HTML: t.HTML[:start] + rest, Holes: []Hole{{At: start, Kind: HoleCut}}, Blocks: t.Blocks}
	for _, h := range t.Holes {
		h.At -= len(t.HTML) - len(cut.HTML)
		cut.Holes = append(cut.Holes, h)
	}
	return cut, true
}

// resolve returns the text its HTML and holes, out of what was printed from an offset
// on. A group of a numbered paragraph is the body's alone, so a text has no HoleEnd.
func (t *Text) resolve(html string, holes []Hole, offset int) {
	if t.Blocks[1] == 0 && t.to == 0 {
		return // nothing was printed
	}
	from, to := int(t.from)-offset, int(t.to)-offset
	t.HTML = html[from:to]
	i, _ := slices.BinarySearchFunc(holes, offset+from, func(h Hole, at int) int { return cmp.Compare(h.At, at) })
	for ; i < len(holes) && holes[i].At <= offset+to; i++ {
		h := holes[i]
		h.At -= offset + from
		// Only a reference can be the last of a text. Any other hole there starts the next.
		if h.Kind != HoleEnd && h.Kind != HoleSection && (h.At < len(t.HTML) || h.Kind == HoleRef) {
			t.Holes = append(t.Holes, h)
		}
	}
}

// Plain returns what is visible of a text. Words returns those of a reference, by its
// index, where another page decides them; if nil, such a reference shows its target.
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

// A position in what is printed, where a Text can start.
type position struct{ html, blocks, holes int }

func (p *printer) here() position {
	return position{len(p.html), len(p.doc.Blocks), len(p.doc.Holes)}
}

// since returns the unresolved Text of what was printed from a position on.
func (p *printer) since(start position) Text {
	return Text{from: int32(start.html), to: int32(len(p.html)), Blocks: [2]int32{int32(start.blocks), int32(len(p.doc.Blocks))}}
}

// cut takes back the HTML that was printed from a position on, and returns it with
// its holes, which still count in the whole.
func (p *printer) cut(start position) (html string, holes []Hole) {
	html = string(p.html[start.html:])
	holes = slices.Clone(p.doc.Holes[start.holes:])
	p.doc.Holes = p.doc.Holes[:start.holes]
	p.cutHTML(start.html)
	return html, holes
}
