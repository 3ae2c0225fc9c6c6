package markdown

// An overlap is a range of the HTML that is identical to a range of the text. Most of the
// HTML is, so storing these ranges only once halves the memory for page bodies,
// which are kept until the last page is written.
type overlap struct{ html, text, size int32 }

// minOverlap is the minimum size of an overlap in bytes. The struct for a shorter one
// would need more memory than it saves.
const minOverlap = 16

// addOverlap records that the last size bytes of the HTML and of the text are identical.
func addOverlap(p *printer, size int) {
	at := overlap{int32(len(p.html) - size), int32(len(p.text) - size), int32(size)}
	holes := p.doc.Holes
	atHole := len(holes) > 0 && holes[len(holes)-1].At == int(at.html)
	if n := len(p.overlaps); n > 0 && !atHole {
		if last := &p.overlaps[n-1]; last.html+last.size == at.html && last.text+last.size == at.text {
			last.size += at.size
			return
		}
	}
	if size >= minOverlap {
		p.overlaps = append(p.overlaps, at)
	}
}

// truncateHTML removes the HTML after the given offset.
func (p *printer) truncateHTML(at int) {
	p.html = p.html[:at]
	p.trimOverlaps()
}

// trimOverlaps shortens or removes overlaps that extend beyond the end of the HTML or the
// text.
func (p *printer) trimOverlaps() {
	for n := len(p.overlaps); n > 0; n = len(p.overlaps) {
		last := &p.overlaps[n-1]
		beyond := max(last.html+last.size-int32(len(p.html)), last.text+last.size-int32(len(p.text)))
		if beyond <= 0 {
			return
		}
		if last.size -= beyond; last.size > 0 {
			return
		}
		p.overlaps = p.overlaps[:n-1]
	}
}

// insertHTML inserts html at the given offset.
func insertHTML(p *printer, at int, html string) {
	p.write(html)
	copy(p.html[at+len(html):], p.html[at:])
	copy(p.html[at:], html)
	for i := len(p.overlaps) - 1; i >= 0 && int(p.overlaps[i].html) >= at; i-- {
		p.overlaps[i].html += int32(len(html))
	}
	for i := len(p.doc.Holes) - 1; i >= 0 && p.doc.Holes[i].At > at; i-- {
		p.doc.Holes[i].At += len(html)
	}
}

// withoutOverlaps returns the HTML without the overlaps. It overwrites the printer's HTML.
func withoutOverlaps(p *printer) string {
	markup, at := p.html[:0], 0
	for _, o := range p.overlaps {
		markup = append(markup, p.html[at:o.html]...)
		at = int(o.html + o.size)
	}
	return string(append(markup, p.html[at:]...))
}

// An htmlReader reads the HTML of a Doc sequentially, including the overlaps.
type htmlReader struct {
	*Doc
	htmlOffset, markupOffset int // end of what has been read
	next                     int // index of the next overlap
}

// read appends the HTML between the current position and upTo, which must not be inside an
// overlap, to dst.
func (r *htmlReader) read(dst []byte, upTo int) []byte {
	for r.htmlOffset < upTo {
		end := upTo
		if r.next < len(r.overlaps) {
			o := r.overlaps[r.next]
			if r.htmlOffset == int(o.html) {
				dst = append(dst, r.text[o.text:o.text+o.size]...)
				r.htmlOffset += int(o.size)
				r.next++
				continue
			}
			end = min(end, int(o.html))
		}
		dst = append(dst, r.markup[r.markupOffset:r.markupOffset+end-r.htmlOffset]...)
		r.markupOffset += end - r.htmlOffset
		r.htmlOffset = end
	}
	return dst
}

// AppendHTML appends the HTML of the body to dst and returns the extended slice. For each
// hole it calls fill, which appends the content of the hole and returns the extended
// slice.
func (d *Doc) AppendHTML(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	r := htmlReader{Doc: d}
	for _, hole := range d.Holes {
		dst = fill(r.read(dst, hole.At), hole)
	}
	return r.read(dst, d.size)
}
