package lesson

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A piece is a top-level HTML element, with the number of lines that it takes on a slide.
type piece struct {
	html  string
	lines float64
	leads bool  // a heading or label, which is kept with the piece after it
	list  *list // what it can be cut into, nil for a piece that is no list
}

// A list is a piece that can be cut between its items.
type list struct {
	tag        string // "ul" or "ol"
	attributes string // " class=…"
	start      int    // number of the first item of an ol
	items      []piece
}

// listPiece returns a list of items.
func listPiece(l list) piece {
	p := piece{list: &l}
	var b strings.Builder
	b.WriteString("<" + l.tag + l.attributes)
	if l.tag == "ol" && l.start != 1 {
		b.WriteString(` start="` + strconv.Itoa(l.start) + `"`)
	}
	b.WriteString(">")
	for _, item := range l.items {
		b.WriteString(item.html)
		p.lines += item.lines
	}
	b.WriteString("</" + l.tag + ">")
	p.html = b.String()
	return p
}

// cut cuts a list after its first items. The items of an ordered list keep their numbers.
func (l list) cut(first int) (piece, piece) {
	rest := l
	l.items, rest.items = l.items[:first], l.items[first:]
	rest.start += first
	return listPiece(l), listPiece(rest)
}

// joinPieces appends the HTML of pieces.
func joinPieces(out []byte, pieces []piece) []byte {
	for _, p := range pieces {
		out = append(out, p.html...)
	}
	return out
}

// lineLength is the number of characters in a line of a slide, for a wide font of 28
// pixels on a screen 1,280 pixels wide.
const lineLength = 65

// linesOf returns how many lines paragraphs take on a slide. The lengths are in
// characters.
func linesOf(lengths ...int) float64 {
	sum := 0.0
	for _, n := range lengths {
		if n > 0 {
			sum += float64((n+lineLength-1)/lineLength) + 0.3
		}
	}
	return sum
}

// length returns the number of characters, without spaces at the ends.
func length(words string) int { return utf8.RuneCountInString(strings.TrimSpace(words)) }

func escape(words string) string { return html.EscapeString(words) }
