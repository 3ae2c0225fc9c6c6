package quiz

import (
	"strings"
	"unicode"

	"safelearn/generator/markdown"
)

// readReason returns the reason of an item and reports whether it starts with "Unsafe.",
// which is replaced by a HoleCut.
func (s *section) readReason(i *item) (reason markdown.Text, unsafe bool) {
	const word, mark = "Unsafe", "Unsafe."
	plain := strings.TrimLeftFunc(s.doc.Plain(i.Quote, nil), func(r rune) bool { return !unicode.IsLetter(r) })
	first := plain[:min(len(word), len(plain))]
	after := strings.TrimPrefix(plain, first)
	if !strings.EqualFold(first, word) || after != "" && unicode.IsLetter(rune(after[0])) {
		return i.Quote, false
	}
	reason, found := i.Quote.CutPrefix(mark)
	switch {
	case !found:
		s.Error(i.QuoteAt, "question-unsafe", "a reason that begins with Unsafe and does not mark the answer", "write Unsafe. with a capital and a full stop as its first word, then the reason")
	case plain == mark:
		s.Error(i.QuoteAt, "question-reason", "no reason after Unsafe.", "write after it why the answer could leave a child at risk")
	}
	if i.Box == markdown.Ticked {
		s.Error(i.QuoteAt, "question-unsafe", "the right answer is marked as unsafe", "take the tick or the word out")
	}
	return reason, true
}
