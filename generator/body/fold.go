package body

import (
	"bytes"
)

// maxOpenSections is the maximum number of level 3 sections that a page for parents shows open.
const maxOpenSections = 8

// makeCollapsible wraps each level 3 section of page in a details element, with the heading as its summary.
// It does not wrap a section that ends at the end of page, because footnotes may follow that section.
func makeCollapsible(page fragment, open bool) []byte {
	const start, end = "<h3", "</h3>"
	var out []byte
	done := 0
	for i := 0; i+1 < len(page.headings); i++ {
		section := page.html[page.headings[i]:page.headings[i+1]]
		if !bytes.HasPrefix(section, []byte(start)) {
			continue
		}
		title := bytes.Index(section, []byte(end)) + len(end)
		out = append(out, page.html[done:page.headings[i]]...)
		out = append(out, `<details class="fold"`...)
		if open {
			out = append(out, " open"...)
		}
		out = append(append(append(out, "><summary>"...), section[:title]...), "</summary>"...)
		out = append(append(out, section[title:]...), "</details>\n"...)
		done = page.headings[i+1]
	}
	return append(out, page.html[done:]...)
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
