package views

import (
	"slices"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// TestWorkStatus checks the status of a part, which depends on the nature of the part, the report
// and the current date. It also checks that totals count each part once.
func TestWorkStatus(t *testing.T) {
	item := func(nature model.ItemNature) *model.Item { return &model.Item{Nature: nature} }
	work := func(state model.ActionState, overdue int) []*Action {
		return []*Action{{Status: &progress.Status{State: state, DaysOverdue: overdue}}}
	}
	tests := []struct {
		row  Row
		want progress.WorkStatus
	}{
		{Row{}, progress.NoUpdate},
		{Row{Item: item(model.NatureDo)}, progress.NoUpdate},
		{Row{Item: item(model.NatureContinue)}, progress.NoUpdate},
		{Row{Item: item(model.NatureDone)}, progress.ReportedDone},
		{Row{Item: item(model.NatureUnderWay)}, progress.ReportedUnderWay},
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
		if got := test.row.WorkStatus(); got != test.want {
			t.Errorf("row %d stands as %q, want %q", i, got, test.want)
		}
		rows = append(rows, test.row)
	}
	want := []Tally{{progress.Late, 2}, {"in-progress", 2}, {"stopped", 1}, {progress.NoUpdate, 4}, {"complete", 1}, {"closed", 1}, {progress.ReportedUnderWay, 1}, {progress.ReportedDone, 1}}
	if got := tallyOf(rows); !slices.Equal(got, want) {
		t.Errorf("the totals are %v, want %v", got, want)
	}
}

// TestStatusCounts checks which statuses of the parts of a statement are shown, and that they are shown
// as sentences, with what the publication reports first, only if the publication reports on some of the
// parts and no action has been agreed.
func TestStatusCounts(t *testing.T) {
	none, done, doing := Row{}, Row{Item: &model.Item{Nature: model.NatureDone}}, Row{Item: &model.Item{Nature: model.NatureUnderWay}}
	late := Row{Actions: []*Action{{Status: &progress.Status{State: model.InProgress, DaysOverdue: 1}}}}
	for i, test := range []struct {
		rows []Row
		want []StatusCount
	}{
		{[]Row{none, none}, []StatusCount{{Tally{progress.NoUpdate, 2}, 0, false}}},
		{[]Row{none, none, done}, []StatusCount{{Tally{progress.ReportedDone, 1}, 3, true}, {Tally{progress.NoUpdate, 2}, 3, true}}},
		{[]Row{none, done, done, doing}, []StatusCount{{Tally{progress.ReportedUnderWay, 1}, 4, true}, {Tally{progress.ReportedDone, 2}, 4, true}, {Tally{progress.NoUpdate, 1}, 4, true}}},
		{[]Row{late, done}, []StatusCount{{Tally{progress.Late, 1}, 2, false}}},
		{[]Row{none, late}, []StatusCount{{Tally{progress.Late, 1}, 2, false}, {Tally{progress.NoUpdate, 1}, 2, false}}},
		{[]Row{done}, []StatusCount{{Tally{progress.ReportedDone, 1}, 0, false}}},
	} {
		var v StatementView
		for _, row := range test.rows {
			v.Rows = append(v.Rows, RowView{Row: row})
		}
		if got := v.StatusCounts(); !slices.Equal(got, test.want) {
			t.Errorf("%d: got %v, want %v", i, got, test.want)
		}
	}
}

// TestDelivered checks that a part counts as delivered if every action on it is complete or closed as
// carried out.
func TestDelivered(t *testing.T) {
	action := func(state model.ActionState, as model.ClosedAs) *Action {
		return &Action{Status: &progress.Status{State: state, ClosedAs: as}}
	}
	for want, list := range map[bool][][]*Action{
		true:  {{action(model.Complete, "")}, {action(model.Complete, ""), action(model.Closed, model.Implemented)}},
		false: {nil, {action(model.Complete, ""), action(model.Closed, model.NotImplemented)}, {action(model.Complete, ""), action(model.Stopped, "")}},
	} {
		for i, actions := range list {
			if got := isDelivered(Row{Actions: actions}); got != want {
				t.Errorf("row %d is delivered: %v, want %v", i, got, want)
			}
		}
	}
}

// TestStrongestEvidence checks that strongestEvidence returns the newest evidence of the highest level.
func TestStrongestEvidence(t *testing.T) {
	action := func(id string, level model.EvidenceLevel, reported, dated model.Date) *Action {
		u := progress.Step{Update: &model.Update{Date: reported, Evidence: []model.Evidence{{Title: id, Shows: level, Date: dated}}}}
		return &Action{Status: &progress.Status{Action: &model.Action{ID: id}, State: model.InProgress, Shows: level, Updates: []progress.Step{u}}}
	}
	list := []*Action{
		action("A-1", model.ShowsPractice, "2026-05-01", "2026-01-01"), action("A-2", model.ShowsPractice, "2026-03-01", ""), action("A-3", model.ShowsActivity, "2026-06-01", ""),
	}
	if best := strongestEvidence(list); best.Title != "A-2" || best.Action != list[1] || best.Date != "2026-03-01" {
		t.Errorf("the newest evidence of practice is %+v", best.Evidence)
	}
}

// TestCompareByNeed checks which actions a sheet leaves out first.
func TestCompareByNeed(t *testing.T) {
	action := func(id string, state model.ActionState, colour model.Colour, due, closed model.Date) *Action {
		s := &progress.Status{Action: &model.Action{ID: id}, State: state, Colour: colour, Due: due, ClosedOn: closed, Updates: make([]progress.Step, 1)}
		if state == model.InProgress {
			s.DaysOverdue = 1
		}
		return &Action{Status: s}
	}
	list := []*Action{
		action("worst", model.InProgress, model.Red, "2024-01-01", ""), action("less-late", model.InProgress, model.Red, "2026-01-01", ""),
		action("dropped", model.Closed, model.Red, "", "2025-01-01"), action("closed", model.Closed, model.Blue, "", "2026-01-01"), action("green", model.Complete, model.Green, "", ""), action("amber", model.Complete, model.Amber, "", ""),
	}
	slices.SortStableFunc(list, compareByNeed)
	var got []string
	for _, a := range list {
		got = append(got, a.ID)
	}
	if want := []string{"closed", "green", "amber", "dropped", "less-late", "worst"}; !slices.Equal(got, want) {
		t.Errorf("the sheet leaves out %q first, want %q", got, want)
	}
}
