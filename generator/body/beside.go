package body

import (
	"math"
	"slices"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
)

// A boundary is a position at the top level of a page at which a section may end: the start of a heading,
// of a question, of the footnotes, or the end of the page.
type boundary struct {
	offset   int               // offset in the HTML
	heading  *markdown.Heading // the heading that starts there, or nil
	titleEnd int               // offset of the end of the heading
}

// shifted returns b with its offsets increased by n.
func (b boundary) shifted(n int) boundary { return boundary{b.offset + n, b.heading, b.titleEnd + n} }

// level returns the level of the heading, or 0 if b is not the start of a heading.
func (b boundary) level() int {
	if b.heading == nil {
		return 0
	}
	return b.heading.Level
}

// A fragment is a part of the HTML of a page, with its boundaries.
type fragment struct {
	html       []byte
	boundaries []boundary
}

// add appends html to f. The offsets of its boundaries may be relative to any position, but the first
// boundary, if any, must be that of the start of html.
func (f *fragment) add(html []byte, boundaries ...boundary) {
	for _, b := range boundaries {
		f.boundaries = append(f.boundaries, b.shifted(len(f.html)-boundaries[0].offset))
	}
	f.html = append(f.html, html...)
}

// splitSideColumn splits a page for parents into the level 2 sections that wide windows show in a second
// column, and the content before and after these. The sections for the second column are those with
// the ids "ask" (questions that parents can ask) and "talk" (people whom parents can talk to). The last
// section of a page stays in the main column, because footnotes may follow it.
func splitSideColumn(page fragment) (before, beside, after fragment) {
	current := &before
	for i, next := 0, 0; i < len(page.boundaries); i = next {
		for next = i + 1; next < len(page.boundaries) && page.boundaries[next].level() != 2; {
			next++
		}
		start := page.boundaries[i]
		if next < len(page.boundaries) && start.level() == 2 && slices.Contains([]string{"ask", "talk"}, start.heading.ID) {
			beside.add(page.html[start.offset:page.boundaries[next].offset], page.boundaries[i:next]...)
			current = &after
			continue
		}
		end := len(page.html)
		if next < len(page.boundaries) {
			end = page.boundaries[next].offset
		}
		current.add(page.html[start.offset:end], page.boundaries[i:next]...)
	}
	return before, beside, after
}

// A Section is a level 2 section of a page, or the text before the first one.
type Section struct {
	HTML       layout.HTML // including the heading
	Wide       bool        // whether the section contains a table
	SideBySide bool        // whether the section shows two sources side by side, and so needs the full width of the page, but only on a screen
}

// Sections splits a page at its level 2 headings. It must not be called for a page for parents, whose
// sections are already divided between Rest, Beside and After.
func (b *Body) Sections() (list []Section) {
	doc := b.Entry.Base().Body
	add := func(text layout.HTML, from, to int) { // offsets in the file
		if strings.TrimSpace(string(text)) == "" {
			return
		}
		list = append(list, Section{text,
			slices.ContainsFunc(doc.Tables, func(at int) bool { return at >= from && at < to }),
			slices.ContainsFunc(doc.Callouts, func(c markdown.Callout) bool {
				return c.Kind == markdown.SourcesDiffer && c.Offset >= from && c.Offset < to
			})})
	}
	text, start, from := b.Opening, 0, 0
	for _, next := range b.boundaries {
		if next.level() == 2 {
			add(text+b.AfterOpening[start:next.offset], from, next.heading.Offset)
			text, start, from = "", next.offset, next.heading.Offset
		}
	}
	add(text+b.AfterOpening[start:], from, math.MaxInt)
	return list
}
