package render

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A block is one top-level element of a piece of our own HTML.
type block struct {
	name string // "p", "ul"
	html string
}

// voids have no end tag.
var voids = []string{"br", "hr", "img", "input", "wbr"}

// blocks takes a piece of HTML apart at its top level. The HTML is what this room
// has written: every element is closed, and no attribute holds a bare > sign.
func blocks(text string) []block {
	var list []block
	depth, start := 0, 0
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			return list
		}
		at += open
		end := at + strings.IndexByte(text[at:], '>') + 1
		name := tagName(text[at+1 : end])
		switch {
		case text[at+1] == '/':
			depth--
		case !slices.Contains(voids, name):
			if depth == 0 {
				start = at
			}
			depth++
		case depth == 0:
			start = at
		}
		at = end
		if depth == 0 {
			whole := text[start:at]
			list = append(list, block{tagName(whole[1:]), whole})
		}
	}
}

func tagName(tag string) string {
	tag = strings.TrimPrefix(tag, "/")
	return tag[:strings.IndexAny(tag, " >")]
}

// inner gives what stands between the tags of a block, and its start tag.
func (b block) inner() (tag, inside string) {
	open := strings.IndexByte(b.html, '>') + 1
	return b.html[:open], b.html[open:strings.LastIndex(b.html, "</")]
}

// halves cuts a list after its first items. Items of the second half keep their
// numbers.
func (b block) halves(items []block, first int) (block, block) {
	tag, _ := b.inner()
	join := func(tag string, items []block) block {
		text := tag
		for _, item := range items {
			text += item.html
		}
		return block{b.name, text + "</" + b.name + ">"}
	}
	rest := tag
	if b.name == "ol" {
		rest = startAt(tag, first)
	}
	return join(tag, items[:first]), join(rest, items[first:])
}

var startForm = regexp.MustCompile(` start="(\d+)"`)

// startAt moves the number that a list starts with on.
func startAt(tag string, by int) string {
	from := 1
	if m := startForm.FindStringSubmatch(tag); m != nil {
		from, _ = strconv.Atoi(m[1])
		tag = strings.Replace(tag, m[0], "", 1)
	}
	return strings.TrimSuffix(tag, ">") + ` start="` + strconv.Itoa(from+by) + `">`
}

var (
	endForm = regexp.MustCompile(`</(?:p|li|dt|dd|tr|h[1-6]|pre|blockquote)>|<br>`)
	tagForm = regexp.MustCompile(`<[^>]*>`)
)

// plain gives the words of a piece of HTML.
func plain(text string) string { return html.UnescapeString(tagForm.ReplaceAllString(text, "")) }

// lineLength is how many letters of a wide font a slide holds in a line, 28 pixels
// high on a screen of 1280, where style.css lets no line grow longer.
const lineLength = 65

// lines reckons how many lines of a slide a piece of HTML takes.
func lines(text string) float64 {
	sum := 0.0
	if strings.Contains(text, `class="callout`) {
		sum++ // its frame
	}
	for _, part := range endForm.Split(text, -1) {
		if n := len([]rune(strings.TrimSpace(plain(part)))); n > 0 {
			sum += float64((n+lineLength-1)/lineLength) + 0.3
		}
	}
	return sum
}
