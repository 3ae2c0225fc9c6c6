package markdown

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An ItemMistake describes a line that looks like a list item but is not one.
type ItemMistake struct {
	Message string // what is wrong, or "" if the line does not look like a list item
	Hint    string // what to write instead
	Certain bool   // whether the line cannot be prose
	Alone   bool   // whether the line is a mistake even if no other line of the block is one
	Literal bool   // whether checkLiteralMarkup reports the same mistake
}

const (
	noBreakSpace = "\u00a0"
	bullets      = "•·▪◦‣●○■□➢►⁃∙\uf0b7\uf0a7" // the two private-use characters are bullets that Word takes from a symbol font
	dashes       = "–—−"
)

// FindItemMistake examines a line that is not a list item, given without its leading spaces. If the
// line looks like a list item, FindItemMistake describes why it is not one; otherwise it returns the
// zero ItemMistake. Such lines are often pasted from a word processor.
func FindItemMistake(text string) ItemMistake {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError || unicode.IsLetter(r) && startsAsProse(text) {
		return ItemMistake{}
	}
	after := text[size:]
	rest := strings.TrimLeft(after, " \t"+noBreakSpace)
	next, _ := utf8.DecodeRuneInString(after)
	const hyphenHint = "start the line with a hyphen and a space"
	switch {
	case r == '\u00a0':
		bare := strings.TrimLeft(text, " \t"+noBreakSpace)
		if bare != "" && (strings.IndexByte("-*+>", bare[0]) >= 0 || unicode.IsDigit(rune(bare[0])) && isUnspacedNumber(bare)) {
			return ItemMistake{"a hard space at the start of the line", "delete it and type spaces", true, true, false}
		}
	case strings.IndexByte("-*+", text[0]) >= 0 && strings.HasPrefix(after, noBreakSpace):
		return ItemMistake{fmt.Sprintf("a hard space after %c", r), "delete it and type a space", true, true, false}
	case strings.ContainsRune(bullets, r) && rest != "", strings.HasPrefix(text, "o\t"):
		return ItemMistake{fmt.Sprintf("%q at the start of a line looks like a list pasted from a word processor", r), hyphenHint, true, true, false}
	case strings.ContainsRune(dashes, r) && len(rest) < len(after) && rest != "":
		return ItemMistake{fmt.Sprintf("%q at the start of a line looks like a list pasted from a word processor", r), hyphenHint, false, false, false}
	case r == '-' && (unicode.IsLetter(next) || strings.ContainsRune("*[\"“", next)):
		return ItemMistake{"no space after the hyphen, so this is not a list item", `write - and a space; for a hyphen that is meant to be read write \-`, false, true, false}
	case r == '*' && unicode.IsLetter(next) && !strings.Contains(after, "*"):
		return ItemMistake{"no space after *, so this is not a list item", hyphenHint, false, false, true}
	case startsWithTypedMarker(text):
		mark, _, _ := strings.Cut(text, " ")
		return ItemMistake{fmt.Sprintf("%s does not start a list item here, so this is shown on the line above", mark),
			"leave a blank line above the first item, and start each with 1. or a hyphen, and a space", false, false, false}
	case unicode.IsDigit(r) && isUnspacedNumber(text):
		mark := text[:strings.IndexAny(text, ".)")+1]
		if strings.HasPrefix(text[len(mark):], noBreakSpace) {
			return ItemMistake{"a hard space after " + mark, "delete it and type a space", false, true, false}
		}
		return ItemMistake{fmt.Sprintf("no space after %s, so this is not a list item", mark), fmt.Sprintf(`write a space after %s; where it is meant to be read write %s\%s`, mark, mark[:len(mark)-1], mark[len(mark)-1:]), false, true, false}
	}
	return ItemMistake{}
}

// isUnspacedNumber reports whether text starts with a list number that lacks the required space after
// it, as in 1.Word: one to three digits, a full stop or closing round bracket, an optional no-break
// space, and a word.
func isUnspacedNumber(text string) bool {
	digits := countDigits([]byte(text))
	if digits == 0 || digits > 3 || digits == len(text) || strings.IndexByte(".)", text[digits]) < 0 {
		return false
	}
	words := strings.TrimPrefix(text[digits+1:], noBreakSpace)
	return words != "" && words[0] != ' ' && startsWithWord([]byte(words))
}

// startsWithTypedMarker reports whether text starts with a list marker typed by hand, such as "1)",
// "(a)", "1." or "o" (a bullet pasted from Word), followed by a space and a word.
func startsWithTypedMarker(text string) bool {
	mark, words, found := strings.Cut(text, " ")
	if !found || len(mark) > 5 || !startsWithWord([]byte(words)) {
		return false
	}
	bare := strings.TrimPrefix(mark, "(")
	name, closed := strings.CutSuffix(bare, ")")
	if !closed && bare == mark {
		name, closed = strings.CutSuffix(bare, ".")
		closed = closed && countDigits([]byte(name)) == len(name)
	}
	return mark == "o" || closed && name != "" && (countDigits([]byte(name)) == len(name) && len(name) <= 3 || len(name) == 1 && name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z')
}
