package quiz

import (
	"strings"

	"safelearn/generator/markdown"
)

// A Kind is a kind of question: its syntax, and the texts that pages show for it. Code outside this
// package distinguishes kinds only by their Shape.
type Kind struct {
	Word       string // heading prefix in the source, without the colon
	Shape      Shape
	TrueFalse  bool // whether the options are True and False, which are shown in the language of the page
	ShowAnswer bool // whether to show the text of the right answer in addition to its letter

	// Catalogue keys of texts, or "" for no text.
	Heading       string // text after the number of the question in its heading, such as "put in order"
	Prompt        string // instruction to the reader
	PromptSeveral string // replaces Prompt if several options are right
	Summary       string // text of the control that reveals the answer
	Best          string // text before the right answer
	BestSeveral   string // replaces Best if several options are right
	Right         string // text before a right option
	Wrong         string // text before a wrong option

	noun        string     // name used in messages
	fields      []string   // allowed fields besides Tests, Basis, Reviewed and Why
	pointsField string     // name of the field before the list of points, or "" if the kind has none
	needsBasis  bool       // whether Basis is required even without unsafe answers
	parts       []partKind // kinds of subsection of the question

	// holdsAnswers reports whether e contains answers. The argument followsList states whether e
	// directly follows a list of answers.
	holdsAnswers func(s *section, e *markdown.Element, followsList bool) bool
	readAnswers  func(s *section) // reads the answers after section.assignElements
}

// A Shape is a type of interaction with a question. It determines the HTML and the
// behaviour of the script.
type Shape string

const (
	Choice Shape = "choice"   // choose from options, of which one or more are right
	Order  Shape = "order"    // put steps in the right order
	Match  Shape = "match"    // match pairs
	Open   Shape = "open"     // answer freely, then compare with a list of points
	Story  Shape = "scenario" // follow a branching story
)

// A partKind is a kind of subsection of a question, such as a scene.
type partKind struct {
	word   string // heading prefix, up to the colon
	noun   string // name used in messages
	ending bool   // whether the part ends the story and therefore has no choices
}

// kinds lists the kinds of question in the order used in messages.
var kinds = [...]Kind{choiceKind(), trueFalseKind(), orderKind(), matchKind(), reflectionKind(), scenarioKind()}

// Syntax returns the section syntax of questions. It is shared and read-only.
func Syntax() *markdown.SectionSyntax { return syntax }

var syntax = newSyntax()

func newSyntax() *markdown.SectionSyntax {
	s := new(markdown.SectionSyntax)
	for _, name := range fieldNames() {
		s.Fields = append(s.Fields, markdown.SectionField{Name: name, Prose: name == fieldWhy})
	}
	for _, k := range kinds {
		s.Words = append(s.Words, markdown.SectionPrefix{Word: k.Word})
		for _, p := range k.parts {
			s.Words = append(s.Words, markdown.SectionPrefix{Word: p.word, PartOf: k.Word, LinkItems: true})
		}
	}
	return s
}

// headingPrefixes returns the heading prefixes of all kinds of question and of their parts.
func headingPrefixes() []string {
	var list []string
	for _, w := range Syntax().Words {
		list = append(list, w.Word)
	}
	return list
}

// kindForPrefix returns the kind with the given heading prefix. If the prefix belongs to a part of a
// question, it returns the kind that has the part, and the part. For an unknown prefix it returns the
// first kind.
func kindForPrefix(word string) (*Kind, *partKind) {
	for i := range kinds {
		k := &kinds[i]
		if strings.EqualFold(k.Word, word) {
			return k, nil
		}
		if p := k.findPart(word); p != nil {
			return k, p
		}
	}
	return &kinds[0], nil
}

// findPart returns the part with the given heading prefix, or nil if there is none.
func (k *Kind) findPart(word string) *partKind {
	for i := range k.parts {
		if p := &k.parts[i]; strings.EqualFold(p.word, word) {
			return p
		}
	}
	return nil
}
