package views

import (
	"slices"
	"testing"

	"safelearn/generator/model"
)

// TestStanding checks how the work on a part stands, from what the publication prints and what is
// reported, and that totals count each part once.
func TestStanding(t *testing.T) {
	item := func(nature model.ItemNature) *model.Item { return &model.Item{Nature: nature} }
	report := func(state model.ActionState, due model.Date) *model.ActionProgress {
		return &model.ActionProgress{State: state, Due: due}
	}
	tests := []struct {
		row  Row
		want Standing
	}{
		{Row{}, NoUpdate},
		{Row{Item: item(model.NatureAct)}, NoUpdate},
		{Row{Item: item(model.NatureContinue)}, NoUpdate},
		{Row{Item: item(model.NatureDone)}, SaidDone},
		{Row{Item: item(model.NatureUnderWay)}, SaidDoing},
		{Row{Item: item(model.NatureDone), Report: report(model.UnderWay, "")}, "under-way"},
		{Row{Report: report(model.UnderWay, "2026-11-29"), today: "2026-11-29"}, "under-way"},
		{Row{Report: report(model.UnderWay, "2026-11-28"), today: "2026-11-29"}, Late},
		{Row{Report: report(model.NotStarted, "2026-11-28"), today: "2026-11-29"}, Late},
		{Row{Report: report(model.UnderWay, "2026-11-28")}, "under-way"}, // the current date is not known
		{Row{Report: report(model.Completed, "2026-11-28"), today: "2026-11-29"}, "done"},
		{Row{Report: report(model.Stopped, "2026-11-28"), today: "2026-11-29"}, "stopped"},
	}
	var rows []Row
	for i, test := range tests {
		if got := test.row.Standing(); got != test.want {
			t.Errorf("row %d stands as %q, want %q", i, got, test.want)
		}
		rows = append(rows, test.row)
	}
	want := []Tally{{Late, 2}, {"under-way", 3}, {"stopped", 1}, {NoUpdate, 3}, {"done", 1}, {SaidDoing, 1}, {SaidDone, 1}}
	if got := tallyOf(rows); !slices.Equal(got, want) {
		t.Errorf("the totals are %v, want %v", got, want)
	}
}
