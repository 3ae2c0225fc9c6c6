package privacy

import (
	"bytes"
	"slices"
	"strings"
)

// A digitRun is a sequence of groups of digits, such as 020 7946 0018.
type digitRun struct {
	digits     []byte
	ends       []int    // number of digits up to the end of each group
	offsets    []int    // offset in the text of the end of each group
	separators [][]byte // text between the groups
	plus       bool     // whether a plus sign precedes the digits
}

// maxDigits is the approximate maximum number of digits in a digitRun, which ensures that a long text
// of digits takes linear time. No number that a Scanner finds has more.
const maxDigits = 16

// scanNumber finds the phone number, NHS number, postcode or date that contains the digit at offset i,
// and returns its end, or i if there is none. It adds it to the findings, unless it is a date that is
// not a date of birth.
func (s *Scanner) scanNumber(i int) (end int) {
	text := s.flat.text
	if end = s.scanPostcode(i); end > i {
		return end
	}
	if end = s.scanDate(i); end > i {
		return end
	}
	digit := i
	if i > 0 && (text[i-1] == '+' || text[i-1] == '(') {
		i--
	} else if i > 0 && continuesIntoDigit(text, i-1) && !strings.Contains(strings.ToLower(string(text[max(0, i-4):i])), "nhs") && !introducesPhoneNumber(wordBefore(text, i)) {
		return i
	}
	run := &s.run
	const shortest = 3 // length of the shortest phone numbers, such as 999
	if run.read(text, i); len(run.digits) < shortest || run.isISBN() {
		return digit
	}
	if end = isbnEnd(text, digit); end > digit {
		return end
	}
	isFirst := i >= s.numberEnd
	s.numberEnd = max(s.numberEnd, run.offsets[len(run.offsets)-1]+1)
	isNHS := run.startsWithNHSNumber(text, i, isFirst)
	if n := run.phoneLength(text, i); n > 0 && !(isNHS && run.digits[0] != '0') {
		s.add(Phone, i, run.endOffset(n), run.prefix(n))
		return run.endOffset(n)
	}
	if isNHS {
		s.add(NHSNumber, i, run.endOffset(10), string(run.digits[:10]))
		return run.endOffset(10)
	}
	return digit
}

// continuesIntoDigit reports whether the character at offset i joins the digit after it to a longer
// word, such as a document number or a URL.
func continuesIntoDigit(text []byte, i int) bool {
	switch c := text[i]; {
	case c == '.':
		return i == 0 || !isLetter(text[i-1])
	case c == '[':
		return i > 0 && text[i-1] == '['
	default:
		return isAlphanumeric(c) || strings.IndexByte("/-_=#", c) >= 0
	}
}

// read sets r to the groups of digits that start at offset i.
func (r *digitRun) read(text []byte, i int) {
	*r = digitRun{digits: r.digits[:0], ends: r.ends[:0], offsets: r.offsets[:0], separators: r.separators[:0]}
	separator := i
	for j := i; j < len(text) && len(r.digits) <= maxDigits; j++ {
		if c := text[j]; !isDigit(c) {
			r.plus = r.plus || c == '+' && len(r.digits) == 0
			isDot := c == '.' && r.plus && j == separator // as in +44.7700.900123
			if !isDot && !isSeparator(text, j, separator) {
				break
			}
			continue
		}
		if j > separator && len(r.digits) > 0 {
			r.separators = append(r.separators, text[separator:j])
		}
		for ; j < len(text) && isDigit(text[j]) && len(r.digits) <= maxDigits; j++ {
			r.digits = append(r.digits, text[j])
		}
		r.ends, r.offsets = append(r.ends, len(r.digits)), append(r.offsets, j)
		separator = j
		j--
	}
}

// isSeparator reports whether the character at offset j may be part of the separator that starts at
// offset start. Full stops, slashes and underscores must follow three digits, because those after
// fewer are part of dates and paragraph numbers.
func isSeparator(text []byte, j, start int) bool {
	switch text[j] {
	case ' ', '(', ')', '[', ']', '-':
		return j-start < 3
	case '\n':
		return j-start < 3 && !bytes.HasSuffix(text[start:j], []byte("\n"))
	case '+':
		return j == start
	case '.', '/', '_':
		return j == start && j >= 3 && isDigit(text[j-1]) && isDigit(text[j-2]) && isDigit(text[j-3]) && j+1 < len(text) && isDigit(text[j+1])
	}
	return false
}

// prefix returns the first n digits, preceded by the plus sign if there is one.
func (r *digitRun) prefix(n int) string {
	if r.plus {
		return "+" + string(r.digits[:n])
	}
	return string(r.digits[:n])
}

// endOffset returns the offset in the text after the first n digits, which must end with a group.
func (r *digitRun) endOffset(n int) int { return r.offsets[slices.Index(r.ends, n)] }

// isISBN reports whether the run has the groups of an ISBN, such as 0-306-40615-2.
func (r *digitRun) isISBN() bool {
	return len(r.ends) == 4 && r.ends[0] == 1 && r.ends[2] == 9 && r.ends[3] == 10
}

// phoneLength returns the number of digits in the phone number at the start of the run, which starts
// at offset i in text, or 0 if there is none. It prefers the longest possible phone number.
func (r *digitRun) phoneLength(text []byte, i int) int {
	before := wordBefore(text, i)
	called := introducesPhoneNumber(before)
	for g := len(r.ends) - 1; g >= 0; g-- {
		n := r.ends[g]
		if end := r.offsets[g]; end < len(text) && (isLetter(text[end]) || text[end] == '_' || text[end] == '/' && g == 0) {
			continue
		}
		last := g == len(r.ends)-1
		if isPhone(r.digits[:n], r.plus, last, g > 0) || before == "tel:" && n >= 3 ||
			last && n >= 6 && n <= 10 && called || g == 0 && n == 3 && (called || before == "nhs") && isShortNumber(r.digits[:3]) {
			return n
		}
	}
	return 0
}

