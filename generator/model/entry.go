package model

import "safelearn/generator/diag"

// Entry is a page of any kind. Each kind embeds Page, which implements Entry, and
// replaces the methods that it extends.
type Entry interface {
	// Base returns what the page shares with all others.
	Base() *Page
	// Parts returns the parts of the page that have an anchor and an id, except
	// numbered paragraphs.
	Parts() []Part
	// Refs returns the references in the front matter, in order of position.
	Refs() []Ref
	// BodyRef returns the id of the part that contains the reference Body.Refs[ref],
	// or of the page if no part does, and the relation that it expresses.
	BodyRef(ref int) (from ID, relation Relation)
	// Lint reports the problems that can be found from this page alone.
	Lint(l *diag.List)
}

// Part is a part of a page that references can name: a step, an action, a question.
type Part struct {
	ID     ID       // the full id: "bruising#refer", "baby-r/6.9b"
	Kind   string   // "action", "step", "question"
	Anchor string   // the HTML id in the page: "refer", "p6.9b"
	Label  string   // the words of a link: the step's title, "6.9b"
	Title  string   // a line of description for lists of links
	Pos    diag.Pos // the position of its id
}

// Ref is a reference in front matter.
type Ref struct {
	Target   ID // may be a range of paragraphs
	Relation Relation
	From     ID       // the part that refers, or the page
	Pos      diag.Pos // the position of the target
}
