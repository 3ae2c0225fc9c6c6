package tables

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/sheet"
)

// parseDate parses a date and returns it in the form YYYY-MM-DD. If text is not a date, it returns a
// problem and a hint.
func (x *index) parseDate(text string) (day, problem, hint string) {
	if meant := sheet.SerialDate(text); meant != "" {
		return "", fmt.Sprintf("%s is how Excel counts days; it is %s", text, meant), "write " + meant
	}
	year, month, d, ok := x.dateParts(text)
	switch {
	case !ok:
		return "", fmt.Sprintf("%q is not a date", text), "write it as YYYY-MM-DD"
	case len(year) == 2:
		if year = fullYear(year, x.graph.Site.Today); year == "" {
			return "", fmt.Sprintf("%q has a year of two digits", text), "write the year with four digits"
		}
	}
	m, _ := strconv.Atoi(month)
	n, _ := strconv.Atoi(d)
	day = fmt.Sprintf("%s-%02d-%02d", year, m, n)
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", fmt.Sprintf("there is no date %s", text), "months go from 01 to 12, days to 28, 29, 30 or 31"
	}
	return day, "", ""
}

// Numbers of years before and after today from which a year of two digits can be.
const (
	pastYears   = 10
	futureYears = 20
)

// fullYear returns the year of this century with the given last two digits, or "" if it is far from the day
// today.
func fullYear(digits string, today model.Date) string {
	year, _ := strconv.Atoi("20" + digits)
	if today, err := time.Parse(time.DateOnly, string(today)); err != nil || year < today.Year()-pastYears || year > today.Year()+futureYears {
		return ""
	}
	return strconv.Itoa(year)
}

// dateParts splits a date such as 2027-04-01, 1/4/2027, 1.4.2027 or 1 April 2027 into its parts, all of
// which it returns as digits. The language of the site determines the order of day and month.
func (x *index) dateParts(text string) (year, month, day string, ok bool) {
	text, _, _ = strings.Cut(strings.Replace(text, "T00:00", " 00:00", 1), " 00:00")
	for _, separator := range []string{"-", "/", "."} {
		parts := strings.Split(text, separator)
		if len(parts) != 3 || slices.ContainsFunc(parts, func(p string) bool { return p == "" || len(p) > 4 || strings.Trim(p, "0123456789") != "" }) {
			continue
		}
		switch a, b, c := parts[0], parts[1], parts[2]; {
		case len(a) == 4 && len(b) <= 2 && len(c) <= 2 && separator != ".":
			return a, b, c, true
		case len(a) > 2 || len(b) > 2 || len(c) == 1 || len(c) == 3 || separator == "-":
			return "", "", "", false
		case x.monthFirst && separator == "/":
			return c, a, b, true
		default:
			return c, b, a, true
		}
	}
	return x.wordParts(text)
}

// wordParts splits a date with the name of a month, such as 1 April 2027, 1st April 2027, April 1, 2027
// or 1-Apr-2027, into its parts, all of which it returns as digits.
func (x *index) wordParts(text string) (year, month, day string, ok bool) {
	words := strings.Fields(strings.NewReplacer(",", " ", ".", " ", "-", " ", "/", " ").Replace(text))
	if len(words) != 3 {
		return "", "", "", false
	}
	for _, order := range [][3]int{{2, 1, 0}, {2, 0, 1}} { // 1 April 2027 or April 1, 2027
		year, name, day := words[order[0]], words[order[1]], words[order[2]]
		for _, ending := range []string{"st", "nd", "rd", "th"} {
			day = strings.TrimSuffix(day, ending)
		}
		month := monthNumber(x.months, name)
		if month != "" && day != "" && strings.Trim(day+year, "0123456789") == "" && len(day) <= 2 && (len(year) == 4 || len(year) == 2) {
			return year, month, day, true
		}
	}
	return "", "", "", false
}

// monthNumber returns the number of a month by its name or the first letters of it, at least three, or
// "" if they are those of no month or of several. The argument months contains names in lower case.
func monthNumber(months []string, name string) string {
	number := 0
	name = normalizeName(name)
	for i, month := range months {
		if utf8.RuneCountInString(name) >= 3 && strings.HasPrefix(month, name) {
			if number != 0 && number != i%12+1 {
				return ""
			}
			number = i%12 + 1
		}
	}
	if number == 0 {
		return ""
	}
	return strconv.Itoa(number)
}
