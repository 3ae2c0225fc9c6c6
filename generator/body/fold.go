package body

// maxOpenSections is the maximum number of level 3 sections that are open on a page for parents.
const maxOpenSections = 8

// makeCollapsible wraps each section of page whose heading has the given level in a details element,
// with the heading as its summary. It does not wrap the last section if that extends to the end of page,
// because footnotes may follow it.
func makeCollapsible(page fragment, level int, open bool) []byte {
	var out []byte
	done := 0
	for i, next := 0, 0; i < len(page.boundaries); i = next {
		next = i + 1
		start := page.boundaries[i]
		if start.level() != level {
			continue
		}
		for next < len(page.boundaries) && page.boundaries[next].level() > level {
			next++
		}
		if next == len(page.boundaries) {
			break
		}
		out = append(out, page.html[done:start.offset]...)
		out = append(out, `<details class="fold"`...)
		if open {
			out = append(out, " open"...)
		}
		out = append(append(append(out, "><summary>"...), page.html[start.offset:start.titleEnd]...), "</summary>"...)
		done = page.boundaries[next].offset
		out = append(append(out, page.html[start.titleEnd:done]...), "</details>\n"...)
	}
	return append(out, page.html[done:]...)
}

// countSections returns the number of level 3 sections in page.
func countSections(page fragment) (n int) {
	for _, b := range page.boundaries {
		if b.level() == 3 {
			n++
		}
	}
	return n
}
