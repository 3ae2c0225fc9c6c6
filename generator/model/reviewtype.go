package model

import (
	"strings"

	"safelearn/generator/diag"
)

// ReviewType is the type of a review, such as "lcspr". There are types for each nation of the United
// Kingdom, and for other published reports from which people learn.
type ReviewType string

func (ReviewType) values() (description string, all []string) {
	return "a type of review", toStrings[ReviewType]("lcspr", "scr", "sar", "dhr", "cpr", "susr", "cmr", "learning-review", "thematic", "national", "inquiry", "letter", "pfd", "hssib", "inspection", "audit", "other")
}

// Key returns the catalogue key of the name of the type.
func (t ReviewType) Key() string { return "review_type_" + strings.ReplaceAll(string(t), "-", "_") }

// Noun returns the English noun for a publication of the type, such as "review" or "inquiry", for use
// in messages. Pages use ReviewNoun instead.
func (t ReviewType) Noun() string {
	switch t {
	case "inquiry", "letter", "inspection", "audit":
		return string(t)
	case "hssib":
		return "investigation"
	case "pfd", "other":
		return "report"
	}
	return "review"
}

// NounKey returns the catalogue key of the noun for the publication to which p belongs, or for
// "review" if p does not belong to one.
func NounKey(s *Site, p *Page) string {
	if r := s.Review(p); r != nil {
		return nounKey(r.Type)
	}
	return nounKey("")
}

func nounKey(t ReviewType) string { return "noun_" + t.Noun() }

// KindKey returns the catalogue key of the noun for e in a sentence, such as "protocol". For the page
// of a review, the noun depends on the type of the review and may be "inquiry".
func KindKey(e Entry) string {
	if r, isReview := e.(*Review); isReview {
		return nounKey(r.Type)
	}
	return "kind_" + strings.ReplaceAll(e.Base().Kind.Name, "-", "_")
}

// Nation is the nation whose rules a review follows.
type Nation string

func (Nation) values() (description string, all []string) {
	return "a nation", toStrings[Nation]("england", "wales", "scotland", "northern-ireland", "uk", "other")
}

// Key returns the catalogue key of the name of the nation, or "" for a nation outside the United
// Kingdom.
func (n Nation) Key() string {
	if n == "" || n == "other" {
		return ""
	}
	return "nation_" + strings.ReplaceAll(string(n), "-", "_")
}

// Edition is an edition of the report of a review. Publishers correct reports in new editions.
type Edition struct {
	Edition string      `yaml:"edition" required:"true"` // the name of the edition, such as "2"
	Date    PartialDate `yaml:"date"`                    // the date on which the edition was published
	What    string      `yaml:"what"`                    // what changed in the edition
}

// Removal records that the publisher of a review has removed its report. The pages of the site about
// the review remain.
type Removal struct {
	On     PartialDate `yaml:"on"`      // the date on which the report was removed
	CopyAt string      `yaml:"copy_at"` // whom to ask for a copy
	Note   string      `yaml:"note"`    // further information about the removal for readers
}

// People describes the children in a review.
type People struct {
	Children int    `yaml:"children"` // the number of children
	Chosen   string `yaml:"chosen"`   // how the children were selected, such as "notified cases, not a sample of all children"
}

// HasEdition reports whether r lists an edition of its report with the given name.
func HasEdition(r *Review, name string) bool {
	for _, e := range r.Editions {
		if e.Edition == name {
			return true
		}
	}
	return false
}

// lintRemoval reports a removal without a date.
func lintRemoval(r *Review, l *diag.List) {
	if r.Removed != (Removal{}) {
		r.require(l, "report_removed.on", string(r.Removed.On))
	}
}

// lintPeople reports a negative number of children.
func lintPeople(r *Review, l *diag.List) {
	if r.People.Children < 0 {
		l.Error(r.FieldPos("people.children"), "front-value", "fewer than no children", "write how many children the review looks at")
	}
}
