package markdown

import (
	"cmp"
	"slices"
	"strings"
)

// A Text is a fragment of a body's HTML. It contains either inline content or block
// elements. The zero Text is empty.
type Text struct {
	HTML   string
	Holes  []Hole   // At is an offset in HTML
	Blocks [2]int32 // half-open range of indices in Doc.Blocks: the visible text

	from, to int32 // start and end in the printer's HTML, used by resolve
}

// Empty reports whether t is empty.
func (t Text) Empty() bool { return len(t.HTML)+len(t.Holes) == 0 }

// AppendHTML appends the HTML of t to dst and returns the extended slice. For each hole it
// calls fill, which appends the content of the hole and returns the extended slice.
func (t Text) AppendHTML(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	at := 0
	for _, hole := range t.Holes {
		dst = append(dst, t.HTML[at:hole.At]...)
		dst = fill(dst, hole)
		at = hole.At
	}
	return append(dst, t.HTML[at:]...)
}

// Paragraph returns t, which must be inline content, in a p element.
func (t Text) Paragraph() Text {
	const start, end = "<p>", "</p>\n"
	t.HTML, t.Holes = start+t.HTML+end, slices.Clone(t.Holes)
	for i := range t.Holes {
		t.Holes[i].At += len(start)
	}
	return t
}

// CutPrefix removes prefix from the start of the visible text and puts a HoleCut in its
// position. It also removes the space after prefix, and emphasis or code elements that
// contain only prefix. It reports whether the visible text starts with prefix; if not, it
// returns t unchanged.
func (t Text) CutPrefix(prefix string) (Text, bool) {
	start := 0
	for strings.HasPrefix(t.HTML[start:], "<") {
		start += strings.IndexByte(t.HTML[start:], '>') + 1
	}
	if !strings.HasPrefix(t.HTML[start:], prefix) || len(t.Holes) > 0 && t.Holes[0].At <= start {
		return t, false
	}
	end := start + len(prefix)
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

// resolve sets HTML and Holes. The html argument is the printer's HTML from the given
// offset; the holes have offsets in the printer's HTML. Paragraph groups exist only in
// bodies, so the result has no HoleEnd.
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
		// A reference at the end belongs to this text, any other hole to the next one.
		if h.Kind != HoleEnd && h.Kind != HoleSection && (h.At < len(t.HTML) || h.Kind == HoleRef) {
			t.Holes = append(t.Holes, h)
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
type position struct{ html, blocks, holes int }

func (p *printer) position() position {
	return position{len(p.html), len(p.doc.Blocks), len(p.doc.Holes)}
}

// textSince returns the unresolved Text of the output from start to the current position.
func (p *printer) textSince(start position) Text {
	return Text{from: int32(start.html), to: int32(len(p.html)), Blocks: [2]int32{int32(start.blocks), int32(len(p.doc.Blocks))}}
}

// extract removes the HTML printed after start and its holes, and returns both. The
// offsets of the holes are unchanged.
func (p *printer) extract(start position) (html string, holes []Hole) {
	html = string(p.html[start.html:])
	holes = slices.Clone(p.doc.Holes[start.holes:])
	p.doc.Holes = p.doc.Holes[:start.holes]
	p.truncateHTML(start.html)
	return html, holes
}
