package quiz

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// Read returns the question of each section of a body, in the order of doc.Sections. Text
// is the text of the body's file and pos returns the position of an offset in it.
func Read(doc *markdown.Doc, text string, pos func(offset int) diag.Pos) ([]Question, diag.List) {
	r := &reader{doc: doc, text: text, Reporter: diag.Reporter{Pos: pos}}
	r.headings()
	questions := make([]Question, len(doc.Sections))
	for i := range doc.Sections {
		questions[i] = r.question(&doc.Sections[i], i+1)
	}
	r.samePosition()
	return questions, r.Problems
}

// A reader reads the questions of one body.
type reader struct {
	diag.Reporter
	doc      *markdown.Doc
	text     string // of the file
	rights   []right
	sections []markdown.Heading // those of the second level that are no questions
}

// A section is one question, or a part of one, while it is read.
type section struct {
	*reader
	*markdown.Section
	kind *Kind
	word string // starts the heading, correctly written
	noun string // what messages call it
	q    *Question

	items   []item // of the lists that hold answers
	rows    []markdown.Row
	labels  []label
	strayAt int // where text starts that is part of nothing, 0 if there is none

	lines     map[string]int  // offsets of the label lines by name
	misspelt  map[string]bool // labels that are there, incorrectly written
	mistaken  map[int]bool    // offsets of such lines
	uncertain bool            // a mistake may hide an answer, so their number is not checked
	deep      []int           // offsets of quotations that Markdown reads as part of the words above them
}

// source returns the section as written, its heading first.
func (s *section) source() string { return s.text[s.Offset:s.End] }

func (r *reader) question(written *markdown.Section, number int) Question {
	kind, part := kindOf(written.Word)
	q := Question{Kind: kind, ID: written.ID, Number: number, Level: written.Level, Title: written.Title, Plain: written.Plain, Offset: written.Offset}
	s := &section{reader: r, Section: written, kind: kind, word: kind.Word, noun: kind.noun, q: &q,
		lines: map[string]int{}, misspelt: map[string]bool{}, mistaken: map[int]bool{}}
	if part != nil {
		s.findMistakes()
		s.Error(s.Offset, "scene-outside", fmt.Sprintf("%s outside %s", article(part.noun), article(kind.noun)),
			fmt.Sprintf("write ## %s: … above the first of its scenes; a heading that is none ends %s", kind.Word, article(kind.noun)))
		q.Scenes = []Scene{s.scene(written, 1)}
		return q
	}
	s.heading()
	q.Intro = s.sort(kind.holds)
	s.findMistakes()
	s.readLabels()
	kind.read(s)
	if s.strayAt > 0 && !s.uncertain && !s.mistaken[s.strayAt] {
		s.Error(s.strayAt, "question-stray", "this comes after the answers and belongs to none of them", "write Why: before it, or move it above the answers")
	}
	s.needs()
	return q
}

// sort distributes the elements of the section to answers, labels, the explanation after
// the label Why, and the introduction before the answers, which it returns. Holds reports
// whether an element holds answers. Its argument below is true if the element before is
// a list of answers.
func (s *section) sort(holds func(s *section, e *markdown.Element, below bool) bool) (intro []markdown.Element) {
	answered, list := false, false
	for i := range s.Elements {
		e := &s.Elements[i]
		if e.Kind == markdown.Rule { // it separates a question from the next
			continue
		}
		below := list
		list = false
		switch {
		case e.Kind == markdown.LabelLine:
			s.labels = append(s.labels, label{Element: e})
		case holds(s, e, below):
			for i := range e.Items {
				s.items = append(s.items, s.item(&e.Items[i]))
			}
			s.rows = append(s.rows, e.Rows...)
			answered, list = true, e.Kind == markdown.List
		case below && (e.Kind == markdown.Quotation || e.Kind == markdown.CalloutElement):
			s.items[len(s.items)-1].addOutside(e)
			list = true
		case !answered:
			intro = append(intro, *e)
		case s.explained():
			why := &s.labels[len(s.labels)-1]
			why.more = append(why.more, *e)
		case s.strayAt == 0:
			s.strayAt = e.Offset
		}
	}
	return intro
}

// explained reports whether the last label is Why, so that what follows explains the
// answer.
func (s *section) explained() bool {
	return len(s.labels) > 0 && s.labels[len(s.labels)-1].Label.Name == labelWhy
}

// article puts a or an before a noun.
func article(noun string) string {
	if strings.IndexByte("aeiou", noun[0]) >= 0 {
		return "an " + noun
	}
	return "a " + noun
}

