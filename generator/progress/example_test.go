package progress_test

import (
	"fmt"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// Example computes the status of an action on a day on which it is overdue.
func Example() {
	p := &model.Progress{
		AsAt:    "2026-12-01",
		Actions: []model.Action{{ID: "CM-07", Agreed: "2026-01-12", Owner: "Designated nurse", Due: "2026-06-30"}},
		Updates: []model.Update{
			{ID: "u1", Date: "2026-02-10", Action: "CM-07", State: model.InProgress},
			{ID: "u2", Date: "2026-06-20", Action: "CM-07", Due: "2026-11-20", Reason: "The system was late."},
		},
	}
	for _, s := range progress.Statuses("child-m", p) {
		fmt.Println(s.ID, s.State, s.Colour, s.ColourReason, s.TimesMoved, s.DaysOpen, s.DaysOverdue, s.DaysQuiet, s.Omissions)
	}
	// Output: CM-07 in-progress red overdue 1 323 11 164 [no_measure]
}
