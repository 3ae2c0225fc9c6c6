package model

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
)

// An Entry is a page of any kind. Each kind embeds Page and so is one; it replaces
// the methods where it has more to say.
type Entry interface {
	Base() *Page
	Parts() []Part // what on the page has an anchor and an id of its own, numbered paragraphs apart
	Refs() []Ref   // references typed in front matter, in order of place
	// BodyRef says which part a reference of the body stands in, the page's id where
	// it is none, and how it is meant. Body.Refs[ref] is the reference.
	BodyRef(ref int) (part ID, relation Relation)
	Lint(l *diag.List) // what can be judged from this page alone
}

// A Part is something on a page that others may refer to: a step, an action, a
// question.
type Part struct {
	ID     ID     // whole: "bruising#refer", "baby-r/6.9b"
	Kind   string // "action", "step", "question"
	Anchor string // in the page: "refer", "p6.9b"
	Label  string // what a link shows: the step's title, "6.9b"
	Title  string // a line about it, for lists of links
	Pos    diag.Pos
}

// A Ref is a reference typed in front matter.
type Ref struct {
	Target   ID // perhaps a range
	Relation Relation
	From     ID // the part that makes it; the page's id where the page as a whole does
	Pos      diag.Pos
}

// Base gives what all kinds share.
func (p *Page) Base() *Page { return p }

// Parts of a page without parts of its own.
func (p *Page) Parts() []Part { return nil }

// Refs of any page are its sources.
func (p *Page) Refs() []Ref { return p.refs(nil, p.ID, "sources", p.Sources, Cites) }

// BodyRef gives the page itself: text mentions.
func (p *Page) BodyRef(int) (ID, Relation) { return p.ID, Mentions }

// refs appends a reference for each id of a list field.
func (p *Page) refs(to []Ref, from ID, field string, targets []ID, relation Relation) []Ref {
	for i, target := range targets {
		if target != "" {
			to = append(to, Ref{target, relation, from, p.FieldPos(fmt.Sprintf("%s[%d]", field, i))})
		}
	}
	return to
}

// numbers appends a mention of each paragraph of a list field.
func (p *Page) numbers(to []Ref, from ID, field string, targets []Number) []Ref {
	for i, n := range targets {
		if n != (Number{}) {
			to = append(to, Ref{ID(n.String()), Mentions, from, p.FieldPos(fmt.Sprintf("%s[%d]", field, i))})
		}
	}
	return to
}

// FieldPos gives the position of a front matter field's value ("steps[2].id"), of the
// nearest field around it where it was not written, or else the top of the page.
func (p *Page) FieldPos(field string) diag.Pos {
	for field != "" {
		if at := p.place(field); at != nil {
			return p.File.FrontPos(int(at.line), int(at.column))
		}
		field = field[:max(strings.LastIndexAny(field, ".["), 0)]
	}
	return p.File.Start()
}

// place gives where the value of a field stands, nil where it was not written.
func (p *Page) place(field string) *place {
	for i := range p.fields {
		if p.fields[i].field == field {
			return &p.fields[i]
		}
	}
	return nil
}

// Label is what a link to the page shows: its short title, where it has one.
func (p *Page) Label() string {
	if p.ShortTitle != "" {
		return p.ShortTitle
	}
	return p.Title
}

// FullTitle is the page's title for a list of links: with its label before it, where
// readers know the kind by labels.
func (p *Page) FullTitle() string {
	if p.Kind.Labelled && p.ShortTitle != "" {
		return p.ShortTitle + ": " + p.Title
	}
	return p.Title
}

// LastChanged is the day of the page's newest change, "" where none is told.
func (p *Page) LastChanged() Date {
	var newest Date
	for _, c := range p.Changes {
		newest = max(newest, c.Date)
	}
	return newest
}

// ReviewFolder is the page's review folder, "baby-r/" for all pages of that review, or
// "": short ids are looked up there first.
func (p *Page) ReviewFolder() string {
	rest, found := strings.CutPrefix(p.Address, "/reviews/")
	if !found {
		return ""
	}
	return rest[:strings.IndexByte(rest, '/')+1]
}

func has(list []Number, n Number) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

// Restrictions are a page's lists of quiet and withheld paragraphs. Only reviews and their
// findings have them.
type Restrictions struct{ Quiet, Withheld []Number }

// IsQuiet reports whether a paragraph is shown on its own page only: never in a
// sentence around a link, an excerpt or a feed.
func (s Restrictions) IsQuiet(n Number) bool { return has(s.Quiet, n) }

// IsWithheld reports whether a paragraph has no words on the site at all.
func (s Restrictions) IsWithheld(n Number) bool { return has(s.Withheld, n) }

// RestrictionsOf gives the lists of an entry, empty ones for a kind that has none.
func RestrictionsOf(e Entry) Restrictions {
	switch e := e.(type) {
	case *Review:
		return Restrictions{e.Quiet, e.Withheld}
	case *Finding:
		return Restrictions{e.Quiet, e.Withheld}
	}
	return Restrictions{}
}
