package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func printText(p *printer, n *ast.Text) {
	segment := n.Segment
	if segment.Start < p.hiddenBefore {
		segment.Start = min(p.hiddenBefore, segment.Stop)
	}
	value := segment.Value(p.body)
	if !n.IsRaw() {
		checkEntities(p.state, segment.Start, value)
		checkLiteralMarkup(p, segment.Start, segment.Stop)
		value = decode(value)
	}
	p.writeText(value)
	switch {
	case n.HardLineBreak():
		p.write("<br>\n")
		p.text = append(p.text, ' ')
		startNextLine(p, n.Segment.Stop)
	case n.SoftLineBreak():
		p.write("\n")
		p.text = append(p.text, ' ')
		startNextLine(p, n.Segment.Stop)
	}
}

func printEmphasis(p *printer, n *ast.Emphasis) {
	tag := "em>"
	if n.Level == 2 {
		tag = "strong>"
	}
	p.write("<", tag)
	p.printInlines(n)
	p.write("</", tag)
}

func printCodeSpan(p *printer, n *ast.CodeSpan) {
	p.doc.HasCode = true
	p.write("<code>")
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			code := t.Segment.Value(p.body)
			p.writeText(bytes.ReplaceAll(code, []byte("\n"), []byte(" ")))
			if bytes.HasSuffix(code, []byte("\n")) {
				startNextLine(p, t.Segment.Stop-1)
			}
		}
	}
	p.write("</code>")
}

// writeText prints visible text.
func (p *printer) writeText(text []byte) {
	before := len(p.html)
	p.html = appendEscaped(p.html, text)
	p.text = append(p.text, text...)
	if len(p.html)-before == len(text) { // nothing had to be escaped
		addSharedRange(p, len(text))
	}
}

// appendEscaped appends text, escaped for use as HTML content or an attribute value.
func appendEscaped(html, text []byte) []byte { return append(html, util.EscapeHTML(text)...) }

// decode resolves backslash escapes and entities. It returns text itself if there are
// none.
func decode(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '&') < 0 {
		return text
	}
	decoded := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && util.IsPunct(text[i+1]):
			decoded = append(decoded, text[i+1])
			i += 2
		case c == '&':
			character, length := decodeEntity(text[i:])
			decoded = append(decoded, character...)
			i += length
		default:
			decoded = append(decoded, c)
			i++
		}
	}
	return decoded
}

// decodeEntity decodes the entity at the start of text and returns its characters and its
// length. If there is none, it returns "&" and 1.
func decodeEntity(text []byte) (characters []byte, length int) {
	end := 1 + bytes.IndexAny(text[1:min(len(text), 40)], ";&\\ ")
	if end > 0 && text[end] == ';' {
		source := text[:end+1]
		if characters = resolveEntities(source); !bytes.Equal(characters, source) {
			return characters, len(source)
		}
	}
	return text[:1], 1
}

// resolveEntities replaces entities and numeric character references with their characters.
func resolveEntities(source []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(trimZeros(source)))
}

// trimZeros removes leading zeros from decimal character references such as "&#0052;", because
// goldmark parses a number with such zeros as octal. CommonMark allows at most seven digits.
func trimZeros(source []byte) []byte {
	before, rest, found := bytes.Cut(source, []byte("&#0"))
	if !found {
		return source
	}
	var out []byte
	for found {
		out = append(append(out, before...), "&#"...)
		digits := 1
		for digits-1 < len(rest) && rest[digits-1] >= '0' && rest[digits-1] <= '9' {
			digits++
		}
		if digits > 7 {
			out = append(out, '0')
		} else if rest = bytes.TrimLeft(rest, "0"); len(rest) == 0 || rest[0] < '0' || rest[0] > '9' {
			out = append(out, '0') // the number is 0
		}
		before, rest, found = bytes.Cut(rest, []byte("&#0"))
	}
	return append(out, before...)
}

// typographic replaces straight quotation marks, two or three hyphens, and three dots with
// typographic characters in text that goldmark's typographer does not process.
func typographic(text string) string {
	if !strings.ContainsAny(text, `'"-.`) {
		return text
	}
	text = strings.NewReplacer("---", "—", "--", "–", "...", "…").Replace(text)
	var b strings.Builder
	before := ' '
	for _, r := range text {
		opens := unicode.IsSpace(before) || strings.ContainsRune("([{‘“—–", before)
		before = r
		switch {
		case r == '\'' && opens:
			r = '‘'
		case r == '\'':
			r = '’'
		case r == '"' && opens:
			r = '“'
		case r == '"':
			r = '”'
		}
		b.WriteRune(r)
	}
	return b.String()
}
