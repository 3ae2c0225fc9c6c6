package render

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
)

// Dimensions of diagrams, in pixels unless noted. In a wide window, a diagram is displayed
// next to a list of the same data. It is hidden from screen readers, which read the list.
// It uses only the text colour, so that it can be printed and is legible in forced colours
// mode.
const (
	boxWidth   = 260
	lineHeight = 20
	lineWidth  = 28 // maximum characters per line of a box; fits in any system font
	gap        = 26 // vertical space between boxes
)

// pathwayDiagram returns a diagram of the steps of p as boxes from top to bottom. Arrows show
// the order of the steps; there are none in a sample, whose parts have no order. If rtl is
// true, the text is aligned for a right-to-left language. It returns "" if there are fewer
// than two steps.
func pathwayDiagram(p *model.Protocol, rtl bool) layout.HTML {
	if len(p.Steps) < 2 {
		return ""
	}
	var b strings.Builder
	y, textX := 1, 14
	if rtl {
		textX = boxWidth - textX
	}
	for i, step := range p.Steps {
		if i > 0 && p.Status == model.Sample {
			y += gap / 2
		} else if i > 0 {
			fmt.Fprintf(&b, `<path d="M%d %dv%dm-5-7 5 7 5-7" fill="none" stroke="currentColor" stroke-width="1.5"/>`, boxWidth/2, y, gap-2)
			y += gap
		}
		lines := wrap(fmt.Sprintf("%d. %s", i+1, step.Title), lineWidth)
		height := len(lines)*lineHeight + 16
		fmt.Fprintf(&b, `<rect x="1" y="%d" width="%d" height="%d" rx="6" fill="none" stroke="currentColor" stroke-width="1.5"/>`, y, boxWidth-2, height)
		for n, line := range lines {
			fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`, textX, y+21+n*lineHeight, html.EscapeString(line))
		}
		y += height
	}
	return figure(boxWidth, y+1, b.String())
}

// timelineDiagram returns a diagram of the key periods of a review as bars on a time axis.
// Each action is a dot, filled if its date is exact and open if not. If rtl is true, the axis
// runs from right to left. Periods without a start or an end are left out; if there are no
// others, it returns "".
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
	const width, row = 640, 46
	monthX := func(month int) int { return 8 + (month-first)*(width-16)/(last-first) }
	var b strings.Builder
	for i, p := range periods {
		y, from, to := i*row, monthX(monthCount(p.From)), monthX(monthCount(p.To)+1)
		anchor, x, left := "start", from, from
		if from > width*2/3 {
			anchor, x = "end", to
		}
		if rtl {
			x, left = width-x, width-to
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="%s">%s</text>`, x, y+15, anchor, html.EscapeString(p.Title))
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="14" fill="none" stroke="currentColor" stroke-width="1.5"/>`, left, y+22, max(to-from, 6))
		for _, a := range p.Actions {
			fill := "currentColor"
			if a.Certainty == model.Vague {
				fill = "none"
			}
			x := min(max(monthX(monthCount(a.SortDate))+5, from), to) // a date without a month counts as January, which may precede the period
			if rtl {
				x = width - x
			}
			fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="4" fill="%s" stroke="currentColor"/>`, x, y+29, fill)
		}
	}
	return figure(width, len(periods)*row+4, b.String())
}

// figure returns an svg element of the given size with the given content.
func figure(width, height int, content string) layout.HTML {
	return layout.HTML(fmt.Sprintf(`<svg class="drawing" viewBox="0 0 %d %d" width="%[1]d" height="%d" aria-hidden="true" focusable="false" font-size="15" fill="currentColor">%s</svg>`, width, height, content))
}

// monthCount converts a date to a number of months since the year 0, for computing
// differences. A year without a month counts as January.
func monthCount(date model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(date), "%d-%d", &year, &month)
	return year*12 + month
}

// wrap breaks text at spaces into lines of at most width characters. A longer word has a
// line of its own.
func wrap(text string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && utf8.RuneCountInString(lines[last]+" "+word) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
