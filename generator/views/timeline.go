package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Timeline is a timeline page. It shows what agencies did and decided, by key period.
type Timeline struct {
	xref.GeneratedPage
	Periods []Period // in the order of their actions
}

// A Period is a key period of a review with its actions. Consecutive actions outside all key
// periods form a Period with a zero KeyPeriod. If another period interrupts a key period, the rest
// of the key period is a second Period with an empty ID.
type Period struct {
	model.KeyPeriod
	Actions []model.AgencyAction // sorted by date
}

// TimelineOf returns the timeline page that d describes.
func TimelineOf(d xref.GeneratedPage) *Timeline {
	v := &Timeline{GeneratedPage: d}
	actions := slices.Clone(d.Review.Actions)
	slices.SortStableFunc(actions, func(a, b model.AgencyAction) int { return cmp.Compare(a.SortDate, b.SortDate) })
	last := ""
	for _, a := range actions {
		period := model.KeyPeriod{}
		for _, k := range d.Review.KeyPeriods {
			if inPeriod(a.SortDate, k) {
				period = k
			}
		}
		if len(v.Periods) == 0 || last != period.ID {
			last = period.ID
			if slices.ContainsFunc(v.Periods, func(p Period) bool { return p.ID == period.ID }) {
				period.ID = ""
			}
			v.Periods = append(v.Periods, Period{KeyPeriod: period})
		}
		current := &v.Periods[len(v.Periods)-1]
		current.Actions = append(current.Actions, a)
	}
	return v
}

// inPeriod reports whether date is in the key period k. Dates are compared to the precision of the less
// precise one, so 2020 is in the period from 2019-12 to 2020-03.
func inPeriod(date model.PartialDate, k model.KeyPeriod) bool {
	return k.From != "" && k.To != "" && date >= k.From[:min(len(k.From), len(date))] && date[:min(len(k.To), len(date))] <= k.To
}
