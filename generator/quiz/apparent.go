package quiz

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/markdown"
)

// An apparent question is text that a reader would take for the start of a question, or for its
// answers, although it is parsed as neither.

// checkApparent reports apparent questions, which begin at the given starts. The problems of
// the other questions must have been added before, because each line is reported only once.
func checkApparent(r *reader, starts []start, boxes []int) {
	reported := make(map[int]bool, len(r.Problems))
	for _, p := range r.Problems {
		reported[p.Line] = true
	}
	report := func(offset int, rule, message, hint string) bool {
		line := r.Pos(offset).Line
		if reported[line] {
			return false
		}
		reported[line] = true
		r.Error(offset, rule, message, hint)
		return true
	}
	for _, start := range starts {
		report(start.offset, "question-heading", fmt.Sprintf("%s looks like the start of a question but is not one", quoted(start.word+": "+start.title)),
			fmt.Sprintf("write it as a heading, with nothing before the #: ### %s: %s %s; if it is not a question, put other words before its colon", start.word, short(start.title), start.id))
	}
	const message, hint = "%s outside a question", "write above them ### Question: … {#short-name} and the line Tests:; if they are not answers, take the boxes out"
	for _, list := range r.doc.BoxLists {
		switch {
		case r.items[list.Offset] || followsStart(r.doc, r.starts, list.Offset):
		case r.whys[list.Offset]:
			report(list.Offset, "question-outside", answersAfterWhy, answersAfterWhyHint)
		case looksLikeAnswers(r.doc, r.text, list):
			report(list.Offset, "question-outside", fmt.Sprintf(message, "answers"), hint)
		}
	}
	for _, offset := range boxes {
		what := "a box"
		if strings.Contains(r.text[offset:min(len(r.text), offset+len("***")+len(unsafeMark))], unsafeMark) {
			what = "a reason"
		}
		if !followsStart(r.doc, r.starts, offset) {
			report(offset, "question-outside", fmt.Sprintf(message, what), hint)
		}
	}
}

const (
	answersAfterWhy     = "answers after Why:, which ends a question"
	answersAfterWhyHint = "move them above Why:; if they belong to another question, write above them ### Question: … {#short-name} and the line Tests:"
)

// inSection reports whether offset belongs to one of the sections of doc.
func inSection(doc *markdown.Doc, offset int) bool {
	i, found := slices.BinarySearchFunc(doc.Sections, offset, func(s markdown.Section, at int) int { return s.Offset - at })
	return found || i > 0 && offset < doc.Sections[i-1].End
}

// followsStart reports whether offset belongs to the apparent question at one of starts, which
// are sorted. It does if no heading is between the two.
func followsStart(doc *markdown.Doc, starts []int, offset int) bool {
	i, _ := slices.BinarySearch(starts, offset)
	return i > 0 && starts[i-1] >= headingAbove(doc, offset)
}

// headingAbove returns the offset of the heading above offset, or 0 if there is none.
func headingAbove(doc *markdown.Doc, offset int) int {
	i, _ := slices.BinarySearchFunc(doc.Headings, offset, func(h markdown.Heading, at int) int { return h.Offset - at })
	if i == 0 {
		return 0
	}
	return doc.Headings[i-1].Offset
}

// ApparentQuestions returns the offsets of apparent questions in a body that was parsed without
// Options.Sections: headings of questions, and answers with reasons or below a question.
func ApparentQuestions(doc *markdown.Doc, text string) []int {
	var list []int
	for _, h := range missedQuestions(doc) {
		if word, _, _ := strings.Cut(h.Text, ":"); slices.Contains(headingWords(), word) {
			list = append(list, h.Offset)
		}
	}
	headings := slices.Clone(list)
	var starts []int
	found, _ := findApparent(doc, text)
	for _, start := range found {
		starts = append(starts, start.offset)
	}
	slices.Sort(starts)
	for _, boxes := range doc.BoxLists {
		asked := boxes.Reasons || followsStart(doc, starts, boxes.Offset) || boxes.Mixed && followsQuestionMark(doc, boxes.Offset)
		if _, reported := slices.BinarySearch(headings, headingAbove(doc, boxes.Offset)); asked && !reported {
			list = append(list, boxes.Offset)
		}
	}
	slices.Sort(list)
	return list
}

// looksLikeAnswers reports whether a reader would take the items of a list with boxes for
// answers, not for tasks that are still to be done.
func looksLikeAnswers(doc *markdown.Doc, text string, list markdown.BoxList) bool {
	return list.Reasons || list.Mixed || list.Box == markdown.Ticked || followsQuestionMark(doc, list.Offset) || list.Box == markdown.Malformed && looksLikeBox(strings.TrimLeft(text[list.Offset:], "-*+.) \t0123456789"))
}

// followsQuestionMark reports whether the block above offset ends with a question mark.
func followsQuestionMark(doc *markdown.Doc, offset int) bool {
	above, _ := slices.BinarySearchFunc(doc.Blocks, offset, func(b markdown.Block, at int) int { return b.Offset - at })
	return above > 0 && strings.HasSuffix(doc.Blocks[above-1].Text, "?")
}

// looksLikeBox reports whether text starts with an empty or ticked box. It ignores symbols that
// authors also use for emphasis.
func looksLikeBox(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("☐☑☒", r) {
		return true
	}
	inner, after, found := strings.Cut(text, "]")
	return found && inner != "" && inner[0] == '[' && slices.Contains([]string{"", "x", "✓", "✔"}, strings.ToLower(strings.TrimSpace(inner[1:]))) &&
		!strings.HasPrefix(after, "(") && !strings.HasPrefix(after, ":")
}

