package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// An item is one item of a list of answers: an option, a step, a way.
type item struct {
	markdown.Item
	plain     string // its words
	outsideAt int    // where a quotation starts that belongs to the item and is not indented, 0 if there is none
}

func (s *section) item(written *markdown.Item) item {
	return item{Item: *written, plain: s.doc.Plain(written.Text, nil)}
}

// addOutside adds a quotation that follows the list of the item. It is reported, so only
// the first is kept.
func (i *item) addOutside(quotation *markdown.Element) {
	if i.outsideAt == 0 {
		i.outsideAt = quotation.Offset
	}
	if i.QuoteAt == 0 {
		i.Quote, i.QuoteAt = quotation.Inside, quotation.Offset
	}
}

// boxed reports whether an item of a list has a box, malformed or not.
func boxed(list *markdown.Element) bool {
	return slices.ContainsFunc(list.Items, func(i markdown.Item) bool { return i.Box != markdown.NoBox })
}

// readOptions reads the answers of a list with boxes, as they are written.
func readOptions(s *section) {
	checkMarkers(s)
	for i := range s.items {
		item := &s.items[i]
		checkBox(s, item)
		checkReason(s, item, i)
		checkContent(s, item, "answer")
		reason, unsafe := s.unsafe(item)
		s.q.Options = append(s.q.Options, Option{Text: item.Text, Plain: item.plain, Reason: reason,
			Right: item.Box == markdown.Ticked, Unsafe: unsafe, Offset: item.Offset})
	}
	checkAlike(s)
}

// checkMarkers reports answers whose markers differ: another marker starts a new list.
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

// checkBox reports an answer without a box that can be read.
func checkBox(s *section, item *item) {
	const hint = "write - [x] before a right answer and - [ ] before any other"
	switch item.Box {
	case markdown.NoBox:
		s.Error(item.Offset, "question-mark", fmt.Sprintf("no box before %s", quoted(item.plain)), hint+"; a list that holds no answers needs a sentence between it and them")
	case markdown.Malformed:
		end := strings.IndexAny(item.plain, "])") + 1
		if r, size := utf8.DecodeRuneInString(item.plain); strings.ContainsRune(markdown.BoxSymbols, r) {
			end = size
		}
		if strings.HasPrefix(item.plain[end:], hard) || strings.Contains(item.plain[:end], hard) {
			s.Error(item.Offset, "question-bullet", "a hard space in or after the box", "delete it and type a space: - [x] …")
			break
		}
		s.Error(item.Offset, "question-mark", fmt.Sprintf("%s is no box", quoted(item.plain[:end])), hint)
	default:
		return
	}
	s.uncertain = true
}

// checkReason reports an answer without a reason: people learn from what is shown
// after each answer.
func checkReason(s *section, item *item, index int) {
	end := s.End
	if index+1 < len(s.items) {
		end = s.items[index+1].Offset
	}
	at, _ := slices.BinarySearch(s.deep, item.Offset)
	deep := at < len(s.deep) && s.deep[at] < end
	switch {
	case item.outsideAt > 0:
		reportNotIndented(s, item, "the reason after %s is not indented")
	case item.QuoteAt == 0 && !deep && !s.uncertain:
		s.Error(item.Offset, "question-reason", fmt.Sprintf("no reason after %s", quoted(item.plain)), "write below it, after two spaces: > why it is right or wrong")
	}
}

// reportNotIndented reports a quotation that is not part of the item above it because it
// is not indented.
func reportNotIndented(s *section, item *item, message string) {
	hint := "put two spaces before >"
	if source := s.source()[:item.outsideAt-s.Offset]; strings.HasSuffix(source, "\n  ") {
		hint = "write one space after the hyphen: - [ ] …, so that two spaces before > are enough"
	}
	s.Error(item.outsideAt, "question-reason-indent", fmt.Sprintf(message, quoted(item.plain)), hint)
}

// checkContent reports an item without words, and content of an item that no page shows.
func checkContent(s *section, item *item, what string) {
	if item.plain == "" {
		s.Error(item.Offset, "question-words", fmt.Sprintf("%s without words", article(what)), "write them, or take the line out")
	}
	if item.ExtraAt == 0 {
		return
	}
	switch source := s.source()[item.ExtraAt-s.Offset:]; {
	case listMark(source) > 0:
		s.Error(item.ExtraAt, "question-bullet", fmt.Sprintf("this is inside the %s above it", what), "delete the spaces before it")
		s.uncertain = true
		return
	case strings.HasPrefix(source, ">"):
		s.Error(item.ExtraAt, "question-stray", fmt.Sprintf("a second quotation below %s", quoted(item.plain)), "make one of the two, with a line that has > alone between paragraphs")
		return
	}
	s.Error(item.ExtraAt, "question-stray", fmt.Sprintf("the text below %s is neither its words nor its reason", quoted(item.plain)), "start a reason with two spaces and >")
}

// checkPlain reports an item with a box or a reason, where only words are allowed.
func checkPlain(s *section, item *item, what string) {
	checkContent(s, item, what)
	if item.Box != markdown.NoBox {
		s.Error(item.Offset, "question-mark", fmt.Sprintf("a box before %s", article(what)), "take the box out")
	}
	if at := max(item.QuoteAt, item.outsideAt); at > 0 {
		s.Error(at, "question-stray", fmt.Sprintf("%s has no reason of its own", article(what)), "write Why: below the list and explain all of it there")
	}
}

// checkAlike reports two answers with the same words.
func checkAlike(s *section) {
	first := make(map[string]int, len(s.items))
	for _, item := range s.items {
		if key := strings.ToLower(strings.TrimRight(item.plain, ". ")); key != "" {
			checkTwice(s, first, key, item.plain, item.Offset, "change one of the two, or take it out")
		}
	}
}

// checkTwice reports words whose key is in first, and otherwise adds it with the offset
// of the words.
func checkTwice(s *section, first map[string]int, key, words string, offset int, hint string) {
	if at, twice := first[key]; twice {
		s.Error(offset, "question-alike", fmt.Sprintf("%s is there twice", quoted(words)), hint, diag.Note{Pos: s.Pos(at), Message: "the first is here"})
		return
	}
	first[key] = offset
}

// checkRight reports a question without a right answer, without a wrong one, or with
// several right ones if several is false.
func checkRight(s *section, several bool) {
	if s.uncertain || len(s.q.Options) < fewestOptions {
		return
	}
	switch n := s.q.rightOptions(); {
	case n == 0:
		s.Error(s.Offset, "question-right", "no answer is marked as right", "write [x] before the right one")
	case n == len(s.q.Options):
		s.Error(s.Offset, "question-right", "every answer is marked as right", "leave the box of a wrong one empty: [ ]")
	case n > 1 && !several:
		s.Error(s.Offset, "question-right", "two answers are marked as right", "leave the box of one empty: [ ]")
	}
}

func letters(options []Option) {
	for i := range options {
		options[i].Letter = letter(i)
	}
}

// count returns a number with its noun.
func count(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
