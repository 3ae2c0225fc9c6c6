package source

import (
	"strings"
	"unicode"
)

// IsBlank reports whether text has no letter, digit or symbol, but at most punctuation marks,
// spaces of any kind and invisible characters. Nobody can say such a text, or hear it.
func IsBlank(text string) bool { return !strings.ContainsFunc(text, isVisible) }

// isVisible reports whether r is a letter, digit or symbol with a shape of its own. Some letters
// and a symbol have none.
func isVisible(r rune) bool {
	const brailleBlank = 0x2800
	return unicode.In(r, unicode.L, unicode.N, unicode.S) && r != brailleBlank && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}
