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

// Read makes a question of each form of a body, in order: Questions[i] stands where
// Forms[i] was. Place turns an offset in the file's text into a place.
func Read(doc *markdown.Doc, place func(offset int) diag.Pos) ([]Question, diag.List) {
	r := &reader{doc: doc, place: place}
	r.headings()
	r.findSections()
	questions := make([]Question, len(doc.Forms))
	for i := range doc.Forms {
		questions[i] = r.question(&doc.Forms[i], i+1)
	}
	r.habits()
	return questions, r.problems
}

// A reader reads the questions of one body.
type reader struct {
	doc      *markdown.Doc
	place    func(int) diag.Pos
	problems diag.List
	rights   []right
	meant    []markdown.Heading // that were meant for questions and are none
	sections []markdown.Heading // of the second level, questions apart
}

// maxProblems are told of one page; the last of them says that there are more.
const maxProblems = 1000

func (r *reader) fail(offset int, rule, message, hint string, notes ...diag.Note) {
	if r.room(offset) {
		r.problems.Error(r.place(offset), rule, message, hint, notes...)
	}
}

func (r *reader) warn(offset int, rule, message, hint string) {
	if r.room(offset) {
		r.problems.Warn(r.place(offset), rule, message, hint)
	}
}

func (r *reader) room(offset int) bool {
	if len(r.problems) == maxProblems-1 {
		r.problems.Error(r.place(offset), "limit-problems", fmt.Sprintf("more than %d problems in the questions of this page", maxProblems),
			"mend those that are told, then look again")
	}
	return len(r.problems) < maxProblems
}

// A form is one question while it is read.
type form struct {
	*reader
	*markdown.Form
	word     string // as it is to be written
	q        *Question
	labels   map[string]int  // offsets of the label lines by name
	told     map[string]bool // labels that are there, badly written
	mistyped map[int]bool    // offsets of such lines
	slipped  bool            // an answer may hide in a slip, so that nothing is said of how many there are
	deep     []int           // offsets of quotations that joined the words above them
}

func (r *reader) question(written *markdown.Form, number int) Question {
	word := nameOf(written.Word)
	q := Question{Kind: kindOf(word), ID: written.ID, Number: number, Title: written.Title, Plain: written.Plain, Intro: written.Intro, Offset: written.Offset}
	f := &form{reader: r, Form: written, word: word, q: &q, labels: map[string]int{}, told: map[string]bool{}, mistyped: map[int]bool{}}
	f.heading()
	f.slips()
	if word == "Scene" || word == "Ending" {
		f.fail(f.Offset, "scene-outside", fmt.Sprintf("%s outside a scenario", article(word)), "write ## Scenario: … above the first of its scenes; a heading that is none ends a scenario")
		q.Scenes = []Scene{f.scene(written, 1)}
		return q
	}
	f.readLabels()
	f.answers()

	if f.AfterAt > 0 && !f.slipped && !f.mistyped[f.AfterAt] {
		f.stray(f.AfterAt)
	}
	f.needs()
	return q
}

func (f *form) answers() {
	switch f.q.Kind {
	case Choice:
		f.choice()
	case TrueFalse:
		f.trueFalse()
	case Order:
		f.order()
	case Match:
		f.match()
	case Reflect:
		f.reflect()
	case Scenario:
		f.scenario()
	}
}

// kindOf gives the kind that the word of a heading names. A scene by itself is read
// as a scenario, so that there is a question for every form.
func kindOf(word string) Kind {
	switch word {
	case "True or false":
		return TrueFalse
	case "Order":
		return Order
	case "Match":
		return Match
	case "Reflect":
		return Reflect
	case "Scenario", "Scene", "Ending":
		return Scenario
	}
	return Choice
}

// nameOf gives the word of a heading as it is to be written.
func nameOf(written string) string {
	for _, word := range markdown.FormWords {
		if strings.EqualFold(word, written) {
			return word
		}
	}
	return written
}

// article puts a or an before what people call a thing.
func article(thing string) string {
	thing = strings.ToLower(thing)
	switch thing {
	case "true or false":
		thing = "question"
	case "reflect":
		thing = "reflection"
	}
	if strings.IndexByte("aeiou", thing[0]) >= 0 {
		return "an " + thing
	}
	return "a " + thing
}

