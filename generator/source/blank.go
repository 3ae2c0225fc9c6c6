package source

import (
	"strings"
	"unicode"
)

// IsBlank reports whether text consists only of punctuation, white space and invisible characters,
// which a screen reader would not announce.
func IsBlank(text string) bool { return !strings.ContainsFunc(text, isVisible) }

// isVisible reports whether r is a letter, digit or symbol, except for those that are displayed as
// nothing or as a space.
func isVisible(r rune) bool {
	const brailleBlank = 0x2800
	return unicode.In(r, unicode.L, unicode.N, unicode.S) && r != brailleBlank && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}
