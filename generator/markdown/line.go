package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pendingLine is a Line whose text is still a range of the printer's text.
type pendingLine struct {
	Line
	from, to int
}

// startLine records that a line, as readers see it, starts at the end of the printer's text.
// Its source starts at the given offset in the body.
func startLine(p *printer, offset int) {
	if !p.Lines || p.inImage {
		return
	}
	line := pendingLine{Line: Line{Offset: p.file.Body + offset, Marker: p.marker, Ref: -1}, from: len(p.text)}
	p.lines, p.marker = append(p.lines, line), ""
}

// startNextLine records the line after the line break at the given offset in the body.
func startNextLine(p *printer, offset int) {
	end := bytes.IndexByte(p.body[offset:], '\n')
	if end < 0 {
		return
	}
	rest := p.body[offset+end+1:]
	offset = len(p.body) - len(bytes.TrimLeft(rest, " \t>"))
	startLine(p, offset)
	if number, after := parseNumber(p.body[offset:]); p.topLevel && number.source != "" && leadingSpace(after) > 0 {
		setForm(p, RunTogether, offset)
	}
}

// setForm sets the form of the line started last.
func setForm(p *printer, form LineForm, offset int) {
	if len(p.lines) > p.firstLine {
		line := &p.lines[len(p.lines)-1]
		line.Form, line.Offset = form, p.file.Body+offset
	}
}

// RefMark represents, in a Line, link text that comes from another page.
const RefMark = '\ufffc'

// endLines ends the lines of b, the open block. It removes lines that cannot start with a
// label, and lines without letters, digits and references, because the next line then has the
// same text.
func endLines(p *printer, b *Block) {
	lines, text := p.lines[p.firstLine:], p.text
	if len(b.Marks) > 0 {
		text = markReferences(lines, p.text[:len(p.text):len(p.text)], p.blockStart, b.Marks)
	}
	whole := ""
	for i, line := range lines {
		next := len(text)
		if i+1 < len(lines) {
			next = min(next, lines[i+1].from)
		}
		if line.from >= next || !hasPart(text[line.from:next]) || line.Marker == "" && !mayBeginWithLabel(text[line.from:]) {
			continue
		}
		if line.to = len(text); len(b.Marks) > 0 {
			if whole == "" {
				whole = string(text)
			}
			line.Text = whole[line.from:]
		}
		p.lines[p.firstLine] = line
		p.firstLine++
	}
	p.lines = p.lines[:p.firstLine]
}

// markReferences returns the text of a block that starts at blockStart in text, with a
// RefMark for each reference, and makes the offsets of the lines relative to it.
func markReferences(lines []pendingLine, text []byte, blockStart int, marks []Mark) []byte {
	marked := make([]byte, 0, len(text)-blockStart+len(marks)*utf8.RuneLen(RefMark))
	at := blockStart
	for _, m := range append(marks[:len(marks):len(marks)], Mark{At: len(text) - blockStart, Ref: -1}) {
		for ; len(lines) > 0 && lines[0].from <= blockStart+m.At; lines = lines[1:] {
			lines[0].from, lines[0].Ref = len(marked)+lines[0].from-at, m.Ref
		}
		marked = append(marked, text[at:blockStart+m.At]...)
		if at = blockStart + m.At; m.Ref >= 0 {
			marked = utf8.AppendRune(marked, RefMark)
		}
	}
	return marked
}

// mayBeginWithLabel reports whether a digit or a character that is not ASCII, such as RefMark,
// occurs before or directly after the first MaxWordsBefore words of text. It quickly rules out
// most lines.
func mayBeginWithLabel[T string | []byte](text T) bool {
	words, inWord := 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' || c >= utf8.RuneSelf:
			return true
		case !isLetterByte(c):
			inWord = inWord && c == '\''
		case !inWord:
			inWord = true
			if words++; words > MaxWordsBefore+1 {
				return false
			}
		}
	}
	return false
}

// hasPart reports whether text contains a letter, a number or a RefMark, so that splitLabel
// returns a part.
func hasPart(text []byte) bool {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if unicode.IsLetter(r) && !isInvisible(r) || unicode.IsNumber(r) || r == RefMark {
			return true
		}
		text = text[size:]
	}
	return false
}

// addText records the lines of text that is not part of a block. The offset function returns
// the offset in the body of the line with the given index.
func addText(p *printer, text string, offset func(line int) int) {
	if !p.Lines {
		return
	}
	for i, rest := 0, text; rest != ""; i++ {
		line, after, _ := strings.Cut(rest, "\n")
		if hasPart([]byte(line)) {
			p.doc.Lines = append(p.doc.Lines, Line{Text: rest, Ref: -1, Marker: p.marker, Offset: p.file.Body + offset(i)})
			p.marker = ""
		}
		rest = after
	}
}

// addMarker adds text, such as the number of a list item, to the marker of the next line.
func addMarker(p *printer, text string) {
	if p.Lines {
		p.marker += text
	}
}
