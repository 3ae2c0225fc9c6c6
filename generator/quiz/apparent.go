package quiz

import (
	"fmt"
	"html"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/markdown"
)

// checkApparent reports apparent questions: text that readers would take for the heading or the
// answers of a question, although it is parsed as neither. The arguments headings and boxes are the
// results of findApparentHeadings. It must be called after all other checks, because it skips lines
// that already have a problem.
func checkApparent(r *reader, headings []apparentHeading, boxes []int) {
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
	for _, h := range headings {
		report(h.offset, "question-heading", fmt.Sprintf("%s looks like the start of a question but is not one", quoted(h.word+": "+h.title)),
			fmt.Sprintf("write it as a heading, with nothing before the #: ### %s: %s %s; if it is not a question, put other words before its colon", h.word, shortTitle(h.title), h.id))
	}
	const message, hint = "%s outside a question", "write above them ### Question: … {#short-name} and the line Tests:; if they are not answers, take the boxes out"
	for _, list := range r.doc.BoxLists {
		switch {
		case r.answerOffsets[list.Offset] || followsApparentHeading(r.doc, r.apparentOffsets, list.Offset):
		case r.boxesAfterWhy[list.Offset]:
			report(list.Offset, "question-outside", answersAfterWhyMessage, answersAfterWhyHint)
		case looksLikeAnswers(r.doc, r.text, list):
			report(list.Offset, "question-outside", fmt.Sprintf(message, "answers"), hint)
		}
	}
	for _, offset := range boxes {
		what := "a box"
		if strings.Contains(r.text[offset:min(len(r.text), offset+len("***")+len(unsafePrefix))], unsafePrefix) {
			what = "a reason"
		}
		if !followsApparentHeading(r.doc, r.apparentOffsets, offset) {
			report(offset, "question-outside", fmt.Sprintf(message, what), hint)
		}
	}
}

const (
	answersAfterWhyMessage = "answers after Why:, which ends a question"
	answersAfterWhyHint    = "move them above Why:; if they belong to another question, write above them ### Question: … {#short-name} and the line Tests:"
)

// inSection reports whether offset lies within one of the sections of doc.
func inSection(doc *markdown.Doc, offset int) bool {
	i, found := slices.BinarySearchFunc(doc.Sections, offset, func(s markdown.Section, at int) int { return s.Offset - at })
	return found || i > 0 && offset < doc.Sections[i-1].End
}

// followsApparentHeading reports whether an apparent heading precedes offset with no other heading in
// between. The offsets of the apparent headings must be sorted.
func followsApparentHeading(doc *markdown.Doc, apparent []int, offset int) bool {
	i, _ := slices.BinarySearch(apparent, offset)
	return i > 0 && apparent[i-1] >= headingAbove(doc, offset)
}

// headingAbove returns the offset of the last heading before offset, or 0 if there is none.
func headingAbove(doc *markdown.Doc, offset int) int {
	i, _ := slices.BinarySearchFunc(doc.Headings, offset, func(h markdown.Heading, at int) int { return h.Offset - at })
	if i == 0 {
		return 0
	}
	return doc.Headings[i-1].Offset
}

// ApparentQuestions returns the offsets of text that readers would take for questions in a body that
// was parsed without Options.Sections: headings of questions, and lists of answers that have reasons
// or follow a question.
func ApparentQuestions(doc *markdown.Doc, text string) []int {
	var list []int
	for _, h := range missedQuestionHeadings(doc) {
		if word, _, _ := strings.Cut(h.Text, ":"); slices.Contains(headingPrefixes(), word) {
			list = append(list, h.Offset)
		}
	}
	headings := slices.Clone(list)
	var apparent []int
	found, _ := findApparentHeadings(doc, text)
	for _, h := range found {
		apparent = append(apparent, h.offset)
	}
	slices.Sort(apparent)
	for _, boxes := range doc.BoxLists {
		asked := boxes.HasQuotes || followsApparentHeading(doc, apparent, boxes.Offset) || boxes.Mixed && followsQuestionMark(doc, boxes.Offset)
		if _, reported := slices.BinarySearch(headings, headingAbove(doc, boxes.Offset)); asked && !reported {
			list = append(list, boxes.Offset)
		}
	}
	slices.Sort(list)
	return list
}

// looksLikeAnswers reports whether readers would take the items of a list with checkboxes for
// answers rather than for open tasks.
func looksLikeAnswers(doc *markdown.Doc, text string, list markdown.BoxList) bool {
	return list.HasQuotes || list.Mixed || list.Box == markdown.TickedBox || followsQuestionMark(doc, list.Offset) || list.Box == markdown.MalformedBox && startsWithBox(strings.TrimLeft(text[list.Offset:], "-*+.) \t0123456789"))
}

// followsQuestionMark reports whether the last block before offset ends with a question mark.
func followsQuestionMark(doc *markdown.Doc, offset int) bool {
	above, _ := slices.BinarySearchFunc(doc.Blocks, offset, func(b markdown.Block, at int) int { return b.Offset - at })
	return above > 0 && strings.HasSuffix(doc.Blocks[above-1].Text, "?")
}

