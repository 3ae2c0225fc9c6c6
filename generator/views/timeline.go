package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Timeline is what agencies did and decided, in order, by key period.
type Timeline struct {
	xref.Derived
	Periods []Period // in order
}

// A Period is a key period of the review with the actions in it. Actions outside every period
// are in periods without a title. A period that another interrupts is continued in a second
// one without its id.
type Period struct {
	model.KeyPeriod
	Actions []model.AgencyAction // in order
}

// TimelineOf returns the timeline of a review.
func TimelineOf(d xref.Derived) *Timeline {
	v := &Timeline{Derived: d}
	actions := slices.Clone(d.Review.Actions)
	slices.SortStableFunc(actions, func(a, b model.AgencyAction) int { return cmp.Compare(a.Sort, b.Sort) })
	last := ""
	for _, a := range actions {
		period := model.KeyPeriod{}
		for _, k := range d.Review.KeyPeriods {
			if within(a.Sort, k) {
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

// within reports whether a date is in a period. It compares as far as both dates are exact:
// 2020 is in the period from 2019-12 to 2020-03.
func within(w model.PartialDate, k model.KeyPeriod) bool {
	return k.From != "" && k.To != "" && w >= k.From[:min(len(k.From), len(w))] && w[:min(len(k.To), len(w))] <= k.To
}