// heading checks the heading of a question or a part of one.
func (s *section) heading() {
	if s.Word != s.word {
		s.Error(s.Offset, "question-word", fmt.Sprintf("%q has other capitals than the word that starts a question", s.Word), fmt.Sprintf("write %s:", s.word))
	}
	if s.Plain == "" {
		s.Error(s.Offset, "question-words", fmt.Sprintf("%s without words", article(s.noun)), fmt.Sprintf("write after the colon what it is about: %s: …", s.word))
	}
	s.level()
	first, _, _ := strings.Cut(s.source(), "\n")
	// package markdown reports braces with #, . or = in them. Others are an id without #.
	if brace := strings.IndexByte(first, '{'); s.ID == "" && (brace < 0 || !strings.ContainsAny(first[brace:], "#.=")) {
		why := "results and permanent links know it by that name"
		if s.word != s.kind.Word {
			why = "ways lead there by that name"
		}
		s.Error(s.Offset, "question-id", fmt.Sprintf("%s without an id", article(s.noun)),
			"write {#short-name} at the end of the heading; "+why+", so it stays as it is and is never used again")
	}
}

// level reports a question on the same level as its section, because contents lists and
// slides would show it as a section. A question with parts is shown as one.
func (s *section) level() {
	if s.kind.parts != nil || s.Level != 2 {
		return
	}
	above, _ := slices.BinarySearchFunc(s.sections, s.Offset, func(h markdown.Heading, at int) int { return cmp.Compare(h.Offset, at) })
	if above > 0 {
		s.Warn(s.Offset, "question-level", fmt.Sprintf("%s on the level of the section %s above it", article(s.noun), quoted(s.sections[above-1].Text)),
			fmt.Sprintf("write ### %s: …, so that it belongs to the section", s.word))
	}
}

// headings reports headings that were meant to start questions and do not, and finds the
// sections of the body.
func (r *reader) headings() {
	asks := make(map[int]bool, len(r.doc.Sections))
	for i := range r.doc.Sections {
		asks[r.doc.Sections[i].Offset] = true
	}
	for _, h := range meant(r.doc) {
		asks[h.Offset] = true
		hint := "start it with " + kinds[0].Word + ":"
		for i := range kinds[1:] {
			joint := ", "
			if i == len(kinds)-2 {
				joint = " or "
			}
			hint += joint + kinds[i+1].Word + ":"
		}
		typed, _, _ := strings.Cut(h.Text, ":")
		if near := diag.Nearest(strings.TrimRight(typed, " 0123456789"), words()); near != "" {
			hint = fmt.Sprintf("write %s:", near)
		}
		r.Error(h.Offset, "question-word", fmt.Sprintf("there is a question below this heading, but %s does not start one", quoted(h.Text)), hint)
	}
	for _, h := range r.doc.Headings {
		if h.Level == 2 && !asks[h.Offset] {
			r.sections = append(r.sections, h)
		}
	}
}

// Unread returns the headings of questions in a body that was parsed without them.
func Unread(doc *markdown.Doc) []markdown.Heading {
	return slices.DeleteFunc(meant(doc), func(h markdown.Heading) bool {
		word, _, _ := strings.Cut(h.Text, ":")
		return !slices.Contains(words(), word)
	})
}

// meant returns the headings of a body that are in no question and have a line below
// them that starts with Tests: and a reference.
func meant(doc *markdown.Doc) []markdown.Heading {
	var list []markdown.Heading
	sections := doc.Sections
	for i, h := range doc.Headings {
		for len(sections) > 0 && h.Offset >= sections[0].End {
			sections = sections[1:]
		}
		if len(sections) > 0 && h.Offset >= sections[0].Offset {
			continue
		}
		end := len(doc.Blocks)
		if i+1 < len(doc.Headings) {
			end = doc.Headings[i+1].Block
		}
		if slices.ContainsFunc(doc.Blocks[h.Block+1:max(end, h.Block+1)], tests) {
			list = append(list, h)
		}
	}
	return list
}

// tests reports whether a block is a line Tests: that was not read as a label.
func tests(b markdown.Block) bool {
	const start = labelTests + ":"
	return strings.HasPrefix(b.Text, start) && len(b.Marks) > 0 && b.Marks[0].At <= len(start+" ")
}

// quoted returns the start of what an author wrote, in quotation marks.
func quoted(text string) string {
	const most = 40
	text = strings.ReplaceAll(text, "\n", " ")
	if utf8.RuneCountInString(text) > most {
		text = strings.TrimSpace(string([]rune(text)[:most])) + "…"
	}
	return `"` + text + `"`
}
