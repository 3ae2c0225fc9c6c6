package lesson

import (
	"fmt"
	"html"
	"unicode/utf8"
)

// A piece is an element of a page. Its height is needed only on slides.
type piece struct {
	html         string
	lines        float64 // estimated height on a slide, in lines
	keepWithNext bool    // a heading or label, to be on the same slide as the next piece
	list         *list   // the list, which can be split between slides, or nil
}

// A list is an HTML list that can be split between its items.
type list struct {
	tag        string // "ul" or "ol"
	attributes string // attributes of the start tag, with a leading space
	start      int    // number of the first item of an ol
	items      []piece
}

// listPiece returns l as a piece.
func listPiece(l list) piece {
	start := ""
	if l.tag == "ol" && l.start != 1 {
		start = fmt.Sprintf(` start="%d"`, l.start)
	}
	p := wrap("<"+l.tag+l.attributes+start+">", l.items, "</"+l.tag+">")
	p.list = &l
	return p
}

// wrap returns pieces as one piece, between a start tag and an end tag.
func wrap(start string, pieces []piece, end string) piece {
	p := piece{html: start + string(appendPieces(nil, pieces)) + end}
	for _, inner := range pieces {
		p.lines += inner.lines
	}
	return p
}

// listOf returns a list with an item for each value.
func listOf[T any](tag, attributes string, values []T, item func(T) piece) piece {
	l := list{tag: tag, attributes: attributes, start: 1}
	for _, v := range values {
		l.items = append(l.items, item(v))
	}
	return listPiece(l)
}

// paragraph returns a p element with the given class and content, which is HTML without tags.
func paragraph(class, words string) piece {
	return piece{html: `<p class="` + class + `">` + words + "</p>", lines: lineCount(utf8.RuneCountInString(words))}
}

// cut splits a list after the given number of items. The items of an ordered list keep
// their numbers.
func (l list) cut(first int) (piece, piece) {
	rest := l
	l.items, rest.items = l.items[:first], l.items[first:]
	rest.start += first
	return listPiece(l), listPiece(rest)
}

// appendPieces appends the HTML of pieces to out.
func appendPieces(out []byte, pieces []piece) []byte {
	for _, p := range pieces {
		out = append(out, p.html...)
	}
	return out
}

// lineLength is the number of characters that fit on a line of a slide, assuming a wide
// 28-pixel font and a 1,280-pixel screen.
const lineLength = 65

// lineCount returns the estimated height, in lines, of a paragraph, list item or table row with
// the given number of characters, including the gap below it. It returns 0 if there are no
// characters.
func lineCount(length int) float64 {
	if length == 0 {
		return 0
	}
	return float64((length+lineLength-1)/lineLength) + 0.3
}

// escape escapes text for use in HTML.
func escape(text string) string { return html.EscapeString(text) }
