package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

func printParagraph(p *printer, n *ast.Paragraph) {
	if question := foldedQuestion(p, n); question != nil {
		printFolded(p, n, question)
		return
	}
	if startsWithCall(n) {
		printCall(p, n)
		return
	}
	start, first := p.outputPosition(), n.Lines().At(0)
	label, braces, form, offset := "", false, OtherLine, first.Start
	if p.topLevel = n.Parent().Kind() == ast.KindDocument; p.topLevel {
		line := p.body[first.Start:first.Stop]
		if label = labelInBraces(line); label != "" && p.Labels {
			braces, form = true, NumberedLine
		} else {
			label, form, offset = parseParagraphNumber(line, first.Start)
		}
	}
	if form == NumberedLine {
		p.paragraph = len(p.doc.Paragraphs)
		p.doc.Paragraphs = append(p.doc.Paragraphs, Paragraph{Label: label, Braces: braces, Offset: p.file.Body + first.Start, Block: len(p.doc.Blocks)})
		p.addSlot(SlotParagraph, p.paragraph)
	} else {
		p.write("<p>")
	}
	p.openBlock(first.Start, p.listDepth == 0)
	setForm(p, form, offset)
	if form == NumberedLine {
		p.hiddenBefore = first.Start + len(label) + 1
		if braces {
			p.hiddenBefore += len("{}")
			setLabel(p, label)
		} else {
			p.text = append(append(p.text, label...), ' ')
		}
	}
	p.recordInlines(n)
	p.hiddenBefore, p.topLevel = 0, false
	p.closeBlock()
	p.write("</p>\n")
	if start.html == 0 && form != NumberedLine && n.Parent().Kind() == ast.KindDocument {
		p.doc.Lead = p.textSince(start)
	}
	checkLines(p, n)
}

// printFolded prints a paragraph of a callout as a details element with the question at its start as the
// summary. The text has a single block, so that other pages quote the question with its answer.
func printFolded(p *printer, n *ast.Paragraph, question *ast.Emphasis) {
	first := n.Lines().At(0)
	p.write(`<details class="fold"><summary>`)
	p.openBlock(first.Start, p.listDepth == 0)
	setForm(p, OtherLine, first.Start)
	p.printInline(question)
	p.write("</summary><p>")
	for child := question.NextSibling(); child != nil; child = child.NextSibling() {
		p.printInline(child)
	}
	p.closeBlock()
	p.write("</p></details>\n")
	checkLines(p, n)
}

// printTextBlock prints the text of an item in a tight list.
func printTextBlock(p *printer, n *ast.TextBlock) {
	p.openBlock(n.Pos(), false)
	p.recordInlines(n)
	p.closeBlock()
	checkLines(p, n)
	if n.NextSibling() != nil && n.FirstChild() != nil {
		p.write("\n")
	}
}

// endGroup ends the current group of a numbered paragraph, if any. It adds a slot even if there is
// none, because a renderer may insert other content between sections.
func (p *printer) endGroup() {
	p.addSlot(SlotEnd, 0)
	p.paragraph = -1
}

// labelInBraces returns the label in braces at the start of line, the first line of a paragraph,
// or "" if there is none. One space and text must follow the braces.
func labelInBraces(line []byte) string {
	if len(line) == 0 || line[0] != '{' {
		return ""
	}
	label, rest, found := bytes.Cut(line[1:], []byte("}"))
	if !found || bytes.ContainsAny(label, "{\n") || len(bytes.TrimSpace(label)) == 0 || leadingSpaceLength(rest) != 1 || rest[0] != ' ' || len(bytes.TrimSpace(rest)) == 0 {
		return ""
	}
	return string(label)
}

// parseNumber parses the paragraph number, such as 4.18, at the start of line and returns it and the
// rest of the line. Each component has at most three digits and no leading zero, because 4.05 and 0.5
// are amounts. If there is no such number, it returns "" and line.
func parseNumber(line []byte) (number string, rest []byte) {
	if len(line) == 0 || line[0] < '1' || line[0] > '9' {
		return "", line
	}
	section := countDigits(line)
	if section > 3 || section+1 >= len(line) || line[section] != '.' || line[section+1] == '0' {
		return "", line
	}
	end := section + 1 + countDigits(line[section+1:])
	if end == section+1 || end-section-1 > 3 {
		return "", line
	}
	return string(line[:end]), line[end:]
}

// countDigits returns the number of ASCII digits at the start of s.
func countDigits(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// parseParagraphNumber returns the number at the start of line, the first line of a top-level
// paragraph, with its form and its offset in the body. The line starts at offset at.
func parseParagraphNumber(line []byte, at int) (number string, form LineForm, offset int) {
	if number, rest := parseNumber(bytes.TrimPrefix(line, []byte("["))); number != "" && line[0] == '[' && bytes.HasPrefix(rest, []byte("]")) {
		return number, PunctuatedLine, at + 1
	}
	marks := len(line) - len(bytes.TrimLeft(line, "*_"))
	number, rest := parseNumber(line[marks:])
	switch {
	case number == "":
	case marks > 0:
		if rest = bytes.TrimPrefix(rest, []byte(".")); len(rest) > 0 && (rest[0] == line[0] || leadingSpaceLength(rest) > 0) {
			return number, EmphasisedLine, at + marks
		}
	case len(rest) > 1 && rest[0] == ' ' && leadingSpaceLength(rest) == 1:
		return number, NumberedLine, at
	case len(rest) == 0 || leadingSpaceLength(rest) > 0:
		return number, WrongSpaceLine, at
	case bytes.IndexByte([]byte(".:;),"), rest[0]) >= 0 && (len(rest) == 1 || leadingSpaceLength(rest[1:]) > 0):
		return number, PunctuatedLine, at
	}
	return "", OtherLine, at
}

// leadingSpaceLength returns the length in bytes of the white space at the start of line, including
// &nbsp;.
func leadingSpaceLength(line []byte) int {
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
