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

// IndexSchema returns the JSON Schema of index.json, with ids of the site as examples.
func (w *Writer) IndexSchema() ([]byte, error) {
	schema, err := embeddedFiles.ReadFile("index.schema.json")
	examples := ""
	if ids := xref.Examples(w.graph); len(ids) > 0 {
		examples = "Examples: " + strings.Join(ids, ", ") + "."
	}
	return bytes.Replace(schema, []byte(" EXAMPLES"), []byte(strings.TrimRight(" "+examples, " ")), 1), err
}

// WriteIndex writes index.json.
//
// The file is a JSON object. Each page, generated page, reference, statement and entry of a
// progress.yaml is written on its own line, so that two versions can be compared line by line. Pages are sorted by source file
// with translations last, references by page and position. Empty fields are omitted. Quiet
// and withheld paragraphs are listed without their text. Pages for parents, withdrawn pages
// and translations are listed without their parts and references. Phone numbers are
// omitted because a copied number may go out of date unnoticed.
func (w *Writer) WriteIndex(out io.Writer) error {
	x := &indexer{graph: w.graph, root: &w.root, anchors: linkedAnchors(w.graph), out: bufio.NewWriterSize(out, 32<<10)}
	x.encoder = json.NewEncoder(&x.line)
	x.encoder.SetEscapeHTML(false)
	fmt.Fprintf(x.out, "{\n\"format\": %d,\n\"schema\": \"index.schema.json\",\n\"site\": ", IndexFormat)
	x.encode(x.site())
	x.startArray(",\n\"pages\": [")
	for _, e := range w.graph.Site.All() {
		x.writeItem(x.page(e))
	}
	x.startArray("\n],\n\"derived\": [")
	for _, d := range w.graph.GeneratedPages {
		x.writeItem(x.generatedPage(d))
	}
	x.startArray("\n],\n\"edges\": [")
	for _, e := range w.graph.Edges {
		if e.To.Type != xref.ContactTarget && !x.isTitleOnly(e.From.Page) && !x.isTitleOnly(e.To.Page) && w.graph.IsShown(e) {
			x.writeItem(x.edge(e))
		}
	}
	x.writeProgress()
	x.out.WriteString("\n]\n}\n")
	return cmp.Or(x.err, x.out.Flush())
}

// An indexer writes index.json.
type indexer struct {
	graph     *xref.Graph
	root      *xref.Viewpoint
	anchors   map[*model.Page][]*xref.Target
	out       *bufio.Writer
	encoder   *json.Encoder // writes to line
	line      bytes.Buffer
	separator string // text written before the next array element
	err       error  // last encoding error
}

// startArray begins an array. The argument text is written before the first element and ends with the
// opening bracket.
func (x *indexer) startArray(text string) {
	x.out.WriteString(text)
	x.separator = "\n"
}

// writeItem writes v as an array element on its own line.
func (x *indexer) writeItem(v any) {
	x.out.WriteString(x.separator)
	x.separator = ",\n"
	x.encode(v)
}

// encode writes v as JSON without the trailing newline that json.Encoder adds.
func (x *indexer) encode(v any) {
	x.line.Reset()
	if err := x.encoder.Encode(v); err != nil {
		x.err = err
	}
	x.out.Write(bytes.TrimSuffix(x.line.Bytes(), []byte("\n")))
}

// isTitleOnly reports whether p is listed without its parts and references. This applies to pages for
// parents, translations and withdrawn pages.
func (x *indexer) isTitleOnly(p *model.Page) bool {
	return p.Kind.Isolated || p.OriginalPath != "" || !x.graph.Site.Listed(p)
}

func (x *indexer) site() IndexSite {
	s := x.graph.Site.Settings
	site := IndexSite{s.ID, s.Title, s.Summary, s.Partnership, s.BaseURL, s.Languages, s.Demonstration, x.graph.Site.Internal, ""}
	if len(s.Languages) == 0 {
		site.Languages = []string{s.DefaultLanguage()}
	}
	if s.Demonstration {
		site.Banner = s.Banner
	}
	return site
}

