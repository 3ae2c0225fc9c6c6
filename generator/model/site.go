package model

import "safelearn/generator/diag"

// Settings are content/site.yaml.
type Settings struct {
	ID            string   `yaml:"id"`            // required: names the site in feeds and tests: safelearn-sample
	Title         string   `yaml:"title"`         // required
	Summary       string   `yaml:"summary"`       // one or two sentences on the home page
	Partnership   string   `yaml:"partnership"`   // required: who publishes, "None (demonstration)"
	BaseURL       string   `yaml:"base"`          // the address the site is published at: https://example.org/learn/
	Languages     []string `yaml:"languages"`     // BCP 47; the first is the default. Empty means en-GB
	ReportTo      string   `yaml:"report"`        // whom to tell of a mistake or "this identifies me", in words
	Demonstration bool     `yaml:"demonstration"` // no live site: banner everywhere, no indexing, no sitemap
	Banner        string   `yaml:"banner"`        // required for a demonstration: the sentence on every page
}

// A Contact is one entry of content/contacts.yaml: a phone number or e-mail address
// that pages show by its id ([[nspcc]]) and in no other way.
type Contact struct {
	ID      string `yaml:"id"`    // required
	Name    string `yaml:"name"`  // required: whom one reaches
	Phone   string `yaml:"phone"` // as it is read out: 0808 800 5000
	Email   string `yaml:"email"`
	When    string `yaml:"when"`    // hours, where a source agrees on them
	Source  string `yaml:"source"`  // required: where the number was read
	Checked Date   `yaml:"checked"` // required

	Pos diag.Pos `yaml:"-"`
}

// Progress is reviews/<id>/progress.yaml: what a partnership reports about the
// actions. Empty is allowed and says so on the page.
type Progress struct {
	Actions []ActionProgress `yaml:"actions"`
}

// An ActionProgress is the local status of one action.
type ActionProgress struct {
	Action   ID          `yaml:"action"` // required: 6.9b
	State    ActionState `yaml:"state"`  // required: not-started, under-way, done, stopped
	Owner    string      `yaml:"owner"`
	Due      Date        `yaml:"due"`
	Evidence string      `yaml:"evidence"`
	AsAt     Date        `yaml:"as_at"` // required: statuses are dated

	Pos diag.Pos `yaml:"-"`
}

// A SynonymSet is a line of content/words.yaml: words and names that readers use for one
// thing, so that a page which says one of them is found by the others.
type SynonymSet struct {
	Words []string `yaml:"words"` // two or more: [bruise, mark]

	Pos diag.Pos `yaml:"-"`
}
