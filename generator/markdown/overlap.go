package markdown

// An overlap is a part of the HTML that is also part of the text, byte for byte. Most of
// a body is, and a site keeps the bodies of all pages until the last page is written:
// keeping such parts once halves the memory that they take.
type overlap struct{ html, text, size int32 }

// leastOverlap is how many bytes an overlap has at least. A shorter one would take more
// memory than its bytes.
const leastOverlap = 16

// overlapping records that the last bytes of the HTML are the last of the text.
func overlapping(p *printer, size int) {
	at := overlap{int32(len(p.html) - size), int32(len(p.text) - size), int32(size)}
	holes := p.doc.Holes
	atHole := len(holes) > 0 && holes[len(holes)-1].At == int(at.html)
	if n := len(p.overlaps); n > 0 && !atHole {
		if last := &p.overlaps[n-1]; last.html+last.size == at.html && last.text+last.size == at.text {
			last.size += at.size
			return
		}
	}
	if size >= leastOverlap {
		p.overlaps = append(p.overlaps, at)
	}
}

// cutHTML removes the HTML from an offset on.
func (p *printer) cutHTML(at int) {
	p.html = p.html[:at]
	p.trimOverlaps()
}

// trimOverlaps shortens overlaps that reach beyond the end of the HTML or the text.
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

// insertHTML inserts HTML at an offset.
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

// markup returns the HTML without the overlaps.
func markup(p *printer) string {
	var markup []byte
	at := 0
	for _, o := range p.overlaps {
		markup = append(markup, p.html[at:o.html]...)
		at = int(o.html + o.size)
	}
	return string(append(markup, p.html[at:]...))
}

// An htmlReader reads a Doc's HTML from its start to its end.
type htmlReader struct {
	*Doc
	inHTML, inMarkup int // how much has been read
	next             int // index of the next overlap
}

// read appends the HTML up to an offset of it, which is not inside an overlap.
func (r *htmlReader) read(dst []byte, upTo int) []byte {
	for r.inHTML < upTo {
		end := upTo
		if r.next < len(r.overlaps) {
			o := r.overlaps[r.next]
			if r.inHTML == int(o.html) {
				dst = append(dst, r.text[o.text:o.text+o.size]...)
				r.inHTML += int(o.size)
				r.next++
				continue
			}
			end = min(end, int(o.html))
		}
		dst = append(dst, r.markup[r.inMarkup:r.inMarkup+end-r.inHTML]...)
		r.inMarkup += end - r.inHTML
		r.inHTML = end
	}
	return dst
}

// AppendHTML adds the body's HTML to dst. Where a hole is, it calls fill, which adds
// what belongs there and returns the longer slice.
func (d *Doc) AppendHTML(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	r := htmlReader{Doc: d}
	for _, hole := range d.Holes {
		dst = fill(r.read(dst, hole.At), hole)
	}
	return r.read(dst, d.size)
}
