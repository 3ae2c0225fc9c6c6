package privacy

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// birthWindow is the maximum number of bytes between a date and the words that make it a date
// of birth.
const birthWindow = 48

// date skips the full date at offset i and returns its end, or i if there is none. It adds the
// date if the words around it, or the head of the table around it, say that it is a date of
// birth.
func (s *Scanner) date(i int) int {
	text := s.flat.text
	if i > 0 && (isAlphanumeric(text[i-1]) || text[i-1] == '.' || text[i-1] == '/') {
		return i
	}
	from, end, plain := i, writtenDateEnd(text, i), false
	if end == i {
		if from, end = monthFirstDate(text, i); end == i {
			end, plain = numericDateEnd(text, i)
		}
	}
	if end == i || end < len(text) && isAlphanumeric(text[end]) {
		return i
	}
	if isBirth(text, from, end) || s.isBirthColumn(from) {
		s.add(BirthDate, from, end, string(text[from:end]))
		return end
	}
	if plain { // may be the start of another number
		return i
	}
	return end
}

// writtenDateEnd returns the end of a date such as 3rd of March 2021 at offset i, or i.
func writtenDateEnd(text []byte, i int) int {
	day, at := leadingDigits(text, i)
	if len(day) == 0 || len(day) > 2 {
		return i
	}
	at = skipSigns(text, skipWords(text, at, "st", "nd", "rd", "th"))
	at = skipSigns(text, skipWords(text, at, "of"))
	month := skipMonth(text, at)
	if month == at {
		return i
	}
	year, end := leadingDigits(text, skipSigns(text, month))
	if !isYear(year) {
		return i
	}
	return end
}

// monthFirstDate returns the start and end of a date such as March 3, 2021, whose day is at
// offset i, or i, i.
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
	year, end := leadingDigits(text, skipSigns(text, skipWords(text, at, "st", "nd", "rd", "th")))
	if len(year) != 4 || !isYear(year) {
		return i, i
	}
	return from, end
}

// numericDateEnd returns the end of a date such as 3/3/21 or 2021-03-03 at offset i, or i. It
// reports whether the date is digits or groups with spaces alone, which may mean other things.
func numericDateEnd(text []byte, i int) (end int, plain bool) {
	a, at := leadingDigits(text, i)
	if len(a) == 6 || len(a) == 8 {
		isDate := isDay(a[:2], a[2:4]) || len(a) == 8 && isYear(a[:4]) && isDay(a[6:], a[4:6])
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
	if isYear(c) && (isDay(a, b) || isDay(b, a)) || len(a) == 4 && isYear(a) && isDay(c, b) {
		return end, separator == ' '
	}
	return i, false
}

// leadingDigits returns the digits at offset i, and their end. It reads at most nine.
func leadingDigits(text []byte, i int) (digits string, end int) {
	end = i
	for end < len(text) && end-i < 9 && isDigit(text[end]) {
		end++
	}
	return string(text[i:end]), end
}

// skipSigns returns the offset after the spaces, commas and the like at offset i.
func skipSigns(text []byte, i int) int {
	for from := i; i < len(text) && i-from < 3 && strings.IndexByte(" ,.-'/(\n", text[i]) >= 0; i++ {
	}
	return i
}

// skipWords returns the offset after the first of words that stands at offset i, or i.
func skipWords(text []byte, i int, words ...string) int {
	for _, word := range words {
		if end := i + len(word); end < len(text) && strings.EqualFold(string(text[i:end]), word) && !isLetter(text[end]) {
			return end
		}
	}
	return i
}

// skipMonth returns the offset after the name of a month, or the first three letters or more of
// it, at offset i. It returns i if there is none.
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

// isYear reports whether digits are a year of a living person, in full or in short.
func isYear(digits string) bool {
	return len(digits) == 2 || len(digits) == 4 && (digits[:2] == "19" || digits[:2] == "20")
}

// isDay reports whether the digits can be a day and a month.
func isDay(day, month string) bool {
	d, err1 := strconv.Atoi(day)
	m, err2 := strconv.Atoi(month)
	return err1 == nil && err2 == nil && len(day) <= 2 && len(month) <= 2 && d >= 1 && d <= 31 && m >= 1 && m <= 12
}

// isBirth reports whether words such as "born" stand before the date from offset from to end,
// or after it, in the same sentence.
func isBirth(text []byte, from, end int) bool {
	before := text[max(0, from-birthWindow):from]
	if rest, found := bytes.CutSuffix(before, []byte("b. ")); found && (len(rest) == 0 || !isAlphanumeric(rest[len(rest)-1])) {
		return true
	}
	for _, stop := range []string{"\n\n", ". ", "; ", ".\n"} {
		if at := bytes.LastIndex(before, []byte(stop)); at >= 0 && !isInitials(before[:at]) {
			before = before[at:]
		}
	}
	after := text[end:min(len(text), end+birthWindow)]
	for _, stop := range []string{"\n\n", ". ", "; ", ".\n", "|"} {
		after, _, _ = bytes.Cut(after, []byte(stop))
	}
	return hasBirthWord(string(before)) || hasBirthWord(string(after))
}

// isInitials reports whether text ends in single letters with full stops, as d.o.b does.
func isInitials(text []byte) bool {
	n := len(text)
	return n >= 3 && isLetter(text[n-1]) && text[n-2] == '.' && isLetter(text[n-3])
}

// hasBirthWord reports whether text says that somebody was born.
func hasBirthWord(text string) bool {
	text = strings.ToLower(text)
	for _, word := range []string{"born", "birth", "birthday", "birthdate", "dob", "d.o.b", "d/o/b", "d-o-b", "d o b"} {
		for at := strings.Index(text, word); at >= 0; {
			rest := text[at+len(word):]
			if (at == 0 || !isLetter(text[at-1])) && (rest == "" || !isLetter(rest[0])) && !(word == "birth" && isBirthPaper(rest)) {
				return true
			}
			next := strings.Index(rest, word)
			if next < 0 {
				break
			}
			at += len(word) + next
		}
	}
	return false
}

// isBirthPaper reports whether the words after "birth" name something with a date of its own.
func isBirthPaper(rest string) bool {
	for _, word := range []string{"plan", "certificate", "rate", "registration", "cohort", "famil", "parent", "mother", "father", "centre"} {
		if strings.HasPrefix(rest, " "+word) {
			return true
		}
	}
	return false
}

// isBirthColumn reports whether the date at offset from is in a table whose head names dates of
// birth.
func (s *Scanner) isBirthColumn(from int) bool {
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
