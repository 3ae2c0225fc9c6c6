package model

import (
	"cmp"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// Page contains the fields common to all page kinds. Each kind embeds Page, so its front
// matter includes these keys.
type Page struct {
	Title             string      `yaml:"title" required:"true" new:"TITLE"`  // the heading of the page, and the text of links to it
	ShortID           string      `yaml:"id"`                                 // replaces the last part of the id, if two pages would have the same id; does not change the address
	ShortTitle        string      `yaml:"short" new:""`                       // a short title for links and breadcrumbs, such as "Child M", "LP6" or "CPP"; empty means the title
	Summary           string      `yaml:"summary" new:""`                     // one or two sentences, shown below the title, in lists and in the feed; required on a live page
	Audience          []Audience  `yaml:"audience" new:"[AUDIENCE]"`          // the audiences whose pages list the page: practitioner, trainer, parent, quality
	Status            Status      `yaml:"status" required:"true" new:"draft"` // draft, sample, live, withdrawn
	Owner             string      `yaml:"owner" new:""`                       // the role responsible for the page; required on a live page
	Reviewed          Date        `yaml:"reviewed" new:""`                    // the date on which the page was last checked against its sources; required on a live page
	ReviewDue         Date        `yaml:"review_due" new:"" future:"true"`    // the date by which the page must be checked again; required on a live page
	Version           string      `yaml:"version" new:"\"1\""`                // the version of the page, numbered by its owner
	ReplacedBy        ID          `yaml:"replaced_by" ref:"replaced-by"`      // the page to use instead of a withdrawn page
	Withdrawal        Withdrawal  `yaml:"withdrawn"`                          // when, by whom and why the page was withdrawn; only with status: withdrawn
	Extended          []Extension `yaml:"extended"`                           // decisions to let the page apply after review_due, oldest first; removed when the page has been reviewed
	Approvals         []Approval  `yaml:"approvals"`                          // the approvals of the page in its current form, written by safelearn approve
	Advice            []Advice    `yaml:"advice"`                             // subjects on which a protocol or a page for parents gives advice: health, rights or none; required on a live one
	Lang              string      `yaml:"lang"`                               // a BCP 47 tag; empty means the default language of the site; set by the file name of a translation
	TranslatedVersion string      `yaml:"translates"`                         // the version of the original that was translated; required on a translation
	Sources           []ID        `yaml:"sources" new:"[]" ref:"cites"`       // the sources of the page, such as guidance pages or paragraphs
	Search            SearchText  `yaml:"search"`                             // for a page about the site itself: "headings" excludes its text from the search, "title" its headings, too; empty includes all
	OldAddresses      []string    `yaml:"old_addresses"`                      // former addresses of the page, such as /protocols/old-name/; readers who open one are redirected here
	Changes           []Change    `yaml:"changes" new:"[]"`                   // the changes to the page, newest first; used for the list of recent changes, the feed and all dates

	ID           ID            `yaml:"-"` // id, such as "handover" or "child-m/lp6"
	Address      string        `yaml:"-"` // path relative to the root of the site, such as "/protocols/handover/"
	Kind         *Kind         `yaml:"-"` // page kind, determined by the folder of the file
	Body         *markdown.Doc `yaml:"-"` // parsed text after the front matter
	OriginalPath string        `yaml:"-"` // file path of the original, such as "content/parents/appointments.md", or "" if the page is not a translation
	Unreadable   bool          `yaml:"-"` // whether the file or its front matter cannot be read, so that missing keys are not reported
	Origin       `yaml:"-"`
}

// Change describes a change to a page.
type Change struct {
	Date Date   `yaml:"date" required:"true"` // the date of the change
	What string `yaml:"what" required:"true"` // a description in one sentence
}

// Origin is the source file of a page or of data, with the positions of the keys in it.
type Origin struct {
	File   *source.File
	fields []field
	faulty bool       // whether a problem with one of the fields has been reported; if not, IsReported need not search
	refs   []Ref      // in the order of the fields of the struct
	past   []PastDate // dates that must not be in the future
}

// A PastDate is the date of a past event, such as a review.
type PastDate struct {
	Key  string      // such as "changes[0].date"
	Date PartialDate // day, month or year
	Pos  diag.Pos    // position of the date
}

// PastDates returns the dates in the file that must not be in the future, which are all dates except
// for those with the tag future.
func (o *Origin) PastDates() []PastDate { return o.past }

// FieldPos returns the position of the value of a key, such as "steps[2].id". If the key does
// not exist, it returns the position of the innermost enclosing value, or else the start of
// the file.
func (o *Origin) FieldPos(key string) diag.Pos {
	for key != "" {
		if f := o.field(key); f != nil {
			return o.File.FrontPos(int(f.line), int(f.column))
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return o.File.Start()
}

// field returns the field for a key, or nil if the key does not exist in the file.
func (o *Origin) field(key string) *field {
	for i := range o.fields {
		if o.fields[i].key == key {
			return &o.fields[i]
		}
	}
	return nil
}

// Base returns p.
func (p *Page) Base() *Page { return p }

// Parts returns nil. Kinds with parts override the method.
func (p *Page) Parts() []Part { return nil }

// BodyRef returns the page id and Mentions.
func (p *Page) BodyRef(int) (ID, Relation) { return p.ID, Mentions }

// Label returns the text of links to the page, which is its short title or, if it has none, its title.
func (p *Page) Label() string { return cmp.Or(p.ShortTitle, p.Title) }

// FullTitle returns the title. If the kind is Labelled, it is preceded by the short title, as in "LP6:
// Title".
func (p *Page) FullTitle() string {
	if p.Kind.Labelled && p.ShortTitle != "" {
		return p.ShortTitle + ": " + p.Title
	}
	return p.Title
}

// LastChanged returns the date of the latest change, or "" if there are no changes.
func (p *Page) LastChanged() Date {
	var newest Date
	for _, c := range p.Changes {
		newest = max(newest, c.Date)
	}
	return newest
}

// ReviewFolder returns the folder of the review to which the page belongs, such as "child-m/",
// or "" if there is none. Short ids are looked up in this folder first.
func (p *Page) ReviewFolder() string {
	rest, found := strings.CutPrefix(p.Address, "/reviews/")
	if !found {
		return ""
	}
	return rest[:strings.IndexByte(rest, '/')+1]
}

// Entry is a page of any kind. Each kind embeds Page, which implements Entry, and overrides
// methods as needed.
type Entry interface {
	// Base returns the embedded Page.
	Base() *Page
	// Parts returns the parts of the page with an anchor and an id, except numbered
	// paragraphs.
	Parts() []Part
	// BodyRef returns the id of the part that contains the reference Body.Refs[ref], or the
	// page id if there is no such part, and the relation of the reference.
	BodyRef(ref int) (from ID, relation Relation)
	// Lint reports problems that can be found without reading other pages.
	Lint(l *diag.List)
}

// Part is a part of a page that can be referenced: a step, an action, a question or a statement.
type Part struct {
	ID     ID       // full id, such as "handover#refer" or "child-m/6.9b"
	Kind   string   // "action", "step", "question" or "statement"
	Anchor string   // HTML id on the page, such as "refer" or "p6.9b"
	Label  string   // link text, such as the title of a step or "6.9b"
	Title  string   // description in lists of links
	Item   string   // item of a list in front matter that describes the part, such as "steps[2]", or ""
	Pos    diag.Pos // position of the id

	Printed Label // the label that the review prints, if the part is a statement
}
