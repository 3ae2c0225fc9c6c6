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

// Read returns the questions in doc.Sections and the problems found. The argument text is the text
// of the file, and pos returns the position of an offset in it.
func Read(doc *markdown.Doc, text string, pos func(offset int) diag.Pos) ([]Question, diag.List) {
	r := &reader{doc: doc, text: text, Reporter: diag.Reporter{Pos: pos}, answerOffsets: map[int]bool{}, boxesAfterWhy: map[int]bool{}}
	r.checkHeadings()
	headings, boxes := findApparentHeadings(doc, text)
	for _, h := range headings {
		r.apparentOffsets = append(r.apparentOffsets, h.offset)
	}
	slices.Sort(r.apparentOffsets)
	questions := make([]Question, len(doc.Sections))
	for i := range doc.Sections {
		questions[i] = r.readQuestion(&doc.Sections[i], i+1)
	}
	r.checkRightAnswerPositions()
	checkApparent(r, headings, boxes)
	return questions, r.Problems
}

// A reader reads the questions of one body.
type reader struct {
	diag.Reporter
	doc             *markdown.Doc
	text            string             // text of the file
	rightAnswers    []rightAnswer      // recorded by checkRightAnswerLength
	headings        []markdown.Heading // level 2 headings outside questions
	apparentOffsets []int              // offsets of headings that should start a question but do not, sorted
	answerOffsets   map[int]bool       // offsets of the items of all lists of answers
	boxesAfterWhy   map[int]bool       // offsets of the list items with checkboxes after the field Why
}

// A section holds the state for reading a question, or a scene or ending of a scenario.
type section struct {
	*reader
	*markdown.Section
	kind *Kind
	word string // heading prefix in its standard spelling
	noun string // name used in messages
	q    *Question

	items       []item         // items of the lists of answers
	rows        []markdown.Row // rows of the tables of answers
	fields      []field        // fields, in source order
	strayOffset int            // offset of the first text after the answers that is not part of an answer, or 0

	fieldOffsets     map[string]int  // offset of each field, by name
	misspeltFields   map[string]bool // names of fields that are present in an invalid form
	mistakenLines    map[int]bool    // offsets of the lines with misspelt fields
	answersUncertain bool            // whether a mistake may hide an answer, so that the number of answers is not checked
	deepQuotes       []int           // offsets of quotations that are indented too far
}

// source returns the Markdown source of the section, including its heading.
func (s *section) source() string { return s.text[s.Offset:s.End] }

func (r *reader) readQuestion(written *markdown.Section, number int) Question {
	kind, part := kindForPrefix(written.Word)
	q := Question{Section: written, Kind: kind, Number: number}
	s := &section{reader: r, Section: written, kind: kind, word: kind.Word, noun: kind.noun, q: &q,
		fieldOffsets: map[string]int{}, misspeltFields: map[string]bool{}, mistakenLines: map[int]bool{}}
	if part != nil {
		s.findMistakes()
		s.Error(s.Offset, "scene-outside", fmt.Sprintf("%s outside %s", withArticle(part.noun), withArticle(kind.noun)),
			fmt.Sprintf("write ## %s: … above the first of its scenes; any other heading ends %s", kind.Word, withArticle(kind.noun)))
		q.Scenes = []Scene{s.readScene(written, 1)}
		return q
	}
	s.checkHeading()
	q.Intro = s.assignElements(kind.holdsAnswers)
	s.findMistakes()
	s.readFields()
	kind.readAnswers(s)
	if _, apparent := slices.BinarySearch(r.apparentOffsets, s.strayOffset); s.strayOffset > 0 && !apparent && !s.answersUncertain && !s.mistakenLines[s.strayOffset] {
		s.Error(s.strayOffset, "question-stray", "this comes after the answers and belongs to none of them", "write Why: before it, or move it above the answers")
	}
	s.checkRequiredFields()
	return q
}

// assignElements divides the elements of the section into the answers, the fields, the explanation
// after the field Why, and the introduction, which it returns. The argument is Kind.holdsAnswers.
func (s *section) assignElements(holdsAnswers func(s *section, e *markdown.Element, followsList bool) bool) (intro []markdown.Element) {
	answered, inList, afterRule := false, false, false
	for i := range s.Elements {
		e := &s.Elements[i]
		if e.Kind == markdown.RuleElement { // a rule that separates questions
			afterRule = answered
			continue
		}
		followsList := inList
		inList = false
		switch {
		case e.Kind == markdown.FieldElement:
			s.fields = append(s.fields, field{Element: e})
		case holdsAnswers(s, e, followsList):
			if afterRule {
				s.Error(e.Offset, "question-stray", "a line of hyphens separates these answers from those above", "take the line out; if they belong to another question, write above them ### Question: … {#short-name} and the line Tests:")
			}
			for i := range e.Items {
				s.items = append(s.items, s.newItem(&e.Items[i]))
			}
			s.rows = append(s.rows, e.Rows...)
			answered, inList = true, e.Kind == markdown.ListElement
		case followsList && (e.Kind == markdown.QuotationElement || e.Kind == markdown.CalloutElement):
			s.items[len(s.items)-1].addUnindentedQuote(e)
			inList = true
		case lastField(s.fields) == fieldWhy:
			s.recordBoxesAfterWhy(e)
			why := &s.fields[len(s.fields)-1]
			why.continuation = append(why.continuation, *e)
		case !answered && !s.afterWhy():
			intro = append(intro, *e)
		default:
			if s.afterWhy() {
				s.recordBoxesAfterWhy(e)
			}
			if s.strayOffset == 0 {
				s.strayOffset = e.Offset
			}
		}
	}
	return intro
}

