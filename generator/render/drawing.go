package render

import (
	"fmt"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
)

// Dimensions of the diagram of a period, in units of its coordinate system.
const (
	spanWidth  = 640
	spanHeight = 18
)

// A Diagram shows the key periods of a review as bars on a common time axis.
type Diagram struct {
	From, To model.PartialDate // the months at the ends of the axis
	Spans    []Span            // the key periods that have a start and an end
}

// A Span is a key period with its bar. Each action is a dot on the bar, filled if its date is exact and
// open if not.
type Span struct {
	views.Period             // the period itself
	Bar          layout.HTML // a drawing
}

// timelineDiagram returns the diagram of a timeline, or nil if no period has a start and an end. If rtl
// is true, the axis runs from right to left.
//
// Only the bars are drawings: text in a drawing would not grow with the reader's text size. They
// use the text colour, so that they are visible in forced colours mode.
func timelineDiagram(t *views.Timeline, rtl bool) *Diagram {
	d := new(Diagram)
	for _, p := range t.Periods {
		if p.From == "" || p.To == "" {
			continue
		}
		if d.From == "" || monthCount(p.From) < monthCount(d.From) {
			d.From = p.From
		}
		if monthCount(p.To) > monthCount(d.To) {
			d.To = p.To
		}
		d.Spans = append(d.Spans, Span{Period: p})
	}
	first, last := monthCount(d.From), monthCount(d.To)+1
	if d.Spans == nil || last <= first {
		return nil
	}
	for i, s := range d.Spans {
		d.Spans[i].Bar = bar(s.Period, first, last, rtl)
	}
	return d
}

// bar returns the bar of a period on an axis from the start of the month first to that of last.
func bar(p views.Period, first, last int, rtl bool) layout.HTML {
	monthX := func(month int) int { return 8 + (month-first)*(spanWidth-16)/(last-first) }
	from, to := monthX(monthCount(p.From)), monthX(monthCount(p.To)+1)
	left := from
	if rtl {
		left = spanWidth - to
	}
	out := fmt.Appendf(nil, `<svg viewBox="0 0 %d %d" aria-hidden="true" focusable="false" fill="currentColor"><path d="M8 9h%d" stroke="currentColor" stroke-width="1" stroke-dasharray="1 5"/><rect x="%d" y="2" width="%d" height="14" fill="var(--tint)" stroke="currentColor" stroke-width="1.5"/>`,
		spanWidth, spanHeight, spanWidth-16, left, max(to-from, 6))
	for _, a := range p.Actions {
		fill := "currentColor"
		if a.Certainty == model.Vague {
			fill = "var(--paper)"
		}
		x := min(max(monthX(monthCount(a.SortDate))+5, from), to) // a date without a month counts as January, which may precede the period
		if rtl {
			x = spanWidth - x
		}
		out = fmt.Appendf(out, `<circle cx="%d" cy="9" r="4" fill="%s" stroke="currentColor"/>`, x, fill)
	}
	return layout.HTML(append(out, "</svg>"...))
}

// monthCount converts a date to a number of months since the year 0, for computing
// differences. A year without a month counts as January.
func monthCount(date model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(date), "%d-%d", &year, &month)
	return year*12 + month
}