// A start is an apparent heading of a question.
type start struct {
	word   string // heading prefix in its standard spelling
	title  string // text after the colon
	id     string // id in braces, or an example
	offset int    // offset in the file
}

// findApparent returns the apparent headings of questions, and the first line of each block that
// starts with a box, or with "Unsafe." outside a question.
func findApparent(doc *markdown.Doc, text string) (starts []start, boxes []int) {
	words, last := Syntax().Words, -1
	for line := range linesOf(doc, text) {
		if s, ok := parseStart(line.text, line.formatted, words); ok {
			s.offset = line.offset
			starts = append(starts, s)
		}
		if r, _ := utf8.DecodeRuneInString(line.text); line.block != last && !unicode.IsLetter(r) && looksLikeBox(strings.TrimLeftFunc(line.text, isBullet)) {
			last = line.block
			boxes = append(boxes, line.offset)
		} else if strings.HasPrefix(line.text, unsafeMark) && !inSection(doc, line.offset) {
			boxes = append(boxes, line.offset)
		}
	}
	return starts, boxes
}

// isBullet reports whether r is white space or a sign that authors type before an item of a list.
func isBullet(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-*+•·–—", r) }

// A line is a line of visible text that is not the heading of a question.
type line struct {
	text      string // visible text of the block for its first line, or source without marks for a later line
	formatted bool   // whether it is a heading or starts with a mark such as **
	block     int    // offset in the file of the first line of the block
	offset    int    // offset in the file
}

// linesOf returns an iterator over the lines of a body. It skips headings of questions and of
// their parts, and blocks that start with code.
func linesOf(doc *markdown.Doc, text string) func(yield func(line) bool) {
	questions := make(map[int]bool, len(doc.Sections))
	for i := range doc.Sections {
		questions[doc.Sections[i].Offset] = true
		for j := range doc.Sections[i].Parts {
			questions[doc.Sections[i].Parts[j].Offset] = true
		}
	}
	return func(yield func(line) bool) {
		for i, b := range doc.Blocks {
			if b.Offset >= len(text) { // an empty heading at the end
				continue
			}
			if questions[b.Offset] || strings.HasPrefix(text[b.Offset:], "`") {
				continue
			}
			end := len(text)
			if i+1 < len(doc.Blocks) && doc.Blocks[i+1].Offset > b.Offset { // footnotes are last
				end = min(end, doc.Blocks[i+1].Offset)
			}
			if !yieldLines(b, text[b.Offset:end], yield) {
				return
			}
		}
	}
}

// yieldLines calls yield with each line of a block, and returns false if yield does. The source
// starts with that of the block, which ends before a blank line or a code fence.
func yieldLines(b markdown.Block, source string, yield func(line) bool) bool {
	at := b.Offset
	for typed := range strings.Lines(source) {
		bare := strings.TrimLeft(typed, " \t>*_#\\")
		first := at == b.Offset
		marks := typed[:len(typed)-len(bare)]
		one := line{strings.TrimSpace(bare), strings.ContainsAny(marks, "*_#"), b.Offset, at + len(marks)}
		switch {
		case first:
			one.text, one.formatted, one.offset = b.Text, one.formatted || b.Heading > 0, at
		case one.text == "" || strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~"):
			return true
		case strings.ContainsAny(bare, `*_\&`):
			one.text = html.UnescapeString(strings.NewReplacer("*", "", "_", "", `\`, "").Replace(one.text))
		}
		if !yield(one) {
			return false
		}
		at += len(typed)
	}
	return true
}

// maxStart is the number of bytes at the start of a line that are searched for an apparent
// heading.
const maxStart = 200

// parseStart parses an apparent heading of a question with one of words. The colon may be
// missing if formatted is true.
func parseStart(text string, formatted bool, words []markdown.SectionWord) (s start, ok bool) {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	text = strings.TrimLeftFunc(text, func(r rune) bool { return !isWord(r) })
	if numbered := strings.TrimLeft(text, "0123456789"); strings.HasPrefix(numbered, ".") || strings.HasPrefix(numbered, ")") {
		text = strings.TrimLeftFunc(numbered, func(r rune) bool { return !isWord(r) })
	}
	const length = 3 // enough characters to rule out most lines
	if len(text) < length || !slices.ContainsFunc(words, func(w markdown.SectionWord) bool { return strings.EqualFold(w.Word[:length], text[:length]) }) {
		return start{}, false
	}
	text = strings.Join(strings.Fields(text[:min(len(text), maxStart)]), " ")
	for _, w := range words {
		if len(text) < len(w.Word) || !strings.EqualFold(text[:len(w.Word)], w.Word) || w.PartOf != "" && !formatted {
			continue
		}
		rest := strings.TrimLeft(text[len(w.Word):], "*_ "+noBreakSpace)
		number := strings.TrimLeft(rest, "0123456789")
		numbered := len(number) < len(rest)
		rest = strings.TrimLeft(number, "*_ "+noBreakSpace)
		r, size := utf8.DecodeRuneInString(rest)
		choice := w.Word == kinds[0].Word || w.Word == kinds[1].Word
		if strings.ContainsRune(":：∶", r) && rest != "" || formatted && choice && (numbered || rest == "" || strings.ContainsRune("?.–—", r)) {
			if !isWord(r) {
				rest = rest[min(size, len(rest)):]
			}
			title, id, found := strings.Cut(rest, "{#")
			if id = "{#" + id; !found {
				id = "{#short-name}"
			}
			return start{word: w.Word, title: strings.Trim(title, "*_ :"), id: id}, true
		}
	}
	return start{}, false
}

// short returns the first words of title for a hint, or "…".
func short(title string) string {
	if title == "" {
		return "…"
	}
	text := quoted(title)
	return text[1 : len(text)-1]
}
