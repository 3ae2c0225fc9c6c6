package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// A mistakeScanner searches the source of a question for lines that Markdown does not
// read as they were meant: a label that joined the line above it, an answer that is not
// a list item, a reason that is part of the words.
type mistakeScanner struct {
	section  *section
	labelled map[int]bool // offsets of the label lines that were read
	fence    string       // of the open block of code
	content  int          // the column where the words of the open list item start, 0 outside lists
	fresh    bool         // the line before is blank or a list item
}

// findMistakes reports lines that were meant as labels, answers or reasons and are text.
func (s *section) findMistakes() {
	m := mistakeScanner{section: s, labelled: map[int]bool{}}
	m.noteLabels(s.Section)
	at := s.Offset
	for line := range strings.Lines(s.source()) {
		if at > s.Offset {
			m.line(at, strings.TrimRight(line, "\n"))
		}
		at += len(line)
	}
}

func (s *mistakeScanner) noteLabels(section *markdown.Section) {
	for _, e := range section.Elements {
		if e.Kind == markdown.LabelLine {
			s.labelled[e.Offset] = true
		}
	}
	for i := range section.Parts {
		s.noteLabels(&section.Parts[i])
	}
}

func (s *mistakeScanner) line(at int, line string) {
	text := strings.TrimLeft(line, " \t")
	indent := columns(line[:len(line)-len(text)])
	at += len(line) - len(text)
	if s.code(text) {
		return
	}
	if text == "" {
		s.fresh = true
		return
	}
	width := listMark(text)
	switch {
	case width > 0:
		s.content = indent + width
	case s.pasted(at, text):
	case text[0] == '>':
		if s.content > 0 && indent >= s.content+4 {
			s.section.deep = append(s.section.deep, at)
			s.section.Error(at, "question-reason-indent", "this is indented so far that it joins the words above it", "put two spaces before >, not more")
		}
	default:
		if indent < s.content && s.fresh {
			s.content = 0
		}
		if !s.labelled[at] {
			s.label(at, text)
		}
	}
	s.fresh = width > 0
}

// code reports whether a line belongs to a block of code.
func (s *mistakeScanner) code(text string) bool {
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

// columns returns the width of spaces and tabs.
func columns(blanks string) int {
	n := 0
	for _, c := range blanks {
		n++
		if c == '\t' {
			n += 3 - (n-1)%4
		}
	}
	return n
}

// listMark returns how far to the right of its marker the words of a list item start, 0
// if the line starts no list item.
func listMark(text string) int {
	mark := strings.TrimLeft(text, "0123456789")
	if mark == "" || len(text)-len(mark) > 9 {
		return 0
	}
	numbered := len(mark) < len(text)
	if numbered && mark[0] != '.' && mark[0] != ')' || !numbered && strings.IndexByte("-*+", mark[0]) < 0 {
		return 0
	}
	words := strings.TrimLeft(mark[1:], " \t")
	blanks := columns(mark[1 : len(mark)-len(words)])
	switch {
	case blanks == 0 && words != "":
		return 0
	case blanks > 4 || blanks == 0:
		blanks = 1
	}
	return len(text) - len(mark) + 1 + blanks
}

const (
	hard    = "\u00a0"
	bullets = "•·▪◦‣●○■□➢►⁃∙\uf0b7\uf0a7" + markdown.BoxSymbols // Word writes the last two before the boxes in a symbol font
	dashes  = "–—−"
)

// pasted reports a line that looks like a list item and is none.
func (s *mistakeScanner) pasted(at int, text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	rest := strings.TrimLeft(text[size:], " \t"+hard)
	bare := strings.TrimLeft(text, " \t"+hard)
	switch {
	case strings.HasPrefix(text, hard) && bare != "" && (listMark(bare) > 0 || bare[0] == '>'):
		s.section.Error(at, "question-bullet", "a hard space at the start of the line", "delete it and type spaces")
	case strings.ContainsRune("-*+", r) && strings.HasPrefix(text[size:], hard):
		s.section.Error(at, "question-bullet", fmt.Sprintf("a hard space after %c", r), "delete it and type a space: - [ ] …")
	case strings.ContainsRune("-*+", r) && isBox(text[1:]):
		s.section.Error(at, "question-mark", "no space between the hyphen and the box, so this joins the line above it", "write "+text[:1]+" "+text[1:strings.IndexByte(text, ']')+1]+" …")
	case strings.ContainsRune(bullets, r), strings.HasPrefix(text, "o\t"),
		strings.ContainsRune(dashes, r) && (strings.HasPrefix(rest, "[") || s.fresh && len(rest) < len(text)-size):
		s.section.Error(at, "question-bullet", fmt.Sprintf("%q at the start of a line looks like a list pasted from a word processor", r), "start the line with a hyphen and a space: - [ ] … for an answer, - … for a point")
	default:
		return false
	}
	s.section.uncertain, s.fresh = true, true
	return true
}

// isBox reports whether a line starts with a box.
func isBox(line string) bool {
	inner, _, found := strings.Cut(line, "]")
	return found && slices.Contains([]string{"[", "[ ", "[x", "[X", "[✓", "[✔"}, inner)
}

// label reports a line that was meant as a label.
func (s *mistakeScanner) label(at int, text string) {
	bare := strings.TrimLeft(text, "*_")
	typed, _, found := strings.Cut(bare, ":")
	if !found || len(typed) > 30 {
		s.withoutColon(at, text)
		return
	}
	name := strings.TrimRight(typed, "*_ \t"+hard)
	near := labelNear(name)
	if near == "" {
		return
	}
	s.section.misspelt[near], s.section.mistaken[at] = true, true
	switch {
	case strings.EqualFold(name, near) && name != near:
		s.section.Error(at, "question-label", fmt.Sprintf("%s: has other capitals than the label %s:", name, near), fmt.Sprintf("write %s:", near))
	case name != near:
		s.section.Error(at, "question-label", fmt.Sprintf("there is no label %s:", name), fmt.Sprintf("write %s:", near))
	case len(bare) == len(text) && strings.TrimRight(typed, " \t"+hard) == near && typed != near:
		s.section.Error(at, "question-label", fmt.Sprintf("a space between %s and its colon", near), fmt.Sprintf("write %s: with the colon straight after the word", near))
	case len(bare) < len(text) || name != typed:
		s.section.Error(at, "question-label", fmt.Sprintf("marks or spaces around the label %s:", near), fmt.Sprintf("write %s: and nothing before it", near))
	default:
		s.section.Error(at, "question-label-swallowed", fmt.Sprintf("%s: became part of the text above it", near), "leave a blank line before it, and no spaces at its start")
	}
}

// withoutColon reports a label without its colon: Tests [[6.9]].
func (s *mistakeScanner) withoutColon(at int, text string) {
	for _, name := range []string{labelTests, labelBasis} {
		if rest, ok := strings.CutPrefix(text, name); ok && strings.HasPrefix(strings.TrimLeft(rest, " "), "[[") {
			s.section.misspelt[name], s.section.mistaken[at] = true, true
			s.section.Error(at, "question-label", fmt.Sprintf("no colon after %s", name), fmt.Sprintf("write %s: before the references", name))
		}
	}
}

// labelNear returns the label that was meant, "" for a word that starts a sentence.
func labelNear(name string) string {
	for _, known := range labelNames() {
		if strings.EqualFold(known, name) {
			return known
		}
	}
	switch name {
	case "", "Who", "What", "When", "Where":
		return ""
	}
	near := diag.Nearest(name, labelNames())
	if near == "" || !strings.EqualFold(near[:1], name[:1]) {
		return ""
	}
	return near
}
