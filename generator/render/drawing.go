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

// Measures of a drawing, in pixels. A drawing is shown beside a list of the same data where
// the window is wide enough. It is hidden from screen readers, which have the list. It uses
// the colour of the text, so that it needs no style, prints in black and keeps its meaning
// in forced colours.
const (
	boxWidth    = 260
	lineHeight  = 20
	lineLetters = 28 // letters in a line of a box, few enough for any system font
	gap         = 26 // between boxes
)

// pathway draws the steps of a protocol as boxes from top to bottom, and those of a right
// to left language from the right. Arrows connect the steps, which are done in order; the
// parts of a sample are not.
func pathway(p *model.Protocol, rtl bool) layout.HTML {
	if len(p.Steps) < 2 {
		return ""
	}
	var b strings.Builder
	y, start := 1, 14
	if rtl {
		start = boxWidth - start
	}
	for i, step := range p.Steps {
		if i > 0 && p.Status == model.Sample {
			y += gap / 2
		} else if i > 0 {
			fmt.Fprintf(&b, `<path d="M%d %dv%dm-5-7 5 7 5-7" fill="none" stroke="currentColor" stroke-width="1.5"/>`, boxWidth/2, y, gap-2)
			y += gap
		}
		lines := wrap(fmt.Sprintf("%d. %s", i+1, step.Title), lineLetters)
		height := len(lines)*lineHeight + 16
		fmt.Fprintf(&b, `<rect x="1" y="%d" width="%d" height="%d" rx="6" fill="none" stroke="currentColor" stroke-width="1.5"/>`, y, boxWidth-2, height)
		for n, line := range lines {
			fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`, start, y+21+n*lineHeight, html.EscapeString(line))
		}
		y += height
	}
	return figure(boxWidth, y+1, b.String())
}

// spans draws the key periods of a review as bars on one time axis, with a dot for each
// action: filled if the review states the date, open if it is not exact. In a right to left
// language time begins at the right.
func spans(t *views.Timeline, rtl bool) layout.HTML {
	var periods []views.Period
	first, last := 0, 0 // the first month, and the month after the last
	for _, p := range t.Periods {
		if p.From == "" || p.To == "" {
			continue
		}
		if from := months(p.From); first == 0 || from < first {
			first = from
		}
		last = max(last, months(p.To)+1)
		periods = append(periods, p)
	}
	if last <= first {
		return ""
	}
	const width, row = 640, 46
	at := func(month int) int { return 8 + (month-first)*(width-16)/(last-first) }
	var b strings.Builder
	for i, p := range periods {
		y, from, to := i*row, at(months(p.From)), at(months(p.To)+1)
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
			x := min(max(at(months(a.Sort))+5, from), to) // a year without a month may be before the period
			if rtl {
				x = width - x
			}
			fmt.Fprintf(&b, `<circle cx="%d" cy="%d" r="4" fill="%s" stroke="currentColor"/>`, x, y+29, fill)
		}
	}
	return figure(width, len(periods)*row+4, b.String())
}

func figure(width, height int, inside string) layout.HTML {
	return layout.HTML(fmt.Sprintf(`<svg class="drawing" viewBox="0 0 %d %d" width="%[1]d" height="%d" aria-hidden="true" focusable="false" font-size="15" fill="currentColor">%s</svg>`, width, height, inside))
}

// months returns a month as a number of months. A year without a month is its January.
func months(w model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(w), "%d-%d", &year, &month)
	return year*12 + month
}

// wrap breaks a text between words into lines of at most a number of letters.
func wrap(text string, most int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && utf8.RuneCountInString(lines[last]+" "+word) <= most {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
