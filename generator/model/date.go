package model

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// A Date is a day, written 2026-11-23, or "" where none is given. Dates compare as
// strings.
type Date string

var datePattern = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func (d *Date) set(text string) (problem, hint string) {
	if !datePattern.MatchString(text) {
		return fmt.Sprintf("%q is not a date", text), "write year-month-day with hyphens: 2026-11-23"
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return fmt.Sprintf("%s is not a day of the calendar", text), "write year-month-day: months go from 01 to 12, days to 28, 29, 30 or 31"
	}
	*d = Date(text)
	return "", ""
}

// Long gives the date as readers say it: 23 November 2026.
func (d Date) Long() string { return PartialDate(d).Long() }

// A PartialDate is a day, a month or a year, as exact as the source is: 2020-07-01,
// 2020-07 or 2020. PartialDates compare as strings.
type PartialDate string

var partialDatePattern = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

func (w *PartialDate) set(text string) (problem, hint string) {
	if !partialDatePattern.MatchString(text) {
		return fmt.Sprintf("%q is not a date", text), "write a day, a month or a year: 2020-07-01, 2020-07 or 2020"
	}
	if _, err := time.Parse(time.DateOnly, text+"2000-01-01"[len(text):]); err != nil {
		return fmt.Sprintf("%s is not in the calendar", text), "months go from 01 to 12, days to 28, 29, 30 or 31"
	}
	*w = PartialDate(text)
	return "", ""
}

// Long gives the date as readers say it: 1 July 2020, July 2020 or 2020.
func (w PartialDate) Long() string {
	layouts := map[int]string{4: "2006", 7: "January 2006", 10: "2 January 2006"}
	day, err := time.Parse(time.DateOnly[:len(w)], string(w))
	if err != nil {
		return string(w)
	}
	return strings.TrimSpace(day.Format(layouts[len(w)]))
}
