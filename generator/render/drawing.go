package render

import (
	"fmt"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
)

// Dimensions of the diagram of a timeline, in units of its coordinate system.
const (
	spanWidth  = 640
	spanHeight = 18
	spanMargin = 8 // beside the axis
	dotSpacing = 9 // between the centres of two dots that would otherwise cover each other
	axisLabels = 6 // the most labels of an axis
)

// A Diagram shows the key periods of a review as bars on a common time axis.
type Diagram struct {
	Spans []Span              // the key periods that have a start and an end
	Axis  []model.PartialDate // the labels of the axis: months at equal distances, each at its start
	Ticks layout.HTML         // a drawing: the axis with its months
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
// Only the bars and ticks are drawings: text in a drawing would not grow with the reader's text size.
// They use the text colour, so that they are visible in forced colours mode.
func timelineDiagram(t *views.Timeline, rtl bool) *Diagram {
	d := new(Diagram)
	first, last := 0, 0
	for _, p := range t.Periods {
		if p.From == "" || p.To == "" {
			continue
		}
		if d.Spans == nil || monthCount(p.From) < first {
			first = monthCount(p.From)
		}
		last = max(last, monthCount(p.To)+1)
		d.Spans = append(d.Spans, Span{Period: p})
	}
	if d.Spans == nil || last <= first {
		return nil
	}
	x := axisOf(first, last, rtl)
	for month := x.first; month < x.last; month += x.step {
		d.Axis = append(d.Axis, model.PartialDate(fmt.Sprintf("%04d-%02d", (month-1)/12, (month-1)%12+1)))
	}
	d.Ticks = x.ticks()
	for i, s := range d.Spans {
		d.Spans[i].Bar = x.bar(s.Period)
	}
	return d
}

// An axis is the time axis of a diagram. Months are as monthCount returns them.
type axis struct {
	first, last int  // the months at whose starts it begins and ends
	step        int  // the months from one label to the next, by which last-first can be divided
	rtl         bool // it runs from right to left
}

// axisOf returns the shortest axis that holds the months from first to before last and has few
// enough labels. Its labels are at natural places, such as the first months of quarters or years.
func axisOf(first, last int, rtl bool) axis {
	for _, step := range []int{1, 3, 6, 12, 24, 60, 120} {
		from, to := (first-1)/step*step+1, (last+step-2)/step*step+1
		if to-from <= axisLabels*step {
			return axis{from, to, step, rtl}
		}
	}
	return axis{first, last, last - first, rtl}
}

// x returns the position of the start of a month, from the side where the axis begins.
func (a axis) x(month int) int {
	return spanMargin + (month-a.first)*(spanWidth-2*spanMargin)/(a.last-a.first)
}

// place returns the position from the left of what is at x from the side where the axis begins.
func (a axis) place(x int) int {
	if a.rtl {
		return spanWidth - x
	}
	return x
}

// ticks draws the axis. Months with a label have a longer tick. If months are too narrow, others have none.
func (a axis) ticks() layout.HTML {
	out := fmt.Appendf(nil, `<svg viewBox="0 0 %d 10" aria-hidden="true" focusable="false"><path d="M%d 1h%d`, spanWidth, spanMargin, spanWidth-2*spanMargin)
	for month := a.first; month <= a.last; month++ {
		length := 5
		if (month-a.first)%a.step == 0 {
			length = 9
		} else if a.step > 6 {
			continue
		}
		out = fmt.Appendf(out, "M%d 1v%d", a.place(a.x(month)), length)
	}
	return layout.HTML(append(out, `" stroke="currentColor" stroke-width="1.2"/></svg>`...))
}

// bar draws the bar of a period with its dots.
func (a axis) bar(p views.Period) layout.HTML {
	from, to := a.x(monthCount(p.From)), a.x(monthCount(p.To)+1)
	left := from
	if a.rtl {
		left = spanWidth - to
	}
	out := fmt.Appendf(nil, `<svg viewBox="0 0 %d %d" aria-hidden="true" focusable="false" fill="currentColor"><path d="M%d 9h%d" stroke="currentColor" stroke-width="1" stroke-dasharray="1 5"/><rect x="%d" y="2" width="%d" height="14" fill="var(--tint)" stroke="currentColor" stroke-width="1.5"/>`,
		spanWidth, spanHeight, spanMargin, spanWidth-2*spanMargin, left, max(to-from, 6))
	for i, x := range a.dots(p, from, to) {
		fill := "currentColor"
		if p.Actions[i].Certainty == model.Vague {
			fill = "var(--paper)"
		}
		out = fmt.Appendf(out, `<circle cx="%d" cy="9" r="4" fill="%s" stroke="currentColor"/>`, a.place(x), fill)
	}
	return layout.HTML(append(out, "</svg>"...))
}

// dots returns the position of each action of p, whose bar is from from to to. Actions of one month
// stand beside each other, in their order. If the bar is too short for its dots, they go beyond it.
func (a axis) dots(p views.Period, from, to int) []int {
	wide := dotSpacing * max(len(p.Actions)-1, 0)
	low, high := from+5, max(from+5, to-5)
	if over := wide - (high - low); over > 0 {
		low = max(min(low-over/2, spanWidth-spanMargin-wide), spanMargin)
		high = low + wide
	}
	places := make([]int, len(p.Actions))
	next := low
	for i, action := range p.Actions {
		// A date without a month counts as January, which may precede the period.
		places[i] = max(a.x(monthCount(action.SortDate))+5, next)
		next = places[i] + dotSpacing
	}
	for i := len(places) - 1; i >= 0; i-- {
		places[i] = min(places[i], high)
		high = places[i] - dotSpacing
	}
	return places
}

// monthCount converts a date to a number of months, for computing differences. January of the
// year 0 is 1. A year without a month counts as January.
func monthCount(date model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(date), "%d-%d", &year, &month)
	return year*12 + month
}
