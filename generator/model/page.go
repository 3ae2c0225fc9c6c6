package model

import (
	"cmp"
	"fmt"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// Page holds what all kinds of page share. Each kind embeds Page, so that these keys
// are part of its front matter.
type Page struct {
	Title             string     `yaml:"title" required:"true" new:"TITLE"`  // the heading of the page and the words of links to it
	ShortID           string     `yaml:"id"`                                 // replaces the last part of the id where two pages have the same one; the address stays
	ShortTitle        string     `yaml:"short" new:""`                       // a short title for links and breadcrumbs: "Baby R", "LP6", "CPP"; empty means Title
	Summary           string     `yaml:"summary" new:""`                     // one or two sentences: under the title, in lists, in the feed; required on a live page
	Audience          []Audience `yaml:"audience" new:"[AUDIENCE]"`          // the start pages that list the page: practitioner, trainer, parent, quality
	Status            Status     `yaml:"status" required:"true" new:"draft"` // draft, sample, live, withdrawn
	Owner             string     `yaml:"owner" new:""`                       // the role that is responsible for the page; required on a live page
	Reviewed          Date       `yaml:"reviewed" new:""`                    // the day the page was last compared with its sources; required on a live page
	ReviewDue         Date       `yaml:"review_due" new:""`                  // the day of the next comparison; required on a live page
	Version           string     `yaml:"version" new:"\"1\""`                // the version of the page's text, as its owner counts
	Lang              string     `yaml:"lang"`                               // a BCP 47 tag; empty means the site's default language; a translation takes it from its file name
	TranslatedVersion string     `yaml:"translates"`                         // required on a translation: the version of the page that was translated
	Sources           []ID       `yaml:"sources" new:"[]"`                   // the sources of the page: guidance pages, paragraphs
	Changes           []Change   `yaml:"changes" new:"[]"`                   // newest first; the list of recent changes, the feed and all dates are made from them

	ID           ID            `yaml:"-"` // "bruising", "baby-r/lp6"
	Address      string        `yaml:"-"` // the URL path from the root of the site: "/protocols/bruising/"
	Kind         *Kind         `yaml:"-"` // the kind that the folder of the file belongs to
	Body         *markdown.Doc `yaml:"-"` // the parsed text below the front matter
	OriginalPath string        `yaml:"-"` // of a translation, the path of the translated file: "content/parents/bruises.md"; else ""
	Unreadable   bool          `yaml:"-"` // the file or its front matter could not be read, so missing keys are not reported
	Origin       `yaml:"-"`
}

// Change is a dated sentence about a change to a page.
type Change struct {
	Date Date   `yaml:"date" required:"true"` // the day of the change
	What string `yaml:"what" required:"true"` // one sentence
}

// Origin is the file that a page or data was read from, with the positions of its keys.
type Origin struct {
	File   *source.File
	fields []field
}

// FieldPos returns the position of the value of a key, such as "steps[2].id". If the
// key is missing, it returns the position of the innermost value around it, or else the
// start of the file.
func (o *Origin) FieldPos(key string) diag.Pos {
	for key != "" {
		if f := o.field(key); f != nil {
			return o.File.FrontPos(int(f.line), int(f.column))
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return o.File.Start()
}

// field returns the field of a key, or nil if the file does not have the key.
func (o *Origin) field(key string) *field {
	for i := range o.fields {
		if o.fields[i].key == key {
			return &o.fields[i]
		}
	}
	return nil
}

// Base returns the page itself.
func (p *Page) Base() *Page { return p }

// Parts returns nil: a page has no parts unless its kind defines some.
func (p *Page) Parts() []Part { return nil }

// Refs returns the references to the page's sources.
func (p *Page) Refs() []Ref { return p.refs(nil, p.ID, "sources", p.Sources, Cites) }

// BodyRef returns the page itself and Mentions.
func (p *Page) BodyRef(int) (ID, Relation) { return p.ID, Mentions }

// refs appends a reference from an id to each id in the list under a key.
func (p *Page) refs(to []Ref, from ID, key string, targets []ID, relation Relation) []Ref {
	for i, target := range targets {
		if target != "" {
			to = append(to, Ref{target, relation, from, p.FieldPos(fmt.Sprintf("%s[%d]", key, i))})
		}
	}
	return to
}

// numberRefs appends a mention of each paragraph in the list under a key.
func (p *Page) numberRefs(to []Ref, key string, numbers []Number) []Ref {
	targets := make([]ID, len(numbers))
	for i, n := range numbers {
		if n != (Number{}) {
			targets[i] = ID(n.String())
		}
	}
	return p.refs(to, p.ID, key, targets, Mentions)
}

// Label returns the words of a link to the page: its short title, if it has one.
func (p *Page) Label() string { return cmp.Or(p.ShortTitle, p.Title) }

// FullTitle returns the title, after the short title if the kind is Labelled: "LP6: Title".
func (p *Page) FullTitle() string {
	if p.Kind.Labelled && p.ShortTitle != "" {
		return p.ShortTitle + ": " + p.Title
	}
	return p.Title
}

// LastChanged returns the day of the newest change, or "" if the page lists none.
func (p *Page) LastChanged() Date {
	var newest Date
	for _, c := range p.Changes {
		newest = max(newest, c.Date)
	}
	return newest
}

// ReviewFolder returns the folder of the page's review with a slash, "baby-r/", or "" if
// the page belongs to no review. Short ids are looked up in this folder first.
func (p *Page) ReviewFolder() string {
	rest, found := strings.CutPrefix(p.Address, "/reviews/")
	if !found {
		return ""
	}
	return rest[:strings.IndexByte(rest, '/')+1]
}

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
