package privacy

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanDate returns the end of the date with day, month and year at offset i, or i if there is none. It
// adds a finding if the words around the date, or the header of the table that contains it, show that
// it is a date of birth.
func (s *Scanner) scanDate(i int) int {
	text := s.flat.text
	if i > 0 && !mayPrecedeDate(text[:i]) {
		return i
	}
	from, end, ambiguous := i, writtenDateEnd(text, i), false
	if end == i {
		if from, end = monthFirstDate(text, i); end == i {
			end, ambiguous = numericDateEnd(text, i)
		}
	}
	if other := foreignDateEnd(text, i); end == i && other > i && isBirthDate(text, i, other, hasForeignBirthWord) {
		s.add(BirthDate, i, other, string(text[i:other]))
		return other
	}
	if end == i || end < len(text) && isAlphanumeric(text[end]) {
		return i
	}
	if isBirthDate(text, from, end, hasBirthWord) || s.inBirthTable(from) {
		s.add(BirthDate, from, end, string(text[from:end]))
		return end
	}
	if ambiguous { // the digits may be the start of another number
		return i
	}
	return end
}

// mayPrecedeDate reports whether a date can follow text without a space. It cannot follow a digit or a
// slash. It can follow an ASCII letter or a full stop only if text ends with "dob", "born" or
// "d.o.b.", as in dob3/3/2021. The text must not be empty.
func mayPrecedeDate(text []byte) bool {
	switch last := text[len(text)-1]; {
	case isDigit(last), last == '/':
		return false
	case isLetter(last), last == '.':
		word := strings.ToLower(string(text[max(0, len(text)-len("d.o.b.")):]))
		return strings.HasSuffix(word, "dob") || strings.HasSuffix(word, "born") || strings.HasSuffix(strings.TrimRight(word, "."), "d.o.b")
	}
	return true
}

// foreignDateEnd returns the end of a date such as 3 marca 2021 or 3 de marzo de 2021, with the name
// of a month in any language, at offset i. It returns i if there is none.
func foreignDateEnd(text []byte, i int) int {
	day, at := leadingDigits(text, i)
	if !isDayAndMonth(day, "1") {
		return i
	}
	at = skipSeparators(text, skipWord(text, skipSeparators(text, at), "de"))
	month := at
	for month < len(text) && month-at < 40 && (isLetter(text[month]) || text[month] >= utf8.RuneSelf) {
		month++
	}
	year, end := leadingDigits(text, skipSeparators(text, skipWord(text, skipSeparators(text, month), "de")))
	if month-at < 3 || len(year) != 4 || !isYear(year) {
		return i
	}
	return end
}

// writtenDateEnd returns the end of a date such as 3rd of March 2021 at offset i, or i if there is
// none.
func writtenDateEnd(text []byte, i int) int {
	day, at := leadingDigits(text, i)
	if len(day) == 0 || len(day) > 2 {
		return i
	}
	at = skipSeparators(text, skipWord(text, at, "st", "nd", "rd", "th"))
	at = skipSeparators(text, skipWord(text, at, "of"))
	month := skipMonth(text, at)
	if month == at {
		return i
	}
	year, end := leadingDigits(text, skipSeparators(text, month))
	if !isYear(year) {
		return i
	}
	return end
}

// monthFirstDate returns the start and end of a date such as March 3, 2021, whose day is at offset i,
// or i and i if there is none.
func monthFirstDate(text []byte, i int) (from, end int) {
	day, at := leadingDigits(text, i)
	if len(day) == 0 || len(day) > 2 || i < 4 || text[i-1] != ' ' {
		return i, i
	}
	from = i - 1
	for from > 0 && isLetter(text[from-1]) && i-from < 12 {
		from--
	}
	if skipMonth(text, from) < i-1 {
		return i, i
	}
	year, end := leadingDigits(text, skipSeparators(text, skipWord(text, at, "st", "nd", "rd", "th")))
	if len(year) != 4 || !isYear(year) {
		return i, i
	}
	return from, end
}

