package model

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"safelearn/generator/diag"
)

// FillIn is the start of a placeholder for words that the author has yet to write, such as "[fill in: who
// answers]". A new site contains many placeholders.
const FillIn = "[fill in:"

// HasPlaceholder reports whether text has a placeholder, in small or capital letters.
func HasPlaceholder(text string) bool { return strings.Contains(strings.ToLower(text), FillIn) }

// reportSyntaxError reports a syntax error found by the YAML library.
func (d *decoder) reportSyntaxError(err error) {
	at, message := d.File.Start(), err.Error()
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Message
		if syntax.Token != nil && syntax.Token.Position != nil {
			at = d.File.FrontPos(syntax.Token.Position.Line, syntax.Token.Position.Column)
		}
	}
	if containsAny(message, openBracketMessages) { // the library reports it at the start of the next key
		for n := at.Line; n > 1; n-- {
			if line := d.File.Line(n); strings.Contains(line, " #") {
				at = diag.Pos{Path: at.Path, Line: n, Column: utf8.RuneCountInString(line[:strings.Index(line, " #")]) + 2}
			} else if !strings.ContainsAny(line, "[{") {
				continue
			}
			break
		}
	}
	message, hint := explainSyntaxError(message, d.File.Line(at.Line))
	d.problems.Error(at, "front-syntax", message, hint)
}

// explainSyntaxError translates a message of the YAML library about an error in the given line into
// plain language, and returns a hint for the author.
func explainSyntaxError(message, line string) (plain, hint string) {
	if startsWithCurlyQuote(lineValue(line)) {
		return "curly quotes do not hold a value together", "write straight ones: " + quotedLine(line)
	}
	if containsAny(message, openBracketMessages) && strings.Contains(line, " #") {
		return "everything after the blank and # is left out, so a bracket is never closed", "put the text with # in quotes"
	}
	if HasPlaceholder(line) {
		return "the line still has square brackets to fill in", "leave only your own words there, in quotes, and take out the brackets and what is in them"
	}
	if strings.Contains(message, "mapping value is not allowed") {
		if _, value, _ := strings.Cut(line, ":"); !strings.Contains(value, ":") {
			return "the line below this one starts with more blanks than the other keys", "delete those blanks, so that all keys start in the same column"
		}
		return "the value of this key contains a second colon", "put the value in quotes: " + quotedLine(line)
	}
	if strings.HasPrefix(lineValue(line), "%") && lineValue(line) != line {
		return "a value cannot start with this sign", "put the value in quotes"
	}
	for _, known := range []struct{ substrings, plain, hint string }{
		{"\t|tab character", "a tab is not allowed here", "replace the tab with spaces"},
		{"reserved character", "a value cannot start with this sign", "put the value in quotes"},
		{"directive|YAML", "a line cannot start with %", "delete that line"},
		{"anchor|alias|merge key| tag|tag ", "the characters & * ! and << have a special meaning here", "put the value in quotes"},
		{"UTF-|escape", "a backslash between double quotes has a special meaning", "put the value in single quotes, or write two backslashes"},
		{"could not find end", "the quote that opens here is never closed", "write the same quote at the end of the value"},
		{"character corresponding", "the bracket that closes here was never opened", "take it out, or put the value in quotes"},
		{openBracketMessages, "the bracket that opens here is never closed", "write ] or } at its end, or put the value in quotes"},
		{"document separator", "there is a line --- between the keys", "delete that line"},
		{"header option|number of indent|multi-line", "a | or > starts a text of several lines, and none follows", "put the value in quotes"},
		{"is not allowed in this context|unexpected map key|is not allowed", "this line does not follow from the one above", "check the line above: a quote may be open, a # may start a comment, a colon or hyphen missing, or the spaces before a key may differ"},
	} {
		if containsAny(message, known.substrings) {
			return known.plain, known.hint
		}
	}
	return "this line cannot be read", "write a key, a colon, a space and its value, and put a value with other signs in quotes; check the line above, too"
}

// openBracketMessages contains parts of the library's messages about an unclosed bracket, separated
// by "|".
const openBracketMessages = "end token|must be specified|flow map|sequence element"

// containsAny reports whether text contains one of the substrings in parts, which are separated by
// "|".
func containsAny(text, parts string) bool {
	return slices.ContainsFunc(strings.Split(parts, "|"), func(part string) bool { return strings.Contains(text, part) })
}

// quotedLine returns the line with its value in straight quotation marks, as the author should write
// it. It returns "key: \"value\"" unless the line consists of one key and its value.
func quotedLine(line string) string {
	key, value, found := strings.Cut(strings.TrimSpace(line), ": ")
	if !found || strings.ContainsAny(key, "{[\"'") || strings.ContainsAny(value, "\\\"") || strings.HasPrefix(value, "'") {
		return `key: "value"`
	}
	value = strings.TrimSpace(value)
	if isCurlyQuoted(value) {
		_, size := utf8.DecodeRuneInString(value)
		_, end := utf8.DecodeLastRuneInString(value)
		value = value[size : len(value)-end]
	}
	return key + `: "` + value + `"`
}

// startsWithCurlyQuote reports whether value starts with a typographic quotation mark.
func startsWithCurlyQuote(value string) bool {
	r, _ := utf8.DecodeRuneInString(value)
	return strings.ContainsRune("“”„‘’‚", r)
}

// isCurlyQuoted reports whether value is enclosed in typographic quotation marks and contains no
// others.
func isCurlyQuoted(value string) bool {
	if !startsWithCurlyQuote(value) {
		return false
	}
	inner, opened := strings.CutPrefix(strings.NewReplacer("‘", "“", "’", "”").Replace(value), "“")
	inner, closed := strings.CutSuffix(inner, "”")
	return opened && closed && !strings.ContainsAny(inner, "“”")
}

// lineValue returns the text after the key of a line, or after the hyphen of a list item, without
// leading spaces and opening brackets.
func lineValue(line string) string {
	line = strings.TrimLeft(line, " -")
	if _, value, found := strings.Cut(line, ": "); found && !startsWithCurlyQuote(line) {
		line = value
	}
	return strings.TrimLeft(line, " [")
}
