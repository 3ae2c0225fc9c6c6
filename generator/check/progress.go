package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// checkProgress checks that each action in a progress.yaml file exists and is listed only
// once.
func checkProgress(c *checker) {
	for _, review := range slices.Sorted(maps.Keys(c.site.Progress)) {
		noun := model.NounOf(c.site, &model.Page{Address: "/reviews/" + review + "/"})
		actions := make(map[model.ID]bool)
		for _, s := range model.StatementsIn(c.site, review+"/") {
			for _, item := range s.Items {
				actions[s.ItemID(item)] = true
			}
			if len(s.Items) == 0 && s.Type.Asks() {
				actions[s.ID] = true
			}
		}
		reported := make(map[model.ID]diag.Pos)
		for _, a := range c.site.Progress[review].Actions {
			if a.Action == "" {
				continue // reported by package model
			}
			if first, again := reported[a.Action]; again {
				c.problems.Error(a.Pos, "progress-duplicate", fmt.Sprintf("the action %s is reported twice", a.Action), "keep one of them",
					diag.Note{Pos: first, Message: "the first is here"})
			}
			reported[a.Action] = a.Pos
			if !actions[model.ID(review)+"/"+a.Action] {
				c.problems.Error(a.Pos, "progress-unknown", fmt.Sprintf("the %s %s has no action %s", noun, review, a.Action), actionsHint(noun, review, actions))
			}
		}
	}
}

// actionsHint returns a hint with the actions of a review, for which the noun is given.
func actionsHint(noun, review string, actions map[model.ID]bool) string {
	if len(actions) == 0 {
		return "take the line out until a recommendation of the " + noun + " has actions"
	}
	var names []string
	for _, id := range slices.Sorted(maps.Keys(actions)) {
		names = append(names, strings.TrimPrefix(string(id), review+"/"))
	}
	return "its actions are " + strings.Join(names, ", ")
}
