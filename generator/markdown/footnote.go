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

// A note is a footnote: its definition and what the printer needs of it.
type note struct {
	node      *extast.Footnote
	number    int // as readers see it, in order of the first citation; 0 while uncited
	citations int
	numbered  int // index of the numbered paragraph that cites it first, or -1
}

// A noteDefinitionParser parses [^label]: text. The definition stays in its position in
// the syntax tree and is printed after the text.
type noteDefinitionParser struct{ parser.BlockParser }

func (noteDefinitionParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	s, definition := stateOf(pc), n.(*extast.Footnote)
	label := string(definition.Ref)
	if first := s.notes[label]; first != nil {
		s.Error(n.Pos(), "footnote-duplicate", fmt.Sprintf("the footnote [^%s] is defined twice", shorten(label)),
			"give one of the two another name", diag.Note{Pos: s.Pos(first.node.Pos()), Message: "the other is here"})
		return
	}
	if s.notes == nil {
		s.notes = map[string]*note{}
	}
	s.notes[label] = &note{node: definition, numbered: -1}
}

// A noteRef is [^label] in the syntax tree.
type noteRef struct {
	ast.BaseInline
	custom
	note *note
}

// A noteParser parses [^label].
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'[', '!'} }

func (noteParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if bytes.HasPrefix(line, []byte("![^")) {
		// Without this the ! would make a picture of the footnote.
		if s := stateOf(pc); s.notes[noteLabel(line[1:])] != nil {
			block.Advance(1)
			return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
		}
		return nil
	}
	label := noteLabel(line)
	if label == "" {
		return nil
	}
	s, length := stateOf(pc), len(label)+len("[^]")
	if n := s.notes[label]; n != nil {
		ref := &noteRef{note: n}
		ref.SetPos(segment.Start)
		block.Advance(length)
		return ref
	}
	if len(line) > length && line[length] == '(' || s.Full() {
		return nil
	}
	hint := fmt.Sprintf(`write a line [^%s]: with the note's text; for plain brackets write \[^`, shorten(label))
	if near := s.Nearest(label, func() []string { return slices.Collect(maps.Keys(s.notes)) }); near != "" {
		hint = fmt.Sprintf("did you mean [^%s]?", near)
	}
	s.Error(segment.Start, "footnote-undefined", fmt.Sprintf("no footnote [^%s] is defined on this page", shorten(label)), hint)
	return nil
}

// noteLabel returns the label of [^label] at the start of a line, or "".
func noteLabel(line []byte) string {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return ""
	}
	end := bytes.IndexByte(line[:min(len(line), maxReference)], ']')
	if end < 0 || bytes.ContainsAny(line[2:end], "[\n") || len(bytes.TrimSpace(line[2:end])) == 0 {
		return ""
	}
	return string(line[2:end])
}

func printNoteRef(p *printer, n *noteRef) {
	if p.linked {
		p.Error(n.Pos(), "footnote-nested", "a footnote inside the words of a link or picture", "end the words before the footnote's mark")
		return
	}
	if n.note.number == 0 {
		p.cited = append(p.cited, n.note)
		n.note.number, n.note.numbered = len(p.cited), p.numbered
	}
	n.note.citations++
	number, id := strconv.Itoa(n.note.number), n.note.citation(n.note.citations)
	p.write(`<sup id="`, id, `"><a href="#fn-`, number, `" class="footnote-ref" role="doc-noteref">`, number, `</a></sup>`)
	p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: id, Offset: p.file.Body + n.Pos()})
}

// citation returns the id of the nth citation of a note.
func (n *note) citation(nth int) string {
	id := "fnref-" + strconv.Itoa(n.number)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}

// footnotes prints the notes that are cited. A note may cite another, so the list
// can grow while it is printed. A note belongs to the numbered paragraph that cites
// it first: if the paragraph is quiet, so is the note.
func footnotes(p *printer) {
	p.endGroup()
	p.foot = true
	for i := 0; i < len(p.cited); i++ {
		if i == 0 {
			p.write("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n")
		}
		printNote(p, p.cited[i])
	}
	if len(p.cited) > 0 {
		p.write("</ol>\n</div>\n")
	}
	p.foot, p.numbered = false, -1
	inOrder := func(a, b *note) int { return cmp.Compare(a.node.Pos(), b.node.Pos()) }
	for _, n := range slices.SortedFunc(maps.Values(p.notes), inOrder) {
		if n.number == 0 {
			label := shorten(string(n.node.Ref))
			p.Error(n.node.Pos(), "footnote-unused", fmt.Sprintf("nothing on this page cites the footnote [^%s], so it would vanish", label),
				fmt.Sprintf("write [^%s] where it belongs, or take it out", label))
		}
	}
}

func printNote(p *printer, n *note) {
	id := "fn-" + strconv.Itoa(n.number)
	p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: id, Offset: p.file.Body + n.node.Pos()})
	p.write(`<li id="`, id, "\">\n")
	p.numbered = n.numbered
	p.children(n.node)
	const paragraphEnd = "</p>\n"
	gap := "&#160;"
	if last := n.node.LastChild(); last != nil && last.Kind() == ast.KindParagraph && bytes.HasSuffix(p.html, []byte(paragraphEnd)) {
		p.cutHTML(len(p.html) - len(paragraphEnd))
	} else {
		p.write("<p>")
		gap = ""
	}
	for i := 1; i <= n.citations; i++ {
		p.write(gap, `<a href="#`, n.citation(i), `" class="footnote-backref" role="doc-backlink">↩︎`)
		if i > 1 {
			p.write("<sup>", strconv.Itoa(i), "</sup>")
		}
		p.write("</a>")
		gap = "&#160;"
	}
	p.write(paragraphEnd, "</li>\n")
}
