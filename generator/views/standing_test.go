package views

import (
	"slices"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// TestStanding checks the standing of a part, which depends on the nature of the part, the report and
// the current date, and that totals count each part once.
func TestStanding(t *testing.T) {
	item := func(nature model.ItemNature) *model.Item { return &model.Item{Nature: nature} }
	work := func(state model.ActionState, overdue int) []*Action {
		return []*Action{{Status: &progress.Status{State: state, DaysOverdue: overdue}}}
	}
	tests := []struct {
		row  Row
		want progress.Standing
	}{
		{Row{}, progress.NoUpdate},
		{Row{Item: item(model.NatureAct)}, progress.NoUpdate},
		{Row{Item: item(model.NatureContinue)}, progress.NoUpdate},
		{Row{Item: item(model.NatureDone)}, progress.SaidDone},
		{Row{Item: item(model.NatureUnderWay)}, progress.SaidDoing},
		{Row{Item: item(model.NatureDone), Actions: work(model.InProgress, 0)}, "in-progress"},
		{Row{Actions: work(model.InProgress, 1)}, progress.Late},
		{Row{Actions: work(model.NotStarted, 1)}, progress.Late},
		{Row{Actions: work(model.Complete, 0)}, "complete"},
		{Row{Actions: work(model.Stopped, 0)}, "stopped"},
		{Row{Actions: work(model.NotStarted, 0)}, progress.NoUpdate},
		{Row{Actions: slices.Concat(work(model.Stopped, 0), work(model.Closed, 0), work(model.InProgress, 0))}, "in-progress"},
		{Row{Actions: slices.Concat(work(model.Stopped, 0), work(model.Closed, 0))}, "closed"},
	}
	var rows []Row
	for i, test := range tests {
		if got := test.row.Standing(); got != test.want {
			t.Errorf("row %d stands as %q, want %q", i, got, test.want)
		}
		rows = append(rows, test.row)
	}
	want := []Tally{{progress.Late, 2}, {"in-progress", 2}, {"stopped", 1}, {progress.NoUpdate, 4}, {"complete", 1}, {"closed", 1}, {progress.SaidDoing, 1}, {progress.SaidDone, 1}}
	if got := tallyOf(rows); !slices.Equal(got, want) {
		t.Errorf("the totals are %v, want %v", got, want)
	}
}
