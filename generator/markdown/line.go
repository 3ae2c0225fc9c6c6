package markdown

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// startLine records that a line, as readers see it, starts at the end of the printer's text, in
// the open block. Its source starts at the given offset in the body.
func startLine(p *printer, offset int) {
	if !p.Lines || p.inImage {
		return
	}
	line := Line{Offset: p.file.Body + offset, Marker: p.marker, Ref: -1, block: len(p.doc.Blocks) - 1, at: len(p.text) - p.blockStart}
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
	if number, after := parseNumber(p.body[offset:]); p.topLevel && number != "" && leadingSpace(after) > 0 {
		setForm(p, RunTogether, offset)
	}
}

// setForm sets the form of the line started last.
func setForm(p *printer, form LineForm, offset int) {
	if len(p.lines) > 0 {
		line := &p.lines[len(p.lines)-1]
		line.Form, line.Offset = form, p.file.Body+offset
	}
}

// setLabel sets the label in braces of the line started last.
func setLabel(p *printer, label string) {
	if len(p.lines) > 0 {
		p.lines[len(p.lines)-1].Label = label
	}
}

// RefMark represents, in a Line, link text that comes from another page.
const RefMark = '\ufffc'

// endLines ends the lines of b, the open block. It records those that may start with a label. A
// line without letters, digits and references is not recorded, because the next line then has the
// same text.
func endLines(p *printer, b *Block) {
	text, marks := p.text[p.blockStart:], b.Marks
	for i, line := range p.lines {
		next := len(text)
		if i+1 < len(p.lines) {
			next = min(next, p.lines[i+1].at)
		}
		for len(marks) > 0 && marks[0].At < line.at {
			marks = marks[1:]
		}
		from := min(line.at, next)
		isMarked := len(marks) > 0 && (marks[0].At < next || i+1 == len(p.lines))
		if line.Label == "" && !isMarked && !hasPart(text[from:next]) {
			continue
		}
		start := firstWords(text[from:])
		if len(marks) > 0 {
			line.Ref = marks[0].Ref
		}
		if line.Label != "" || line.Marker != "" || hasLabelSign(start) || len(marks) > 0 && marks[0].At-line.at <= len(start) {
			p.doc.Lines = append(p.doc.Lines, line)
		}
	}
	p.lines = p.lines[:0]
}

// LineTexts returns an iterator over the Lines with their texts: up to the end of the block or code
// block, with a RefMark for each reference with link text from another page.
func (d *Doc) LineTexts() iter.Seq2[*Line, string] {
	return func(yield func(*Line, string) bool) {
		block, marked, marks := -1, "", []Mark(nil)
		for i := range d.Lines {
			line := &d.Lines[i]
			text := line.text
			if line.block >= 0 {
				if line.block != block {
					block, marks = line.block, d.Blocks[line.block].Marks
					marked = markReferences(&d.Blocks[block])
				}
				before, _ := slices.BinarySearchFunc(marks, line.at, func(m Mark, at int) int { return m.At - at })
				text = marked[line.at+before*utf8.RuneLen(RefMark):]
			}
			if !yield(line, text) {
				return
			}
		}
	}
}

// markReferences returns the text of b with a RefMark for each of its marks.
func markReferences(b *Block) string {
	if len(b.Marks) == 0 {
		return b.Text
	}
	var text strings.Builder
	text.Grow(len(b.Text) + len(b.Marks)*utf8.RuneLen(RefMark))
	at := 0
	for _, m := range b.Marks {
		text.WriteString(b.Text[at:m.At])
		text.WriteRune(RefMark)
		at = m.At
	}
	text.WriteString(b.Text[at:])
	return text.String()
}

// firstWords returns the start of text in which a label may begin: the first MaxWordsBeforeLabel words
// in letters of the English alphabet, and one more.
func firstWords[T string | []byte](text T) T {
	words, inWord := 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case !isLetterByte(c):
			inWord = inWord && c == '\''
		case !inWord:
			inWord = true
			if words++; words > MaxWordsBeforeLabel+1 {
				return text[:i]
			}
		}
	}
	return text
}

// HasLabelSign reports whether a number, or a character that may be one, occurs where a label may begin
// at the start of text. Lines without one are not in Document.Lines.
func HasLabelSign(text string) bool { return hasLabelSign(firstWords(text)) }

// hasLabelSign reports whether text contains a digit or a character that is not ASCII, such as
// RefMark. The start of most lines does not, which quickly rules out a label.
func hasLabelSign[T string | []byte](text T) bool {
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' || c >= utf8.RuneSelf {
			return true
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
			p.doc.Lines = append(p.doc.Lines, Line{text: rest, block: -1, Ref: -1, Marker: p.marker, Offset: p.file.Body + offset(i)})
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
