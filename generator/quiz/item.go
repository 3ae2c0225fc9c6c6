package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// An item is a list item that is an option, a step, a point of a good answer, or a choice in a
// scene.
type item struct {
	markdown.Item
	plain        string // Text as plain text
	unindentedAt int    // offset of a quotation below the item that should be indented, or 0
}

// newItem returns an item and records it in reader.answerOffsets.
func (s *section) newItem(written *markdown.Item) item {
	s.answerOffsets[written.Offset] = true
	return item{Item: *written, plain: s.doc.Plain(written.Text, nil)}
}

// addUnindentedQuote records the offset of the first block quote that follows the item without being
// indented. If the item has no quotation of its own, it uses this one.
func (i *item) addUnindentedQuote(quotation *markdown.Element) {
	if i.unindentedAt == 0 {
		i.unindentedAt = quotation.Offset
	}
	if i.QuoteAt == 0 {
		i.Quote, i.QuoteAt = quotation.Content, quotation.Offset
	}
}

// hasBoxes reports whether any item of list has a checkbox, even a malformed one.
func hasBoxes(list *markdown.Element) bool {
	return slices.ContainsFunc(list.Items, func(i markdown.Item) bool { return i.Box != markdown.NoBox })
}

// readOptions reads the options of the question from the list items, in source order, and reports
// mistakes in the items.
func readOptions(s *section) {
	checkMarkers(s)
	for i := range s.items {
		item := &s.items[i]
		checkBox(s, item)
		checkReason(s, item, i)
		checkContent(s, item, "answer")
		s.q.Options = append(s.q.Options, Option{Text: item.Text, Plain: item.plain, Reason: item.Quote,
			Right: item.Box == markdown.TickedBox, Unsafe: s.checkUnsafe(item), Offset: item.Offset})
	}
	checkDuplicates(s)
}

// checkMarkers reports the first answer that is numbered or has a list marker different from
// that of the first answer.
func checkMarkers(s *section) {
	for i, item := range s.items {
		switch first := s.items[0].Marker; {
		case item.Marker == '.' || item.Marker == ')':
			s.Error(item.Offset, "question-bullet", "an answer with a number", "start it with a hyphen: the answers are shown in another order")
		case item.Marker != first && first != '.' && first != ')':
			s.Error(item.Offset, "question-bullet", fmt.Sprintf("this answer starts with %c and the one above it with %c", item.Marker, s.items[i-1].Marker), "start all with a hyphen")
		default:
			continue
		}
		return
	}
}

// checkBox reports an answer without a valid checkbox.
func checkBox(s *section, item *item) {
	const hint = "write - [x] before a right answer and - [ ] before any other"
	switch item.Box {
	case markdown.NoBox:
		s.Error(item.Offset, "question-mark", fmt.Sprintf("no box before %s", quoted(item.plain)), hint+"; a list that holds no answers needs a sentence between it and them")
	case markdown.MalformedBox:
		end := strings.IndexAny(item.plain, "])") + 1
		if r, size := utf8.DecodeRuneInString(item.plain); strings.ContainsRune(markdown.BoxSymbols, r) {
			end = size
		}
		if strings.HasPrefix(item.plain[end:], noBreakSpace) || strings.Contains(item.plain[:end], noBreakSpace) {
			s.Error(item.Offset, "question-bullet", "a hard space in or after the box", "delete it and type a space: "+correctedItem(firstLine(s.text[item.Offset:])))
			break
		}
		s.Error(item.Offset, "question-mark", fmt.Sprintf("%s is not a box", quoted(item.plain[:end])), hint)
	default:
		return
	}
	s.answersUncertain = true
}

// firstLine returns text up to the end of its first line.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// checkReason reports an answer without a reason, or with one that is not indented. Reasons
// are required, because people learn from the feedback on each answer.
func checkReason(s *section, item *item, index int) {
	end := s.End
	if index+1 < len(s.items) {
		end = s.items[index+1].Offset
	}
	at, _ := slices.BinarySearch(s.deepQuotes, item.Offset)
	deep := at < len(s.deepQuotes) && s.deepQuotes[at] < end
	switch {
	case item.unindentedAt > 0:
		reportUnindented(s, item, "the reason after %s is not indented")
	case item.QuoteAt > 0 && isEmpty(s.doc, item.Quote):
		s.Error(item.QuoteAt, "question-reason", fmt.Sprintf("an empty reason after %s", quoted(item.plain)), "write after the > why it is right or wrong")
	case item.QuoteAt == 0 && !deep && !s.answersUncertain:
		s.Error(item.Offset, "question-reason", fmt.Sprintf("no reason after %s", quoted(item.plain)), "write below it, after two spaces: > why it is right or wrong")
	}
}

