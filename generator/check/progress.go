package check

import (
	"fmt"
	"maps"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// progress asks that each reported action exists, once.
func progress(j *judge) {
	for _, review := range slices.Sorted(maps.Keys(j.Site.Progress)) {
		actions := make(map[model.ID]bool)
		for _, r := range model.PagesIn[*model.Recommendation](j.Site, review+"/") {
			for _, part := range r.Parts() {
				actions[part.ID] = true
			}
		}
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
			if !actions[model.ID(review)+"/"+a.Action] {
				j.Error(a.Pos, "progress-unknown", fmt.Sprintf("the review %s has no action %s", review, a.Action), "write the number and letter of an action, such as 6.9b")
			}
		}
	}
}
