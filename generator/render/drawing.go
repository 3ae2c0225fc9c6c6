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

// A drawing stands beside a list that says the same, where there is room. It is
// made of the list's own data, so the two cannot disagree, and it is hidden from
// screen readers, which have the list. Colours are the text's own: it needs no
// style of its own, prints black and keeps its meaning in forced colours.
const (
	boxWidth    = 260
	lineHeight  = 20
	lineLetters = 28 // a conservative width: no line of the system's fonts is wider than its box
	gap         = 26
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

// pathway draws boxes from top to bottom, with arrows between where their order is
// one of work: the parts of a sample have an order of ours alone.
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

// spans draws the key periods as bars on one line of time, with a mark for each
// action: full where the review states the date, open where it is not exact.
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
			x := min(max(at(months(a.Sort))+5, from), to) // a year alone may start before the period does
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

// bounds are the first month of the periods and the month after the last.
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

// months counts months; a year alone counts as its January.
func months(w model.PartialDate) int {
	year, month := 0, 1
	fmt.Sscanf(string(w), "%d-%d", &year, &month)
	return year*12 + month
}

// wrap breaks a label at words.
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
