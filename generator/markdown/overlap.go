package markdown

import (
	"bytes"
	"slices"
	"sort"
	"strings"
)

// An htmlRange is a range of the HTML of a Doc, which ends where the next one starts. Most of the HTML
// is identical to a range of the visible text. Storing such ranges only once reduces the memory for
// page bodies, which are kept until the last page is written: at 10,000 pages the program uses a fifth
// less memory.
type htmlRange struct {
	at     int32 // offset in the HTML
	stored int32 // offset in Doc.stored
}

// A sharedRange is a range of the HTML that is identical to a range of the printed text. It is not
// updated if either is truncated or changed.
type sharedRange struct{ html, text, size int }

// minShared is the minimum size in bytes of a shared range that is stored only once. For shorter ones,
// this saves no memory, and the larger number of ranges makes copying slower.
const minShared = 40

// addSharedRange records that the last size bytes of the HTML and of the text are identical, so that
// they can be stored once.
func addSharedRange(p *printer, size int) {
	html, text, n := len(p.html)-size, len(p.text)-size, len(p.sharedRanges)
	if n > 0 {
		last := &p.sharedRanges[n-1]
		if last.html+last.size == html && last.text+last.size == text {
			last.size += size
			return
		}
		if last.size < minShared {
			n--
		}
	}
	p.sharedRanges = append(p.sharedRanges[:n], sharedRange{html, text, size})
}

// isValid reports whether the range of the HTML is still identical to the range of the text.
func (r sharedRange) isValid(html, text []byte) bool {
	return r.html+r.size <= len(html) && r.text+r.size <= len(text) && bytes.Equal(html[r.html:r.html+r.size], text[r.text:r.text+r.size])
}

// storeHTML stores the text in the Doc, and those ranges of the HTML that are not in the text. It
// overwrites the printer's HTML.
func storeHTML(p *printer) {
	rest, at := p.html[:0], 0
	pieces := make([]htmlRange, 0, 2*len(p.sharedRanges)+1)
	addPiece := func(end int) {
		pieces = append(pieces, htmlRange{int32(at), int32(len(p.text) + len(rest))})
		rest = append(rest, p.html[at:end]...)
	}
	for _, r := range p.sharedRanges {
		if r.size >= minShared && r.html >= at && r.isValid(p.html, p.text) {
			addPiece(r.html)
			pieces = append(pieces, htmlRange{int32(r.html), int32(r.text)})
			at = r.html + r.size
		}
	}
	addPiece(len(p.html))
	var stored strings.Builder
	stored.Grow(len(p.text) + len(rest))
	stored.Write(p.text)
	stored.Write(rest)
	p.doc.stored, p.doc.pieces, p.doc.size = stored.String(), pieces, len(p.html)
}

// appendRange appends the HTML between the offsets from and to, without the content of slots,
// to dst and returns the extended slice.
func (d *Doc) appendRange(dst []byte, from, to int) []byte {
	for i := sort.Search(len(d.pieces), func(i int) bool { return int(d.pieces[i].at) > from }) - 1; from < to; i++ {
		end := to
		if i+1 < len(d.pieces) {
			end = min(end, int(d.pieces[i+1].at))
		}
		start := int(d.pieces[i].stored) + from - int(d.pieces[i].at)
		dst = append(dst, d.stored[start:start+end-from]...)
		from = end
	}
	return dst
}

// AppendHTML appends the HTML of the body, without sections and without the Text except, to dst and
// returns the extended slice. For each slot it calls fill, which appends the content of the slot and
// returns the extended slice.
func (d *Doc) AppendHTML(dst []byte, except Text, fill func(dst []byte, slot Slot) []byte) []byte {
	at, exceptAhead := 0, !except.Empty()
	appendTo := func(to int) {
		if exceptAhead && to >= int(except.to) {
			dst, at, exceptAhead = d.appendRange(dst, at, int(except.from)), int(except.to), false
		}
		dst, at = d.appendRange(dst, at, to), to
	}
	for _, slot := range d.Slots {
		if slot.At < at || exceptAhead && slot.At >= int(except.from) && slot.At < int(except.to) {
			continue // in a section or in except
		}
		appendTo(slot.At)
		dst = fill(dst, slot)
		if slot.Kind == SlotSection {
			at = d.Sections[slot.Index].to
		}
	}
	appendTo(d.size)
	return dst
}

// FirstCallout returns the first callout of the given kind outside the sections, or an empty Text
// if there is none.
func (d *Doc) FirstCallout(kind CalloutKind) Text {
	for _, c := range d.Callouts {
		inSection := slices.ContainsFunc(d.Sections, func(s Section) bool { return c.Offset >= s.Offset && c.Offset < s.End })
		if c.Kind == kind && !inSection {
			return c.Text
		}
	}
	return Text{}
}
