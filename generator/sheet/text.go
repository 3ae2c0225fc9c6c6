package sheet

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// A cellText converts the text of cells. It contains compiled regular expressions, since compiling them
// is slow.
type cellText struct{ number, lineEnd *regexp.Regexp }

// newCellText returns a cellText.
func newCellText() *cellText {
	const (
		months   = `(?:jan(?:uary|uar)?|jän(?:ner)?|feb(?:ruary|ruar|er)?|mar(?:ch)?|mär(?:z)?|mrz|apr(?:il)?|may|mai|jun[ei]?|jul[yi]?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)`
		weekdays = `(?:mon(?:day|tag)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|mo|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag)?|sa(?:mstag)?|so(?:nntag)?)`
		number   = `[.,(£$€]?\d[^\pL]*(?:e[-+]?\d+|[ap]m|t\d[^\pL]*z?)?`
		date     = `\d[^\pL]*` + months + `[^\pL]*|` + months + `[^\pL]*\d[^\pL]*`
	)
	return &cellText{
		number:  regexp.MustCompile(`(?i)^(?:` + number + `|` + date + `|` + weekdays + `[^\pL]+(?:` + date + `|\d+[^\pL\d]+\d[^\pL]*)|true|false|wahr|falsch)$`),
		lineEnd: regexp.MustCompile(`[ \t]+\n`),
	}
}

// isRisky reports whether a spreadsheet may run text as a formula, or read it as a number, a date, a
// time or a boolean.
func (c *cellText) isRisky(text string) bool { return isFormula(text) || c.isNumber(text) }

// isNumber reports whether a spreadsheet in English or German may read text as a number, a date, a
// time or a boolean.
func (c *cellText) isNumber(text string) bool {
	return text != "" && len(text) < 60 && c.number.MatchString(text)
}

// isFormula reports whether a spreadsheet may run text as a formula.
func isFormula(text string) bool {
	return text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0]))
}

// escapeFormula puts an apostrophe before text that a spreadsheet may run as a formula. Unless isValue
// is true, it also does so before text that a spreadsheet may read as a number or a date.
func (c *cellText) escapeFormula(text string, isValue bool) string {
	rest := strings.TrimLeft(text, "'")
	if isFormula(rest) || (!isValue || rest != text) && c.isNumber(rest) {
		return "'" + text
	}
	return text
}

// NewCleaner returns a function that changes a text as a spreadsheet does in which Write has written it
// and from which Read reads it.
func NewCleaner() func(text string) string {
	c := newCellText()
	return func(text string) string { return c.cleanText(c.escapeFormula(text, false)) }
}

// NewNumberTest returns a function that reports whether a cell contains only a number, a date, a time or a
// boolean, which a spreadsheet may have made of a text, or the signs that a spreadsheet shows instead of a
// number that is too long for its cell.
func NewNumberTest() func(text string) bool {
	c := newCellText()
	return func(text string) bool {
		return c.isNumber(strings.TrimLeft(text, "+-−")) || text != "" && strings.Trim(text, "#") == ""
	}
}

// cleanText normalizes the text of a cell. It removes spaces around the text and at the ends of lines,
// the apostrophe that escapeFormula adds, and the equals sign and quotation marks in a formula such as
// ="007", which some programs use to keep text unchanged. It converts line endings to \n.
func (c *cellText) cleanText(text string) string {
	if text == "" {
		return ""
	}
	text = norm.NFC.String(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u202f", " ").Replace(text))
	text = strings.TrimSpace(c.lineEnd.ReplaceAllString(text, "\n"))
	if inner, found := strings.CutPrefix(text, `="`); found && strings.HasSuffix(inner, `"`) {
		if inner = inner[:len(inner)-1]; !strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
			text = strings.TrimSpace(strings.ReplaceAll(inner, `""`, `"`))
		}
	}
	if rest := strings.TrimLeft(text, "'"); rest != text && c.isRisky(rest) {
		text = text[1:]
	}
	return text
}

// decodeText decodes the text of a file, which may be in UTF-8, in UTF-16 with a byte order mark, or in
// Windows-1252. Windows-1252 is only a guess, so decodeText also returns a notice in that case.
func decodeText(data []byte) (text, notice string) {
	var utf16 unicode.Endianness
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		utf16 = unicode.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		utf16 = unicode.BigEndian
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\uFEFF"), ""
	default:
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			decoded = bytes.ToValidUTF8(data, []byte("\uFFFD"))
		}
		return string(decoded), "the file is not in UTF-8, and was read as Windows-1252: look for wrong accents and quotation marks, or save it as CSV UTF-8"
	}
	decoded, err := unicode.UTF16(utf16, unicode.ExpectBOM).NewDecoder().Bytes(data)
	if err != nil {
		decoded = nil
	}
	return string(decoded), ""
}

// IsError reports whether text is the error value of a formula in English or German, such as #REF!.
func IsError(text string) bool {
	name, isName := strings.CutPrefix(strings.TrimRight(text, "!?"), "#")
	code, isCode := strings.CutPrefix(text, "Err:")
	return isName && slices.Contains([]string{"REF", "N/A", "VALUE", "NAME", "DIV/0", "NUM", "NULL", "SPILL", "CALC", "BEZUG", "NV", "WERT", "ZAHL"}, name) ||
		isCode && code != "" && strings.Trim(code, "0123456789") == ""
}
