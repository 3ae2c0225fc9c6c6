package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// digitsOf returns the decimal digits that r represents, such as "4" for ٤ or "10" for ⑩, or "" if r
// is not a number. The result plain is false for superscripts, circled digits and similar characters.
func digitsOf(r rune) (digits string, plain bool) {
	if r < '0' || r > '9' && r < 0x80 {
		return "", false
	}
	if unicode.IsDigit(r) { // each set of decimal digits is complete and starts with a zero
		before := 0
		for unicode.IsDigit(r - rune(before) - 1) {
			before++
		}
		return string(rune('0' + before%10)), true
	}
	if i := strings.IndexRune("〇一二三四五六七八九", r); i >= 0 {
		return string(rune('0' + i/len("一"))), true
	}
	if !unicode.IsNumber(r) {
		return "", false
	}
	// These digits, most of them circled, have no compatibility decomposition.
	for _, set := range []struct {
		from        rune
		value, size int
	}{{0x2776, 1, 10}, {0x2780, 1, 10}, {0x278a, 1, 10}, {0x24eb, 11, 10}, {0x24f5, 1, 10}, {0x24ff, 0, 1}, {0x1f10b, 0, 1}, {0x1f10c, 0, 1}, {0x1369, 1, 9}, {0x3021, 1, 9}} {
		if i := int(r - set.from); i >= 0 && i < set.size {
			return strconv.Itoa(set.value + i), false
		}
	}
	digits = strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1 // other characters, such as the brackets of ⑷ and the full stop of ⒋
		}
		return r
	}, norm.NFKD.String(string(r)))
	return digits, false
}

// isInvisible reports whether r is invisible or a combining mark.
func isInvisible(r rune) bool {
	return r >= 0x80 && (unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) || r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0)
}

// looksLikeSpace reports whether r is shown as white space.
func looksLikeSpace(r rune) bool { return unicode.IsSpace(r) || r == 0x2800 }

// isThinSpace reports whether r is a space that is easily overlooked within a number.
func isThinSpace(r rune) bool { return r >= 0x2006 && r <= 0x200a || r == 0x202f }

// looksLikeFullStop reports whether r is shown as a dot.
func looksLikeFullStop(r rune) bool {
	return strings.ContainsRune(".·•․‧∙⋅⸳ꞏ・･。｡．﹒٫۔᛫", r)
}

// romanValue returns the value of a lower-case Roman numeral below 90, or 0 for any other
// string.
func romanValue(numeral string) int {
	for n := 1; n < 90 && strings.Trim(numeral, "ivxl") == ""; n++ {
		tens := []string{"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"}
		units := []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
		if tens[n/10]+units[n%10] == numeral {
			return n
		}
	}
	return 0
}
