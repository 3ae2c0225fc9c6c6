package body

import (
	"bytes"
	"strings"

	"safelearn/generator/layout"
)

// A part is part of a text, with the offsets in it of its headings at the top level of the page.
type part struct {
	text  []byte
	heads []int
}

// add appends text to p.
func (p *part) add(text []byte, heads ...int) {
	for _, at := range heads {
		p.heads = append(p.heads, len(p.text)+at-heads[0])
	}
	p.text = append(p.text, text...)
}

// divide returns the sections of level 2 of a page for parents that stand beside the others in a wide
// window, and those before and after them: their headings have the id "ask" (questions that parents can
// ask) or "talk" (people whom they can talk to). The last section of a page is not among them, because
// footnotes may follow it.
func divide(text part) (before, beside, after part) {
	is := func(i int, start string) bool { return bytes.HasPrefix(text.text[text.heads[i]:], []byte(start)) }
	last := &before
	for i, next := 0, 0; i < len(text.heads); i = next {
		for next = i + 1; next < len(text.heads) && !is(next, "<h2"); {
			next++
		}
		if next < len(text.heads) && (is(i, `<h2 id="ask"`) || is(i, `<h2 id="talk"`)) {
			beside.add(text.text[text.heads[i]:text.heads[next]], text.heads[i:next]...)
			last = &after
			continue
		}
		end := len(text.text)
		if next < len(text.heads) {
			end = text.heads[next]
		}
		last.add(text.text[text.heads[i]:end], text.heads[i:next]...)
	}
	return before, beside, after
}

// A Section is a section of level 2 of a page.
type Section struct {
	HTML layout.HTML // with its heading
	Wide bool        // it has a table
}

// Sections returns the text of a page that is not for parents as sections of level 2. Text before the
// first heading is a section too.
func (b *Body) Sections() (list []Section) {
	add := func(text layout.HTML) {
		if strings.TrimSpace(string(text)) != "" {
			list = append(list, Section{text, strings.Contains(string(text), "<table")})
		}
	}
	add(b.Opening)
	start := 0
	for _, at := range b.heads {
		if at > start && strings.HasPrefix(string(b.Rest[at:]), "<h2") {
			add(b.Rest[start:at])
			start = at
		}
	}
	add(b.Rest[start:])
	return list
}
