package model

import (
	"fmt"
	"regexp"
	"time"
)

// Date is a date in the format 2006-01-02, or "". Dates can be compared as strings.
type Date string

func (d *Date) set(text string) (problem, hint string) {
	if len(text) != len(time.DateOnly) || !partialDatePattern.MatchString(text) {
		return fmt.Sprintf("%q is not a date", text), "write year-month-day with hyphens: 2026-11-23"
	}
	return (*PartialDate)(d).set(text)
}

// Long returns the date in long form, such as "23 November 2026".
func (d Date) Long() string { return PartialDate(d).Long() }

// PartialDate is a day, month or year, depending on the precision of the source: 2020-07-01,
// 2020-07 or 2020. Partial dates can be compared as strings.
type PartialDate string

var partialDatePattern = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func (d *PartialDate) set(text string) (problem, hint string) {
	if !partialDatePattern.MatchString(text) {
		return fmt.Sprintf("%q is not a date", text), "write a day, a month or a year: 2020-07-01, 2020-07 or 2020"
	}
	if _, err := time.Parse(time.DateOnly[:len(text)], text); err != nil {
		return fmt.Sprintf("there is no date %s", text), "months go from 01 to 12, days to 28, 29, 30 or 31"
	}
	*d = PartialDate(text)
	return "", ""
}

// Long returns the date in long form, such as "1 July 2020", "July 2020" or "2020".
func (d PartialDate) Long() string {
	day, err := time.Parse(time.DateOnly[:len(d)], string(d))
	if err != nil {
		return string(d)
	}
	return day.Format(map[int]string{4: "2006", 7: "January 2006", 10: "2 January 2006"}[len(d)])
}