// heading judges what stands in the heading of a question or scene.
func (f *form) heading() {
	if f.Word != f.word {
		f.fail(f.Offset, "question-word", fmt.Sprintf("%q has other capitals than the word that starts a question", f.Word), fmt.Sprintf("write %s:", f.word))
	}
	if f.Plain == "" {
		f.fail(f.Offset, "question-words", fmt.Sprintf("%s without words", article(f.word)), fmt.Sprintf("write after the colon what it is about: %s: …", f.word))
	}
	f.level()
	first, _, _ := strings.Cut(f.Source, "\n")
	// A brace with a sign in it has its own message; one without is only an id that
	// lacks the sign.
	if brace := strings.IndexByte(first, '{'); f.ID == "" && (brace < 0 || !strings.ContainsAny(first[brace:], "#.=")) {
		why := "results and permanent links know it by that name"
		if f.word == "Scene" || f.word == "Ending" {
			why = "ways lead there by that name"
		}
		f.fail(f.Offset, "question-id", fmt.Sprintf("%s without an id", article(f.word)),
			"write {#short-name} at the end of the heading; "+why+", so it stays as it is and is never used again")
	}
}

// level tells of a question beside the section that it belongs to: lists of contents
// and slides would take it for a section of its own. A scenario is one.
func (f *form) level() {
	if f.q.Kind == Scenario {
		return
	}
	byOffset := func(h markdown.Heading, at int) int { return cmp.Compare(h.Offset, at) }
	own, found := slices.BinarySearchFunc(f.doc.Headings, f.Offset, byOffset)
	above, _ := slices.BinarySearchFunc(f.sections, f.Offset, byOffset)
	if found && above > 0 && f.doc.Headings[own].Level == 2 {
		f.warn(f.Offset, "question-level", fmt.Sprintf("%s on the level of the section %s above it", article(f.word), quoted(f.sections[above-1].Text)),
			fmt.Sprintf("write ### %s: …, so that it belongs to the section", f.word))
	}
}

// findSections finds the headings of the second level that are no questions.
func (r *reader) findSections() {
	asks := make(map[int]bool, len(r.doc.Forms))
	for i := range r.doc.Forms {
		asks[r.doc.Forms[i].Offset] = true
	}
	for _, h := range r.meant {
		asks[h.Offset] = true
	}
	for _, h := range r.doc.Headings {
		if h.Level == 2 && !asks[h.Offset] {
			r.sections = append(r.sections, h)
		}
	}
}

// stray tells of text that no part of a question shows.
func (f *form) stray(offset int) {
	f.fail(offset, "question-stray", "this stands after the answers and belongs to none of them", "write Why: before it, or move it above the answers")
}

// headings tells of headings that were meant for questions and are none.
func (r *reader) headings() {
	r.meant = Strays(r.doc)
	for _, h := range r.meant {
		names := slices.Clone(markdown.FormWords[:])
		typed, _, _ := strings.Cut(h.Text, ":")
		hint := "start it with Question:, True or false:, Order:, Match:, Reflect: or Scenario:"
		if near := diag.Nearest(strings.TrimRight(typed, " 0123456789"), names); near != "" {
			hint = fmt.Sprintf("write %s:", near)
		}
		r.fail(h.Offset, "question-word", fmt.Sprintf("what stands below this heading is a question, but %s starts none", quoted(h.Text)), hint)
	}
}

// Strays gives the headings of a body that are in no question and have a line below
// them that starts with Tests: and a reference.
func Strays(doc *markdown.Doc) []markdown.Heading {
	var list []markdown.Heading
	forms := doc.Forms
	for i, h := range doc.Headings {
		for len(forms) > 0 && h.Offset >= forms[0].Offset+len(forms[0].Source) {
			forms = forms[1:]
		}
		if len(forms) > 0 && h.Offset >= forms[0].Offset {
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

// tests reports whether a block is a line Tests: that was not read as one.
func tests(b markdown.Block) bool {
	return strings.HasPrefix(b.Text, "Tests:") && len(b.Marks) > 0 && b.Marks[0].At <= len("Tests: ")
}

// quoted gives the start of what an author wrote, in quotation marks.
func quoted(text string) string {
	const most = 40
	text = strings.ReplaceAll(text, "\n", " ")
	if utf8.RuneCountInString(text) > most {
		text = strings.TrimSpace(string([]rune(text)[:most])) + "…"
	}
	return `"` + text + `"`
}
