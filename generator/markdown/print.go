package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// A printer writes a syntax tree as HTML and collects everything else that is in a Doc.
// Each construct is printed by a function in the file with its name.
type printer struct {
	*state
	doc      Doc
	html     []byte
	text     []byte // the plain text of the blocks, one after the other
	overlaps []overlap

	block       int       // where the open block starts in text
	refs        int       // how many references there were before the open block
	spans       [][2]int  // where each block's text is in text
	hidden      int       // source before this offset is not printed, such as the number of a paragraph
	numbered    int       // index of the numbered paragraph that the walk is in, or -1
	items       int       // how many list items and descriptions the walk is in
	last        Text      // the phrase, or the inside of the quotation, that was printed last
	jumps       bool      // as in SectionWord
	plainLink   *ast.Link // the words of this one are printed alone
	linked      bool      // the walk is inside a link or an image
	described   bool      // the walk is inside an image
	foot        bool      // the walk is inside a footnote
	cited       []*note   // footnotes in the order in which the text cites them
	level       int       // of the last heading
	ids         anchors
	definitions []*ast.LinkReferenceDefinition // in order
	used        map[string]bool                // labels of definitions that links and images use
	tags        []string                       // raw HTML that was reported in the open block
	coloured    int                            // bytes of code that are highlighted
}

func newPrinter(s *state) *printer {
	return &printer{state: s, numbered: -1, used: map[string]bool{}, ids: anchors{}, level: 1, html: make([]byte, 0, len(s.body)*9/8), text: make([]byte, 0, len(s.body))}
}

// document prints the syntax tree and returns the Doc.
func document(p *printer, root ast.Node) *Doc {
	if p.Sections != nil {
		topLevel(p, root)
	} else {
		p.children(root)
	}
	start := p.here()
	footnotes(p)
	if notes := p.since(start); p.Sections != nil && notes.Blocks[0] < notes.Blocks[1] {
		p.doc.elements = append(p.doc.elements, Element{Text: notes})
	}
	checkDefinitions(p)
	p.endGroup()
	p.doc.text = string(p.text)
	for i, span := range p.spans {
		p.doc.Blocks[i].Text = p.doc.text[span[0]:span[1]]
	}
	p.doc.surround()
	for i := range p.doc.Headings {
		p.doc.Headings[i].Text = p.doc.Blocks[p.doc.Headings[i].Block].Text
	}
	for i := range p.doc.Sections {
		p.doc.nameSection(&p.doc.Sections[i])
	}
	p.doc.markup, p.doc.size = markup(p), len(p.html)
	doc := p.doc // a pointer into the printer would keep the syntax tree in memory
	doc.Holes, doc.Refs, doc.Blocks = slices.Clone(doc.Holes), slices.Clone(doc.Refs), slices.Clone(doc.Blocks)
	doc.overlaps = slices.Clone(p.overlaps)
	return &doc
}

// nameSection sets the plain titles of a section and its parts.
func (d *Doc) nameSection(s *Section) {
	s.Plain = strings.TrimSpace(strings.TrimPrefix(d.Plain(s.Title, nil), s.Word+":"))
	for i := range s.Parts {
		d.nameSection(&s.Parts[i])
	}
}

func (p *printer) children(n ast.Node) {
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
	case *calloutTitle: // printed by its quote
	case *ast.FencedCodeBlock:
		printFence(p, n)
	case *ast.CodeBlock:
		printCode(p, n, "")
	case *ast.HTMLBlock:
		printHTMLBlock(p, n)
	case *ast.ThematicBreak:
		p.write("<hr>\n")
	case *ast.LinkReferenceDefinition:
		p.definitions = append(p.definitions, n)
	case *extast.Table:
		printTable(p, n, nil)
	case *extast.DefinitionList:
		printDefinitions(p, n)
	case *extast.Footnote: // printed after the text
	default:
		p.children(n)
	}
}

func (p *printer) inlines(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		p.printInline(child)
	}
}

// phrase prints the inline content of a block as p.last, a box at its start apart.
func (p *printer) phrase(n ast.Node) {
	start := p.here()
	start.blocks-- // the open one
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		p.printInline(child)
		if child.Kind() == extast.KindTaskCheckBox {
			start.html = len(p.html)
		}
	}
	p.last = p.since(start)
}

func (p *printer) printInline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		printText(p, n)
	case *ast.String:
		p.show(n.Value)
	case *ast.CodeSpan:
		printCodeSpan(p, n)
	case *ast.Emphasis:
		printEmphasis(p, n)
	case *crossRef:
		printCross(p, n)
	case *ast.Link:
		printLink(p, n)
	case *ast.Image:
		printImage(p, n)
	case *ast.AutoLink:
		printAutoLink(p, n)
	case *ast.RawHTML:
		printRawHTML(p, n)
	case *noteRef:
		printNoteRef(p, n)
	case *extast.TaskCheckBox:
		printTask(p, n)
	default:
		p.inlines(n)
	}
}

// open starts the Block that the following inline content belongs to.
func (p *printer) open(offset int, prose bool) *Block {
	p.doc.Blocks = append(p.doc.Blocks, Block{Prose: prose, Offset: p.file.Body + max(offset, 0), Paragraph: p.numbered})
	p.block, p.refs, p.tags = len(p.text), len(p.doc.Refs), p.tags[:0]
	return &p.doc.Blocks[len(p.doc.Blocks)-1]
}

// close ends the open Block, and removes it if it is empty.
func (p *printer) close() {
	last := len(p.doc.Blocks) - 1
	b := &p.doc.Blocks[last]
	start := p.block
	if len(b.Marks) > 0 {
		start += b.Marks[len(b.Marks)-1].At // a space before a reference is not at the end
	}
	for len(p.text) > start && p.text[len(p.text)-1] == ' ' {
		p.text = p.text[:len(p.text)-1]
	}
	p.trimOverlaps()
	for i := p.refs; i < len(p.doc.Refs); i++ {
		p.doc.Refs[i].at = min(p.doc.Refs[i].at, len(p.text)-p.block)
	}
	if len(p.text) == p.block && len(p.doc.Refs) == p.refs && b.Heading == 0 {
		p.doc.Blocks, p.last.Blocks = p.doc.Blocks[:last], [2]int32{}
		return
	}
	p.spans = append(p.spans, [2]int{p.block, len(p.text)})
	p.doc.Words += len(b.Marks)
	for range bytes.FieldsSeq(p.text[p.block:]) {
		p.doc.Words++
	}
}

// hole leaves a hole in the HTML.
func (p *printer) hole(kind HoleKind, index int) {
	p.doc.Holes = append(p.doc.Holes, Hole{At: len(p.html), Kind: kind, Index: index})
}

// write appends HTML as it is.
func (p *printer) write(html ...string) {
	for _, s := range html {
		p.html = append(p.html, s...)
	}
}
