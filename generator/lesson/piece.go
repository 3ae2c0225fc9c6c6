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
	html         string
	keepWithNext bool  // a heading or label, to be on the same slide as the next piece
	list         *list // the list, which can be split between slides, or nil
}

// A list is an HTML list that can be split between its items.
type list struct {
	tag        string // "ul" or "ol"
	attributes string // attributes of the start tag, with a leading space
	start      int    // number of the first item of an ol
	items      []string
}

// listPiece returns l as a piece.
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

// paragraph returns a p element with the given class and content.
func paragraph(class, html string) piece {
	return piece{html: `<p class="` + class + `">` + html + "</p>"}
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

// lineCount returns the estimated height of HTML on a slide, in lines. It includes the gap
// below each paragraph, list item and table row. A rule, an image and the frame of a
// callout count as one line each.
func lineCount(markup string) float64 {
	lines, words, code := 0.0, "", false
	for part := range strings.SplitSeq(">"+markup+"<p>", "<") {
		tag, text, _ := strings.Cut(part, ">")
		name, attributes, _ := strings.Cut(strings.TrimPrefix(tag, "/"), " ")
		if !slices.Contains([]string{"", "a", "b", "br", "code", "em", "img", "span", "strong", "sup", "td", "th"}, name) {
			if n := visibleLength(words); n > 0 {
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

// visibleLength returns the number of visible characters in inline HTML, without leading
// and trailing space.
func visibleLength(markup string) int {
	var words strings.Builder
	for part := range strings.SplitSeq(">"+markup, "<") {
		_, text, _ := strings.Cut(part, ">")
		words.WriteString(text)
	}
	return utf8.RuneCountInString(strings.TrimSpace(html.UnescapeString(words.String())))
}

func escape(text string) string { return html.EscapeString(text) }
