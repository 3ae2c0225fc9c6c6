package lesson

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// A piece is an element of a page. Its size is needed only on slides.
type piece struct {
	html         string
	size         size
	keepWithNext bool  // whether the piece, such as a heading, must be on the same slide as the next one
	required     bool  // whether the piece, such as a callout, must not be left out of slides
	list         *list // content of a list that can be split between slides, or nil
}

// A size describes the amount of text in a piece, from which the method lines estimates the height.
type size struct {
	blocks []int   // number of characters of each paragraph, heading, list item or table row
	fixed  float64 // height in lines of images, rules, code and the frames of callouts
}

// lines returns the estimated height in lines of width characters, including a gap below each block.
func (s size) lines(width int) float64 {
	lines := s.fixed
	for _, length := range s.blocks {
		lines += float64((length+width-1)/width) + 0.3
	}
	return lines
}

// textSize returns the size of a block with the given number of characters, which may be 0.
func textSize(length int) size {
	if length == 0 {
		return size{}
	}
	return size{blocks: []int{length}}
}

// plus returns the combined size of s and t.
func (s size) plus(t size) size {
	return size{slices.Concat(s.blocks, t.blocks), s.fixed + t.fixed}
}

// withPrefix returns s with the given number of characters added at the start of its first block.
func (s size) withPrefix(length int) size {
	if len(s.blocks) == 0 {
		return size{[]int{length}, s.fixed}
	}
	blocks := slices.Clone(s.blocks)
	blocks[0] += length
	return size{blocks, s.fixed}
}

// lineCount returns the estimated height of pieces in lines of width characters.
func lineCount(pieces []piece, width int) (lines float64) {
	for _, p := range pieces {
		lines += p.size.lines(width)
	}
	return lines
}

// A list is an HTML list that can be split between its items.
type list struct {
	tag        string // "ul" or "ol"
	attributes string // attributes of the start tag, with a leading space
	start      int    // number of the first item of an ol
	items      []piece
}

// listPiece returns a piece that contains l.
func listPiece(l list) piece {
	start := ""
	if l.tag == "ol" && l.start != 1 {
		start = fmt.Sprintf(` start="%d"`, l.start)
	}
	p := wrap("<"+l.tag+l.attributes+start+">", l.items, "</"+l.tag+">")
	p.list = &l
	return p
}

// wrap returns a piece that contains pieces between a start tag and an end tag.
func wrap(start string, pieces []piece, end string) piece {
	p := piece{html: start + string(appendPieces(nil, pieces)) + end}
	for _, inner := range pieces {
		p.size = p.size.plus(inner.size)
	}
	return p
}

// listOf returns a list with an item for each of values.
func listOf[T any](tag, attributes string, values []T, item func(T) piece) piece {
	l := list{tag: tag, attributes: attributes, start: 1}
	for _, v := range values {
		l.items = append(l.items, item(v))
	}
	return listPiece(l)
}

// paragraph returns a p element with the given class. Its content must already be escaped, and
// contain no tags.
func paragraph(class, escaped string) piece {
	return piece{html: `<p class="` + class + `">` + escaped + "</p>", size: textSize(utf8.RuneCountInString(escaped))}
}

// split splits a list after count items. The items of an ordered list keep
// their numbers.
func (l list) split(count int) (first, second piece) {
	rest := l
	l.items, rest.items = l.items[:count], l.items[count:]
	rest.start += count
	return listPiece(l), listPiece(rest)
}

// appendPieces appends the HTML of pieces to out.
func appendPieces(out []byte, pieces []piece) []byte {
	for _, p := range pieces {
		out = append(out, p.html...)
	}
	return out
}
