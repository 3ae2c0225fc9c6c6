package markdown

// An overlap is a stretch of the HTML that stands in the text, letter for letter.
// Nearly all of a body is such, and a site holds the words of all its pages until the
// last is laid out: kept once, they take half the room.
type overlap struct{ html, text, size int32 }

// leastOverlap is from how many bytes on an overlap takes less room than the bytes.
const leastOverlap = 16

// overlapping notes that the last bytes of the HTML are the last of the text.
func overlapping(p *printer, size int) {
	at := overlap{int32(len(p.html) - size), int32(len(p.text) - size), int32(size)}
	if n := len(p.overlaps); n > 0 {
		if last := &p.overlaps[n-1]; last.html+last.size == at.html && last.text+last.size == at.text {
			last.size += at.size
			return
		}
	}
	if size >= leastOverlap {
		p.overlaps = append(p.overlaps, at)
	}
}

// cutHTML takes back what was printed from an offset on.
func (p *printer) cutHTML(at int) {
	p.html = p.html[:at]
	p.trimOverlaps()
}

// trimOverlaps ends the last overlaps where the HTML and the text end now.
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

// insertHTML puts HTML before what was printed from an offset on.
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

// A tape plays a Doc's HTML from its start to its end.
type tape struct {
	*Doc
	inHTML, inMarkup int // how far it is
	next             int // of the overlaps
}

// play appends the HTML up to an offset of it.
func (t *tape) play(dst []byte, upTo int) []byte {
	for t.inHTML < upTo {
		end := upTo
		if t.next < len(t.overlaps) {
			o := t.overlaps[t.next]
			if done := t.inHTML - int(o.html); done >= 0 {
				end = min(end, int(o.html+o.size))
				dst = append(dst, t.text[int(o.text)+done:int(o.text)+done+end-t.inHTML]...)
				if t.inHTML = end; end == int(o.html+o.size) {
					t.next++
				}
				continue
			}
			end = min(end, int(o.html))
		}
		dst = append(dst, t.markup[t.inMarkup:t.inMarkup+end-t.inHTML]...)
		t.inMarkup += end - t.inHTML
		t.inHTML = end
	}
	return dst
}

// length is how many bytes the HTML has, holes apart.
func (d *Doc) length() int {
	n := len(d.markup)
	for _, o := range d.overlaps {
		n += int(o.size)
	}
	return n
}

// AppendHTML adds the body's HTML to dst. Where a hole is, it calls fill, which adds
// what belongs there and returns the longer slice.
func (d *Doc) AppendHTML(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	t := tape{Doc: d}
	for _, hole := range d.Holes {
		dst = fill(t.play(dst, hole.At), hole)
	}
	return t.play(dst, d.length())
}
