package quiz

import (
	"strings"

	"safelearn/generator/markdown"
)

// A Kind is a kind of question: how it is written, and what a page needs to show it.
// Code outside this package depends on the Shape of a kind, never on the kind itself.
type Kind struct {
	Word    string // starts its headings, before a colon
	Heading string // follows the number of a question in its heading: ", put in order"
	Shape   Shape
	Prompt  string // says what to do
	Several string // the same where several options are right
	Summary string // opens the answer
	Best    string // names the right answer before it
	Bests   string // the same where several options are right
	Spelled bool   // the right answer is shown with its words, not its letter alone
	Right   string // marks a right option
	Wrong   string // marks any other

	noun       string                                                 // what messages call it
	labels     []string                                               // allowed in addition to Tests, Basis, Reviewed and Why
	list       string                                                 // the label before its list of answers; "" if there is none
	needsBasis bool                                                   // even if no answer is unsafe
	parts      []part                                                 // the sections below it
	holds      func(s *section, e *markdown.Element, below bool) bool // as in section.sort
	read       func(s *section)                                       // fills in the question after section.sort
}

// A Shape is what a question asks a reader to do. It decides how pages and the script
// present the question.
type Shape string

const (
	Choose Shape = "choice"   // options, one or several of them right
	Put    Shape = "order"    // steps to put in their right order
	Pairs  Shape = "match"    // pairs to find
	Open   Shape = "open"     // no right answer, a list of what a good one covers
	Story  Shape = "scenario" // scenes with ways on, and endings
)

// A part is a kind of section below the heading of a question.
type part struct {
	word string // starts its headings, before a colon
	noun string // what messages call it
	last bool   // nothing follows it
}

// kinds lists the kinds of question, in the order in which messages name them.
var kinds = [...]Kind{choice(), trueFalse(), order(), match(), reflection(), scenario()}

// Syntax returns the sections that questions are written in.
func Syntax() *markdown.SectionSyntax {
	s := new(markdown.SectionSyntax)
	for _, name := range labelNames() {
		s.Labels = append(s.Labels, markdown.SectionLabel{Name: name, Prose: name == labelWhy})
	}
	for _, k := range kinds {
		s.Words = append(s.Words, markdown.SectionWord{Word: k.Word})
		for _, p := range k.parts {
			s.Words = append(s.Words, markdown.SectionWord{Word: p.word, PartOf: k.Word, Jumps: true})
		}
	}
	return s
}

// words returns all that can start the heading of a question or of a part of one.
func words() []string {
	var list []string
	for _, w := range Syntax().Words {
		list = append(list, w.Word)
	}
	return list
}

// kindOf returns the kind whose heading, or the heading of whose part, starts with a
// word.
func kindOf(word string) (*Kind, *part) {
	for i := range kinds {
		k := &kinds[i]
		if strings.EqualFold(k.Word, word) {
			return k, nil
		}
		if p := k.part(word); p != nil {
			return k, p
		}
	}
	return &kinds[0], nil
}

// part returns the part of the kind whose headings start with a word, nil where it
// has none.
func (k *Kind) part(word string) *part {
	for i := range k.parts {
		if p := &k.parts[i]; strings.EqualFold(p.word, word) {
			return p
		}
	}
	return nil
}
