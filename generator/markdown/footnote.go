package markdown

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"safelearn/generator/diag"
)

// A footnote is a footnote definition and its citations.
type footnote struct {
	node      *extast.Footnote
	number    int // as shown to readers, in order of first citation; 0 if not cited yet
	citations int // number of citations so far
	paragraph int // index of the numbered paragraph with the first citation, or -1
}

// A footnoteDefinitionParser parses definitions of footnotes, such as [^1]: See below. A
// definition keeps its position in the syntax tree but is printed at the end of the page.
type footnoteDefinitionParser struct{ parser.BlockParser }

func (footnoteDefinitionParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	s, definition := stateOf(pc), n.(*extast.Footnote)
	label := string(definition.Ref)
	if first := s.footnotes[label]; first != nil {
		s.Error(n.Pos(), "footnote-duplicate", fmt.Sprintf("the footnote [^%s] is defined twice", shorten(label)),
			"give one of the two another name", diag.Note{Pos: s.Pos(first.node.Pos()), Message: "the other is here"})
		return
	}
	s.footnotes[label] = &footnote{node: definition, paragraph: -1}
}

// A footnoteRef is a node for a citation of a footnote, such as [^1].
type footnoteRef struct {
	ast.BaseInline
	customNode
	note *footnote
}

// A footnoteRefParser parses citations of footnotes, such as [^1].
type footnoteRefParser struct{}

func (footnoteRefParser) Trigger() []byte { return []byte{'[', '!'} }

func (footnoteRefParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if bytes.HasPrefix(line, []byte("![^")) {
		// Goldmark would parse ![^label] as an image.
		if s := stateOf(pc); s.footnotes[footnoteLabel(line[1:])] != nil {
			block.Advance(1)
			return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
		}
		return nil
	}
	label := footnoteLabel(line)
	if label == "" {
		return nil
	}
	s, length := stateOf(pc), len(label)+len("[^]")
	if n := s.footnotes[label]; n != nil {
		ref := &footnoteRef{note: n}
		ref.SetPos(segment.Start)
		block.Advance(length)
		return ref
	}
	if len(line) > length && line[length] == '(' || s.Full() {
		return nil
	}
	hint := fmt.Sprintf(`write a line [^%s]: with the note's text; for plain brackets write \[^`, shorten(label))
	if near := s.Nearest(label, func() []string { return slices.Collect(maps.Keys(s.footnotes)) }); near != "" {
		hint = fmt.Sprintf("did you mean [^%s]?", near)
	}
	s.Error(segment.Start, "footnote-undefined", fmt.Sprintf("no footnote [^%s] is defined on this page", shorten(label)), hint)
	return nil
}

// footnoteLabel returns the label of a [^label] at the start of line, or "" if there is none.
func footnoteLabel(line []byte) string {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return ""
	}
	end := bytes.IndexByte(line[:min(len(line), maxReference)], ']')
	if end < 0 || bytes.ContainsAny(line[2:end], "[\n") || len(bytes.TrimSpace(line[2:end])) == 0 {
		return ""
	}
	return string(line[2:end])
}

func printFootnoteRef(p *printer, n *footnoteRef) {
	if p.inLink {
		p.Error(n.Pos(), "footnote-nested", "a footnote inside the words of a link or picture", "end the words before the footnote's mark")
		return
	}
	if p.inSection {
		p.Error(n.Pos(), "footnote-question", "a footnote in a question or scene: slides, handouts and answer keys would show its mark without its words",
			fmt.Sprintf("write the words of the note here in place of [^%s], and delete the note if nothing else cites it", shorten(string(n.note.node.Ref))))
	}
	if n.note.number == 0 {
		p.cited = append(p.cited, n.note)
		n.note.number, n.note.paragraph = len(p.cited), p.paragraph
	}
	n.note.citations++
	p.doc.Blocks[len(p.doc.Blocks)-1].Citations++
	number, id := strconv.Itoa(n.note.number), n.note.citationID(n.note.citations)
	p.write(`<sup id="`, id, `"><a href="#fn-`, number, `" class="footnote-ref" role="doc-noteref">`, number, `</a></sup>`)
	p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: id, Offset: p.file.Body + n.Pos()})
}

// citationID returns the id of the nth citation of the footnote.
func (n *footnote) citationID(nth int) string {
	id := "fnref-" + strconv.Itoa(n.number)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}

// printFootnotes prints the cited footnotes and reports the others. A footnote may cite another, so
// p.cited can grow during the loop. A footnote belongs to the numbered paragraph that contains its
// first citation: if that paragraph may be shown only on its own page, so may the footnote.
func printFootnotes(p *printer) {
	p.endGroup()
	p.inFootnote = true
	for i := 0; i < len(p.cited); i++ {
		if i == 0 {
			p.write("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n")
		}
		printFootnote(p, p.cited[i])
	}
	if len(p.cited) > 0 {
		p.write("</ol>\n</div>\n")
	}
	p.inFootnote, p.paragraph = false, -1
	inOrder := func(a, b *footnote) int { return cmp.Compare(a.node.Pos(), b.node.Pos()) }
	for _, n := range slices.SortedFunc(maps.Values(p.footnotes), inOrder) {
		if n.number == 0 {
			label := shorten(string(n.node.Ref))
			p.Error(n.node.Pos(), "footnote-unused", fmt.Sprintf("nothing on this page cites the footnote [^%s], so it would vanish", label),
				fmt.Sprintf("write [^%s] where it belongs, or take it out", label))
		}
	}
}

func printFootnote(p *printer, n *footnote) {
	id := "fn-" + strconv.Itoa(n.number)
	p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: id, Offset: p.file.Body + n.node.Pos()})
	p.write(`<li id="`, id, "\">\n")
	p.paragraph = n.paragraph
	recordLines(p, string(n.node.Ref), func(int) int { return n.node.Pos() })
	p.printChildren(n.node)
	const paragraphEnd = "</p>\n"
	gap := "&#160;"
	if last := n.node.LastChild(); last != nil && last.Kind() == ast.KindParagraph && bytes.HasSuffix(p.html, []byte(paragraphEnd)) {
		p.html = p.html[:len(p.html)-len(paragraphEnd)]
	} else {
		p.write("<p>")
		gap = ""
	}
	for i := 1; i <= n.citations; i++ {
		p.write(gap, `<a href="#`, n.citationID(i), `" class="footnote-backref" role="doc-backlink">↩︎`)
		if i > 1 {
			p.write("<sup>", strconv.Itoa(i), "</sup>")
		}
		p.write("</a>")
		gap = "&#160;"
	}
	p.write(paragraphEnd, "</li>\n")
}
