package feeds

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// IndexSchema returns the JSON Schema of index.json.
func IndexSchema() ([]byte, error) { return files.ReadFile("index.schema.json") }

// WriteIndex writes index.json.
//
// The file is one object. Each page, generated page and reference is one line, pages in
// order of their files with translations last, references in order of page and position,
// so that two versions can be compared line by line. A field without a value is left
// out. Of a quiet or withheld paragraph there is its number and position alone, and of a
// page for parents, a withdrawn page or a translation its address and title alone. Phone
// numbers are left out: a copy of one goes out of date unnoticed.
func (w *Writer) WriteIndex(out io.Writer) error {
	x := &indexer{graph: w.graph, root: &w.root, anchors: referredAnchors(w.graph), out: bufio.NewWriterSize(out, 32<<10)}
	x.encoder = json.NewEncoder(&x.line)
	x.encoder.SetEscapeHTML(false)
	fmt.Fprintf(x.out, "{\n\"format\": %d,\n\"schema\": \"index.schema.json\",\n\"site\": ", IndexFormat)
	x.encode(x.site())
	x.start(",\n\"pages\": [")
	for _, e := range w.graph.Site.All() {
		x.item(x.page(e))
	}
	x.start("\n],\n\"derived\": [")
	for _, d := range w.graph.Derived {
		x.item(x.derived(d))
	}
	x.start("\n],\n\"edges\": [")
	for _, e := range w.graph.Edges {
		if e.To.Form != xref.ContactForm && !x.titleOnly(e.From.Page) && !x.titleOnly(e.To.Page) {
			x.item(x.edge(e))
		}
	}
	x.out.WriteString("\n]\n}\n")
	return cmp.Or(x.err, x.out.Flush())
}

// An indexer writes index.json.
type indexer struct {
	graph   *xref.Graph
	root    *xref.Viewpoint
	anchors map[*model.Page][]*xref.Target
	out     *bufio.Writer
	encoder *json.Encoder // to line
	line    bytes.Buffer
	comma   string // before the next item of the list
	err     error  // of the last value that could not be written
}

// start writes what is before the items of a list.
func (x *indexer) start(text string) {
	x.out.WriteString(text)
	x.comma = "\n"
}

// item writes an item of a list as one line.
func (x *indexer) item(v any) {
	x.out.WriteString(x.comma)
	x.comma = ",\n"
	x.encode(v)
}

// encode writes a value without the newline that Encode ends it with.
func (x *indexer) encode(v any) {
	x.line.Reset()
	if err := x.encoder.Encode(v); err != nil {
		x.err = err
	}
	x.out.Write(bytes.TrimSuffix(x.line.Bytes(), []byte("\n")))
}

// titleOnly reports whether a page is listed by its address and title alone, without its
// parts and references.
func (x *indexer) titleOnly(p *model.Page) bool {
	return p.Kind.Isolated || p.OriginalPath != "" || !x.graph.Site.InForce(p)
}

func (x *indexer) site() IndexSite {
	s := x.graph.Site.Settings
	site := IndexSite{s.ID, s.Title, s.Summary, s.Partnership, s.BaseURL, s.Languages, s.Demonstration, ""}
	if len(s.Languages) == 0 {
		site.Languages = []string{s.DefaultLanguage()}
	}
	if s.Demonstration {
		site.Banner = s.Banner
	}
	return site
}

func (x *indexer) page(e model.Entry) IndexPage {
	p := e.Base()
	page := IndexPage{ID: p.ID, Kind: p.Kind.Name, Address: x.root.RelativeAddress(p.Address), Title: p.Title,
		Status: x.graph.Site.EffectiveStatus(p), Lang: x.graph.Site.LanguageOf(p)}
	if of := x.graph.Site.OriginalOf(p); of != nil {
		page.Translates = of.Base().ID
	}
	if x.titleOnly(p) {
		return page
	}
	page.File, page.Short, page.Summary, page.Audience = p.File.Path, p.ShortTitle, p.Summary, p.Audience
	page.Owner, page.Version = p.Owner, p.Version
	page.Reviewed, page.ReviewDue, page.Changed = p.Reviewed, p.ReviewDue, p.LastChanged()
	if n := x.graph.Page(p).Number; n != (model.Number{}) {
		page.Number = n.String()
	}
	page.Parts = x.parts(e)
	return page
}

// parts lists the paragraphs of a page, then the parts that its kind has, then its
// headings and other anchors that references lead to.
func (x *indexer) parts(e model.Entry) []IndexPart {
	p := e.Base()
	var list []IndexPart
	paragraphs := x.graph.Numbered(p)
	if r, ok := e.(*model.Review); ok {
		paragraphs = append(paragraphs, x.graph.Unwritten(r)...)
	}
	for _, t := range paragraphs {
		if t.Form == xref.ParagraphForm {
			list = append(list, IndexPart{ID: t.ID, Kind: "paragraph", Anchor: t.Number.Anchor(), Label: t.Label,
				Quiet: t.Quiet, Withheld: t.Withheld, Unwritten: !t.Written && !t.Withheld})
		}
	}
	known := make(map[model.ID]bool)
	add := func(part IndexPart) {
		if !known[part.ID] {
			known[part.ID] = true
			list = append(list, part)
		}
	}
	for _, part := range e.Parts() {
		add(IndexPart{ID: part.ID, Kind: part.Kind, Anchor: part.Anchor, Label: part.Label, Text: part.Title})
	}
	for _, h := range p.Body.Headings {
		if h.ID != "" {
			add(IndexPart{ID: p.ID + "#" + model.ID(h.ID), Kind: "heading", Anchor: h.ID, Label: h.Text})
		}
	}
	for _, t := range x.anchors[p] {
		_, anchor, _ := strings.Cut(t.Address, "#")
		add(IndexPart{ID: t.ID, Kind: "place", Anchor: anchor, Label: t.Label})
	}
	return list
}

// referredAnchors returns the anchors that references lead to and that are no part of a
// page, most of them headings.
func referredAnchors(g *xref.Graph) map[*model.Page][]*xref.Target {
	anchors := make(map[*model.Page][]*xref.Target)
	for _, e := range g.Edges {
		if e.To.Form == xref.HeadingForm {
			anchors[e.To.Page] = append(anchors[e.To.Page], e.To)
		}
	}
	return anchors
}

func (x *indexer) derived(d xref.Derived) IndexDerived {
	r := IndexDerived{View: d.View, Address: x.root.RelativeAddress(d.Address), Title: d.Title}
	switch {
	case d.Module != nil:
		r.Of = d.Module.ID
	case d.Review != nil:
		r.Of = d.Review.ID
	}
	return r
}

func (x *indexer) edge(e *xref.Edge) IndexEdge {
	at, p := e.Pos(), e.From.Page
	from := x.graph.Viewpoint(p.Address, p, xref.Addressing{})
	return IndexEdge{e.From.ID, e.To.ID, e.Relation.Name(), at.Line, at.Column, from.Sentence(e)}
}
