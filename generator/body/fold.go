package body

import (
	"bytes"
)

// maxOpenSections is the maximum number of level 3 sections that are open on a page for parents.
const maxOpenSections = 8

// makeCollapsible wraps each section of page whose heading has the given level ("2" or "3") in a
// details element, with the heading as its summary. It does not wrap the last section if that extends
// to the end of page, because footnotes may follow it.
func makeCollapsible(page fragment, level string, open bool) []byte {
	start, end := "<h"+level, "</h"+level+">"
	var out []byte
	done := 0
	for i, next := 0, 0; i < len(page.headings); i = next {
		next = i + 1
		if !bytes.HasPrefix(page.html[page.headings[i]:], []byte(start)) {
			continue
		}
		for next < len(page.headings) && isSubheading(page.html[page.headings[next]:], level) {
			next++
		}
		if next == len(page.headings) {
			break
		}
		section := page.html[page.headings[i]:page.headings[next]]
		title := bytes.Index(section, []byte(end)) + len(end)
		out = append(out, page.html[done:page.headings[i]]...)
		out = append(out, `<details class="fold"`...)
		if open {
			out = append(out, " open"...)
		}
		out = append(append(append(out, "><summary>"...), section[:title]...), "</summary>"...)
		out = append(append(out, section[title:]...), "</details>\n"...)
		done = page.headings[next]
	}
	return append(out, page.html[done:]...)
}

// isSubheading reports whether text starts with a heading at a lower level than the given one, such as
// level 3 if level is "2".
func isSubheading(text []byte, level string) bool {
	return len(text) > 2 && text[0] == '<' && text[1] == 'h' && text[2] > level[0] && text[2] <= '6'
}

// countSections returns the number of level 3 sections in page.
func countSections(page fragment) (n int) {
	for _, at := range page.headings {
		if bytes.HasPrefix(page.html[at:], []byte("<h3")) {
			n++
		}
	}
	return n
}