// isPhone reports whether digits are a phone number, regardless of the words around them. A phone
// number has nine to fifteen digits after + or 00, or ten or eleven digits starting with 0. If last
// is true, so that no group of digits follows, it may also have seven to nine digits starting with
// 0800 or similar, such as 0800 1111, or six digits starting with 116. The argument grouped states
// whether the digits are in more than one group.
func isPhone(digits []byte, plus, last, grouped bool) bool {
	n := len(digits)
	has := func(prefix string) bool { return bytes.HasPrefix(digits, []byte(prefix)) }
	switch {
	case plus:
		return n >= 9 && n <= 15
	case has("00"):
		return n >= 11 && n <= 16 && digits[2] != '0'
	case has("0"):
		const ascending = "01234567890"
		if n == 10 || n == 11 {
			return strings.IndexByte("1235789", digits[1]) >= 0 && !strings.HasPrefix(ascending, string(digits))
		}
		return n >= 7 && n < 10 && last && (has("0800") || has("0500") || grouped && has("08"))
	}
	return n == 6 && last && has("116")
}

// wordBefore returns the word before offset i in lower case, or "" if there is none. For the URL
// schemes tel and sms it returns "tel:".
func wordBefore(text []byte, i int) string {
	end := i
	for end > 0 && strings.IndexByte(" \n(+", text[end-1]) >= 0 {
		end--
	}
	start, colon := end, false
	if start > 0 && text[start-1] == ':' {
		start, colon = start-1, true
	}
	from := start
	for from > 0 && from > start-10 && isLetter(text[from-1]) {
		from--
	}
	word := strings.ToLower(string(text[from:start]))
	if colon && end == i && (word == "tel" || word == "sms") {
		return "tel:"
	}
	return word
}

// introducesPhoneNumber reports whether a number after word, such as "call", is likely to be a phone number.
func introducesPhoneNumber(word string) bool {
	return slices.Contains([]string{"call", "calling", "ring", "dial", "phone", "telephone", "tel", "text", "mobile", "mob"}, word)
}

// isShortNumber reports whether digits form a three-digit phone number in the United Kingdom.
func isShortNumber(digits []byte) bool {
	return slices.Contains([]string{"999", "112", "111", "101", "105", "119"}, string(digits))
}

// nationalNumber returns the digits of a phone number as dialled within the United Kingdom.
func nationalNumber(digits string) string {
	rest, found := strings.CutPrefix(strings.TrimPrefix(digits, "00"), "44")
	if !found || len(rest) < 9 {
		return digits
	}
	return "0" + strings.TrimPrefix(rest, "0")
}

// startsWithNHSNumber reports whether the run, which starts at offset i, starts with an NHS number:
// one group of ten digits; groups of three, three and four digits; or ten digits with the same
// separator between all groups. The last form is recognised only if isFirst is true, which means that
// no digits precede the run.
func (r *digitRun) startsWithNHSNumber(text []byte, i int, isFirst bool) bool {
	g := slices.Index(r.ends, 10)
	if g < 0 || r.plus || !isNHSNumber(string(r.digits[:10])) {
		return false
	}
	if end := r.offsets[g]; end < len(text) && (isAlphanumeric(text[end]) || text[end] == '_') {
		return false
	}
	if g == 0 || slices.Equal(r.ends[:g+1], []int{3, 6, 10}) {
		return true
	}
	isMixed := slices.ContainsFunc(r.separators[:g], func(s []byte) bool { return !bytes.Equal(s, r.separators[0]) })
	return isFirst && g == len(r.ends)-1 && (!isMixed || bytes.Contains(bytes.ToLower(text[max(0, i-30):i]), []byte("nhs")))
}

// isNHSNumber reports whether ten digits have a valid NHS number check digit, as defined in the NHS
// Data Dictionary, and are in a range that is issued. Numbers that start with 0, 1 or 2 must start
// with a date of birth, as Scottish ones do, because ISBNs have the same check digit.
func isNHSNumber(digits string) bool {
	sum := 0
	for i, c := range []byte(digits) {
		sum += (10 - i) * int(c-'0')
	}
	if sum%11 != 0 || strings.Count(digits, digits[:1]) == len(digits) {
		return false
	}
	return digits[0] >= '3' || isDayAndMonth(digits[:2], digits[2:4])
}

// isbnEnd returns the end of the ISBN or ISSN that starts at offset i, or i if there is none.
func isbnEnd(text []byte, i int) int {
	const longest = len("ISBN-13 (13): ")
	before := string(text[max(0, i-longest):i])
	at := max(strings.LastIndex(before, "ISBN"), strings.LastIndex(before, "ISSN"))
	if at < 0 || strings.Trim(before[at+4:], " -:.()013s\n") != "" {
		return i
	}
	maxCount := 10
	switch rest := string(text[i:min(len(text), i+3)]); {
	case before[at+2] == 'S':
		maxCount = 8
	case rest == "978" || rest == "979":
		maxCount = 13
	}
	end := i
	for count := 0; end < len(text) && count < maxCount; end++ {
		switch c := text[end]; {
		case isDigit(c) || c == 'X':
			count++
		case c != ' ' && c != '-':
			return end
		}
	}
	return end
}
