package feeds

import "safelearn/generator/model"

// IndexFormat is the version of the format of index.json. It is incremented only for incompatible
// changes; adding a field is a compatible change.
const IndexFormat = 2

// An IndexSite describes the site in index.json: its publisher, its languages and whether it is a
// demonstration.
type IndexSite struct {
	ID            string   `json:"id"`                // site ID: "safelearn-sample"
	Title         string   `json:"title"`             // site title
	Summary       string   `json:"summary,omitempty"` // one or two sentences
	Partnership   string   `json:"partnership"`       // publisher of the site
	Base          string   `json:"base,omitempty"`    // base URL of the published site
	Languages     []string `json:"languages"`         // BCP 47; the first is the default
	Demonstration bool     `json:"demonstration"`
	Internal      bool     `json:"internal,omitempty"` // whether the file contains entries that no board has released
	Banner        string   `json:"banner,omitempty"`   // demonstration notice, to be shown with any data from this file
}

// An IndexPage describes, in index.json, a page that has a source file. Its fields are named after the
// front matter keys.
type IndexPage struct {
	ID         model.ID         `json:"id"`      // "child-m/voice"
	Kind       string           `json:"kind"`    // name of the page kind: "finding"
	Address    string           `json:"address"` // URL relative to index.json
	Title      string           `json:"title"`
	Status     model.Status     `json:"status"`
	Lang       string           `json:"lang"`
	Translates model.ID         `json:"translates,omitempty"`  // ID of the original page, for a translation
	ReplacedBy model.ID         `json:"replaced_by,omitempty"` // ID of the page to use instead, for a withdrawn page
	File       string           `json:"file,omitempty"`        // source file: "content/protocols/handover.md"
	Number     string           `json:"number,omitempty"`      // paragraph number of a recommendation
	Short      string           `json:"short,omitempty"`
	Summary    string           `json:"summary,omitempty"`
	Audience   []model.Audience `json:"audience,omitempty"`
	Owner      string           `json:"owner,omitempty"`
	Version    string           `json:"version,omitempty"`
	Reviewed   model.Date       `json:"reviewed,omitempty"`
	ReviewDue  model.Date       `json:"review_due,omitempty"`
	Changed    model.Date       `json:"changed,omitempty"`   // date of the last change
	Approvals  []IndexApproval  `json:"approvals,omitempty"` // valid approvals
	Parts      []IndexPart      `json:"parts,omitempty"`
}

// An IndexApproval is the decision of a body to approve a page in its current form.
type IndexApproval struct {
	Role   model.ApprovalRole `json:"role"`             // capacity in which the body approves the page: "clinical"
	Body   string             `json:"body"`             // body that approved the page, never a person's name
	Date   model.Date         `json:"date"`             // the day of the decision
	Record string             `json:"record,omitempty"` // where the decision is recorded
	Until  model.Date         `json:"until,omitempty"`  // last day on which the approval is valid
}

// An IndexPart describes, in index.json, a part of a page that has an anchor, such as a paragraph, step
// or heading.
type IndexPart struct {
	ID        model.ID `json:"id"`   // "child-m/4.18", "handover#refer"
	Kind      string   `json:"kind"` // paragraph, statement, action, step, question, heading, place
	Anchor    string   `json:"anchor"`
	Label     string   `json:"label"`              // link text
	Text      string   `json:"text,omitempty"`     // one-line description; for an action, the requested action
	Quiet     bool     `json:"quiet,omitempty"`    // whether the paragraph is shown only on its own page and must not be quoted
	Withheld  bool     `json:"withheld,omitempty"` // whether the text of the paragraph is not on the site
	Unwritten bool     `json:"unwritten,omitempty"`
}

// An IndexGeneratedPage describes, in index.json, a page that has no source file.
type IndexGeneratedPage struct {
	View     string   `json:"view"`         // name of the view: "timeline"
	Address  string   `json:"address"`      // URL relative to index.json
	Title    string   `json:"title"`        // page title
	SourceID model.ID `json:"of,omitempty"` // ID of the review or module that the page is generated from
}

// An IndexEdge describes, in index.json, a reference from the page or part with the ID From to the one
// with the ID To. A reference to a range of paragraphs has one edge for each paragraph.
type IndexEdge struct {
	From     model.ID `json:"from"`
	To       model.ID `json:"to"`
	Relation string   `json:"relation"`           // "rests-on"
	Line     int      `json:"line"`               // line of the reference in the page's source file, starting at 1
	Column   int      `json:"column"`             // column in characters, starting at 1
	Sentence string   `json:"sentence,omitempty"` // sentence around the reference; empty in front matter, in fields of questions and in paragraphs that are shown only on their own page
}