// numericDateEnd returns the end of a date such as 3/3/21 or 2021-03-03 at offset i, or i if there is
// none. A date that consists only of digits and spaces is ambiguous, because it may be another kind of
// number.
func numericDateEnd(text []byte, i int) (end int, ambiguous bool) {
	a, at := leadingDigits(text, i)
	if len(a) == 6 || len(a) == 8 {
		isDate := isDayAndMonth(a[:2], a[2:4]) || len(a) == 8 && isYear(a[:4]) && isDayAndMonth(a[6:], a[4:6])
		if isDate {
			return at, true
		}
		return i, true
	}
	if at+1 >= len(text) || strings.IndexByte("-/. ", text[at]) < 0 || len(a) == 0 {
		return i, false
	}
	separator := text[at]
	b, next := leadingDigits(text, at+1)
	if next >= len(text) || text[next] != separator {
		return i, false
	}
	c, end := leadingDigits(text, next+1)
	if isYear(c) && (isDayAndMonth(a, b) || isDayAndMonth(b, a)) || len(a) == 4 && isYear(a) && isDayAndMonth(c, b) {
		return end, separator == ' '
	}
	return i, false
}

// leadingDigits returns up to nine digits that start at offset i, and the offset after them.
func leadingDigits(text []byte, i int) (digits string, end int) {
	end = i
	for end < len(text) && end-i < 9 && isDigit(text[end]) {
		end++
	}
	return string(text[i:end]), end
}

// skipSeparators returns the offset after up to three spaces, commas or similar characters at offset i.
func skipSeparators(text []byte, i int) int {
	for from := i; i < len(text) && i-from < 3 && strings.IndexByte(" ,.-'/(\n", text[i]) >= 0; i++ {
	}
	return i
}

// skipWord returns the offset after the word at offset i if words contains it, and i otherwise.
func skipWord(text []byte, i int, words ...string) int {
	for _, word := range words {
		if end := i + len(word); end < len(text) && strings.EqualFold(string(text[i:end]), word) && !isLetter(text[end]) {
			return end
		}
	}
	return i
}

// skipMonth returns the offset after the name of a month at offset i, or after an abbreviation of
// at least three letters. It returns i if there is none.
func skipMonth(text []byte, i int) int {
	end := i
	for end < len(text) && end-i < 10 && isLetter(text[end]) {
		end++
	}
	word := strings.ToLower(string(text[i:end]))
	months := []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	if len(word) < 3 || !slices.ContainsFunc(months, func(m string) bool { return strings.HasPrefix(m, word) }) {
		return i
	}
	return end
}

// isYear reports whether digits, of which there are two or four, can be the year in which a living
// person was born.
func isYear(digits string) bool {
	return len(digits) == 2 || len(digits) == 4 && (digits[:2] == "19" || digits[:2] == "20")
}

// isDayAndMonth reports whether day and month can be the day and month of a date.
func isDayAndMonth(day, month string) bool {
	d, err1 := strconv.Atoi(day)
	m, err2 := strconv.Atoi(month)
	return err1 == nil && err2 == nil && len(day) <= 2 && len(month) <= 2 && d >= 1 && d <= 31 && m >= 1 && m <= 12
}

// inBirthTable reports whether the date at offset from is in a table with a column for dates of
// birth. Offsets must be passed in ascending order.
func (s *Scanner) inBirthTable(from int) bool {
	text := s.flat.text
	for from > s.blockEnd {
		s.blockStart = max(0, s.blockEnd)
		length := bytes.Index(text[s.blockStart:], []byte("\n\n"))
		if s.blockEnd = s.blockStart + length + 2; length < 0 {
			s.blockEnd = len(text)
		}
		head, _, _ := bytes.Cut(text[s.blockStart:s.blockEnd], []byte("\n"))
		s.birthTable = bytes.IndexByte(head, '|') >= 0 && hasBirthWord(string(head))
	}
	return s.birthTable
}
