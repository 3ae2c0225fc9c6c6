package feeds

import "safelearn/generator/model"

// IndexFormat is the version of the form of index.json. It goes up when a program that
// reads the file has to change; fields may be added without that.
const IndexFormat = 1

// An IndexSite says whose words these are, and what they may not be used for.
type IndexSite struct {
	ID            string   `json:"id"`                // of the site: "safelearn-sample"
	Title         string   `json:"title"`             // of the site
	Summary       string   `json:"summary,omitempty"` // one or two sentences
	Partnership   string   `json:"partnership"`       // who publishes the site
	Base          string   `json:"base,omitempty"`    // the address that the site is published at
	Languages     []string `json:"languages"`         // BCP 47; the first is the default
	Demonstration bool     `json:"demonstration"`
	Banner        string   `json:"banner,omitempty"` // of a demonstration: show it wherever you show anything of this file
}

// An IndexPage is a page of the content. Keys are those of its front matter.
type IndexPage struct {
	ID         model.ID         `json:"id"`      // "baby-r/voice"
	Kind       string           `json:"kind"`    // name of its kind: "finding"
	Address    string           `json:"address"` // relative to this file
	Title      string           `json:"title"`
	Status     model.Status     `json:"status"`
	Lang       string           `json:"lang"`
	Translates model.ID         `json:"translates,omitempty"` // the page that it is a translation of
	File       string           `json:"file,omitempty"`       // of the source: "content/protocols/bruising.md"
	Number     string           `json:"number,omitempty"`     // of a recommendation: the paragraph that it is
	Short      string           `json:"short,omitempty"`
	Summary    string           `json:"summary,omitempty"`
	Audience   []model.Audience `json:"audience,omitempty"`
	Owner      string           `json:"owner,omitempty"`
	Version    string           `json:"version,omitempty"`
	Reviewed   model.Date       `json:"reviewed,omitempty"`
	ReviewDue  model.Date       `json:"review_due,omitempty"`
	Changed    model.Date       `json:"changed,omitempty"` // the day of its last change
	Parts      []IndexPart      `json:"parts,omitempty"`
}

// An IndexPart is something on a page with an anchor: a paragraph, a step, a heading.
type IndexPart struct {
	ID        model.ID `json:"id"`   // "baby-r/4.18", "bruising#refer"
	Kind      string   `json:"kind"` // paragraph, action, step, question, heading, place
	Anchor    string   `json:"anchor"`
	Label     string   `json:"label"`              // what a link to it shows
	Text      string   `json:"text,omitempty"`     // a line about it; of an action, what is asked for
	Quiet     bool     `json:"quiet,omitempty"`    // a paragraph that is shown on its own page only: do not quote it
	Withheld  bool     `json:"withheld,omitempty"` // a paragraph that has no words on the site
	Unwritten bool     `json:"unwritten,omitempty"`
}

// An IndexDerived is a generated page.
type IndexDerived struct {
	View    string   `json:"view"`         // what the page shows: "timeline"
	Address string   `json:"address"`      // relative to this file
	Title   string   `json:"title"`        // of the page
	Of      model.ID `json:"of,omitempty"` // the review or module that it is made from
}

// An IndexEdge is a reference from a page or part to another, by their ids. A range of
// paragraphs is an edge to each.
type IndexEdge struct {
	From     model.ID `json:"from"`
	To       model.ID `json:"to"`
	Relation string   `json:"relation"`           // "rests-on"
	Line     int      `json:"line"`               // of the reference, in the file of the page, from 1
	Column   int      `json:"column"`             // in characters, from 1
	Sentence string   `json:"sentence,omitempty"` // around the reference; none from a quiet paragraph or from front matter
}
