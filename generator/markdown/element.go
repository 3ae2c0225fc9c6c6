package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// An Element is a top-level block of a body or a Section.
type Element struct {
	Kind    ElementKind // type of block
	Ordered bool        // ListElement: whether the items are numbered
	Section int         // SectionElement: index in Doc.Sections
	Start   int         // ListElement: number of the first item, if numbered
	Text    Text        // the whole element; for a FieldElement, the whole paragraph; for a SectionElement, empty
	Content Text        // QuotationElement: the blocks in the quotation; HeadingElement, FieldElement: the inline content
	Parts   []Text      // ListElement: the li elements; TableElement: the tr elements
	Items   []Item      // ListElement
	Rows    []Row       // TableElement
	Field   *Field      // FieldElement
	Offset  int         // offset in the file
}

// An ElementKind is the kind of an Element.
type ElementKind uint8

const (
	OtherElement     ElementKind = iota // a paragraph, code block, definition list or the footnotes
	HeadingElement                      // a heading, except the heading of a Section
	ListElement                         // a list
	TableElement                        // a table
	QuotationElement                    // a block quotation that is not a callout
	CalloutElement                      // a callout
	FieldElement                        // a line such as "Hint: …"; only in a Section
	RuleElement                         // a thematic break
	SectionElement                      // the position of a Section; only in a body
)

// A Field is what a FieldElement has besides its text.
type Field struct {
	Name       string // one of SectionSyntax.Fields
	Source     string // Markdown after the colon
	Refs       [2]int // half-open range of indices in Doc.Refs
	Underlined bool   // whether a line of hyphens below the field turns it into a Markdown heading
}

// An Item is an item of a ListElement.
type Item struct {
	Box         Checkbox // checkbox before Text, or NoBox
	Marker      byte     // '-', '*' or '+', or '.' or ')' in a numbered list
	To          string   // id of the link target, if the item is only a link and SectionPrefix.LinkItems is set
	Text        Text     // inline content
	Quote       Text     // content of the first quotation in the item; if it is a callout, the whole callout
	QuoteAt     int      // offset in the file of Quote, or 0 if there is none
	ExtraOffset int      // offset in the file of the first other block in the item, or 0 if there is none
	Offset      int      // offset in the file
}

// A Row is a row of a TableElement.
type Row struct {
	Cells  []Text // inline content
	Head   bool   // whether it is a header row
	Offset int    // offset in the file
}

// printElement prints a top-level block and returns it as an Element.
func printElement(p *printer, n ast.Node) Element {
	e := Element{Offset: p.offset(n)}
	start := p.outputPosition()
	switch n := n.(type) {
	case *ast.Heading:
		e.Kind = HeadingElement
		printHeading(p, n)
		e.Content = p.lastText
	case *ast.List:
		e.Kind, e.Ordered, e.Start = ListElement, n.IsOrdered(), n.Start
		printList(p, n, &e)
	case *extast.Table:
		e.Kind = TableElement
		printTable(p, n, &e)
	case *ast.Blockquote:
		e.Kind = QuotationElement
		if _, ok := n.FirstChild().(*calloutTitle); ok {
			e.Kind = CalloutElement
		}
		printQuote(p, n)
		e.Content = p.lastText
	default:
		if n.Kind() == ast.KindThematicBreak {
			e.Kind = RuleElement
		}
		p.printBlock(n)
	}
	e.Text = p.textSince(start)
	return e
}

// printItemBlock prints a block of a list item and sets fields of item: Text, Box and To for a
// paragraph that comes first, Quote for the first block quote, and ExtraOffset for the first other
// block that has any HTML.
func printItemBlock(p *printer, item *Item, n ast.Node) {
	first := n.PreviousSibling() == nil && (n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph)
	if first {
		item.Box = itemBox(p, n)
		if p.linkItems {
			item.To, p.plainLink = itemTarget(n)
		}
	}
	start := p.outputPosition()
	p.printBlock(n)
	switch {
	case first:
		item.Text = p.lastText
	case n.Kind() == ast.KindBlockquote && item.QuoteAt == 0:
		item.Quote, item.QuoteAt = p.lastText, p.offset(n)
	case start.html < len(p.html) && item.ExtraOffset == 0:
		item.ExtraOffset = max(p.offset(n), item.Offset)
	}
}

// itemTarget returns the id and the node of a link to #id if n contains only that link, apart from a
// checkbox before it. Otherwise, it returns "" and nil.
func itemTarget(n ast.Node) (id string, link *ast.Link) {
	first := n.FirstChild()
	if box, ok := first.(*extast.TaskCheckBox); ok {
		first = box.NextSibling()
	}
	link, ok := first.(*ast.Link)
	if !ok || link.NextSibling() != nil || link.Title != nil {
		return "", nil
	}
	url := parseDestination(link.Destination).url
	if len(url) < 2 || url[0] != '#' {
		return "", nil
	}
	return url[1:], link
}

// offset returns the offset of a block in the file. The position according to goldmark may be
// beyond the end of the body if the block is empty and a tab precedes it.
func (p *printer) offset(n ast.Node) int { return p.file.Body + min(max(n.Pos(), 0), len(p.body)) }
