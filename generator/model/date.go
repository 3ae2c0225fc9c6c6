package model

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"time"
)

// Date is a date in the form YYYY-MM-DD, or "". Dates can be compared as strings.
type Date string

func (d *Date) set(text string) (problem, hint string) {
	if len(text) != len(time.DateOnly) || !partialDatePattern.MatchString(text) {
		return fmt.Sprintf("%q is not a date", text), dateHint(text)
	}
	return (*PartialDate)(d).set(text)
}

// dayPattern matches a date from 1900 to 2099. It allows 29 February in every year.
const dayPattern = `(19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))`

// schema returns the JSON Schema of the values that set accepts.
func (Date) schema() schemaNode {
	return schemaNode{"type": []string{"string"}, "format": "date", "pattern": "^" + dayPattern + "$", messageKey: "write a day as YYYY-MM-DD"}
}

// dateHint returns a hint for a date in another format, which gives the date in the correct format. It
// returns "" if day and month could be confused in that format.
func dateHint(text string) string {
	for _, layout := range []string{"2 January 2006", "2 Jan 2006", "January 2, 2006", "2006/1/2", "2006-1-2", "2006.1.2"} {
		if day, err := time.Parse(layout, text); err == nil {
			return "write " + day.Format(time.DateOnly)
		}
	}
	for _, layout := range []string{"2/1/2006", "2.1.2006", "2-1-2006"} {
		if day, err := time.Parse(layout, text); err == nil && day.Day() > 12 {
			return "write " + day.Format(time.DateOnly)
		}
	}
	return "write the year, the month and the day in digits with hyphens: YYYY-MM-DD"
}

// Long returns the date in long form, such as "23 November 2026".
func (d Date) Long() string { return PartialDate(d).Long() }

// dateOf returns the value of a Date or PartialDate, or "" for any other value.
func dateOf(value reflect.Value) PartialDate {
	switch date := value.Interface().(type) {
	case Date:
		return PartialDate(date)
	case PartialDate:
		return date
	}
	return ""
}

// ParsePartialDate parses text such as "2026-11", "June 2021" or "1 June 2021". It returns "" if
// text is not a date.
func ParsePartialDate(text string) PartialDate {
	for _, form := range [...][2]string{{"2006-01-02", "2006-01-02"}, {"2 January 2006", "2006-01-02"}, {"2006-01", "2006-01"}, {"January 2006", "2006-01"}, {"2006", "2006"}} {
		if strings.Count(form[0], "-") != strings.Count(text, "-") || strings.Count(form[0], " ") != strings.Count(text, " ") {
			continue // skip formats that cannot match, because a failing time.Parse allocates
		}
		if day, err := time.Parse(form[0], text); err == nil {
			return PartialDate(day.Format(form[1]))
		}
	}
	return ""
}

// PartialDate is a day, month or year, depending on the precision of the source: 2020-07-01,
// 2020-07 or 2020. Partial dates can be compared as strings.
type PartialDate string

var partialDatePattern = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func (d *PartialDate) set(text string) (problem, hint string) {
	if !partialDatePattern.MatchString(text) {
		return fmt.Sprintf("%q is not a date", text), "write a day, a month or a year in digits with hyphens: YYYY-MM-DD, YYYY-MM or YYYY"
	}
	if _, err := time.Parse(time.DateOnly[:len(text)], text); err != nil {
		return fmt.Sprintf("there is no date %s", text), "months go from 01 to 12, days to 28, 29, 30 or 31"
	}
	if text < "1900" || text > "2100" {
		return fmt.Sprintf("%s is not a year of our time", text[:4]), "correct the year, such as 2026"
	}
	*d = PartialDate(text)
	return "", ""
}

// schema returns the JSON Schema of the values that set accepts. It allows integers, because YAML
// parses a year as an integer.
func (PartialDate) schema() schemaNode {
	pattern := "^((19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?|2100|" + dayPattern + ")$"
	return schemaNode{"type": []string{"string", "integer"}, "minimum": 1900, "maximum": 2100, "pattern": pattern, messageKey: "write a day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY"}
}

// Long returns the date in long form, such as "1 July 2020", "July 2020" or "2020".
func (d PartialDate) Long() string {
	day, err := time.Parse(time.DateOnly[:len(d)], string(d))
	if err != nil {
		return string(d)
	}
	return day.Format(map[int]string{4: "2006", 7: "January 2006", 10: "2 January 2006"}[len(d)])
}
