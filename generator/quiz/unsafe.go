package quiz

import (
	"strings"
	"unicode"

	"safelearn/generator/markdown"
)

// unsafe reports whether the reason below an item marks it as unsafe, and returns the
// reason with a HoleCut where the mark was.
func (f *form) unsafe(item *markdown.Item) (reason markdown.Text, unsafe bool) {
	const word, mark = "Unsafe", "Unsafe."
	plain := strings.TrimLeftFunc(item.ReasonPlain, func(r rune) bool { return !unicode.IsLetter(r) })
	first := plain[:min(len(word), len(plain))]
	after := strings.TrimPrefix(plain, first)
	if !strings.EqualFold(first, word) || after != "" && unicode.IsLetter(rune(after[0])) {
		return item.Reason, false
	}
	reason, found := item.Reason.CutPrefix(mark)
	switch {
	case !found:
		f.fail(item.ReasonAt, "question-unsafe", "a reason that begins with Unsafe and does not mark the answer", "write Unsafe. with a capital and a full stop as its first word, then the reason")
	case plain == mark && len(reason.Holes) == 1:
		f.fail(item.ReasonAt, "question-reason", "no reason after Unsafe.", "write after it why the answer could leave a child at risk")
	}
	if item.Box == markdown.Ticked {
		f.fail(item.ReasonAt, "question-unsafe", "the right answer is marked as unsafe", "take the tick or the word out")
	}
	return reason, true
}
