package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// An Element is a top-level block of a body or of a Section.
type Element struct {
	Kind    ElementKind
	Ordered bool // of a List
	Section int  // of a SectionElement: index in Doc.Sections
	Start   int  // of an ordered List: the number of its first item
	Text    Text // blocks; of a LabelLine a phrase; of a SectionElement nothing
	Inside  Text // of a Quotation: the blocks in it; of a heading its words, a phrase
	Items   []Item
	Rows    []Row
	Label   *Label
	Offset  int // in the file's text
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
	Box     Box
	Marker  byte   // '-', '*' or '+', of an ordered list '.' or ')'
	To      string // the id that its words link to, where SectionWord.Jumps asks for it and they do nothing else
	Whole   Text   // the li element
	Text    Text   // its words, a phrase
	Quote   Text   // the first quotation below them: the blocks in it, or a whole callout
	QuoteAt int    // where it starts in the file's text, 0 where there is none
	ExtraAt int    // where the first other block in the item starts, 0 where there is none
	Offset  int    // in the file's text
}

// A Row is one row of a Table.
type Row struct {
	Whole  Text   // the tr element
	Cells  []Text // phrases
	Head   bool
	Offset int // in the file's text
}

// A bodyElement is what is kept of an Element of a body until it is asked for.
type bodyElement struct {
	kind    ElementKind
	ordered bool
	start   int32 // as Element.Start; of a SectionElement as Element.Section
	text    span
	items   []span // whole items or rows; of a heading its words
}

// A span is what an unresolved Text holds.
type span struct{ from, to, block, end int32 }

func spanOf(t Text) span  { return span{t.from, t.to, t.Blocks[0], t.Blocks[1]} }
func (s span) text() Text { return Text{from: s.from, to: s.to, Blocks: [2]int32{s.block, s.end}} }

func outlined(e Element) bodyElement {
	b := bodyElement{kind: e.Kind, ordered: e.Ordered, start: int32(e.Start), text: spanOf(e.Text)}
	for _, item := range e.Items {
		b.items = append(b.items, spanOf(item.Whole))
	}
	for _, row := range e.Rows {
		b.items = append(b.items, spanOf(row.Whole))
	}
	if e.Kind == HeadingElement {
		b.items = []span{spanOf(e.Inside)}
	}
	return b
}

// Elements returns the top-level blocks of a body that was parsed with
// Options.Sections, none for any other. Of an Item or Row it sets Whole alone.
func (d *Doc) Elements() []Element {
	html := string(d.AppendHTML(nil, func(dst []byte, _ Hole) []byte { return dst }))
	list := make([]Element, len(d.elements))
	for i, b := range d.elements {
		e := Element{Kind: b.kind, Ordered: b.ordered, Start: int(b.start), Text: b.text.text()}
		switch b.kind {
		case SectionElement:
			e.Section, e.Start = int(b.start), 0
		case HeadingElement:
			e.Inside = b.items[0].text()
		case List:
			for _, item := range b.items {
				e.Items = append(e.Items, Item{Whole: item.text()})
			}
		case Table:
			for _, row := range b.items {
				e.Rows = append(e.Rows, Row{Whole: row.text()})
			}
		}
		e.resolve(html, d.Holes, 0)
		list[i] = e
	}
	return list
}

// resolve gives the texts of an element their HTML, as Text.resolve does.
func (e *Element) resolve(html string, holes []Hole, offset int) {
	e.Text.resolve(html, holes, offset)
	e.Inside.resolve(html, holes, offset)
	for i := range e.Items {
		item := &e.Items[i]
		for _, t := range []*Text{&item.Whole, &item.Text, &item.Quote} {
			t.resolve(html, holes, offset)
		}
	}
	for r := range e.Rows {
		e.Rows[r].Whole.resolve(html, holes, offset)
		for i := range e.Rows[r].Cells {
			e.Rows[r].Cells[i].resolve(html, holes, offset)
		}
	}
}

// element prints a top-level block.
func (p *printer) element(n ast.Node) Element {
	e := Element{Offset: p.offset(n)}
	start := p.here()
	switch n := n.(type) {
	case *ast.Heading:
		e.Kind = HeadingElement
		p.printHeading(n)
		e.Inside = p.last
	case *ast.List:
		e.Kind, e.Ordered, e.Start = List, n.IsOrdered(), n.Start
		e.Items = make([]Item, 0, n.ChildCount())
		p.list(n, func(item ast.Node) {
			e.Items = append(e.Items, Item{Marker: n.Marker, Offset: p.offset(item)})
			p.printItem(item, &e.Items[len(e.Items)-1])
		})
	case *extast.Table:
		e.Kind, e.Rows = Table, []Row{}
		p.printTable(n, &e.Rows)
	case *ast.Blockquote:
		if e.Kind = Quotation; isCallout(n) {
			e.Kind = CalloutElement
		}
		p.printQuote(n)
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
func (p *printer) inItem(item *Item, n ast.Node) {
	first := n.PreviousSibling() == nil && (n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph)
	if first {
		item.Box = p.boxOf(n)
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
