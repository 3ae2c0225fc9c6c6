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
	in, out   []*Edge
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

// newAnchorTarget returns a target for a heading or another anchor of a page, nil where the
// page has no such anchor. Links from elsewhere name the review r, which may be nil.
func newAnchorTarget(on *Target, id model.ID, anchor string, r *model.Review) *Target {
	if on.Page == nil || on.Form != PageForm {
		return nil
	}
	t := &Target{ID: id, Form: HeadingForm, Page: on.Page, Entry: on.Entry, Address: on.Page.Address + "#" + anchor, Written: true, order: on.order}
	for _, h := range on.Page.Body.Headings {
		if h.ID == anchor {
			t.Label, t.FullLabel = h.Text, h.Text
			if r != nil {
				t.FullLabel += " (" + r.Label() + ")"
			}
			return t
		}
	}
	if !hasAnchor(on.Entry, anchor) {
		return nil
	}
	t.Label, t.FullLabel = on.Label, on.FullLabel
	return t
}

func hasAnchor(e model.Entry, anchor string) bool {
	for _, a := range e.Base().Body.Anchors {
		if a.ID == anchor {
			return true
		}
	}
	for _, part := range e.Parts() {
		if part.Anchor == anchor {
			return true
		}
	}
	return false
}

// dialled returns the digits of a phone number that are dialled: without blanks and
// brackets, and without the (0) that follows the code of a country.
func dialled(phone string) string {
	if strings.HasPrefix(phone, "+") {
		phone = strings.Replace(phone, "(0)", "", 1)
	}
	digits := make([]byte, 0, len(phone))
	for i := range len(phone) {
		if c := phone[i]; c >= '0' && c <= '9' || c == '+' && i == 0 {
			digits = append(digits, c)
		}
	}
	return string(digits)
}
