// Package catalogue tells programs what a site holds: every page, every part of one
// and every reference, as JSON.
//
// In comes a linked site; out comes the text of index.json and the JSON Schema that
// it keeps to. It lays nothing out and decides nothing that readers see. What is
// quiet on the site is silent here: of a quiet or withheld paragraph there is the
// number and the place, never a word, and a page for parents or one that is
// withdrawn is there by address and title alone, without its parts and without what
// refers to it; so is a translation, which repeats the page it names. Phone numbers are left out: a copy of one goes out of date unseen.
//
// The file is one object. Its field "format" is [Format], and goes up when a program
// that reads the file would have to change; fields may be added without that. Each
// page, derived page and edge is one line, pages in order of their files, translations last, and edges
// in order of page and place, so two versions can be compared line by line. A field
// that has nothing to say is left out.
package catalogue

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"iter"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Format is the version of the form of index.json.
const Format = 1

// A Site says whose words these are, and what they may not be used for.
type Site struct {
	ID            string   `json:"id"`
	Title         string   `json:"title"`
	Summary       string   `json:"summary,omitempty"`
	Partnership   string   `json:"partnership"`
	Base          string   `json:"base,omitempty"` // the address that the site is published at
	Languages     []string `json:"languages"`      // BCP 47; the first is the default
	Demonstration bool     `json:"demonstration"`
	Banner        string   `json:"banner,omitempty"` // of a demonstration: show it wherever you show anything of this file
}

// A Page is a page that somebody wrote. Keys are those of its front matter.
type Page struct {
	ID         model.ID         `json:"id"`
	Kind       string           `json:"kind"`
	Address    string           `json:"address"` // from the folder that this file lies in
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
	Changed    model.Date       `json:"changed,omitempty"` // the day of its newest change
	Parts      []Part           `json:"parts,omitempty"`
}

// A Part is something on a page with an anchor of its own.
type Part struct {
	ID        model.ID `json:"id"`
	Kind      string   `json:"kind"` // paragraph, action, step, question, heading, place
	Anchor    string   `json:"anchor"`
	Label     string   `json:"label"`              // what a link to it shows
	Text      string   `json:"text,omitempty"`     // a line about it; of an action, what is asked for
	Quiet     bool     `json:"quiet,omitempty"`    // a paragraph that is told on its own page only: do not quote it
	Withheld  bool     `json:"withheld,omitempty"` // a paragraph that has no words on the site
	Unwritten bool     `json:"unwritten,omitempty"`
}

// A Derived is a page that nobody writes.
type Derived struct {
	View    string   `json:"view"`
	Address string   `json:"address"`
	Title   string   `json:"title"`
	Of      model.ID `json:"of,omitempty"` // the review or module that it is made from
}

// An Edge is a reference from a page or part to another, by their ids. A range of
// paragraphs is an edge to each.
type Edge struct {
	From     model.ID `json:"from"`
	To       model.ID `json:"to"`
	Relation string   `json:"relation"`
	Line     int      `json:"line"`               // where the reference stands in the file of the page
	Column   int      `json:"column"`             // in characters, from 1
	Sentence string   `json:"sentence,omitempty"` // around the reference; none from a quiet paragraph or from front matter
}

//go:embed index.schema.json
var schema []byte

// Schema is the JSON Schema of index.json.
func Schema() []byte { return bytes.Clone(schema) }

// Pieces gives the text of index.json, piece by piece: on a large site it is the
// largest file by far. A piece holds until the next. Way gives the way to an address of
// the site from its folder: "reviews/baby-r/" of "/reviews/baby-r/".
func Pieces(g *xref.Graph, way func(address string) string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		w := &writer{Graph: g, way: way, places: placesOf(g), yield: yield}
		w.encoder = json.NewEncoder(&w.text)
		w.encoder.SetEscapeHTML(false)
		w.write()
	}
}

// piece is from how many bytes on the text is handed over.
const piece = 32 << 10

// A writer writes one record after another.
type writer struct {
	*xref.Graph
	way     func(string) string
	places  map[*model.Page][]*xref.Target
	encoder *json.Encoder
	text    bytes.Buffer // not yet handed over
	yield   func([]byte, error) bool
	done    bool // nobody wants more
}

func (w *writer) write() {
	w.text.WriteString("{\n\"format\": ")
	w.record(Format)
	w.text.WriteString(",\n\"schema\": \"index.schema.json\",\n\"site\": ")
	w.record(w.site())
	w.text.WriteString(",\n\"pages\": [")
	for i, e := range w.Site.All() {
		if w.done {
			return
		}
		w.item(i == 0, w.page(e))
	}
	w.text.WriteString("\n],\n\"derived\": [")
	for i, d := range w.Derived {
		if w.done {
			return
		}
		w.item(i == 0, w.derived(d))
	}
	w.text.WriteString("\n],\n\"edges\": [")
	first := true
	for _, e := range w.Edges() {
		if w.done {
			return
		}
		if e.To.Form != xref.ContactForm && !w.bare(e.From.Page) && !w.bare(e.To.Page) {
			w.item(first, w.edge(e))
			first = false
		}
	}
	w.text.WriteString("\n]\n}\n")
	w.hand(nil)
}

