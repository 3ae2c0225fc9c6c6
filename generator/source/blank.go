package source

import (
	"strings"
	"unicode"
)

// IsBlank reports whether readers see nothing of text: it has no letter, digit, punctuation mark
// or symbol, but at most spaces of any kind and invisible characters.
func IsBlank(text string) bool { return !strings.ContainsFunc(text, isVisible) }

// isVisible reports whether r has a shape of its own. Some letters and a symbol have none.
func isVisible(r rune) bool {
	const brailleBlank = 0x2800
	return unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && r != brailleBlank && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}
