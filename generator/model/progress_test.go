package model

import (
	"slices"
	"testing"
)

// TestEveryStateCanFollow checks that an action, which is not started at first, can reach every state
// that hints and spreadsheets offer.
func TestEveryStateCanFollow(t *testing.T) {
	reached := []ActionState{NotStarted}
	for i := 0; i < len(reached); i++ {
		for _, next := range reached[i].NextStates() {
			if !slices.Contains(reached, next) {
				reached = append(reached, next)
			}
		}
	}
	_, all := NotStarted.values()
	for _, state := range all {
		if !slices.Contains(reached, ActionState(state)) {
			t.Errorf("no update can give an action the state %s", state)
		}
	}
}