// isEmpty reports whether t has no letter, digit, reference or picture.
func isEmpty(doc *markdown.Doc, t markdown.Text) bool {
	if !lacksLettersAndDigits(doc.Plain(t, nil)) {
		return false
	}
	html := string(doc.AppendText(nil, t, func(dst []byte, _ markdown.Slot) []byte { return dst }))
	return !strings.Contains(html, "<img")
}

// lacksLettersAndDigits reports whether text has no letter or digit.
func lacksLettersAndDigits(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// reportUnindented reports a block quote that should be part of the item above it but is not
// indented. The argument format is the format of the message, with one %s for the text of the item.
func reportUnindented(s *section, item *item, format string) {
	hint := "put two spaces before >"
	if source := s.source()[:item.unindentedAt-s.Offset]; strings.HasSuffix(source, "\n  ") {
		hint = "write one space after the hyphen, so that two spaces before > are enough: " + correctedItem(firstLine(s.text[item.Offset:]))
	}
	s.Error(item.unindentedAt, "question-reason-indent", fmt.Sprintf(format, quoted(item.plain)), hint)
}

// checkContent reports an item without text, and content that would not be shown. The argument noun
// names the item in messages.
func checkContent(s *section, item *item, noun string) {
	if item.plain == "" {
		s.Error(item.Offset, "question-words", fmt.Sprintf("%s without words", withArticle(noun)), "write them, or take the line out")
	}
	if item.ExtraOffset == 0 {
		return
	}
	switch source := s.source()[item.ExtraOffset-s.Offset:]; {
	case listMarkerWidth(source) > 0:
		s.Error(item.ExtraOffset, "question-bullet", fmt.Sprintf("this is inside the %s above it", noun), "delete the spaces before it")
		s.answersUncertain = true
		return
	case strings.HasPrefix(source, ">"):
		s.Error(item.ExtraOffset, "question-stray", fmt.Sprintf("a second quotation below %s", quoted(item.plain)), "make one of the two, with a line that has > alone between paragraphs")
		return
	}
	s.Error(item.ExtraOffset, "question-stray", fmt.Sprintf("the text below %s is neither its words nor its reason", quoted(item.plain)), "start a reason with two spaces and >")
}

// checkTextOnly reports an item with anything other than text, such as a checkbox or a reason. The
// argument noun names the item in messages.
func checkTextOnly(s *section, item *item, noun string) {
	checkContent(s, item, noun)
	if item.Box != markdown.NoBox {
		s.Error(item.Offset, "question-mark", fmt.Sprintf("a box before %s", withArticle(noun)), "take the box out")
	}
	if at := max(item.QuoteAt, item.unindentedAt); at > 0 {
		s.Error(at, "question-stray", fmt.Sprintf("%s has no reason of its own", withArticle(noun)), "write Why: below the list and explain all of it there")
	}
}

// checkDuplicates reports answers with the same text.
func checkDuplicates(s *section) {
	first := make(map[string]int, len(s.items))
	for _, item := range s.items {
		if key := strings.ToLower(strings.TrimRight(item.plain, ". ")); key != "" {
			checkDuplicate(s, first, key, item.plain, item.Offset, "change one of the two, or take it out")
		}
	}
}

// checkDuplicate reports the message text at offset if first already contains key. Otherwise it sets
// first[key] to offset.
func checkDuplicate(s *section, first map[string]int, key, text string, offset int, hint string) {
	if at, twice := first[key]; twice {
		s.Error(offset, "question-alike", fmt.Sprintf("%s is there twice", quoted(text)), hint, diag.Note{Pos: s.Pos(at), Message: "the first is here"})
		return
	}
	first[key] = offset
}

// checkRightAnswers reports a question without right or without wrong answers, or with more than
// one right answer if allowSeveral is false. It skips a question with fewer than two options, or
// with a mistake that may hide an answer.
func checkRightAnswers(s *section, allowSeveral bool) {
	if s.answersUncertain || len(s.q.Options) < minOptions {
		return
	}
	switch n := s.q.countRight(); {
	case n == 0:
		s.Error(s.Offset, "question-right", "no answer is marked as right", "write [x] before the right one")
	case n == len(s.q.Options):
		s.Error(s.Offset, "question-right", "every answer is marked as right", "leave the box of a wrong one empty: [ ]")
	case n > 1 && !allowSeveral:
		s.Error(s.Offset, "question-right", "two answers are marked as right", "leave the box of one empty: [ ]")
	}
}

// assignLetters gives the options the letters A, B and so on in the order of the slice.
func assignLetters(options []Option) {
	for i := range options {
		options[i].Letter = optionLetter(i)
	}
}

// formatCount returns n and the noun in the singular or plural, such as "no answer", "one answer" or
// "2 answers".
func formatCount(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
