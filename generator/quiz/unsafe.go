package quiz

import (
	"strings"
	"unicode"

	"safelearn/generator/markdown"
)

// unsafePrefix marks an answer as unsafe if the reason starts with it.
const unsafePrefix = "Unsafe."

// checkUnsafe reports whether the reason of an item starts with the word "Unsafe", regardless of
// case. If so, it also checks that the prefix has the right form.
func (s *section) checkUnsafe(i *item) bool {
	const word = "Unsafe"
	plain := strings.TrimLeftFunc(s.doc.Plain(i.Quote, nil), func(r rune) bool { return !unicode.IsLetter(r) })
	first := plain
	if end := strings.IndexFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		first = plain[:end]
	}
	after := plain[len(first):]
	if !strings.EqualFold(first, word) && (!withinOneTypo(strings.ToLower(first), strings.ToLower(word)) || after != "" && strings.IndexByte(".:,!", after[0]) < 0) {
		return false
	}
	html := string(s.doc.AppendText(nil, i.Quote, func(dst []byte, _ markdown.Slot) []byte { return append(dst, '-') }))
	_, found := ReplaceUnsafe(html, "")
	switch {
	case !found:
		s.Error(i.QuoteAt, "question-unsafe", "a reason that begins with Unsafe and does not mark the answer", "write Unsafe. with a capital and a full stop as its first word, then the reason")
	case lacksLettersAndDigits(strings.TrimPrefix(plain, unsafePrefix)) && !strings.Contains(html, "<img"):
		s.Error(i.QuoteAt, "question-reason", "no reason after Unsafe.", "write after it why the answer could leave a child at risk")
	}
	if i.Box == markdown.TickedBox {
		s.Error(i.QuoteAt, "question-unsafe", "the right answer is marked as unsafe", "take the tick or the word out")
	}
	return true
}

// withinOneTypo reports whether typed is word with at most one letter missing, added or replaced, or
// two adjacent letters swapped.
func withinOneTypo(typed, word string) bool {
	for typed != "" && word != "" && typed[0] == word[0] {
		typed, word = typed[1:], word[1:]
	}
	for typed != "" && word != "" && typed[len(typed)-1] == word[len(word)-1] {
		typed, word = typed[:len(typed)-1], word[:len(word)-1]
	}
	return len(typed) < 2 && len(word) < 2 || len(typed) == 2 && len(word) == 2 && typed[0] == word[1] && typed[1] == word[0]
}

// ReplaceUnsafe replaces "Unsafe." at the start of the visible text of a reason with warning. It also
// removes the space after it, and emphasis and code elements that contain nothing else. If the text
// does not start with "Unsafe.", or if that is in a link, it returns html and false.
func ReplaceUnsafe(html, warning string) (replaced string, found bool) {
	start := 0
	for strings.HasPrefix(html[start:], "<") && !strings.HasPrefix(html[start:], "<a ") {
		start += strings.IndexByte(html[start:], '>') + 1
	}
	before := html[:start]
	after, found := strings.CutPrefix(html[start:], unsafePrefix)
	if !found {
		return html, false
	}
	for open := strings.LastIndexByte(before, '<'); open > 0; open = strings.LastIndexByte(before, '<') {
		rest, closed := strings.CutPrefix(after, "</"+before[open+1:])
		if !closed {
			break
		}
		before, after = before[:open], rest
	}
	return before + warning + strings.TrimLeft(strings.TrimPrefix(after, "<br>"), " \n"), true
}
