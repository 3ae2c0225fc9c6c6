package report

import (
	"fmt"
	"slices"
	"time"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/views"
	"safelearn/generator/words"
	"safelearn/generator/xref"
)

// A Report is a report on a period, usually a year.
type Report struct {
	Title    string    // heading
	Short    string    // title of the sheet in a workbook, at most 31 characters
	Subtitle string    // the partnership and the period
	AsAt     string    // text with the as-at date of each review
	Banner   string    // banner of a demonstration site, or ""
	Warning  string    // warning that the report contains entries that are not released, or ""
	Sections []Section // in the order of the report
}

// A Section is a section of the report. All its text is in the language of the site.
type Section struct {
	Title string     // heading
	Note  string     // explanation of the numbers, or ""
	Lines []Line     // counts in order
	Head  []string   // column heads of Rows
	Rows  [][]string // one row for each listed item
	None  string     // text that is shown if there are no rows, or "" if there are never any
}

// A Line is a count and its name.
type Line struct {
	Name   string // what is counted, such as "agreed"
	Number int    // the count, never negative
}

// writer collects the sections of a report.
type writer struct {
	graph      *xref.Graph
	words      *words.Localizer
	from, to   model.Date
	start, end *views.FollowUp // follow-up on the day before the period, and on its last day
	year       *Report
}

// New returns the report on the period from one day to another, inclusive. It returns an error if
// the period is not valid, or if the openings and closings of actions do not add up.
func New(g *xref.Graph, from, to model.Date) (*Report, error) {
	first, err := time.Parse(time.DateOnly, string(from))
	if err != nil || to < from {
		return nil, fmt.Errorf("the period from %s to %s has no days: write two dates such as 2026-04-01 and 2027-03-31", from, to)
	}
	w := &writer{graph: g, words: g.Site.Texts, from: from, to: to, end: views.FollowUpAt(g, to),
		start: views.FollowUpAt(g, model.Date(first.AddDate(0, 0, -1).Format(time.DateOnly)))}
	w.year = &Report{Title: w.say("year_title"), Short: w.say("year_short"), AsAt: w.asAtText()}
	w.year.Subtitle = w.say("year_period", "partnership", g.Site.Partnership, "from", w.formatDate(from), "to", w.formatDate(to))
	if g.Site.Demonstration {
		w.year.Banner = g.Site.Banner
	}
	if g.Site.Internal {
		w.year.Warning = w.say("internal") + ": " + w.say("internal_notice")
	}
	w.addReviews()
	w.addAnswers()
	if err := w.addActions(); err != nil {
		return nil, err
	}
	w.addEvidence()
	w.addSlow()
	w.addImpact()
	w.addScrutiny()
	w.addChecks()
	w.addRepeats()
	w.addHeldBack()
	return w.year, nil
}

func (w *writer) say(key string, arguments ...any) string { return w.words.Say(key, arguments...) }

func (w *writer) formatDate(d model.Date) string {
	if d == "" {
		return ""
	}
	return w.words.Date(string(d))
}

// addSection adds a section.
func (w *writer) addSection(s Section) { w.year.Sections = append(w.year.Sections, s) }

// inPeriod reports whether a day is in the period.
func (w *writer) inPeriod(d model.Date) bool { return d >= w.from && d <= w.to }

// title returns the full name of a target, including the name of its review.
func (w *writer) title(t *xref.Target) string { return t.FullLabel }

// asAtText returns a text with the as-at date of each review.
func (w *writer) asAtText() string {
	var parts, none []string
	for _, r := range w.end.Reviews {
		if a := w.end.AsAt(r); a != "" {
			parts = append(parts, r.Label()+": "+w.formatDate(a))
		} else {
			none = append(none, r.Label())
		}
	}
	if parts == nil {
		return w.say("year_nothing_released")
	}
	text := w.say("year_as_at", "list", w.words.List("list_and", parts))
	if none != nil {
		text += " " + w.say("year_not_released", "list", w.words.List("list_and", none))
	}
	return text
}

// statusBefore returns the status of the action on the day before the period, or nil if it had not been
// agreed by then.
func (w *writer) statusBefore(a *views.Action) *progress.Status {
	i := slices.IndexFunc(w.start.Actions, func(b *views.Action) bool { return b.ID == a.ID })
	if i < 0 {
		return nil
	}
	return w.start.Actions[i].Status
}
