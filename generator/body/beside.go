package body

import (
	"bytes"
	"strings"

	"safelearn/generator/layout"
)

// A fragment is a part of the HTML of a page, with the positions of its headings.
type fragment struct {
	html     []byte
	headings []int // offsets in html of the headings at the top level of the page
}

// add appends html to f. The argument headings contains the offsets of the headings in html. They may
// be relative to any position, but the first one, if any, must be that of the start of html.
func (f *fragment) add(html []byte, headings ...int) {
	for _, at := range headings {
		f.headings = append(f.headings, len(f.html)+at-headings[0])
	}
	f.html = append(f.html, html...)
}

// splitSideColumn splits a page for parents into the level 2 sections that wide windows show in a second
// column, and the content before and after these. The sections for the second column are those with
// the ids "ask" (questions that parents can ask) and "talk" (people whom parents can talk to). The last
// section of a page stays in the main column, because footnotes may follow it.
func splitSideColumn(page fragment) (before, beside, after fragment) {
	hasPrefix := func(i int, prefix string) bool { return bytes.HasPrefix(page.html[page.headings[i]:], []byte(prefix)) }
	current := &before
	for i, next := 0, 0; i < len(page.headings); i = next {
		for next = i + 1; next < len(page.headings) && !hasPrefix(next, "<h2"); {
			next++
		}
		if next < len(page.headings) && (hasPrefix(i, `<h2 id="ask"`) || hasPrefix(i, `<h2 id="talk"`)) {
			beside.add(page.html[page.headings[i]:page.headings[next]], page.headings[i:next]...)
			current = &after
			continue
		}
		end := len(page.html)
		if next < len(page.headings) {
			end = page.headings[next]
		}
		current.add(page.html[page.headings[i]:end], page.headings[i:next]...)
	}
	return before, beside, after
}

// A Section is a level 2 section of a page, or the text before the first one.
type Section struct {
	HTML   layout.HTML // including the heading
	Wide   bool        // whether the section contains a table
	Across bool        // whether it sets out two sources side by side, which needs the page's width on a screen only
}

// Sections splits a page at its level 2 headings. It must not be called for a page for parents, whose
// sections are already divided between Rest, Beside and After.
func (b *Body) Sections() (list []Section) {
	add := func(text layout.HTML) {
		if strings.TrimSpace(string(text)) != "" {
			list = append(list, Section{text, strings.Contains(string(text), "<table"), strings.Contains(string(text), `sources-differ"`)})
		}
	}
	add(b.Opening)
	start := 0
	for _, at := range b.headings {
		if at > start && strings.HasPrefix(string(b.Rest[at:]), "<h2") {
			add(b.Rest[start:at])
			start = at
		}
	}
	add(b.Rest[start:])
	return list
}
