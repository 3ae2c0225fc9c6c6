package markdown

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// startLine records the start of a Line at the end of the printer's text, in the open block. The
// source of the line starts at the given offset in the body.
func startLine(p *printer, offset int) {
	if !p.Lines || p.inImage {
		return
	}
	line := Line{Offset: p.file.Body + offset, Marker: p.marker, Ref: -1, block: len(p.doc.Blocks) - 1, at: len(p.text) - p.blockStart}
	p.lines, p.marker = append(p.lines, line), ""
}

// startNextLine records the start of the Line after the line break at the given offset in the body.
func startNextLine(p *printer, offset int) {
	end := bytes.IndexByte(p.body[offset:], '\n')
	if end < 0 {
		return
	}
	rest := p.body[offset+end+1:]
	offset = len(p.body) - len(bytes.TrimLeft(rest, " \t>"))
	startLine(p, offset)
	if number, after := parseNumber(p.body[offset:]); p.topLevel && number != "" && leadingSpaceLength(after) > 0 {
		setForm(p, RunTogetherLine, offset)
	}
}

// setForm sets the form of the last line that was started, and its offset in the body.
func setForm(p *printer, form LineForm, offset int) {
	if len(p.lines) > 0 {
		line := &p.lines[len(p.lines)-1]
		line.Form, line.Offset = form, p.file.Body+offset
	}
}

// setLabel sets the label in braces of the last line that was started.
func setLabel(p *printer, label string) {
	if len(p.lines) > 0 {
		p.lines[len(p.lines)-1].Label = label
	}
}

// RefPlaceholder represents link text from another page in the text of a Line.
const RefPlaceholder = '\ufffc'

// endLines ends the lines of b, the open block. It records those that may start with a label. It skips
// a line without letters, digits and references, because a label on the next line is then recorded
// with that line.
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
		hasReference := len(marks) > 0 && (marks[0].At < next || i+1 == len(p.lines))
		if line.Label == "" && !hasReference && !hasLabelPart(text[from:next]) {
			continue
		}
		start := firstWords(text[from:])
		if len(marks) > 0 {
			line.Ref = marks[0].Ref
		}
		if line.Label != "" || line.Marker != "" || mayContainNumber(start) || len(marks) > 0 && marks[0].At-line.at <= len(start) {
			p.doc.Lines = append(p.doc.Lines, line)
		}
	}
	p.lines = p.lines[:0]
}

// LineTexts returns an iterator over the Lines and their texts. A text extends to the end of the
// block or code block, and has a RefPlaceholder for each reference with link text from another
// page.
func (d *Doc) LineTexts() iter.Seq2[*Line, string] {
	return func(yield func(*Line, string) bool) {
		block, htmlWithPlaceholders, marks := -1, "", []Mark(nil)
		for i := range d.Lines {
			line := &d.Lines[i]
			text := line.text
			if line.block >= 0 {
				if line.block != block {
					block, marks = line.block, d.Blocks[line.block].Marks
					htmlWithPlaceholders = insertPlaceholders(&d.Blocks[block])
				}
				before, _ := slices.BinarySearchFunc(marks, line.at, func(m Mark, at int) int { return m.At - at })
				text = htmlWithPlaceholders[line.at+before*utf8.RuneLen(RefPlaceholder):]
			}
			if !yield(line, text) {
				return
			}
		}
	}
}

// insertPlaceholders returns the text of b with a RefPlaceholder at each of its marks.
func insertPlaceholders(b *Block) string {
	if len(b.Marks) == 0 {
		return b.Text
	}
	var text strings.Builder
	text.Grow(len(b.Text) + len(b.Marks)*utf8.RuneLen(RefPlaceholder))
	at := 0
	for _, m := range b.Marks {
		text.WriteString(b.Text[at:m.At])
		text.WriteRune(RefPlaceholder)
		at = m.At
	}
	text.WriteString(b.Text[at:])
	return text.String()
}

// firstWords returns the part of text in which a label may start. It consists of the first
// MaxWordsBeforeLabel+1 words, counting only words of ASCII letters.
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

// MayStartWithNumber reports whether the part of text in which a label may start contains a digit
// or a non-ASCII character. If not, no label with a number starts there.
func MayStartWithNumber(text string) bool { return mayContainNumber(firstWords(text)) }

// mayContainNumber reports whether text contains a digit or a character that is not ASCII, such as
// RefPlaceholder. It quickly rules out most lines.
func mayContainNumber[T string | []byte](text T) bool {
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// hasLabelPart reports whether text contains a letter, a number or a RefPlaceholder, so that splitLabel
// returns a part.
func hasLabelPart(text []byte) bool {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if unicode.IsLetter(r) && !isInvisible(r) || unicode.IsNumber(r) || r == RefPlaceholder {
			return true
		}
		text = text[size:]
	}
	return false
}

// recordLines records the lines of text, which is outside all blocks. The offset function takes the
// index of a line in text and returns its offset in the body.
func recordLines(p *printer, text string, offset func(line int) int) {
	if !p.Lines {
		return
	}
	for i, rest := 0, text; rest != ""; i++ {
		line, after, _ := strings.Cut(rest, "\n")
		if hasLabelPart([]byte(line)) {
			p.doc.Lines = append(p.doc.Lines, Line{text: rest, block: -1, Ref: -1, Marker: p.marker, Offset: p.file.Body + offset(i)})
			p.marker = ""
		}
		rest = after
	}
}

// addMarker adds text, such as the number of a list item, to the Marker of the next Line.
func addMarker(p *printer, text string) {
	if p.Lines {
		p.marker += text
	}
}