// startsWithBox reports whether text starts with an empty or ticked box, such as ☐ or [x]. It does not
// recognise a tick without a box, because authors also use that for emphasis.
func startsWithBox(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("☐☑☒", r) {
		return true
	}
	inner, after, found := strings.Cut(text, "]")
	return found && inner != "" && inner[0] == '[' && slices.Contains([]string{"", "x", "✓", "✔"}, strings.ToLower(strings.TrimSpace(inner[1:]))) &&
		!strings.HasPrefix(after, "(") && !strings.HasPrefix(after, ":")
}

// An apparentHeading is text that looks like the heading of a question but is not parsed as one.
type apparentHeading struct {
	word   string // heading prefix in its standard spelling
	title  string // text after the colon
	id     string // id in braces, or an example
	offset int    // offset in the file of the line
}

// findApparentHeadings returns the apparent headings in a body. In boxes, it returns the offset of the
// first line with a checkbox in each block, and of each line outside questions that starts with
// "Unsafe.".
func findApparentHeadings(doc *markdown.Doc, text string) (headings []apparentHeading, boxes []int) {
	words, last := Syntax().Words, -1
	for line := range visibleLines(doc, text) {
		if h, ok := parseApparentHeading(line.text, line.formatted, words); ok {
			h.offset = line.offset
			headings = append(headings, h)
		}
		if r, _ := utf8.DecodeRuneInString(line.text); line.block != last && !unicode.IsLetter(r) && startsWithBox(strings.TrimLeftFunc(line.text, isBulletOrSpace)) {
			last = line.block
			boxes = append(boxes, line.offset)
		} else if strings.HasPrefix(line.text, unsafePrefix) && !inSection(doc, line.offset) {
			boxes = append(boxes, line.offset)
		}
	}
	return headings, boxes
}

// isBulletOrSpace reports whether r is white space or a character that authors type before a list
// item.
func isBulletOrSpace(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-*+•·–—", r)
}

// A visibleLine is a line of text as readers see it.
type visibleLine struct {
	text      string // for the first line of a block, its visible text; for a later line, its source without marks
	formatted bool   // whether it is in a heading or starts with a mark such as **
	block     int    // offset in the file of the first line of the block
	offset    int    // offset in the file
}

// visibleLines returns an iterator over the lines of a body. It skips headings of questions and of
// their parts, and blocks that start with code.
func visibleLines(doc *markdown.Doc, text string) iter.Seq[visibleLine] {
	questions := make(map[int]bool, len(doc.Sections))
	for i := range doc.Sections {
		questions[doc.Sections[i].Offset] = true
		for j := range doc.Sections[i].Parts {
			questions[doc.Sections[i].Parts[j].Offset] = true
		}
	}
	return func(yield func(visibleLine) bool) {
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
			if !yieldVisibleLines(b, text[b.Offset:end], yield) {
				return
			}
		}
	}
}

// yieldVisibleLines calls yield with each line of a block, up to a blank line or a code fence, and
// returns false as soon as yield does. The argument source starts with the source of the block.
func yieldVisibleLines(b markdown.Block, source string, yield func(visibleLine) bool) bool {
	at := b.Offset
	for typed := range strings.Lines(source) {
		bare := strings.TrimLeft(typed, " \t>*_#\\")
		first := at == b.Offset
		marks := typed[:len(typed)-len(bare)]
		l := visibleLine{strings.TrimSpace(bare), strings.ContainsAny(marks, "*_#"), b.Offset, at + len(marks)}
		switch {
		case first:
			l.text, l.formatted, l.offset = b.Text, l.formatted || b.Heading > 0, at
		case l.text == "" || strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~"):
			return true
		case strings.ContainsAny(bare, `*_\&`):
			l.text = html.UnescapeString(strings.NewReplacer("*", "", "_", "", `\`, "").Replace(l.text))
		}
		if !yield(l) {
			return false
		}
		at += len(typed)
	}
	return true
}

// maxHeadingPrefix is the maximum number of bytes of a line that parseApparentHeading examines.
const maxHeadingPrefix = 200

// parseApparentHeading parses a line that looks like a heading with one of the given prefixes. If the
// line is formatted (see visibleLine), the colon may be missing.
func parseApparentHeading(text string, formatted bool, words []markdown.SectionPrefix) (h apparentHeading, ok bool) {
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	text = strings.TrimLeftFunc(text, func(r rune) bool { return !isWord(r) })
	if numbered := strings.TrimLeft(text, "0123456789"); strings.HasPrefix(numbered, ".") || strings.HasPrefix(numbered, ")") {
		text = strings.TrimLeftFunc(numbered, func(r rune) bool { return !isWord(r) })
	}
	const length = 3 // minimum length, which rules out most lines
	if len(text) < length || !slices.ContainsFunc(words, func(w markdown.SectionPrefix) bool { return strings.EqualFold(w.Word[:length], text[:length]) }) {
		return apparentHeading{}, false
	}
	text = strings.Join(strings.Fields(text[:min(len(text), maxHeadingPrefix)]), " ")
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
			return apparentHeading{word: w.Word, title: strings.Trim(title, "*_ :"), id: id}, true
		}
	}
	return apparentHeading{}, false
}

// shortTitle returns the start of title for a hint, or "…" if title is empty.
func shortTitle(title string) string {
	if title == "" {
		return "…"
	}
	text := quoted(title)
	return text[1 : len(text)-1]
}
