// Package quiz makes typed questions of the sections of a body, and reports what is
// wrong with them.
//
// In comes a parsed body; out come its questions, in order, and diagnostics with
// file, line and what to write instead. It has no knowledge of any other page,
// resolves no reference and writes no HTML of its own.
//
// A question is a heading whose first words name its kind, and the blocks below it up to
// the next heading of the same or a higher level:
//
//	### Question: What do you do first? {#first}
//
//	Tests: [[baby-r/6.9b]], [[bruising#speak]]
//	Basis: [[panel-2022]]
//	Hint: Who needs to know today?
//	Sure?: yes
//	Reviewed: 2026-11-23
//
//	- [x] Speak to children's social care today
//	  > Why this is right.
//	- [ ] Look again at the next visit
//	  > Unsafe. Why this could leave a child at risk.
//
//	Why: What everybody reads after the answer.
//
// The id is unique over the site and never used again. Tests is required: what it
// tests, as recommendations, actions, learning points, paragraphs or steps of
// protocols. Basis is what the answer rests on, required of a Question, an Order, a
// Scenario and wherever an answer is called unsafe: pages of guidance or steps of live
// protocols, which say what to do, or the words of a review, where a question asks for
// them and no answer is unsafe. The other labels may be left out. Answers are shown in
// an order that the id decides.
//
//   - Question: two to five answers, one or several of them right.
//   - True or false: the answers True and False.
//   - Order: a numbered list of three steps or more, in their right order.
//   - Match: a table of two columns, with what belongs together side by side.
//   - Reflect: no answers, but a line "A good answer covers:" and a list below it.
//   - Scenario: no answers, but scenes and endings below it, ### Scene: … {#id} and
//     ### Ending: … {#id}. A scene ends with a list of ways on, each a link to the id of
//     another and nothing else, with what comes of it below as a reason would be. The
//     story starts at the first scene.
package quiz

import (
	"slices"

	"safelearn/generator/markdown"
)

// A Question is one question of a module. The words in it are Markdown's, with
// holes where references are, to be filled on the page that shows them. A Text is a
// phrase, which needs an element around it, but for a Reason and a Consequence, which
// are blocks.
type Question struct {
	Kind     *Kind              // what the word of its heading names
	ID       string             // explicit, its anchor, never reused; "" only where that is an error
	Number   int                // in the module, from 1; the same on screen, slide and paper
	Level    int                // of its heading
	Title    markdown.Text      // the question itself
	Plain    string             // the same as plain text
	Intro    []markdown.Element // the blocks between the heading and the answers, labels apart
	Tests    []int              // what it tests: indices of Doc.Refs
	Basis    []int              // what the answer rests on: indices of Doc.Refs
	Hint     markdown.Text      // shown on request before the answer
	Why      []markdown.Element // the explanation shown to all after the answer
	Sure     bool               // it asks how sure the learner is
	Reviewed string             // YYYY-MM-DD, when it was last compared with its sources; "" where not given
	Options  []Option           // of Choose in the order shown, of Put in the right order
	Shown    []int              // of Put: the options in the order shown, as indices of Options. Of Pairs: the right sides in the order shown, as indices of Pairs
	Pairs    []Pair             // of Pairs
	Heads    [2]markdown.Text   // of Pairs: what the left sides are and what the right sides are
	Covers   []markdown.Text    // of Open: what a good answer covers
	Scenes   []Scene            // of Story: scenes and endings in the order of the text
	Offset   int                // in the file's text, of the heading
}

// An Option is one answer to choose, or one step to put in order.
type Option struct {
	Letter string        // "A", "B" …: the same on screen, slide, handout and key
	Text   markdown.Text // its words
	Plain  string        // the same as plain text
	Reason markdown.Text // of Choose: why it is right or wrong; a HoleCut is where "Unsafe." was
	Right  bool          // of Choose: it is to be chosen
	Unsafe bool          // it could leave a child at risk: "Unsafe." was the start of its reason
	Offset int           // in the file's text
}

// A Pair is one row of a Match question: what belongs together.
type Pair struct {
	Left, Right           markdown.Text // what belongs together
	LeftPlain, RightPlain string        // the same as plain text
	Letter                string        // of the right side, in the order shown
	Offset                int           // in the file's text
}

// A Scene is one step of a branching story, or one of its endings. The story starts
// at the first.
type Scene struct {
	ID     string             // explicit, its anchor
	Number int                // within its scenario, from 1; on paper: "go to 7"
	Title  markdown.Text      // of its heading
	Plain  string             // the same as plain text
	Text   []markdown.Element // the blocks before the ways on
	Ways   []Way              // none at an ending
	Ending bool               // the story ends here
	Offset int                // in the file's text
}

// A Way leads from a scene to another.
type Way struct {
	Text        markdown.Text // what the reader chooses to do
	To          string        // id of a scene or an ending
	Consequence markdown.Text // what the choice leads to, shown before the next scene; a HoleCut is where "Unsafe." was
	Unsafe      bool          // as of an Option
	Offset      int           // in the file's text
}

// Several reports whether more than one option is right: checkboxes, not radios.
func (q *Question) Several() bool {
	return q.Kind.Shape == Choose && q.rightOptions() > 1
}

// rightOptions returns how many options are right.
func (q *Question) rightOptions() int {
	n := 0
	for _, o := range q.Options {
		if o.Right {
			n++
		}
	}
	return n
}

// Checkable reports whether the question has a right answer that a reader can be held
// against.
func (q *Question) Checkable() bool { return len(q.Options)+len(q.Pairs) > 0 }

// Unsafe reports whether an option or a way is said to leave a child at risk: then
// the question says what to do.
func (q *Question) Unsafe() bool {
	unsafe := slices.ContainsFunc(q.Options, func(o Option) bool { return o.Unsafe })
	for _, s := range q.Scenes {
		unsafe = unsafe || slices.ContainsFunc(s.Ways, func(w Way) bool { return w.Unsafe })
	}
	return unsafe
}
