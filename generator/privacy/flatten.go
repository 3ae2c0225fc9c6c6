package privacy

import (
	"bytes"
	"html"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A flatText is a text as a reader sees it: without markup, with entities and escapes decoded, white
// space collapsed, and the digits and punctuation of other scripts replaced with ASCII characters.
// Link destinations are moved to the end, so that they do not separate the words of a link from those
// after it.
type flatText struct {
	text     []byte
	mappings []offsetMapping // sorted by flat
	pending  []span          // link destinations still to be appended
}

// An offsetMapping maps the flat text from offset flat up to the next offsetMapping to the source
// from offset source.
type offsetMapping struct{ flat, source int }

// A span is a range of offsets in the source.
type span struct{ from, to int }

// Limits in bytes that keep the running time linear.
const (
	maxMarkup      = 40   // maximum length of an entity, a percent-encoded character or a label in brackets
	maxDestination = 2000 // maximum length of a link destination
)

// reset replaces the content of f with that of source.
func (f *flatText) reset(source string) {
	f.text, f.mappings, f.pending = f.text[:0], f.mappings[:0], append(f.pending[:0], span{0, len(source)})
	for i := 0; i < len(f.pending); i++ {
		if i > 0 {
			f.text = append(f.text, "\n\n"...)
		}
		f.flatten(source[:f.pending[i].to], f.pending[i].from)
	}
}

// sourceOffset returns the offset in the source of an offset in the flat text.
func (f *flatText) sourceOffset(flat int) int {
	i := sort.Search(len(f.mappings), func(i int) bool { return f.mappings[i].flat > flat }) - 1
	return f.mappings[i].source + flat - f.mappings[i].flat
}

// flatten appends the source from the given offset onwards to the flat text.
func (f *flatText) flatten(source string, from int) {
	f.mappings = append(f.mappings, offsetMapping{len(f.text), from})
	for i := from; i < len(source); {
		start := i
		i = plainEnd(source, i)
		f.text = append(f.text, source[start:i]...)
		if i == len(source) {
			return
		}
		text, size := f.flattenMarkup(source, i)
		if text == source[i:i+size] {
			f.text = append(f.text, text...)
			i += size
			continue
		}
		if text != "" {
			f.mappings = append(f.mappings, offsetMapping{len(f.text), i})
			f.text = append(f.text, text...)
		}
		i += size
		f.mappings = append(f.mappings, offsetMapping{len(f.text), i})
	}
}

// plainEnd returns the end of the plain text that starts at offset i, which may include single spaces.
func plainEnd(source string, i int) int {
	for ; i < len(source); i++ {
		switch c := source[i]; {
		case c >= 'a' && c <= 'z': // true for most letters
		case c == ' ' && i+1 < len(source) && isPlain(source[i+1]):
			i++
		case !isPlain(c):
			return i
		}
	}
	return i
}

// isPlain reports whether c never starts markup, regardless of the characters around it.
func isPlain(c byte) bool {
	// Bit sets of the characters that may start markup or white space: low for those below 64, and
	// high for the others.
	const low = 1<<'\t' | 1<<'\n' | 1<<' ' | 1<<'%' | 1<<'&' | 1<<'(' | 1<<'*'
	const high = 1<<('['-64) | 1<<('\\'-64) | 1<<(']'-64) | 1<<('_'-64) | 1<<('`'-64) | 1<<('{'-64)
	switch c >> 6 {
	case 0:
		return uint64(low)>>c&1 == 0
	case 1:
		return uint64(high)>>(c-64)&1 == 0
	}
	return false
}

// flattenMarkup returns the replacement for the markup at offset i in source, and the size of the
// markup in bytes. If there is no markup, it returns one character of the source.
func (f *flatText) flattenMarkup(source string, i int) (text string, size int) {
	rest := source[i:]
	switch c := source[i]; {
	case c == '*' || c == '`':
		return "", 1
	case c == '_' && !(i > 0 && isAlphanumeric(source[i-1]) && len(rest) > 1 && isAlphanumeric(rest[1])):
		return "", 1
	case c == '\\':
		return unescape(rest)
	case c == '&':
		return decodeEntity(rest)
	case c == '%':
		return decodePercent(rest)
	case c == '[' && strings.HasPrefix(rest, "[^") && labelLength(rest) > 0: // a footnote
		return "", labelLength(rest)
	case c == '[' && !isLinkText(rest), c == '(', c == '{':
		return f.decodeSpelledSign(rest)
	case c == '[':
		return "", 1
	case c == ']' && strings.HasPrefix(rest, "]("):
		if end := strings.IndexByte(rest[:min(len(rest), maxDestination)], ')'); end > 0 {
			f.pending = append(f.pending, span{i + 2, i + end})
			return "", end + 1
		}
	case c == ']' && strings.HasPrefix(rest, "][") && labelLength(rest[1:]) > 0:
		end := labelLength(rest[1:])
		f.pending = append(f.pending, span{i + 2, i + end})
		return "", end + 1
	case c == ' ' || c == '\t' || c == '\n':
		return collapseSpace(rest)
	case c >= utf8.RuneSelf:
		return fold(rest)
	}
	return rest[:1], 1
}

// labelLength returns the length of the label in brackets at the start of rest, or 0 if there is none.
func labelLength(rest string) int {
	return strings.IndexByte(rest[:min(len(rest), maxMarkup)], ']') + 1
}

// isLinkText reports whether the bracket at the start of rest opens the text of a link.
func isLinkText(rest string) bool {
	end := strings.IndexByte(rest[:min(len(rest), 5*maxMarkup)], ']')
	return end > 0 && end+1 < len(rest) && (rest[end+1] == '(' || rest[end+1] == '[')
}

// collapseSpace returns the replacement for the white space at the start of rest: a space, a line
// break or, if it contains a blank line or nothing follows, two line breaks. It also returns the size
// of the white space in bytes. Block quote markers count as white space.
func collapseSpace(rest string) (text string, size int) {
	lines := 0
	for size < len(rest) {
		switch c := rest[size]; {
		case c == '\n':
			lines++
		case c == '>' && lines > 0, c == ' ', c == '\t':
		default:
			return [...]string{" ", "\n", "\n\n"}[min(lines, 2)], size
		}
		size++
	}
	return "\n\n", size
}

// unescape returns the character that a Markdown, YAML or JSON backslash escape at the start of rest
// represents, and the size of the escape in bytes.
func unescape(rest string) (text string, size int) {
	if len(rest) < 2 {
		return rest, len(rest)
	}
	length := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]
	if length > 0 && len(rest) >= 2+length {
		if code, err := strconv.ParseUint(rest[2:2+length], 16, 32); err == nil {
			return foldAll(string(rune(code))), 2 + length
		}
	}
	if rest[1] == '\n' { // a line break
		return "", 1
	}
	if c := rest[1]; c >= '!' && c < 0x7F && !isAlphanumeric(c) {
		return rest[1:2], 2
	}
	return rest[:1], 1
}

