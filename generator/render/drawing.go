package render

import (
	"fmt"
	"html"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
)

// Dimensions of the diagram of a period, in units of its coordinate system.
const (
	spanWidth  = 640
	spanHeight = 18
)

// timelineDiagram returns the key periods of a review as a list of links, each with a bar on a
// common time axis. Each action is a dot, filled if its date is exact and open if not. If rtl is
// true, the axis runs from right to left. Periods without a start or an end are left out; if
// there are no others, it returns "".
//
// Only the bars are drawings: text in a drawing would not grow with the reader's text size. They
// use the text colour, so that they are visible in forced colours mode.
func timelineDiagram(t *views.Timeline, rtl bool) layout.HTML {
	var periods []views.Period
	first, last := 0, 0 // first month, and month after the last one
	for _, p := range t.Periods {
		if p.From == "" || p.To == "" {
			continue
		}
		if from := monthCount(p.From); first == 0 || from < first {
			first = from
		}
		last = max(last, monthCount(p.To)+1)
		periods = append(periods, p)
	}
	if last <= first {
		return ""
	}
	monthX := func(month int) int { return 8 + (month-first)*(spanWidth-16)/(last-first) }
	out := []byte(`<ul class="links drawing">`)
	for _, p := range periods {
		from, to := monthX(monthCount(p.From)), monthX(monthCount(p.To)+1)
		left := from
		if rtl {
			left = spanWidth - to
		}
		title := html.EscapeString(p.Title)
		if p.ID != "" {
			title = fmt.Sprintf(`<a href="#%s">%s</a>`, html.EscapeString(p.ID), title)
		}
		out = fmt.Appendf(out, `<li>%s<svg viewBox="0 0 %d %d" aria-hidden="true" focusable="false" fill="currentColor"><rect x="%d" y="2" width="%d" height="14" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
			title, spanWidth, spanHeight, left, max(to-from, 6))
		for _, a := range p.Actions {
			fill := "currentColor"
			if a.Certainty == model.Vague {
				fill = "none"
			}
			x := min(max(monthX(monthCount(a.SortDate))+5, from), to) // a date without a month counts as January, which may precede the period
			if rtl {
				x = spanWidth - x
			}
			out = fmt.Appendf(out, `<circle cx="%d" cy="9" r="4" fill="%s" stroke="currentColor"/>`, x, fill)
		}
		out = append(out, "</svg></li>"...)
	}
	return layout.HTML(append(out, "</ul>"...))
}

// monthCount converts a date to a number of months since the year 0, for computing
// differences. A year without a month counts as January.
func monthCount(date model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(date), "%d-%d", &year, &month)
	return year*12 + month
}
