package check

import (
	"fmt"
	"maps"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// progress asks that each reported action exists, once.
func progress(j *judge) {
	for _, review := range slices.Sorted(maps.Keys(j.Site.Progress)) {
		seen := make(map[model.ID]diag.Pos)
		for _, a := range j.Site.Progress[review].Actions {
			if a.Action == "" {
				continue // has its own message
			}
			if first, again := seen[a.Action]; again {
				j.Error(a.Pos, "progress-duplicate", fmt.Sprintf("the action %s is reported twice", a.Action), "keep one of them",
					diag.Note{Pos: first, Message: "the first is here"})
			}
			seen[a.Action] = a.Pos
			t := j.Lookup(model.ID(review) + "/" + a.Action)
			if t == nil || t.Form != xref.PartForm {
				j.Error(a.Pos, "progress-unknown", fmt.Sprintf("the review %s has no action %s", review, a.Action), "write the number and letter of an action, such as 6.9b")
			}
		}
	}
}
