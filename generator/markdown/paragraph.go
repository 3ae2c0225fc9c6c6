package markdown

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

func printParagraph(p *printer, n *ast.Paragraph) {
	first := n.Lines().At(0)
	top := n.Parent().Kind() == ast.KindDocument
	number := paragraphNumber{}
	if top {
		number = readNumbers(p, n)
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
	checkTableLines(p, n)
	checkMarks(p, n)
}

// checkMarks reports a line that was meant as a heading: without a space after the #
// characters it is text. One # alone may be a number sign.
func checkMarks(p *printer, n *ast.Paragraph) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := p.body[line.Start:line.Stop]
		words := bytes.TrimLeft(text, "#")
		if marks := len(text) - len(words); marks >= 2 && marks <= 6 && len(bytes.TrimSpace(words)) > 0 {
			p.Error(line.Start, "heading-blank", "no space after "+string(text[:marks])+", so this is no heading", "write "+string(text[:marks])+", a space and the words")
		}
	}
}

// printTextBlock prints the text of a tight list's item.
func printTextBlock(p *printer, n *ast.TextBlock) {
	p.open(n.Pos(), false)
	p.phrase(n)
	p.close()
	if n.NextSibling() != nil && n.FirstChild() != nil {
		p.write("\n")
	}
}

// endGroup ends the group of a numbered paragraph, if one may be open. It leaves a hole
// in any case, because a page may have something to show between two headings.
func (p *printer) endGroup() {
	p.hole(HoleEnd, 0)
	p.numbered = -1
}

// A paragraphNumber is N.N at the start of a line.
type paragraphNumber struct {
	source          string
	section, number int
}

// readNumber returns N.N at the start of a line, each part of at most three digits and
// without a leading zero: 4.05 and 0.5 are amounts.
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

// readNumbers returns the number of a top-level paragraph and records what only looks
// like one.
func readNumbers(p *printer, n *ast.Paragraph) paragraphNumber {
	lines := n.Lines()
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		if number, rest := readNumber(p.body[line.Start:line.Stop]); number.source != "" && blanks(rest) > 0 {
			malformed(p, number, RunTogether, line.Start)
		}
	}
	first := lines.At(0)
	line := p.body[first.Start:first.Stop]
	if number, rest := readNumber(bytes.TrimPrefix(line, []byte("["))); number.source != "" && line[0] == '[' && bytes.HasPrefix(rest, []byte("]")) {
		malformed(p, number, FullStop, first.Start+1)
		return paragraphNumber{}
	}
	marks := len(line) - len(bytes.TrimLeft(line, "*_"))
	number, rest := readNumber(line[marks:])
	switch {
	case number.source == "":
	case marks > 0:
		if rest = bytes.TrimPrefix(rest, []byte(".")); len(rest) > 0 && (rest[0] == line[0] || blanks(rest) > 0) {
			malformed(p, number, Emphasis, first.Start+marks)
		}
	case len(rest) > 1 && rest[0] == ' ' && blanks(rest) == 1:
		return number
	case len(rest) == 0 || blanks(rest) > 0:
		malformed(p, number, HardSpace, first.Start)
	case bytes.IndexByte([]byte(".:;),"), rest[0]) >= 0 && (len(rest) == 1 || blanks(rest[1:]) > 0):
		malformed(p, number, FullStop, first.Start)
	}
	return paragraphNumber{}
}

func malformed(p *printer, number paragraphNumber, kind Malformation, offset int) {
	p.doc.MalformedNumbers = append(p.doc.MalformedNumbers, MalformedNumber{Section: number.section, Number: number.number, Kind: kind, Offset: p.file.Body + offset})
}

// blanks returns the length of the white space at the start of a line, &nbsp; included.
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
