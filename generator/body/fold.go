package body

import (
	"bytes"
)

// fold appends text to out with each section of level 3 in a details element that its heading
// opens, and returns the extended slice. heads are the offsets in text of the headings at the top
// level of the page. A section with a number to call is open, so that help is never hidden. The
// last section of a page is left as it is, because footnotes may follow it.
func fold(out, text []byte, heads []int) []byte {
	const start, end = "<h3", "</h3>"
	done := 0
	for i := 0; i+1 < len(heads); i++ {
		section := text[heads[i]:heads[i+1]]
		if !bytes.HasPrefix(section, []byte(start)) {
			continue
		}
		title := bytes.Index(section, []byte(end)) + len(end)
		out = append(out, text[done:heads[i]]...)
		out = append(out, `<details class="fold"`...)
		if bytes.Contains(section, []byte(`href="tel:`)) {
			out = append(out, " open"...)
		}
		out = append(append(append(out, "><summary>"...), section[:title]...), "</summary>"...)
		out = append(append(out, section[title:]...), "</details>\n"...)
		done = heads[i+1]
	}
	return append(out, text[done:]...)
}