// recordBoxesAfterWhy records the list items with checkboxes in an element after the field Why, and
// sets s.uncertain, because they may be answers of the question. It reports a list without
// checkboxes if each of its items has a reason.
func (s *section) recordBoxesAfterWhy(e *markdown.Element) {
	if len(e.Items) > 1 && !hasBoxes(e) && !slices.ContainsFunc(e.Items, func(i markdown.Item) bool { return i.QuoteAt == 0 }) {
		s.Error(e.Offset, "question-outside", answersAfterWhyMessage, answersAfterWhyHint)
		s.answersUncertain = true
	}
	for _, i := range e.Items {
		if i.Box == markdown.EmptyBox || i.Box == markdown.TickedBox {
			s.boxesAfterWhy[i.Offset], s.answersUncertain = true, true
		}
	}
}

// afterWhy reports whether one of the fields so far was Why, after which a question has no answers.
func (s *section) afterWhy() bool {
	return slices.ContainsFunc(s.fields, func(l field) bool { return l.Field.Name == fieldWhy })
}

// lastField returns the name of the last of fields, or "" if there is none.
func lastField(fields []field) string {
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1].Field.Name
}

// withArticle returns noun with an indefinite article.
func withArticle(noun string) string {
	if strings.IndexByte("aeiou", noun[0]) >= 0 {
		return "an " + noun
	}
	return "a " + noun
}

// checkHeading checks the heading of a question or a part.
func (s *section) checkHeading() {
	if s.Word != s.word {
		s.Error(s.Offset, "question-word", fmt.Sprintf("%q has other capitals than the word that starts a question", s.Word), fmt.Sprintf("write %s:", s.word))
	}
	if s.Plain == "" {
		s.Error(s.Offset, "question-words", fmt.Sprintf("%s without words", withArticle(s.noun)), fmt.Sprintf("write after the colon what it is about: %s: …", s.word))
	}
	s.checkLevel()
	first, _, _ := strings.Cut(s.source(), "\n")
	// Package markdown reports braces that contain #, . or =. Any others probably contain an id
	// without its #.
	if brace := strings.IndexByte(first, '{'); s.ID == "" && (brace < 0 || !strings.ContainsAny(first[brace:], "#.=")) {
		why := "results and permanent links know it by that name"
		if s.word != s.kind.Word {
			why = "ways lead there by that name"
		}
		s.Error(s.Offset, "question-id", fmt.Sprintf("%s without an id", withArticle(s.noun)),
			"write {#short-name} at the end of the heading; "+why+", so it stays as it is and is never used again")
	}
}

// checkLevel reports a question with a level 2 heading after another level 2 heading that is not a
// question, because the question would appear as a section in the table of contents and the slides.
// It does not report a question with parts, which is meant to be a section.
func (s *section) checkLevel() {
	if s.kind.parts != nil || s.Level != 2 {
		return
	}
	above, _ := slices.BinarySearchFunc(s.headings, s.Offset, func(h markdown.Heading, at int) int { return cmp.Compare(h.Offset, at) })
	if above > 0 {
		s.Warn(s.Offset, "question-level", fmt.Sprintf("%s on the level of the section %s above it", withArticle(s.noun), quoted(s.headings[above-1].Text)),
			fmt.Sprintf("write ### %s: …, so that it belongs to the section", s.word))
	}
}

// checkHeadings reports headings that should start a question but do not, and sets r.headings.
func (r *reader) checkHeadings() {
	isQuestion := make(map[int]bool, len(r.doc.Sections))
	for i := range r.doc.Sections {
		isQuestion[r.doc.Sections[i].Offset] = true
	}
	for _, h := range missedQuestionHeadings(r.doc) {
		isQuestion[h.Offset] = true
		r.apparentOffsets = append(r.apparentOffsets, h.Offset)
		hint := "start it with " + kinds[0].Word + ":"
		for i := range kinds[1:] {
			separator := ", "
			if i == len(kinds)-2 {
				separator = " or "
			}
			hint += separator + kinds[i+1].Word + ":"
		}
		typed, _, _ := strings.Cut(h.Text, ":")
		if near := diag.Nearest(strings.TrimRight(typed, " 0123456789"), headingPrefixes()); near != "" {
			hint = fmt.Sprintf("write %s:", near)
		}
		r.Error(h.Offset, "question-word", fmt.Sprintf("there is a question below this heading, but %s does not start one", quoted(h.Text)), hint)
	}
	for _, h := range r.doc.Headings {
		if h.Level == 2 && !isQuestion[h.Offset] {
			r.headings = append(r.headings, h)
		}
	}
}

// missedQuestionHeadings returns the headings outside questions that are followed by a block with
// "Tests:" and a reference before the next heading.
func missedQuestionHeadings(doc *markdown.Doc) []markdown.Heading {
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
		if slices.ContainsFunc(doc.Blocks[h.Block+1:max(end, h.Block+1)], isTestsLine) {
			list = append(list, h)
		}
	}
	return list
}

// isTestsLine reports whether b starts with "Tests:" and a reference. In a question, such a line
// would be a field, not a block.
func isTestsLine(b markdown.Block) bool {
	const start = fieldTests + ":"
	return strings.HasPrefix(b.Text, start) && len(b.Marks) > 0 && b.Marks[0].At <= len(start+" ")
}

// quoted returns text in quotation marks, truncated for use in a message.
func quoted(text string) string {
	const maxLength = 40
	text = strings.ReplaceAll(text, "\n", " ")
	if utf8.RuneCountInString(text) > maxLength {
		text = strings.TrimSpace(string([]rune(text)[:maxLength])) + "…"
	}
	return `"` + text + `"`
}
