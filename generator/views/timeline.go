package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Timeline is what agencies did and decided, in order, by key period. What
// happened in the family is not told here.
type Timeline struct {
	Place
	Review  *model.Review
	Periods []Period
}

// A Period is a key period of the review with the actions in it. Actions outside
// every period stand in periods without a title. One that another interrupts comes
// again, without its id.
type Period struct {
	model.KeyPeriod
	Actions []model.AgencyAction
}

// TimelineOf makes the timeline of a review.
func TimelineOf(d xref.Derived) *Timeline {
	v := &Timeline{Place: placeOf(d), Review: d.Review}
	actions := slices.Clone(d.Review.Actions)
	slices.SortStableFunc(actions, func(a, b model.AgencyAction) int { return cmp.Compare(a.Sort, b.Sort) })
	open := ""
	for _, a := range actions {
		period := model.KeyPeriod{}
		for _, k := range d.Review.KeyPeriods {
			if within(a.Sort, k) {
				period = k
			}
		}
		if len(v.Periods) == 0 || open != period.ID {
			open = period.ID
			if slices.ContainsFunc(v.Periods, func(p Period) bool { return p.ID == period.ID }) {
				period.ID = ""
			}
			v.Periods = append(v.Periods, Period{KeyPeriod: period})
		}
		last := &v.Periods[len(v.Periods)-1]
		last.Actions = append(last.Actions, a)
	}
	return v
}

// within compares as exactly as both are told: 2020 lies within 2019-12 to 2020-03.
func within(w model.PartialDate, k model.KeyPeriod) bool {
	return k.From != "" && k.To != "" && w >= k.From[:min(len(k.From), len(w))] && w[:min(len(k.To), len(w))] <= k.To
}

// A GoodPractice is what a review credits, paragraph by paragraph.
type GoodPractice struct {
	Place
	Review *model.Review
}

// GoodPracticeOf makes the page of what a review credits.
func GoodPracticeOf(d xref.Derived) *GoodPractice {
	return &GoodPractice{Place: placeOf(d), Review: d.Review}
}

// A Recent is the page of all changes, newest first.
type Recent struct {
	Place
	Changes []Change
}

// RecentOf makes the page of changes.
func RecentOf(g *xref.Graph, d xref.Derived) *Recent {
	return &Recent{Place: placeOf(d), Changes: Changes(g)}
}

// An Index lists every page of the site by its first letter.
type Index struct {
	Place
	Letters []Letter
}

// A Letter is one heading of the index.
type Letter struct {
	Name  string
	Lines []Line
}

// A Line is one entry of the index: a page, under its title or another name.
type Line struct {
	Words string
	Page  *model.Page
	key   string
}
