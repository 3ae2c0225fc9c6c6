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

const noBreakSpace = "\u00a0"

// A mistakeScanner searches the source of a question for lines that Markdown parses in an unintended
// way, such as a field that continues the paragraph above it, an answer that is not a list item, or a
// reason that is part of the answer.
type mistakeScanner struct {
	section       *section
	fieldLines    map[int]bool // offsets of the parsed fields
	fence         string       // opening fence of the current code block, or ""
	contentColumn int          // content column of the current list item, or 0 outside lists
	afterBreak    bool         // whether the previous line is blank, starts a list item or was reported by checkPasted
}

// findMistakes reports lines that look like fields, answers or reasons but are parsed as text.
func (s *section) findMistakes() {
	m := mistakeScanner{section: s, fieldLines: map[int]bool{}}
	for _, section := range append([]markdown.Section{*s.Section}, s.Parts...) {
		for _, e := range section.Elements {
			m.fieldLines[e.Offset] = e.Kind == markdown.FieldElement
		}
	}
	at := s.Offset
	for line := range strings.Lines(s.source()) {
		if at > s.Offset {
			m.checkLine(at, strings.TrimRight(line, "\n"))
		}
		at += len(line)
	}
}

// checkLine checks one line of the source, which starts at offset at in the file.
func (s *mistakeScanner) checkLine(at int, line string) {
	text := strings.TrimLeft(line, " \t")
	indent := indentWidth(line[:len(line)-len(text)])
	at += len(line) - len(text)
	if s.isCode(text) {
		return
	}
	if text == "" {
		s.afterBreak = true
		return
	}
	width := listMarkerWidth(text)
	switch {
	case width > 0:
		s.contentColumn = indent + width
	case s.checkPasted(at, text):
	case text[0] == '>':
		if s.contentColumn > 0 && indent >= s.contentColumn+4 {
			s.section.deepQuotes = append(s.section.deepQuotes, at)
			s.section.Error(at, "question-reason-indent", "this is indented so far that it joins the words above it", "put two spaces before >, not more")
		}
	default:
		if indent < s.contentColumn && s.afterBreak {
			s.contentColumn = 0
		}
		if !s.fieldLines[at] {
			s.checkField(at, text)
		}
	}
	s.afterBreak = width > 0
}

// isCode reports whether the line is part of a fenced code block, including the fences. It must be
// called for every line in order. The argument is the line without indentation.
func (s *mistakeScanner) isCode(text string) bool {
	if s.fence != "" {
		if strings.HasPrefix(text, s.fence) {
			s.fence = ""
		}
		return true
	}
	if strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
		s.fence = text[:3]
	}
	return s.fence != ""
}

// indentWidth returns the width in columns of a string of spaces and tabs.
func indentWidth(blanks string) int {
	n := 0
	for _, c := range blanks {
		n++
		if c == '\t' {
			n += 3 - (n-1)%4
		}
	}
	return n
}

// listMarkerWidth returns the width of the list marker and the following space at the start of
// text, or 0 if text does not start a list item.
func listMarkerWidth(text string) int {
	mark := strings.TrimLeft(text, "0123456789")
	if mark == "" || len(text)-len(mark) > 9 {
		return 0
	}
	numbered := len(mark) < len(text)
	if numbered && mark[0] != '.' && mark[0] != ')' || !numbered && strings.IndexByte("-*+", mark[0]) < 0 {
		return 0
	}
	words := strings.TrimLeft(mark[1:], " \t")
	blanks := indentWidth(mark[1 : len(mark)-len(words)])
	switch {
	case blanks == 0 && words != "":
		return 0
	case blanks > 4 || blanks == 0:
		blanks = 1
	}
	return len(text) - len(mark) + 1 + blanks
}

// checkPasted reports a line that looks like a list item but is not one, usually because
// it was pasted from a word processor. It returns whether it has reported the line.
func (s *mistakeScanner) checkPasted(at int, text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	mistake := markdown.FindItemMistake(text)
	item := strings.TrimLeft(text, " \t"+noBreakSpace)
	if mistake.Certain && item[0] != '>' && !unicode.IsDigit(rune(item[0])) {
		mistake.Hint += ": " + correctedItem(item)
	}
	switch {
	case strings.ContainsRune("-*+", r) && startsWithBracketedBox(text[1:]):
		s.section.Error(at, "question-mark", "no space between the hyphen and the box, so this joins the line above it", "write "+correctedItem(text))
	case strings.ContainsRune(markdown.BoxSymbols, r):
		s.section.Error(at, "question-bullet", fmt.Sprintf("%q at the start of a line looks like a list pasted from a word processor", r), "start the line with a hyphen and a space: "+correctedItem(text))
	case mistake.Certain, mistake.Message != "" && (s.afterBreak || strings.HasPrefix(strings.TrimLeft(text[size:], " "), "[")):
		s.section.Error(at, "question-bullet", mistake.Message, mistake.Hint)
	default:
		return false
	}
	s.section.answersUncertain, s.afterBreak = true, true
	return true
}

