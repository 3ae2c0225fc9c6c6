package markdown

import "strings"

// CutPrefix returns t without the words that its visible text starts with, and a
// HoleCut in their position. Emphasis and code around the words alone, and the space
// after them, are cut with them. It reports whether t starts with the words.
func (t Text) CutPrefix(words string) (Text, bool) {
	start := 0
	for strings.HasPrefix(t.HTML[start:], "<") {
		start += strings.IndexByte(t.HTML[start:], '>') + 1
	}
	if !strings.HasPrefix(t.HTML[start:], words) || len(t.Holes) > 0 && t.Holes[0].At <= start {
		return t, false
	}
	end := start + len(words)
	for again := true; again; {
		again = false
		for _, element := range []string{"em>", "strong>", "code>"} {
			if strings.HasSuffix(t.HTML[:start], "<"+element) && strings.HasPrefix(t.HTML[end:], "</"+element) {
				start, end, again = start-len("<"+element), end+len("</"+element), true
			}
		}
	}
	rest := strings.TrimLeft(strings.TrimPrefix(t.HTML[end:], "<br>"), " \n")
	cut := Text{HTML: t.HTML[:start] + rest, Holes: []Hole{{At: start, Kind: HoleCut}}}
	for _, h := range t.Holes {
		h.At -= len(t.HTML) - len(cut.HTML)
		cut.Holes = append(cut.Holes, h)
	}
	return cut, true
}
