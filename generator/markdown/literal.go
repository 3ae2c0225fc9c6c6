package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// checkLiteralMarkup reports markup that would be shown as typed, such as ** with a space inside. It
// examines the source from start to stop, which Markdown parses as plain text, and reports each
// message at most once per block.
func checkLiteralMarkup(p *printer, start, stop int) {
	for i := start; i < stop; i++ {
		c := p.body[i]
		if c >= 'a' && c <= 'z' || c == ' ' { // true for most characters
			continue
		}
		switch c {
		case '*', '_':
			end := i + len(p.body[i:stop]) - len(bytes.TrimLeft(p.body[i:stop], string(c)))
			if isLiteralEmphasis(p.body, i, end) && !isEscaped(p.body, i) {
				example := strings.Repeat(string(c), min(end-i, 2))
				hint := fmt.Sprintf("write %[1]swords%[1]s with no space just inside the marks and the same marks at both ends", example)
				if end-i == 1 && c == '*' {
					hint += ", and a space after a * that starts a list item"
				}
				p.reportLiteral(i, "text-mark", fmt.Sprintf("%s is shown as typed", p.body[i:end]),
					hint+"; for marks that are meant to be read write "+strings.Repeat(`\`+string(c), end-i))
			}
			i = end - 1
		case '`':
			before, after := runesAround(p.body, i, i+1)
			if !isEscaped(p.body, i) && (!isWordRune(before) || !isWordRune(after)) {
				p.reportLiteral(i, "text-mark", "a ` without its partner is shown as typed", "write ` before and after the code; for one that is meant to be read write \\`")
			}
		case '~', '=':
			if startsWithPair(p.body[i:], c) && (i == 0 || p.body[i-1] != c && !isEscaped(p.body, i)) {
				p.reportLiteral(i, "text-mark", fmt.Sprintf("%c%c is shown as typed", c, c), fmt.Sprintf(`take the marks out; for marks that are meant to be read write \%c\%c`, c, c))
			}
		case ']':
			if !isEscaped(p.body, i) && !checkLiteralMarker(p, i) {
				checkLiteralLink(p, i)
			}
		case '%':
			if startsWithPair(p.body[i:], c) && (i == 0 || p.body[i-1] != c) {
				p.reportLiteral(i, "text-mark", "%% hides nothing: what is between the marks is published", "delete what must not be read, and the marks")
			}
		case '^':
			note, found := bytes.CutPrefix(p.body[i+1:], []byte("["))
			if first, _ := utf8.DecodeRune(note); found && unicode.IsLetter(first) && !isEscaped(p.body, i) {
				p.reportLiteral(i, "text-mark", "^[ does not start a footnote and is shown as typed", `write [^1] here and [^1]: and the words on a line of their own below; for a ^ that is meant to be read write \^`)
			}
		case '{':
			checkLiteralBrace(p, i)
		}
	}
}

// reportLiteral reports markup that is shown as typed, unless the same message has been reported in
// the open block.
func (p *printer) reportLiteral(offset int, rule, message, hint string) {
	if slices.Contains(p.reportedMarkup, message) {
		return
	}
	p.reportedMarkup = append(p.reportedMarkup, message)
	p.Error(offset, rule, message, hint)
}

// isEscaped reports whether a backslash escapes the character at the given offset.
func isEscaped(body []byte, at int) bool {
	before := bytes.TrimRight(body[max(0, at-20):at], `\`)
	return (at-max(0, at-20)-len(before))%2 == 1
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// runesAround returns the characters immediately before and after body[from:to].
func runesAround(body []byte, from, to int) (before, after rune) {
	before, _ = utf8.DecodeLastRune(body[:from])
	after, _ = utf8.DecodeRune(body[to:])
	if from == 0 {
		before = '\n'
	}
	if to == len(body) {
		after = '\n'
	}
	return before, after
}

// isLiteralEmphasis reports whether a run of * or _ in plain text was probably meant as emphasis. This
// is the case for what remains of a longer run; for one character at the start or end of a word; for
// two characters with a word or a space on one side only; for ** with spaces on both sides and words
// beyond them; and for *** at the start of a word. It is not the case for a run inside a word, as in
// 2**3.
func isLiteralEmphasis(body []byte, from, to int) bool {
	before, after := runesAround(body, from, to)
	mark := rune(body[from])
	if before == mark || after == mark {
		return true
	}
	blankBefore, blankAfter := unicode.IsSpace(before), unicode.IsSpace(after)
	switch n := to - from; {
	case n == 1:
		return opensEmphasis(before, after) || closesEmphasis(before, after)
	case n == 3:
		return mark == '*' && blankBefore && isWordRune(after)
	case n != 2:
		return false
	case blankBefore && blankAfter:
		return mark == '*' && startsWithWord(body[to:]) && (before == '\n' || startsWithWord(lastTwoCharacters(body[:from])))
	}
	return isWordRune(before) != isWordRune(after) || blankBefore != blankAfter
}

// opensEmphasis reports whether a single * or _ between the characters before and after is probably
// meant to open emphasis, because it is at the start of a word.
func opensEmphasis(before, after rune) bool {
	return (unicode.IsSpace(before) || strings.ContainsRune("*_([\"'“‘—–", before)) && (isWordRune(after) || strings.ContainsRune("*_[(\"'“‘", after))
}

// closesEmphasis reports whether a single * or _ between the characters before and after is
// probably meant to close emphasis, because it is at the end of a word.
func closesEmphasis(before, after rune) bool {
	return (isWordRune(before) || strings.ContainsRune("*_])\"'”’.,:;!?", before)) && (unicode.IsSpace(after) || strings.ContainsRune("*_)]\"'”’.,:;!?…—–", after))
}

// startsWithWord reports whether text, after any spaces, starts with a word of two letters or
// more. A single letter may be part of a formula.
func startsWithWord(text []byte) bool {
	text = bytes.TrimLeft(text, " ")
	first, size := utf8.DecodeRune(text)
	second, _ := utf8.DecodeRune(text[size:])
	return unicode.IsLetter(first) && unicode.IsLetter(second)
}

// lastTwoCharacters returns the last two characters of text, ignoring trailing spaces.
func lastTwoCharacters(text []byte) []byte {
	text = bytes.TrimRight(text, " ")
	_, last := utf8.DecodeLastRune(text)
	_, other := utf8.DecodeLastRune(text[:len(text)-last])
	return text[len(text)-last-other:]
}

// startsWithPair reports whether text starts with c doubled, as in **, followed by words and by c
// doubled again on the same line.
func startsWithPair(text []byte, c byte) bool {
	mark := []byte{c, c}
	rest, found := bytes.CutPrefix(text, mark)
	if !found || len(rest) == 0 || rest[0] == c {
		return false
	}
	words, _, closed := bytes.Cut(rest, mark)
	first, _ := utf8.DecodeRune(words)
	last, _ := utf8.DecodeLastRune(words)
	return closed && !bytes.Contains(words, []byte("\n")) && isWordRune(first) && !unicode.IsSpace(last)
}

// checkLiteralLink reports a link that Markdown shows as typed, given the offset of its closing
// square bracket.
func checkLiteralLink(p *printer, at int) {
	rest, _, _ := bytes.Cut(p.body[at+1:min(len(p.body), at+1+maxReference)], []byte("\n"))
	words := bytes.TrimLeft(rest, " \t")
	address, _, closed := bytes.Cut(bytes.TrimPrefix(words, []byte("(")), []byte(")"))
	short := shorten(string(bytes.TrimSpace(address)))
	switch {
	case bytes.HasPrefix(rest, []byte("(")) && closed && bytes.ContainsAny(address, `"'`):
		p.reportLiteral(at, "link-form", fmt.Sprintf("the round brackets hold more than an address and a title: %s", short),
			`write [words](address), or [words](address "title")`)
	case bytes.HasPrefix(rest, []byte("(")) && closed && bytes.ContainsAny(bytes.TrimSpace(address), " \t"):
		written := strings.Join(strings.Fields(string(address)), "%20")
		p.reportLiteral(at, "link-form", fmt.Sprintf("a space in the address %s, so this is shown as typed", short),
			fmt.Sprintf("write %%20 for each space: (%s)", written))
	case bytes.HasPrefix(rest, []byte("(")):
		p.reportLiteral(at, "link-form", "the round bracket after ] is never closed on this line, so this is shown as typed",
			`write [words](address) on one line; for brackets that are meant to be read write \]`)
	case bytes.HasPrefix(words, []byte("(")) && closed && looksLikeURL(address):
		p.reportLiteral(at, "link-form", fmt.Sprintf("a space between ] and (%s), so this is not a link", short), "take the space out: [words]("+short+")")
	default:
		checkReversedLink(p, at)
	}
}

// checkLiteralMarker reports a callout marker that is not at the start of a line, given the offset
// of its closing square bracket. It returns whether it reported the marker.
func checkLiteralMarker(p *printer, at int) bool {
	const longest = len("[!GOOD PRACTICE")
	start := max(0, at-longest)
	open := bytes.LastIndex(p.body[start:at], []byte("[!"))
	if open < 0 {
		return false
	}
	open += start
	keyword := normalizeKeyword(string(p.body[open+len("[!") : at]))
	line := p.body[max(0, open-maxMarkerPrefix):open]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	words := bytes.Trim(line, "[(*_ \t>#-+.)")
	if !slices.Contains(calloutKeywords(), keyword) || isEscaped(p.body, open) || countDigits(words) == len(words) {
		return false // parseCalloutKind or checkForeignCallout examines the start of a line
	}
	p.reportLiteral(open, "callout-place", fmt.Sprintf("[!%s] marks a callout only as the first words of a quotation", keyword),
		fmt.Sprintf("write > [!%[1]s] after a blank line, and > before each line that belongs to it; for a mark that is meant to be read write `[!%[1]s]`, with the backticks", keyword))
	return true
}

// checkLiteralBrace reports an attribute such as {.red} or a template such as {{name}}, given the
// offset of its first brace. Package quiz reports a malformed {#id} of a question.
func checkLiteralBrace(p *printer, at int) {
	line, _, _ := bytes.Cut(p.body[at:min(len(p.body), at+maxReference)], []byte("\n"))
	inside, _, closed := bytes.Cut(line[1:], []byte("}"))
	if !closed || len(inside) < 2 || isEscaped(p.body, at) {
		return
	}
	attribute := strings.IndexByte(".:", inside[0]) >= 0 || inside[0] == '#' && p.Sections == nil
	follows := bytes.TrimRight(p.body[max(0, at-maxMarkerPrefix):at], " ")
	attribute = attribute && len(follows) > 0 && strings.IndexByte("\n:", follows[len(follows)-1]) < 0 // checkForeignCallout reports an attribute at the start of a line
	if attribute && startsWithWord(bytes.TrimLeft(inside, ".#: ")) || inside[0] == '{' && startsWithWord(bytes.TrimLeft(inside[1:], " ")) {
		end := len(inside) + 2
		if inside[0] == '{' && bytes.HasPrefix(line[end:], []byte("}")) {
			end++
		}
		p.reportLiteral(at, "text-mark", fmt.Sprintf("%s is shown as typed", shorten(string(line[:end]))), `take it out; for a brace that is meant to be read write \{`)
	}
}

// checkReversedLink reports a link written as (text)[url], given the offset of the closing square
// bracket.
func checkReversedLink(p *printer, at int) {
	line := p.body[max(0, at-maxReference):at]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	open := bytes.LastIndexByte(line, '[')
	if open > 0 && line[open-1] == ')' && looksLikeURL(line[open+1:]) {
		p.reportLiteral(at, "link-form", "square and round brackets are the wrong way round, so this is not a link",
			fmt.Sprintf("write [words](%s)", shorten(string(line[open+1:]))))
	}
}

// looksLikeURL reports whether text looks like a link destination.
func looksLikeURL(text []byte) bool {
	if len(text) == 0 || bytes.ContainsAny(text, " \t") {
		return false
	}
	for _, start := range []string{"/", "./", "../", "#", "http:", "https:", "mailto:", "tel:"} {
		if bytes.HasPrefix(text, []byte(start)) {
			return true
		}
	}
	return bytes.HasSuffix(text, []byte("/")) || bytes.HasSuffix(text, []byte(".md"))
}

// checkLines reports the first line of a block that looks like a heading, a list item, a table
// or a callout but is not one.
func checkLines(p *printer, n ast.Node) {
	if checkTableLines(p, n) {
		return
	}
	lines, inList := n.Lines(), n.Parent().Kind() == ast.KindListItem
	line := func(i int) string {
		if i < 0 || i >= lines.Len() {
			return ""
		}
		return strings.TrimRight(p.source(lines.At(i)), "\n")
	}
	for i := range lines.Len() {
		text := strings.TrimLeft(line(i), " \t")
		if startsAsProse(text) {
			continue
		}
		offset := lines.At(i).Start + len(line(i)) - len(text)
		if checkHeadingSpace(p, offset, text, i == 0) || checkForeignCallout(p, n, offset, text, i == 0) {
			return
		}
		if m := FindItemMistake(text); !p.inSection && m.Message != "" && !m.Literal && (m.Certain || (i == 0 || inList) && m.Alone || introducesList(line(i-1)) || FindItemMistake(strings.TrimSpace(line(i+1))).Message != "") {
			p.Error(offset, "list-form", m.Message, m.Hint)
			return
		}
	}
}

// startsAsProse reports whether a line is empty or starts with an ASCII letter, as most lines do, so that
// it need not be examined. It returns false for a line that starts with o and a space or with a letter
// and a closing parenthesis, because that may be a pasted list item.
func startsAsProse(text string) bool {
	return text == "" || text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z' && (len(text) < 2 || text[1] != ')' && (text[0] != 'o' || text[1] != '\t' && text[1] != ' '))
}

// introducesList reports whether line ends with a colon, so that a list may follow.
func introducesList(line string) bool { return strings.HasSuffix(strings.TrimSpace(line), ":") }

// checkHeadingSpace reports a line that is not a heading because no space follows the # at its
// start. The argument first states whether the line is the first of its block. On later lines, a
// single # may be a number sign. It returns whether it reported the line.
func checkHeadingSpace(p *printer, offset int, text string, first bool) bool {
	words := strings.TrimLeft(text, "#")
	marks := len(text) - len(words)
	letter, _ := utf8.DecodeRuneInString(words)
	if marks == 0 || marks > 6 || strings.TrimSpace(words) == "" || marks == 1 && (!first || !unicode.IsLetter(letter)) || startsSection(p, words) {
		return false
	}
	p.Error(offset, "heading-blank", "no space after "+text[:marks]+", so this is not a heading",
		fmt.Sprintf(`write %s, a space and the words; for a # that is meant to be read write \#`, strings.Repeat("#", max(marks, 2))))
	return true
}

// startsSection reports whether text starts with a section prefix and a colon. Such lines are left to
// package quiz.
func startsSection(p *printer, words string) bool {
	if p.Sections == nil {
		return false
	}
	start, _, found := strings.Cut(words, ":")
	for _, w := range p.Sections.Words {
		if found && strings.EqualFold(w.Word, strings.TrimSpace(start)) {
			return true
		}
	}
	return false
}
