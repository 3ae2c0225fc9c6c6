package xref

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A TargetType is the type of a Target.
type TargetType uint8

// The types of targets.
const (
	PageTarget      TargetType = iota // a content page
	PartTarget                        // a part of a page, such as a step, an action or a question
	ParagraphTarget                   // a numbered paragraph of a review
	HeadingTarget                     // a heading or another anchor in a body
	ContactTarget                     // a phone number or e-mail address
	FileTarget                        // a static file
	GeneratedTarget                   // a generated page
)

// A Target is anything that a reference can refer to.
type Target struct {
	ID           model.ID    // canonical id, such as "child-m/4.18"
	Type         TargetType  // type of the target
	Page         *model.Page // the page, or nil for a contact, a file or a generated page
	Entry        model.Entry // the page as a value of its kind, or nil if Page is nil
	Address      string      // site path, such as "/reviews/child-m/findings/voice/#p4.18"; for a contact, a "tel:" or "mailto:" URL
	Label        string      // name within its review, such as "4.18" or "LP6"
	FullLabel    string      // name outside its review, such as "Child M 4.18"
	Title        string      // title shown in lists, or "" if Label is sufficient
	PrintedLabel model.Label // label that the review prints for a paragraph or statement; "" for other targets
	Quiet        bool        // whether the target is a paragraph whose text may appear only on its own page
	Withheld     bool        // whether the target is a paragraph whose text is withheld
	Written      bool        // false for a declared paragraph that no page contains or that is withheld
	pos          diag.Pos    // position of the target in a source file, for messages
	order        int         // position among all targets of the site; for a heading, the position of its page
	References   []*Edge     // references from the target, in the order of Graph.Edges
	referencesTo []*Edge     // references to the target, in the order of Graph.Edges
}

// Description returns the name of t and what it is, for use in messages to authors.
func (t *Target) Description() string {
	switch {
	case t.Page == nil:
		return t.Title
	case t.Type == PageTarget:
		return fmt.Sprintf("%q, a page of the kind %s", t.Page.Label(), t.Page.Kind.Name)
	}
	return fmt.Sprintf("%q on the page %q", t.Label, t.Page.Label())
}

// StatementType returns the type of the statement that t is or belongs to, or "" if there is none.
func (t *Target) StatementType() model.StatementType {
	switch e := t.Entry.(type) {
	case *model.Review:
		return model.ListedType(e, t.ID)
	case model.Entry:
		return model.StatementTypeOf(e)
	}
	return ""
}

// MayBeTested reports whether a question may test t. A module can teach paragraphs, pages and parts
// of pages, except pages for parents and modules themselves.
func (t *Target) MayBeTested() bool {
	switch t.Type {
	case ParagraphTarget:
		return true
	case PageTarget, PartTarget:
		return !t.Page.Kind.Isolated && !t.Page.Kind.HasQuestions
	}
	return false
}

// IsBinding reports whether t is binding on professionals, as a page of national guidance and a step
// of a protocol are, so that the answer to a question may be based on it.
func (t *Target) IsBinding() bool {
	return t.isOfKind("guidance") && t.Type == PageTarget || t.isOfKind("protocol") && t.Type == PartTarget
}

// RecordsJudgement reports whether t records what a review found or recommended, so that the answer
// to a question about the review may be based on it.
func (t *Target) RecordsJudgement() bool {
	return t.Type == ParagraphTarget || t.Type != HeadingTarget && t.isOfKind("finding", "learning-point", "recommendation")
}

// isOfKind reports whether the page of t has one of the given kinds.
func (t *Target) isOfKind(names ...string) bool {
	return t.Page != nil && slices.Contains(names, t.Page.Kind.Name)
}

// phoneDigits returns the digits of a phone number, with the plus sign of an international
// number and without the trunk prefix "(0)" after its country code.
func phoneDigits(phone string) string {
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
