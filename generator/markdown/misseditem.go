package markdown

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An ItemMistake describes why a line that looks like a list item is not one.
type ItemMistake struct {
	Message string // what is wrong, or "" if the line does not look like a list item
	Hint    string // what to write instead
	Certain bool   // prose lines never start like this
	Alone   bool   // the line was meant as an item even if it is the only line of a block
}

const (
	noBreakSpace = "\u00a0"
	bullets      = "•·▪◦‣●○■□➢►⁃∙\uf0b7\uf0a7" // Word uses the two private-use characters in a symbol font
	dashes       = "–—−"
)

// FindItemMistake examines a line, given without the spaces at its start, that is not a list item.
// If the line looks like one, it returns why it is not; otherwise it returns a zero ItemMistake.
// Such lines are often pasted from a word processor.
func FindItemMistake(text string) ItemMistake {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError || unicode.IsLetter(r) && !strings.HasPrefix(text, "o\t") {
		return ItemMistake{}
	}
	after := text[size:]
	rest := strings.TrimLeft(after, " \t"+noBreakSpace)
	next, _ := utf8.DecodeRuneInString(after)
	const hyphen = "start the line with a hyphen and a space"
	switch {
	case r == '\u00a0':
		bare := strings.TrimLeft(text, " \t"+noBreakSpace)
		if bare != "" && (strings.IndexByte("-*+>", bare[0]) >= 0 || unicode.IsDigit(rune(bare[0])) && isNumberMark(bare)) {
			return ItemMistake{"a hard space at the start of the line", "delete it and type spaces", true, true}
		}
	case strings.IndexByte("-*+", text[0]) >= 0 && strings.HasPrefix(after, noBreakSpace):
		return ItemMistake{fmt.Sprintf("a hard space after %c", r), "delete it and type a space", true, true}
	case strings.ContainsRune(bullets, r) && rest != "", strings.HasPrefix(text, "o\t"):
		return ItemMistake{fmt.Sprintf("%q at the start of a line looks like a list pasted from a word processor", r), hyphen, true, true}
	case strings.ContainsRune(dashes, r) && len(rest) < len(after) && rest != "":
		return ItemMistake{fmt.Sprintf("%q at the start of a line looks like a list pasted from a word processor", r), hyphen, false, false}
	case r == '-' && (unicode.IsLetter(next) || strings.ContainsRune("*[\"“", next)):
		return ItemMistake{"no space after the hyphen, so this is no list item", `write - and a space; for a hyphen that is meant to be read write \-`, false, true}
	case r == '*' && unicode.IsLetter(next) && !strings.Contains(after, "*"):
		return ItemMistake{"no space after *, so this is no list item", hyphen, false, false}
	case unicode.IsDigit(r) && isNumberMark(text):
		mark := text[:strings.IndexAny(text, ".)")+1]
		if strings.HasPrefix(text[len(mark):], noBreakSpace) {
			return ItemMistake{"a hard space after " + mark, "delete it and type a space", false, true}
		}
		return ItemMistake{fmt.Sprintf("no space after %s, so this is no list item", mark), fmt.Sprintf(`write a space after %s; where it is meant to be read write %s\%s`, mark, mark[:len(mark)-1], mark[len(mark)-1:]), false, true}
	}
	return ItemMistake{}
}

// isNumberMark reports whether text starts with the number of a list item without the space
// that must follow it, as in 1.Word: one to three digits, a full stop or closing round bracket,
// an optional no-break space, and a word.
func isNumberMark(text string) bool {
	digits := countDigits([]byte(text))
	if digits == 0 || digits > 3 || digits == len(text) || strings.IndexByte(".)", text[digits]) < 0 {
		return false
	}
	words := strings.TrimPrefix(text[digits+1:], noBreakSpace)
	return words != "" && words[0] != ' ' && startsWithWord([]byte(words))
}
