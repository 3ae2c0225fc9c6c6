package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// A printer converts a syntax tree to HTML and collects the other fields of the Doc. The
// function for each construct is in the file named after it.
type printer struct {
	*state
	doc          Doc
	html         []byte
	text         []byte // plain text of all blocks, concatenated
	sharedRanges []sharedRange

	blockStart     int       // offset in text of the open block
	firstRef       int       // number of references in doc before the open block
	blockSpans     [][2]int  // start and end in text of each closed block
	hiddenBefore   int       // source before this offset, such as a paragraph number, is not printed
	paragraph      int       // index of the current numbered paragraph, or -1
	listDepth      int       // number of open lists, including definition lists
	lastText       Text      // the inline content or quotation content that was printed last
	linkItems      bool      // SectionPrefix.LinkItems of the current section
	plainLink      *ast.Link // link that is printed as its text only
	inLink         bool      // whether the printer is inside a link or an image
	inImage        bool      // whether the printer is inside an image
	inFootnote     bool
	inSection      bool        // whether the printer is inside a Section
	cited          []*footnote // cited footnotes, in order of first citation
	level          int         // level of the previous heading
	ids            idGenerator
	lines          []Line                         // lines of the open block
	marker         string                         // Marker of the next Line
	topLevel       bool                           // whether the printer is inside a top-level paragraph
	definitions    []*ast.LinkReferenceDefinition // in page order
	used           map[string]bool                // labels of the link definitions that are used
	reportedMarkup []string                       // HTML elements, and messages of reportLiteral, that have been reported in the open block
	highlighted    int                            // bytes of highlighted code so far
}

func newPrinter(s *state, b *buffers) *printer {
	return &printer{state: s, paragraph: -1, used: map[string]bool{}, ids: idGenerator{}, level: 1, html: b.html[:0], text: b.text[:0]}
}

// printDocument renders the syntax tree with the given root into the Doc of p, which it returns.
func printDocument(p *printer, root ast.Node) *Doc {
	if p.Sections != nil {
		printTopLevel(p, root)
	} else {
		p.printChildren(root)
	}
	start := p.outputPosition()
	printFootnotes(p)
	if notes := p.textSince(start); p.Sections != nil && notes.from < notes.to {
		p.doc.Elements = append(p.doc.Elements, Element{Text: notes})
	}
	checkDefinitions(p)
	p.endGroup()
	storeHTML(p)
	for i, span := range p.blockSpans {
		p.doc.Blocks[i].Text = p.doc.stored[span[0]:span[1]]
	}
	p.doc.findSentences()
	for i := range p.doc.Headings {
		p.doc.Headings[i].Text = p.doc.Blocks[p.doc.Headings[i].Block].Text
	}
	doc := p.doc // a copy, because a pointer into the printer would keep the syntax tree in memory
	doc.Slots, doc.Refs, doc.Blocks = slices.Clone(doc.Slots), slices.Clone(doc.Refs), slices.Clone(doc.Blocks)
	doc.Elements = slices.Clone(doc.Elements)
	return &doc
}

func (p *printer) printChildren(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		p.printBlock(child)
	}
}

func (p *printer) printBlock(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		printParagraph(p, n)
	case *ast.TextBlock:
		printTextBlock(p, n)
	case *ast.Heading:
		printHeading(p, n)
	case *ast.List:
		printList(p, n, nil)
	case *ast.Blockquote:
		printQuote(p, n)
	case *calloutTitle: // printed by printQuote
	case *ast.FencedCodeBlock:
		printFencedCode(p, n)
	case *ast.CodeBlock:
		printIndentedCode(p, n)
	case *ast.HTMLBlock:
		printHTMLBlock(p, n)
	case *ast.ThematicBreak:
		p.addSlot(SlotLines, 1)
		p.write("<hr>\n")
	case *ast.LinkReferenceDefinition:
		p.definitions = append(p.definitions, n)
	case *extast.Table:
		printTable(p, n, nil)
	case *extast.DefinitionList:
		printDefinitions(p, n)
	case *extast.Footnote: // printed after the text
	default:
		p.printChildren(n)
	}
}

func (p *printer) printInlines(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		p.printInline(child)
	}
}

// recordInlines prints the inline content of a block and sets p.last to it, without the checkbox at
// the start of a task list item. The block must be open.
func (p *printer) recordInlines(n ast.Node) {
	start := p.outputPosition()
	start.blocks-- // include the open block
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		p.printInline(child)
		if child.Kind() == extast.KindTaskCheckBox {
			start.html = len(p.html)
		}
	}
	p.lastText = p.textSince(start)
}

func (p *printer) printInline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		printText(p, n)
	case *ast.String:
		p.writeText(n.Value)
	case *ast.CodeSpan:
		printCodeSpan(p, n)
	case *ast.Emphasis:
		printEmphasis(p, n)
	case *crossRef:
		printCrossRef(p, n)
	case *ast.Link:
		printLink(p, n)
	case *ast.Image:
		printImage(p, n)
	case *ast.AutoLink:
		printAutoLink(p, n)
	case *ast.RawHTML:
		printRawHTML(p, n)
	case *footnoteRef:
		printFootnoteRef(p, n)
	case *extast.TaskCheckBox:
		printTask(p, n)
	default:
		p.printInlines(n)
	}
}

// openBlock adds a Block for the inline content that is printed next, and returns it. The
// pointer is valid until the next call.
func (p *printer) openBlock(offset int, prose bool) *Block {
	p.doc.Blocks = append(p.doc.Blocks, Block{Prose: prose, Offset: p.file.Body + max(offset, 0), Paragraph: p.paragraph})
	p.blockStart, p.firstRef, p.reportedMarkup = len(p.text), len(p.doc.Refs), p.reportedMarkup[:0]
	startLine(p, max(offset, 0))
	return &p.doc.Blocks[len(p.doc.Blocks)-1]
}

// closeBlock ends the open Block. It removes a block without text and references, unless it is a
// heading.
func (p *printer) closeBlock() {
	last := len(p.doc.Blocks) - 1
	b := &p.doc.Blocks[last]
	start := p.blockStart
	if len(b.Marks) > 0 {
		start += b.Marks[len(b.Marks)-1].At // keep a space before the last reference
	}
	p.text = p.text[:start+len(bytes.TrimRight(p.text[start:], " "))]
	endLines(p, b)
	for i := p.firstRef; i < len(p.doc.Refs); i++ {
		p.doc.Refs[i].at = min(p.doc.Refs[i].at, len(p.text)-p.blockStart)
	}
	if len(p.text) == p.blockStart && len(p.doc.Refs) == p.firstRef && b.Heading == 0 {
		p.doc.Blocks, p.lastText.Blocks = p.doc.Blocks[:last], [2]int32{}
		return
	}
	p.blockSpans = append(p.blockSpans, [2]int{p.blockStart, len(p.text)})
}

// addSlot adds a slot at the end of the HTML.
func (p *printer) addSlot(kind SlotKind, index int) {
	p.doc.Slots = append(p.doc.Slots, Slot{At: len(p.html), Kind: kind, Index: index})
}

// write appends HTML without escaping.
func (p *printer) write(html ...string) {
	for _, s := range html {
		p.html = append(p.html, s...)
	}
}

// writeAttribute appends an attribute and escapes its value.
func (p *printer) writeAttribute(name string, value []byte) {
	p.write(" ", name, `="`)
	p.html = appendEscaped(p.html, value)
	p.write(`"`)
}
