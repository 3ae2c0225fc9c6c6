package body

import (
	"bytes"
)

// openFolds is how many sections of level 3 a page for parents may have for all of them to be open.
const openFolds = 8

// fold returns text with each section of level 3 in a details element that its heading opens. The last
// section, up to the end of the text, is left as it is.
func fold(text part, open bool) []byte {
	const start, end = "<h3", "</h3>"
	var out []byte
	done := 0
	for i := 0; i+1 < len(text.heads); i++ {
		section := text.text[text.heads[i]:text.heads[i+1]]
		if !bytes.HasPrefix(section, []byte(start)) {
			continue
		}
		title := bytes.Index(section, []byte(end)) + len(end)
		out = append(out, text.text[done:text.heads[i]]...)
		out = append(out, `<details class="fold"`...)
		if open {
			out = append(out, " open"...)
		}
		out = append(append(append(out, "><summary>"...), section[:title]...), "</summary>"...)
		out = append(append(out, section[title:]...), "</details>\n"...)
		done = text.heads[i+1]
	}
	return append(out, text.text[done:]...)
}

// countFolds returns the number of sections of level 3 in text.
func countFolds(text part) (n int) {
	for _, at := range text.heads {
		if bytes.HasPrefix(text.text[at:], []byte("<h3")) {
			n++
		}
	}
	return n
}
