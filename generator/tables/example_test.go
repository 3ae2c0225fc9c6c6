package tables_test

import (
	"fmt"

	"safelearn/generator/model"
	"safelearn/generator/tables"
)

// Append adds entries at the end of the lists in a progress.yaml and changes nothing else.
func ExampleAppend() {
	added, err := tables.Append("# Ours.\nupdates:\n- {id: u1, date: 2026-02-10, action: CM-07, said_by: hub}\n", []tables.Change{
		{Row: 2, Key: "CM-07", Update: &model.Update{ID: "u2", Date: "2026-03-01", Action: "CM-07", SaidBy: "hub", State: model.Complete, What: "Done: all of it."}},
	})
	fmt.Print(added.Text, err)
	// Output:
	// # Ours.
	// updates:
	// - {id: u1, date: 2026-02-10, action: CM-07, said_by: hub}
	// - id: u2
	//   date: 2026-03-01
	//   action: CM-07
	//   said_by: hub
	//   state: complete
	//   what: "Done: all of it."
	// <nil>
}
