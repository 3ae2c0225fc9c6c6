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

// drawing returns the picture of a protocol's steps or of a review's timeline, "" for any
// other value. In a language that is written from right to left text starts, and time
// begins, at the right.
func drawing(value any, rtl bool) layout.HTML {
	switch d := value.(type) {
	case *model.Protocol:
		labels := make([]string, len(d.Steps))
		for i, s := range d.Steps {
			labels[i] = fmt.Sprintf("%d. %s", i+1, s.Title)
		}
		return pathway(labels, d.Status != model.Sample, rtl)
	case *views.Timeline:
		return spans(d, rtl)
	}
	return ""
}

// pathway draws labels as boxes from top to bottom. If they are ordered, arrows connect
// them: the steps of a protocol are done in order, the parts of a sample are not.
func pathway(labels []string, ordered, rtl bool) layout.HTML {
	if len(labels) < 2 {
		return ""
	}
	var b strings.Builder
	y, start := 1, 14
	if rtl {
		start = boxWidth - start
	}
	for i, label := range labels {
		lines := wrap(label, lineLetters)
		height := len(lines)*lineHeight + 16
		fmt.Fprintf(&b, `<rect x="1" y="%d" width="%d" height="%d" rx="6" fill="none" stroke="currentColor" stroke-width="1.5"/>`, y, boxWidth-2, height)
		for n, line := range lines {
			fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`, start, y+21+n*lineHeight, html.EscapeString(line))
		}
		y += height
		if i < len(labels)-1 && !ordered {
			y += gap / 2
		} else if i < len(labels)-1 {
			fmt.Fprintf(&b, `<path d="M%d %dv%dm-5-7 5 7 5-7" fill="none" stroke="currentColor" stroke-width="1.5"/>`, boxWidth/2, y, gap-2)
			y += gap
		}
	}
	return figure(boxWidth, y+1, b.String())
}

// spans draws the key periods as bars on one time axis, with a dot for each action: filled
// if the review states the date, open if it is not exact.
func spans(t *views.Timeline, rtl bool) layout.HTML {
	first, last := bounds(t)
	if last <= first {
		return ""
	}
	const width, row = 640, 46
	at := func(month int) int { return 8 + (month-first)*(width-16)/(last-first) }
	var b strings.Builder
	y := 0
	for _, p := range t.Periods {
		if p.From == "" || p.To == "" {
			continue
		}
		from, to := at(months(p.From)), at(months(p.To)+1)
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
		y += row
	}
	return figure(width, y+4, b.String())
}

func figure(width, height int, inside string) layout.HTML {
	return layout.HTML(fmt.Sprintf(`<svg class="drawing" viewBox="0 0 %d %d" width="%[1]d" height="%d" aria-hidden="true" focusable="false" font-size="15" fill="currentColor">%s</svg>`, width, height, inside))
}

// bounds returns the first month of the periods and the month after the last.
func bounds(t *views.Timeline) (first, last int) {
	for _, p := range t.Periods {
		if p.From == "" || p.To == "" {
			continue
		}
		if from := months(p.From); first == 0 || from < first {
			first = from
		}
		last = max(last, months(p.To)+1)
	}
	return first, last
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
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > most:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}
