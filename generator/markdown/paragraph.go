package markdown

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

func (p *printer) printParagraph(n *ast.Paragraph) {
	first := n.Lines().At(0)
	top := n.Parent().Kind() == ast.KindDocument
	number := paragraphNumber{}
	if top {
		number = p.readNumbers(n)
	}
	if number.source != "" {
		p.numbered = len(p.doc.Paragraphs)
		p.doc.Paragraphs = append(p.doc.Paragraphs, Paragraph{Section: number.section, Number: number.number,
			Offset: p.file.Body + first.Start, Block: len(p.doc.Blocks)})
		p.hole(HoleParagraph, p.numbered)
	} else {
		p.write("<p>")
	}
	p.open(first.Start, p.items == 0)
	if number.source != "" {
		p.hidden = first.Start + len(number.source) + 1
		p.text = append(append(p.text, number.source...), ' ')
	}
	p.phrase(n)
	p.hidden = 0
	p.close()
	p.write("</p>\n")
	if !p.spec {
		p.checkTableLines(n)
		p.checkMarks(n)
	}
}

// checkMarks tells of a line that was meant as a heading: without a blank after the
// marks it is text. One mark alone may be the sign for a number.
func (p *printer) checkMarks(n *ast.Paragraph) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := p.body[line.Start:line.Stop]
		words := bytes.TrimLeft(text, "#")
		if marks := len(text) - len(words); marks >= 2 && marks <= 6 && len(bytes.TrimSpace(words)) > 0 {
			p.fail(line.Start, "heading-blank", "no blank after "+string(text[:marks])+", so this is no heading", "write "+string(text[:marks])+", a blank and the words")
		}
	}
}

// printTextBlock prints the text of a tight list's item.
func (p *printer) printTextBlock(n *ast.TextBlock) {
	p.open(n.Pos(), false)
	p.phrase(n)
	p.close()
	if n.NextSibling() != nil && n.FirstChild() != nil {
		p.write("\n")
	}
}

// endGroup ends the group of a numbered paragraph, where one may be open. The hole
// is there in any case: what a page has to show between two headings stands there.
func (p *printer) endGroup() {
	p.hole(HoleEnd, 0)
	p.numbered = -1
}

// A paragraphNumber is N.N as it starts a line.
type paragraphNumber struct {
	source          string
	section, number int
}

// readNumber reads N.N at the start of a line, each part of at most three digits and
// without a leading nought: 4.05 and 0.5 are amounts, and would not be printed back
// as they were written.
func readNumber(line []byte) (number paragraphNumber, rest []byte) {
	if len(line) == 0 || line[0] < '1' || line[0] > '9' {
		return paragraphNumber{}, line
	}
	section := digits(line)
	if section > 3 || section+1 >= len(line) || line[section] != '.' || line[section+1] == '0' {
		return paragraphNumber{}, line
	}
	end := section + 1 + digits(line[section+1:])
	if end == section+1 || end-section-1 > 3 {
		return paragraphNumber{}, line
	}
	number.source = string(line[:end])
	number.section, _ = strconv.Atoi(number.source[:section])
	number.number, _ = strconv.Atoi(number.source[section+1:])
	return number, line[end:]
}

func digits(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// readNumbers gives the number of a top-level paragraph and records what only looks
// like one.
func (p *printer) readNumbers(n *ast.Paragraph) paragraphNumber {
	lines := n.Lines()
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		if number, rest := readNumber(p.body[line.Start:line.Stop]); number.source != "" && blanks(rest) > 0 {
			p.slip(number, RunTogether, line.Start)
		}
	}
	first := lines.At(0)
	line := p.body[first.Start:first.Stop]
	if number, rest := readNumber(bytes.TrimPrefix(line, []byte("["))); number.source != "" && line[0] == '[' && bytes.HasPrefix(rest, []byte("]")) {
		p.slip(number, FullStop, first.Start+1)
		return paragraphNumber{}
	}
	marks := len(line) - len(bytes.TrimLeft(line, "*_"))
	number, rest := readNumber(line[marks:])
	switch {
	case number.source == "":
	case marks > 0:
		if rest = bytes.TrimPrefix(rest, []byte(".")); len(rest) > 0 && (rest[0] == line[0] || blanks(rest) > 0) {
			p.slip(number, Emphasis, first.Start+marks)
		}
	case len(rest) > 1 && rest[0] == ' ' && blanks(rest) == 1:
		return number
	case len(rest) == 0 || blanks(rest) > 0:
		p.slip(number, HardSpace, first.Start)
	case bytes.IndexByte([]byte(".:;),"), rest[0]) >= 0 && (len(rest) == 1 || blanks(rest[1:]) > 0):
		p.slip(number, FullStop, first.Start)
	}
	return paragraphNumber{}
}

func (p *printer) slip(number paragraphNumber, kind SlipKind, offset int) {
	p.doc.Slips = append(p.doc.Slips, Slip{Section: number.section, Number: number.number, Kind: kind, Offset: p.file.Body + offset})
}

// blanks gives the length of the blanks at the start of a line, of every sort that
// looks like one: &nbsp; too.
func blanks(line []byte) int {
	n := 0
	for n < len(line) {
		if bytes.HasPrefix(line[n:], []byte("&nbsp;")) {
			n += len("&nbsp;")
			continue
		}
		r, size := utf8.DecodeRune(line[n:])
		if !unicode.IsSpace(r) {
			break
		}
		n += size
	}
	return n
}
