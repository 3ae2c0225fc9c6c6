package xref

import (
	"fmt"
	"strings"

	"safelearn/generator/model"
)

// A Form says what sort of thing a target is.
type Form uint8

// The forms.
const (
	PageForm      Form = iota // a page of the content
	PartForm                  // a step, an action, a question
	ParagraphForm             // a numbered paragraph of a review
	HeadingForm               // a heading or other anchor of a body
	ContactForm               // a phone number or e-mail address
	FileForm                  // a static file
	DerivedForm               // a generated page: a listing, a door
)

// A Target is something that can be referred to.
type Target struct {
	ID        model.ID     // canonical: "baby-r/4.18"
	Form      Form         // what sort of thing it is
	Page      *model.Page  // nil for a contact, a file and a generated page
	Entry     model.Entry  // the page as its kind, nil with Page
	Address   string       // "/reviews/baby-r/findings/bruising-response/#p4.18", of a contact "tel:…"
	Label     string       // its name within its own review: "4.18", "LP6"
	FullLabel string       // its name elsewhere: "Baby R 4.18"
	Title     string       // a line about it for lists, "" where Label says all
	Number    model.Number // of a paragraph
	Quiet     bool         // its words are shown on its own page only
	Withheld  bool         // a paragraph without words
	Written   bool         // false for a declared paragraph that no page has yet
	order     int          // among all targets, as readers meet them
	Out       []*Edge      // the references that it makes, in order of position
	in        []*Edge      // to it
}

// Description returns what a target is called in a message to an author, with its kind.
func (t *Target) Description() string {
	switch {
	case t.Page == nil:
		return t.Title
	case t.Form == ParagraphForm:
		return "paragraph " + t.FullLabel
	case t.Form == PageForm:
		return fmt.Sprintf("%q, a page of the kind %s", t.Page.Label(), t.Page.Kind.Name)
	}
	return fmt.Sprintf("%q on the page %q", t.Label, t.Page.Label())
}

// dialled returns what is dialled of a phone number: its digits and the sign before the code
// of a country, without the (0) that follows that code.
func dialled(phone string) string {
	if strings.HasPrefix(phone, "+") {
		phone = strings.Replace(phone, "(0)", "", 1)
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, phone)
}