// correctedItem returns the start of a list item as the author should type it: a hyphen, a space
// and the checkbox, if any, as in "- [x] …". If it is not clear whether the author meant the
// checkbox to be ticked, it names both forms.
func correctedItem(item string) string {
	const both = "- [x] … for a right answer, - [ ] … for any other"
	item = strings.TrimLeft(item, " \t"+noBreakSpace)
	r, size := utf8.DecodeRuneInString(item)
	words := strings.TrimLeft(item[size:], " \t"+noBreakSpace)
	if strings.ContainsRune(markdown.BoxSymbols, r) {
		words = item
	}
	switch r, _ := utf8.DecodeRuneInString(words); {
	case strings.ContainsRune("☑✅✓✔🗹", r):
		return "- [x] …"
	case r == '☐':
		return "- [ ] …"
	case strings.ContainsRune(markdown.BoxSymbols, r):
		return both
	case r != '[':
		return "- …"
	}
	inner, _, _ := strings.Cut(words[1:], "]")
	switch strings.Trim(inner, " \t"+noBreakSpace) {
	case "":
		return "- [ ] …"
	case "x", "X", "✓", "✔", "✅", "☑":
		return "- [x] …"
	case "☐":
		return "- [ ] …"
	}
	return both
}

// startsWithBracketedBox reports whether line starts with an empty or ticked checkbox in square brackets,
// such as [x].
func startsWithBracketedBox(line string) bool {
	inner, _, found := strings.Cut(line, "]")
	return found && slices.Contains([]string{"[", "[ ", "[x", "[X", "[✓", "[✔"}, inner)
}

// checkField reports a line that starts with a misspelt or misplaced field, or with a field
// without a colon.
func (s *mistakeScanner) checkField(at int, text string) {
	bare := strings.TrimLeft(text, "*_")
	typed, _, found := strings.Cut(bare, ":")
	if !found || len(typed) > 30 {
		s.checkMissingColon(at, text)
		return
	}
	name := strings.TrimRight(typed, "*_ \t"+noBreakSpace)
	near := nearestField(name)
	if near == "" {
		return
	}
	s.section.misspeltFields[near], s.section.mistakenLines[at] = true, true
	switch {
	case strings.EqualFold(name, near) && name != near:
		s.section.Error(at, "question-label", fmt.Sprintf("%s: has other capitals than the label %s:", name, near), fmt.Sprintf("write %s:", near))
	case name != near:
		s.section.Error(at, "question-label", fmt.Sprintf("there is no label %s:", name), fmt.Sprintf("write %s:", near))
	case len(bare) == len(text) && strings.TrimRight(typed, " \t"+noBreakSpace) == near && typed != near:
		s.section.Error(at, "question-label", fmt.Sprintf("a space between %s and its colon", near), fmt.Sprintf("write %s: with the colon straight after the word", near))
	case len(bare) < len(text) || name != typed:
		s.section.Error(at, "question-label", fmt.Sprintf("marks or spaces around the label %s:", near), fmt.Sprintf("write %s: and nothing before it", near))
	default:
		s.section.Error(at, "question-label-swallowed", fmt.Sprintf("%s: became part of the text above it", near), "leave a blank line before it, and no spaces at its start")
	}
}

// checkMissingColon reports a field without a colon, such as Tests [[6.9]].
func (s *mistakeScanner) checkMissingColon(at int, text string) {
	for _, name := range []string{fieldTests, fieldBasis} {
		if rest, ok := strings.CutPrefix(text, name); ok && strings.HasPrefix(strings.TrimLeft(rest, " "), "[[") {
			s.section.misspeltFields[name], s.section.mistakenLines[at] = true, true
			s.section.Error(at, "question-label", fmt.Sprintf("no colon after %s", name), fmt.Sprintf("write %s: before the references", name))
		}
	}
}

// nearestField returns the field whose name is equal to name regardless of case, or else the most
// similar one with the same first letter. It returns "" if there is none.
func nearestField(name string) string {
	for _, known := range fieldNames() {
		if strings.EqualFold(known, name) {
			return known
		}
	}
	switch name {
	case "", "Who", "What", "When", "Where":
		return ""
	}
	near := diag.Nearest(name, fieldNames())
	if near == "" || !strings.EqualFold(near[:1], name[:1]) {
		return ""
	}
	return near
}
