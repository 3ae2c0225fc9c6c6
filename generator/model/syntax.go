package model

import (
	"strings"
	"unicode/utf8"
)

// explainSyntaxError translates an error message of the YAML library into plain language and
// returns a hint for the author. The line is the one in which the library found the error.
func explainSyntaxError(message, line string) (plain, hint string) {
	if startsWithCurlyQuote(lineValue(line)) {
		return "curly quotes do not hold a value together", "write straight ones: title: \"Bruising: what to do\""
	}
	if strings.Contains(message, "end token") && strings.Contains(line, " #") {
		return "everything after the blank and # is left out, so the bracket that opens here is never closed", "put the text with # in quotes"
	}
	for _, known := range []struct{ substring, plain, hint string }{
		{"mapping value is not allowed", "the value of this key contains a second colon", `put the value in quotes: title: "Bruising: what to do"`},
		{"\t", "a tab cannot indent here", "use spaces"},
		{"reserved character", message, "put the value in quotes"},
		{"is not allowed in this context", "this line does not follow from the one above", "check the line above: a quote may be open, a # may start a comment, a colon or hyphen missing, or the spaces before a key may differ"},
		{"could not find end", "the quote that opens here is never closed", "write the same quote at the end of the value"},
		{"end token", "the bracket that opens here is never closed", "write ] or } at its end, or put the value in quotes"},
	} {
		if strings.Contains(message, known.substring) {
			return known.plain, known.hint
		}
	}
	return message, "compare the line, and the one above, with the example of a page: key: value"
}

// startsWithCurlyQuote reports whether value starts with a typographic quotation mark.
func startsWithCurlyQuote(value string) bool {
	r, _ := utf8.DecodeRuneInString(value)
	return strings.ContainsRune("“”„‘’‚", r)
}

// isCurlyQuoted reports whether value is enclosed in typographic quotation marks and contains
// no others.
func isCurlyQuoted(value string) bool {
	if !startsWithCurlyQuote(value) {
		return false
	}
	inner, opened := strings.CutPrefix(strings.NewReplacer("‘", "“", "’", "”").Replace(value), "“")
	inner, closed := strings.CutSuffix(inner, "”")
	return opened && closed && !strings.ContainsAny(inner, "“”")
}

// lineValue returns the part of a line after the key, or after the hyphen of a list item,
// without spaces and opening brackets before it.
func lineValue(line string) string {
	line = strings.TrimLeft(line, " -")
	if _, value, found := strings.Cut(line, ": "); found && !startsWithCurlyQuote(line) {
		line = value
	}
	return strings.TrimLeft(line, " [")
}
