package sheet

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numberPrefix starts the text of a cell of a workbook that may show its number in another form.
const numberPrefix = "\x00"

// StoredNumber returns the number in a cell of a workbook that may show it in another form, such as 0.5 in a
// cell that shows 1/2, given the text of the cell. It returns "" for any other text.
func StoredNumber(text string) string {
	number, found := strings.CutPrefix(text, numberPrefix)
	if !found {
		return ""
	}
	return number
}

// maxDigits is the maximum number of digits of a number that a cell without a number format shows in full.
const maxDigits = 10

// shownNumber returns the number in a cell with the given style as the cell shows it, such as 12% for 0.12.
// The argument text is the number in the file. If the cell rounds it, or has a format that shownNumber does
// not know, it returns a text that StoredNumber recognises.
func shownNumber(text string, style *excelize.Style) string {
	stored, err := strconv.ParseFloat(text, 64)
	digits := strconv.FormatFloat(stored, 'f', -1, 64) // 6.1 for 6.0999999999999996, as Excel may write it
	value, isNumber := new(big.Rat).SetString(digits)
	format := numberFormat(style)
	if err != nil || !isNumber {
		return numberPrefix + text
	}
	if format == "General" {
		if len(strings.TrimLeft(strings.Replace(digits, ".", "", 1), "-0")) > maxDigits {
			return numberPrefix + text
		}
		return digits
	}
	parts := regexp.MustCompile(`^0(\.0+)?([ \x{a0}]?%)?$`).FindStringSubmatch(format)
	if parts == nil {
		return numberPrefix + text
	}
	if parts[2] != "" {
		value.Mul(value, big.NewRat(100, 1))
	}
	shown := value.FloatString(max(len(parts[1])-1, 0))
	if rounded, ok := new(big.Rat).SetString(shown); !ok || rounded.Cmp(value) != 0 {
		return numberPrefix + text
	}
	return shown + parts[2]
}

// numberFormat returns the number format of a cell with the given style, such as 0.00, with plain spaces
// for quoted and escaped ones, or "" if it is not one of the simple ones. A quoted % stays quoted, because
// it is shown without multiplying the number. The format of a text cell is General, too.
func numberFormat(style *excelize.Style) string {
	if style.CustomNumFmt != nil {
		return strings.NewReplacer(`\ `, " ", `" "`, " ", "\\\u00a0", "\u00a0", "\"\u00a0\"", "\u00a0", "@", "General").Replace(*style.CustomNumFmt)
	}
	return map[int]string{0: "General", 1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 49: "General"}[style.NumFmt]
}