// page returns the index entry for a content page.
func (x *indexer) page(e model.Entry) IndexPage {
	p := e.Base()
	page := IndexPage{ID: p.ID, Kind: p.Kind.Name, Address: x.root.RelativeURL(p.Address), Title: p.Title,
		Status: x.graph.Site.EffectiveStatus(p), Lang: x.graph.Site.LanguageOf(p)}
	if original := x.graph.Site.OriginalOf(p); original != nil {
		page.Translates = original.Base().ID
	}
	if !x.graph.Site.Listed(p) {
		if t := x.graph.Replacement(p); t != nil {
			page.ReplacedBy = t.ID
		}
	}
	if x.isTitleOnly(p) {
		return page
	}
	page.File, page.Short, page.Summary, page.Audience = p.File.Path, p.ShortTitle, p.Summary, p.Audience
	page.Owner, page.Version = p.Owner, p.Version
	page.Reviewed, page.ReviewDue, page.Changed = p.Reviewed, p.ReviewDue, p.LastChanged()
	for _, a := range x.graph.Site.Approved[p] {
		page.Approvals = append(page.Approvals, IndexApproval{a.Role, a.Body, a.Date, a.Record, a.Until})
	}
	page.Number = string(x.graph.Page(p).PrintedLabel)
	page.Parts = x.parts(e)
	return page
}

// parts returns the paragraphs of e, followed by the parts defined by its kind, then by its headings
// and any other anchors to which references link.
func (x *indexer) parts(e model.Entry) []IndexPart {
	p := e.Base()
	var list []IndexPart
	paragraphs := x.graph.NumberedParagraphs(p)
	if r, ok := e.(*model.Review); ok {
		paragraphs = append(paragraphs, x.graph.UnwrittenParagraphs(r)...)
	}
	for _, t := range paragraphs {
		if t.Type == xref.ParagraphTarget {
			list = append(list, IndexPart{ID: t.ID, Kind: "paragraph", Anchor: t.PrintedLabel.Anchor(), Label: t.Label,
				Quiet: t.Quiet, Withheld: t.Withheld, Unwritten: !t.Written && !t.Withheld})
		}
	}
	seen := make(map[model.ID]bool)
	add := func(part IndexPart) {
		if !seen[part.ID] {
			seen[part.ID] = true
			list = append(list, part)
		}
	}
	for _, part := range e.Parts() {
		add(IndexPart{ID: part.ID, Kind: part.Kind, Anchor: part.Anchor, Label: part.Label, Text: part.Title})
	}
	for _, h := range p.Body.Headings {
		if h.ID != "" {
			add(IndexPart{ID: p.ID + "#" + model.ID(h.ID), Kind: "heading", Anchor: h.ID, Label: x.root.HeadingText(p, h.Block)})
		}
	}
	for _, t := range x.anchors[p] {
		_, anchor, _ := strings.Cut(t.Address, "#")
		add(IndexPart{ID: t.ID, Kind: "place", Anchor: anchor, Label: t.Label})
	}
	return list
}

// linkedAnchors returns, for each page, the anchors to which references link and that are not parts of
// the page. Most of them are headings.
func linkedAnchors(g *xref.Graph) map[*model.Page][]*xref.Target {
	anchors := make(map[*model.Page][]*xref.Target)
	for _, e := range g.Edges {
		if e.To.Type == xref.HeadingTarget {
			anchors[e.To.Page] = append(anchors[e.To.Page], e.To)
		}
	}
	return anchors
}

// generatedPage returns the index entry for a generated page.
func (x *indexer) generatedPage(d xref.GeneratedPage) IndexGeneratedPage {
	r := IndexGeneratedPage{View: d.View, Address: x.root.RelativeURL(d.Address), Title: d.Title}
	switch {
	case d.Module != nil:
		r.SourceID = d.Module.ID
	case d.Review != nil:
		r.SourceID = d.Review.ID
	}
	return r
}

// edge returns the index entry for a reference.
func (x *indexer) edge(e *xref.Edge) IndexEdge {
	pos, p := e.Pos(), e.From.Page
	view := x.graph.Viewpoint(p.Address, p, xref.Addressing{})
	return IndexEdge{e.From.ID, e.To.ID, e.Relation.Name(), pos.Line, pos.Column, view.Sentence(e)}
}
