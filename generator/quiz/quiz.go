// Package quiz reads the questions in a parsed body.
//
// Read takes a markdown.Doc and returns its questions in page order and a list of
// problems. It does not use other pages, resolve references or generate HTML.
//
// A question is a heading that starts with its kind, and the blocks below it up to the
// next heading of the same or a higher level:
//
//	### Question: What do you do first? {#first}
//
//	Tests: [[child-m/6.9b]], [[handover#speak]]
//	Basis: [[working-together]]
//	Hint: Who needs to know today?
//	Sure?: yes
//	Outcomes: 1
//	Reviewed: 2026-11-23
//
//	- [x] Speak to children's social care today
//	  > Why this is right.
//	- [ ] Look again at the next visit
//	  > Unsafe. Why this could leave a child at risk.
//
//	Why: An explanation shown to all readers after the answer.
//
// The id must be unique within the site and must not be reused. Tests is required and
// lists what the question tests: pages, paragraphs, actions or protocol steps. Basis lists the
// sources of the answer: guidance pages, steps of live protocols or, for a question about the
// content of a review without unsafe answers, the review. It is required for Question, Order and
// Scenario, and for any question with an unsafe answer. The other fields are optional. Outcomes
// names outcomes of the module by their numbers. The order
// of the displayed answers depends only on the id.
//
//   - Question: two to five answers, one or more of them right.
//   - True or false: the answers True and False.
//   - Order: a numbered list of three or more steps in the right order.
//   - Match: a table with two columns and a pair in each row.
//   - Reflect: no answers, but the field "A good answer covers:" followed by a list.
//   - Scenario: no answers, but parts with the headings ### Scene: … {#id} and
//     ### Ending: … {#id}. A scene ends with a list of choices. Each list item
//     is only a link to an id, followed by a quotation with the consequence of the choice.
//     The story starts at the first scene.
package quiz

import (
	"slices"

	"safelearn/generator/markdown"
)

// A Question is a question in a module. Its texts contain slots for references; the page that shows
// the question fills them. Each Text is inline content, except for a Reason or a Consequence, which
// consists of block elements.
type Question struct {
	*markdown.Section // heading and source of the question; a missing ID is reported as an error

	Kind         *Kind              // kind of question
	Number       int                // number from 1, in page order; the same on screen, slides and paper
	Intro        []markdown.Element // blocks between the heading and the answers, without fields
	TestRefs     []int              // references to what the question tests, as indices in Doc.Refs
	BasisRefs    []int              // references to the sources of the answer, as indices in Doc.Refs
	Hint         markdown.Text      // shown on request before the answer
	Why          []markdown.Element // explanation shown after the answer
	AskSure      bool               // whether to ask how sure the learner is
	Outcomes     []int              // outcomes of the module that the question is about, counted from 1
	OutcomesAt   int                // offset of the field Outcomes
	Reviewed     string             // date of the last comparison with the sources, YYYY-MM-DD, or ""
	ReviewedAt   int                // offset of the field Reviewed
	Options      []Option           // Choice: in display order; Order: in the right order; nil for other shapes
	DisplayOrder []int              // display order: indices in Options for Order, indices of right sides in Pairs for Match
	Pairs        []Pair             // Match
	ColumnHeads  [2]markdown.Text   // Match: column headers of the left and right sides
	Points       []markdown.Text    // Open: points that a good answer covers
	Scenes       []Scene            // Story: scenes and endings in page order
}

// An Option is an answer to choose or a step to put in order.
type Option struct {
	Letter string // "A", "B" and so on; the same on screen, slides, handout and answer key
	Text   markdown.Text
	Plain  string        // Text as plain text
	Reason markdown.Text // Choice: why the option is right or wrong; see ReplaceUnsafe
	Right  bool          // Choice: a right answer
	Unsafe bool          // whether the option could leave a child at risk: Reason started with "Unsafe."
	Offset int           // offset in the file
}

// A Pair is a pair in a Match question.
type Pair struct {
	Left, Right markdown.Text // cells of the row
	Letter      string        // letter of the right side in display order
	Offset      int           // offset in the file
}

// A Scene is a scene or an ending in a branching story.
type Scene struct {
	*markdown.Section // its heading and source

	Number  int                // number from 1 within the scenario; used on paper, as in "go to 7"
	Text    []markdown.Element // blocks before the choices
	Choices []SceneChoice      // at the end of the scene; nil if Ending is true
	Ending  bool               // whether the story ends here
}

// A SceneChoice is a choice at the end of a scene, which leads to another scene or an ending.
type SceneChoice struct {
	Text        markdown.Text // the choice
	To          string        // id of the next scene or ending
	Consequence markdown.Text // shown before the next scene; see ReplaceUnsafe
	Unsafe      bool          // whether the choice could leave a child at risk: Consequence started with "Unsafe."
	Offset      int           // offset in the file
}

// SeveralRight reports whether more than one option is right, so that the options need
// checkboxes instead of radio buttons.
func (q *Question) SeveralRight() bool {
	return q.Kind.Shape == Choice && q.countRight() > 1
}

// countRight returns the number of right options.
func (q *Question) countRight() int {
	n := 0
	for _, o := range q.Options {
		if o.Right {
			n++
		}
	}
	return n
}

// Checkable reports whether the program can mark a reader's answer as right or wrong, because the
// question has options or pairs.
func (q *Question) Checkable() bool { return len(q.Options)+len(q.Pairs) > 0 }

// HasUnsafeOption reports whether an option or a choice of a scene is marked as unsafe. Such a question
// needs a Basis, because it advises readers on what to do.
func (q *Question) HasUnsafeOption() bool {
	unsafe := slices.ContainsFunc(q.Options, func(o Option) bool { return o.Unsafe })
	for _, s := range q.Scenes {
		unsafe = unsafe || slices.ContainsFunc(s.Choices, func(c SceneChoice) bool { return c.Unsafe })
	}
	return unsafe
}
