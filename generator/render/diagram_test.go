package render

import (
	"slices"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// TestDotPositions checks that dots neither overlap nor leave the SVG element.
func TestDotPositions(t *testing.T) {
	for _, test := range []struct {
		name        string
		first, last model.PartialDate
		period      model.KeyPeriod
		dates       []model.PartialDate
	}{
		{"two in a month", "2019-05", "2020-07", model.KeyPeriod{From: "2020-07", To: "2020-07"}, []model.PartialDate{"2020-07", "2020-07"}},
		{"in the last month of a period", "2019-05", "2020-07", model.KeyPeriod{From: "2019-12", To: "2020-03"}, []model.PartialDate{"2019-12", "2020-03", "2020-03", "2020-03", "2020-03", "2020-03"}},
		{"a period too short for its dots, at the end", "1990-01", "2020-12", model.KeyPeriod{From: "2020-12", To: "2020-12"}, []model.PartialDate{"2020", "2020-12", "2020-12", "2020-12", "2020-12"}},
		{"a period too short for its dots, at the start", "1990-01", "2020-12", model.KeyPeriod{From: "1990-01", To: "1990-01"}, []model.PartialDate{"1990-01", "1990-01", "1990-01", "1990-01"}},
	} {
		a := newAxis(monthCount(test.first), monthCount(test.last)+1, false)
		p := views.Period{KeyPeriod: test.period}
		for _, date := range test.dates {
			p.Actions = append(p.Actions, model.AgencyAction{SortDate: date})
		}
		positions := a.dotPositions(p, a.fromStart(monthCount(test.period.From)), a.fromStart(monthCount(test.period.To)+1))
		if positions[0] < spanMargin || positions[len(positions)-1] > spanWidth-spanMargin {
			t.Errorf("%s: dots at %d leave the drawing", test.name, positions)
		}
		for i := 1; i < len(positions); i++ {
			if positions[i]-positions[i-1] < dotSpacing {
				t.Errorf("%s: dots at %d cover each other", test.name, positions)
			}
		}
	}
}

// TestAxisLabels checks that the labels of an axis are at the starts of months, quarters or years and
// cover all periods.
func TestAxisLabels(t *testing.T) {
	for _, test := range []struct {
		from, to model.PartialDate
		want     []model.PartialDate
	}{
		{"2020-02", "2020-04", []model.PartialDate{"2020-02", "2020-03", "2020-04"}},
		{"2019-05", "2020-07", []model.PartialDate{"2019-04", "2019-07", "2019-10", "2020-01", "2020-04", "2020-07"}},
		{"2012-12", "2017-01", []model.PartialDate{"2012-01", "2013-01", "2014-01", "2015-01", "2016-01", "2017-01"}},
	} {
		timeline := &views.Timeline{Periods: []views.Period{{KeyPeriod: model.KeyPeriod{From: test.from, To: test.to}}}}
		if got := timelineDiagram(timeline, false).Axis; !slices.Equal(got, test.want) {
			t.Errorf("from %s to %s: labels %s, want %s", test.from, test.to, got, test.want)
		}
	}
}
