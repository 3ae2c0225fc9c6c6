package lesson

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// A piece is a top-level HTML element.
type piece struct {
	html  string
	leads bool  // a heading or label, which is kept with the piece after it
	list  *list // what it can be cut into, nil for a piece that is no list
}

// A list is a piece that can be cut between its items.
type list struct {
	tag        string // "ul" or "ol"
	attributes string // " class=…"
	start      int    // number of the first item of an ol
	items      []string
}

// listPiece returns a list of items.
func listPiece(l list) piece {
	start := ""
	if l.tag == "ol" && l.start != 1 {
		start = fmt.Sprintf(` start="%d"`, l.start)
	}
	return piece{list: &l, html: "<" + l.tag + l.attributes + start + ">" + strings.Join(l.items, "") + "</" + l.tag + ">"}
}

// listOf returns a list with an item for each value.
func listOf[T any](tag, attributes string, values []T, item func(T) string) piece {
	l := list{tag: tag, attributes: attributes, start: 1}
	for _, v := range values {
		l.items = append(l.items, item(v))
	}
	return listPiece(l)
}

// paragraph returns a paragraph of a class.
func paragraph(class, html string) piece {
	return piece{html: `<p class="` + class + `">` + html + "</p>"}
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

// linesOf returns how many lines HTML takes on a slide. Below each paragraph, item and row
// is a gap. A rule, a picture and the frame of a callout take a line.
func linesOf(markup string) float64 {
	lines, words, code := 0.0, "", false
	for part := range strings.SplitSeq(">"+markup+"<p>", "<") {
		tag, text, _ := strings.Cut(part, ">")
		name, attributes, _ := strings.Cut(strings.TrimPrefix(tag, "/"), " ")
		if !slices.Contains([]string{"", "a", "b", "br", "code", "em", "img", "span", "strong", "sup", "td", "th"}, name) {
			if n := length(words); n > 0 {
				lines += float64((n+lineLength-1)/lineLength) + 0.3
			}
			words = ""
		}
		switch {
		case tag == "/pre":
			code = false
			lines++
		case name == "pre":
			code = true
		case name == "hr" || name == "img" || strings.HasPrefix(attributes, `class="callout `):
			lines++
		}
		if code {
			lines += float64(strings.Count(text, "\n"))
		} else {
			words += text
		}
	}
	return lines
}

// length returns the number of visible characters of a phrase, without spaces at the ends.
func length(markup string) int {
	var words strings.Builder
	for part := range strings.SplitSeq(">"+markup, "<") {
		_, text, _ := strings.Cut(part, ">")
		words.WriteString(text)
	}
	return utf8.RuneCountInString(strings.TrimSpace(html.UnescapeString(words.String())))
}

func escape(words string) string { return html.EscapeString(words) }
