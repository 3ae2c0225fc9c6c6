package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// An Element is a top-level block of a body or of a Section.
type Element struct {
	Kind    ElementKind // which of the other fields are set
	Ordered bool        // of a List: its items are numbered
	Section int         // of a SectionElement: index in Doc.Sections
	Start   int         // of an ordered List: the number of its first item
	Text    Text        // blocks; of a LabelLine a phrase; of a SectionElement nothing
	Inside  Text        // of a Quotation: the blocks in it; of a heading its words, a phrase
	Parts   []Text      // of a List: its li elements; of a Table: its tr elements
	Items   []Item      // of a List
	Rows    []Row       // of a Table
	Label   *Label      // of a LabelLine
	Offset  int         // in the file's text
}

// An ElementKind says what an Element is.
type ElementKind uint8

const (
	Other          ElementKind = iota // a paragraph, code, a list of definitions, the footnotes
	HeadingElement                    // a heading; of a Section those below its own
	List                              // numbered or not
	Table                             // with its head
	Quotation                         // a block quotation that is no callout
	CalloutElement                    // a callout
	LabelLine                         // only in a Section: a line that starts with one of its labels
	Rule                              // a thematic break
	SectionElement                    // only of a body: the position of a Section
)

// A Label is what a LabelLine says beside its text.
type Label struct {
	Name       string // one of SectionSyntax.Labels
	Source     string // the words after the colon, as written
	Refs       [2]int // the references in it: Doc.Refs from the first index up to the second, which is not its own
	Underlined bool   // a line of hyphens below it makes it a heading
}

// An Item is one item of a List.
type Item struct {
	Box     Box    // before the words
	Marker  byte   // '-', '*' or '+', of an ordered list '.' or ')'
	To      string // the id that its words link to, where SectionWord.Jumps asks for it and they do nothing else
	Text    Text   // its words, a phrase
	Quote   Text   // the first quotation below them: the blocks in it, or a whole callout
	QuoteAt int    // where it starts in the file's text, 0 where there is none
	ExtraAt int    // where the first other block in the item starts, 0 where there is none
	Offset  int    // in the file's text
}

// A Row is one row of a Table.
type Row struct {
	Cells  []Text // phrases
	Head   bool   // it is the head of the table
	Offset int    // in the file's text
}

// Elements returns the top-level blocks of a body that was parsed with
// Options.Sections, none for any other. Of lists and tables it returns the Parts alone.
func (d *Doc) Elements() []Element {
	html := string(d.AppendHTML(nil, func(dst []byte, _ Hole) []byte { return dst }))
	list := slices.Clone(d.elements)
	for i := range list {
		list[i].Parts = slices.Clone(list[i].Parts)
		list[i].resolve(html, d.Holes, 0)
	}
	return list
}

// resolve returns the texts of an element their HTML, as Text.resolve does.
func (e *Element) resolve(html string, holes []Hole, offset int) {
	texts := []*Text{&e.Text, &e.Inside}
	for i := range e.Parts {
		texts = append(texts, &e.Parts[i])
	}
	for i := range e.Items {
		texts = append(texts, &e.Items[i].Text, &e.Items[i].Quote)
	}
	for _, row := range e.Rows {
		for i := range row.Cells {
			texts = append(texts, &row.Cells[i])
		}
	}
	for _, t := range texts {
		t.resolve(html, holes, offset)
	}
}

// element prints a top-level block.
func element(p *printer, n ast.Node) Element {
	e := Element{Offset: p.offset(n)}
	start := p.here()
	switch n := n.(type) {
	case *ast.Heading:
		e.Kind = HeadingElement
		printHeading(p, n)
		e.Inside = p.last
	case *ast.List:
		e.Kind, e.Ordered, e.Start = List, n.IsOrdered(), n.Start
		printList(p, n, &e)
	case *extast.Table:
		e.Kind = Table
		printTable(p, n, &e)
	case *ast.Blockquote:
		if e.Kind = Quotation; isCallout(n) {
			e.Kind = CalloutElement
		}
		printQuote(p, n)
		e.Inside = p.last
	default:
		if n.Kind() == ast.KindThematicBreak {
			e.Kind = Rule
		}
		p.printBlock(n)
	}
	e.Text = p.since(start)
	return e
}

// inItem prints a block of a list item and records which part of the item it is.
func inItem(p *printer, item *Item, n ast.Node) {
	first := n.PreviousSibling() == nil && (n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph)
	if first {
		item.Box = boxOf(p, n)
		if p.jumps {
			item.To, p.plainLink = jumpOf(n)
		}
	}
	start := p.here()
	p.printBlock(n)
	switch {
	case first:
		item.Text = p.last
	case n.Kind() == ast.KindBlockquote && item.QuoteAt == 0:
		item.Quote, item.QuoteAt = p.last, p.offset(n)
	case start.html < len(p.html) && item.ExtraAt == 0:
		item.ExtraAt = max(p.offset(n), item.Offset)
	}
}

// jumpOf returns the link to #id that is all there is in the words of an item, and
// the id; "" where they say more.
func jumpOf(words ast.Node) (id string, link *ast.Link) {
	first := words.FirstChild()
	if box, ok := first.(*extast.TaskCheckBox); ok {
		first = box.NextSibling()
	}
	link, ok := first.(*ast.Link)
	if !ok || link.NextSibling() != nil || link.Title != nil {
		return "", nil
	}
	url := readAddress(link.Destination).url
	if len(url) < 2 || url[0] != '#' {
		return "", nil
	}
	return url[1:], link
}

// offset returns where a block starts in the file's text. A tab before an empty one
// makes goldmark count too far.
func (p *printer) offset(n ast.Node) int { return p.file.Body + min(max(n.Pos(), 0), len(p.body)) }
