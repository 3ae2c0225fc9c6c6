package render

import (
	"fmt"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
)

// Dimensions of the bars and the axis of a Diagram, in SVG user units.
const (
	spanWidth  = 640
	spanHeight = 18
	spanMargin = 8 // to the left and right of the axis
	dotSpacing = 9 // minimum distance between the centres of two dots

	maxAxisLabels = 6 // maximum number of labels
)

// A Diagram shows the key periods of a review as bars on a common time axis.
type Diagram struct {
	Spans []Span              // key periods that have a start and an end
	Axis  []model.PartialDate // labels of the axis: the first days of months at equal distances
	Ticks layout.HTML         // SVG element with the axis and its ticks
}

// A Span is a key period in a Diagram.
type Span struct {
	views.Period
	Bar layout.HTML // SVG element with a bar, and a dot for each action, which is filled unless the date of the action is vague
}

// timelineDiagram returns the diagram of a timeline, or nil if no period has a start and an end. If rtl
// is true, the axis runs from right to left.
//
// Labels are not part of the SVG elements, because text in them would not grow with the reader's text
// size. Bars and ticks have the colour of the text, so that they are visible in forced colours mode.
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
	x := newAxis(first, last, rtl)
	for month := x.first; month < x.last; month += x.step {
		d.Axis = append(d.Axis, model.PartialDate(fmt.Sprintf("%04d-%02d", (month-1)/12, (month-1)%12+1)))
	}
	d.Ticks = x.drawTicks()
	for i, s := range d.Spans {
		d.Spans[i].Bar = x.drawBar(s.Period)
	}
	return d
}

// An axis is the time axis of a diagram. Months are numbers as returned by monthCount.
type axis struct {
	first, last int  // the axis begins at the start of first and ends at the start of last
	step        int  // number of months between labels; last-first is a multiple of it
	rtl         bool // whether the axis runs from right to left
}

// newAxis returns the shortest axis that covers the months in the half-open range [first, last), has at
// most maxAxisLabels steps, and starts each step with a month, quarter, half year or number of years.
func newAxis(first, last int, rtl bool) axis {
	for _, step := range []int{1, 3, 6, 12, 24, 60, 120} {
		from, to := (first-1)/step*step+1, (last+step-2)/step*step+1
		if to-from <= maxAxisLabels*step {
			return axis{from, to, step, rtl}
		}
	}
	return axis{first, last, last - first, rtl}
}

// fromStart returns the distance between the start of a month and the side of the diagram on which the
// axis begins.
func (a axis) fromStart(month int) int {
	return spanMargin + (month-a.first)*(spanWidth-2*spanMargin)/(a.last-a.first)
}

// fromLeft converts a distance from the side on which the axis begins to a distance from the left side.
func (a axis) fromLeft(x int) int {
	if a.rtl {
		return spanWidth - x
	}
	return x
}

// drawTicks draws the axis with a long tick at each label. If labels are at most half a year apart, it
// also has a short tick at each other month.
func (a axis) drawTicks() layout.HTML {
	out := fmt.Appendf(nil, `<svg viewBox="0 0 %d 10" aria-hidden="true" focusable="false"><path d="M%d 1h%d`, spanWidth, spanMargin, spanWidth-2*spanMargin)
	for month := a.first; month <= a.last; month++ {
		length := 5
		if (month-a.first)%a.step == 0 {
			length = 9
		} else if a.step > 6 {
			continue
		}
		out = fmt.Appendf(out, "M%d 1v%d", a.fromLeft(a.fromStart(month)), length)
	}
	return layout.HTML(append(out, `" stroke="currentColor" stroke-width="1.2"/></svg>`...))
}

// drawBar draws the bar of a period with its dots.
func (a axis) drawBar(p views.Period) layout.HTML {
	from, to := a.fromStart(monthCount(p.From)), a.fromStart(monthCount(p.To)+1)
	left := from
	if a.rtl {
		left = spanWidth - to
	}
	out := fmt.Appendf(nil, `<svg viewBox="0 0 %d %d" aria-hidden="true" focusable="false" fill="currentColor"><path d="M%d 9h%d" stroke="currentColor" stroke-width="1" stroke-dasharray="1 5"/><rect x="%d" y="2" width="%d" height="14" fill="var(--tint)" stroke="currentColor" stroke-width="1.5"/>`,
		spanWidth, spanHeight, spanMargin, spanWidth-2*spanMargin, left, max(to-from, 6))
	for i, x := range a.dotPositions(p, from, to) {
		fill := "currentColor"
		if p.Actions[i].Certainty == model.Vague {
			fill = "var(--paper)"
		}
		out = fmt.Appendf(out, `<circle cx="%d" cy="9" r="4" fill="%s" stroke="currentColor"/>`, a.fromLeft(x), fill)
	}
	return layout.HTML(append(out, "</svg>"...))
}

// dotPositions returns, for each action of p, the distance of its dot from the side on which the axis
// begins. The bar of p extends from start to end. Dots of actions in the same month are next to each
// other. If the bar is too short for all dots, they extend beyond it.
func (a axis) dotPositions(p views.Period, start, end int) []int {
	width := dotSpacing * max(len(p.Actions)-1, 0)
	low, high := start+5, max(start+5, end-5)
	if over := width - (high - low); over > 0 {
		low = max(min(low-over/2, spanWidth-spanMargin-width), spanMargin)
		high = low + width
	}
	positions := make([]int, len(p.Actions))
	next := low
	for i, action := range p.Actions {
		// A date without a month counts as January, which may be before the period.
		positions[i] = max(a.fromStart(monthCount(action.SortDate))+5, next)
		next = positions[i] + dotSpacing
	}
	for i := len(positions) - 1; i >= 0; i-- {
		positions[i] = min(positions[i], high)
		high = positions[i] - dotSpacing
	}
	return positions
}

// monthCount converts a date to a number of months, from which intervals can be computed. January of
// the year 0 is 1. A year without a month counts as January of that year.
func monthCount(date model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(date), "%d-%d", &year, &month)
	return year*12 + month
}