// hand gives what is written to whoever reads.
func (w *writer) hand(err error) {
	if !w.done {
		w.done = !w.yield(w.text.Bytes(), err) || err != nil
	}
	w.text.Reset()
}

func (w *writer) record(v any) {
	if err := w.encoder.Encode(v); err != nil {
		w.hand(err)
	}
	w.text.Truncate(max(w.text.Len()-1, 0)) // the line's end
}

func (w *writer) item(first bool, v any) {
	if !first {
		w.text.WriteByte(',')
	}
	w.text.WriteByte('\n')
	if w.record(v); w.text.Len() >= piece {
		w.hand(nil)
	}
}

// bare reports whether a page is told by address and title alone.
func (w *writer) bare(p *model.Page) bool {
	return p.Kind.Isolated || p.OriginalPath != "" || p.Status == model.Withdrawn
}

func (w *writer) site() Site {
	s := w.Site.Settings
	told := Site{s.ID, s.Title, s.Summary, s.Partnership, s.BaseURL, s.Languages, s.Demonstration, ""}
	if len(s.Languages) == 0 {
		told.Languages = []string{s.DefaultLanguage()}
	}
	if s.Demonstration {
		told.Banner = s.Banner
	}
	return told
}

func (w *writer) page(e model.Entry) Page {
	p := e.Base()
	told := Page{ID: p.ID, Kind: p.Kind.Name, Address: w.way(p.Address), Title: p.Title, Status: w.Site.EffectiveStatus(p), Lang: w.Site.LanguageOf(p)}
	if of := w.Site.OriginalOf(p); of != nil {
		told.Translates = of.Base().ID
	}
	if w.bare(p) {
		return told
	}
	told.File, told.Short, told.Summary, told.Audience = p.File.Path, p.ShortTitle, p.Summary, p.Audience
	told.Owner, told.Version = p.Owner, p.Version
	told.Reviewed, told.ReviewDue, told.Changed = p.Reviewed, p.ReviewDue, p.LastChanged()
	if n := w.Page(p).Number; n != (model.Number{}) {
		told.Number = n.String()
	}
	told.Parts = w.parts(e)
	return told
}

// parts lists the paragraphs of a page, then what its kind holds, then its headings
// and the other places that somebody refers to.
func (w *writer) parts(e model.Entry) []Part {
	p := e.Base()
	var list []Part
	paragraphs := w.Numbered(p)
	if r, ok := e.(*model.Review); ok {
		paragraphs = append(paragraphs, w.Unwritten(r)...)
	}
	for _, t := range paragraphs {
		if t.Form == xref.ParagraphForm {
			list = append(list, Part{ID: t.ID, Kind: "paragraph", Anchor: t.Number.Anchor(), Label: t.Label,
				Quiet: t.Quiet, Withheld: t.Withheld, Unwritten: !t.Written && !t.Withheld})
		}
	}
	known := make(map[model.ID]bool)
	for _, part := range e.Parts() {
		known[part.ID] = true
		list = append(list, Part{ID: part.ID, Kind: part.Kind, Anchor: part.Anchor, Label: part.Label, Text: part.Title})
	}
	for _, h := range p.Body.Headings {
		if id := p.ID + "#" + model.ID(h.ID); h.ID != "" && !known[id] {
			known[id] = true
			list = append(list, Part{ID: id, Kind: "heading", Anchor: h.ID, Label: h.Text})
		}
	}
	for _, t := range w.places[p] {
		if !known[t.ID] {
			known[t.ID] = true
			_, anchor, _ := strings.Cut(t.Address, "#")
			list = append(list, Part{ID: t.ID, Kind: "place", Anchor: anchor, Label: t.Label})
		}
	}
	return list
}

// placesOf finds the anchors that references lead to and that are no part of a
// page, most of them headings.
func placesOf(g *xref.Graph) map[*model.Page][]*xref.Target {
	places := make(map[*model.Page][]*xref.Target)
	for _, e := range g.Edges() {
		if e.To.Form == xref.HeadingForm {
			places[e.To.Page] = append(places[e.To.Page], e.To)
		}
	}
	return places
}

func (w *writer) derived(d xref.Derived) Derived {
	told := Derived{View: d.View, Address: w.way(d.Address), Title: d.Title}
	switch {
	case d.Module != nil:
		told.Of = d.Module.ID
	case d.Review != nil:
		told.Of = d.Review.ID
	}
	return told
}

func (w *writer) edge(e *xref.Edge) Edge {
	at, p := e.Place(), e.From.Page
	from := w.Viewpoint(p.Address, p, xref.Addressing{})
	return Edge{e.From.ID, e.To.ID, e.Relation.Name(), at.Line, at.Column, from.Sentence(e)}
}