// decodeEntity returns the characters that the HTML entity at the start of rest represents, and the
// size of the entity in bytes.
func decodeEntity(rest string) (text string, size int) {
	end := strings.IndexAny(rest[1:min(len(rest), maxMarkup)], ";& \n") + 1
	if end > 0 && rest[end] == ';' {
		if text = html.UnescapeString(rest[:end+1]); text != rest[:end+1] {
			return foldAll(text), end + 1
		}
	}
	return rest[:1], 1
}

// decodePercent returns the character that the percent-encoded sequence (%XX) at the start of rest
// represents, and the size of the sequence in bytes.
func decodePercent(rest string) (text string, size int) {
	if len(rest) >= 3 {
		if code, err := strconv.ParseUint(rest[1:3], 16, 8); err == nil && code >= ' ' && code < 0x7F {
			return string(rune(code)), 3
		}
	}
	return rest[:1], 1
}

// decodeSpelledSign returns the sign for (at), [at], (dot) or [dot] at the start of rest, as used in
// spelled-out e-mail addresses, and the size of the source that it replaces. It removes the spaces
// around the sign.
func (f *flatText) decodeSpelledSign(rest string) (text string, size int) {
	for _, s := range []struct{ word, sign string }{{"at", "@"}, {"dot", "."}, {"@", "@"}, {".", "."}} {
		end := len(s.word) + 1
		if len(rest) > end && strings.EqualFold(rest[1:end], s.word) && (strings.IndexByte(")]}", rest[end]) >= 0) {
			if last := len(f.text) - 1; last >= 0 && f.text[last] == ' ' && f.mappings[len(f.mappings)-1].flat <= last {
				f.text = f.text[:last]
			}
			size = end + 1
			if size < len(rest) && rest[size] == ' ' {
				size++
			}
			return s.sign, size
		}
	}
	return rest[:1], 1
}

// fold returns the replacement for the non-ASCII character at the start of rest, and the size of the
// character in bytes. For example, it replaces a digit of another script with an ASCII digit, and an
// invisible character with "".
func fold(rest string) (text string, size int) {
	r, size := utf8.DecodeRuneInString(rest)
	const enDash, emDash, ellipsis = 0x2013, 0x2014, 0x2026
	switch {
	case r == emDash:
		return " - ", size
	case r == 0xB7, r == 0x2022: // · and •
		return ".", size
	case r >= 0xC0 && r < 0x250, r > emDash && r <= ellipsis:
		return rest[:size], size
	case r >= 0x2010 && r <= enDash, r == 0x2212:
		return "-", size
	case unicode.Is(unicode.Zs, r):
		return " ", size
	case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return "", size
	case unicode.Is(unicode.Nd, r):
		return string(rune('0' + digitValue(r))), size
	}
	if folded := norm.NFKC.Bytes([]byte(rest[:size])); bytes.IndexFunc(folded, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return string(folded), size
	}
	return rest[:size], size
}

// foldAll folds each character of text.
func foldAll(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			b.WriteByte(text[i])
			i++
			continue
		}
		folded, size := fold(text[i:])
		b.WriteString(folded)
		i += size
	}
	return b.String()
}

// digitValue returns the value of a decimal digit in any script. Unicode assigns consecutive code
// points, from zero to nine, to the digits of a script.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}
