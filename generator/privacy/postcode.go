package privacy

import (
	"slices"
	"strings"
)

// postcodeAreas lists the letters with which postcodes start, as assigned by Royal Mail.
const postcodeAreas = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "

// scanPostcode adds the postcode whose inward code starts with the digit at offset i, such as the 7 in
// SE1 7PB, to the findings. It returns the end of the postcode, or i if there is none.
func (s *Scanner) scanPostcode(i int) int {
	text := s.flat.text
	if i < 2 || len(text) < i+3 || !isDigit(text[i]) || !isLetter(text[i+1]) || !isLetter(text[i+2]) || len(text) > i+3 && isAlphanumeric(text[i+3]) {
		return i
	}
	end := i
	if strings.IndexByte(" -+\n", text[i-1]) >= 0 {
		end--
	}
	from := end
	for from > 0 && end-from < 5 && isAlphanumeric(text[from-1]) {
		from--
	}
	first, second := string(text[from:end]), string(text[i:i+3])
	if !isOutwardCode(strings.ToUpper(first)) || strings.ContainsAny(strings.ToUpper(second), "CIKMOV") {
		return i
	}
	hasLower := first+second != strings.ToUpper(first+second)
	isOrdinal := slices.Contains([]string{"st", "nd", "rd", "th"}, second[1:])
	isAnchor := text[from] >= 'a' && (text[end] == '-' || from > 0 && strings.IndexByte("/-_.#", text[from-1]) >= 0)
	if hasLower && (end == i || isOrdinal || isAnchor) {
		return i // more likely an anchor or a word such as 2nd
	}
	s.add(Postcode, from, i+3, strings.ToUpper(first+second))
	return i + 3
}

// isOutwardCode reports whether code, in upper case, can be the first part of a postcode: an area
// followed by one or two digits, or by a digit and a letter.
func isOutwardCode(code string) bool {
	area := strings.TrimRight(code, "0123456789")
	if last := len(code) - 1; len(area) == len(code) && last >= 2 && isDigit(code[last-1]) { // as in W1A
		area = strings.TrimRight(code[:last], "0123456789")
		return last-len(area) == 1 && isPostcodeArea(area)
	}
	digits := len(code) - len(area)
	return digits >= 1 && digits <= 2 && isPostcodeArea(area)
}

func isPostcodeArea(area string) bool { return strings.Contains(postcodeAreas, " "+area+" ") }
