package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkDoors checks that the tasks and index entries in doors.yaml link to pages that exist and are not
// withdrawn, and to sections of these. A withdrawn page is only a warning, because an urgent withdrawal
// must not wait for every entry that leads to the page.
func checkDoors(c *checker) {
	for _, d := range c.site.Doors {
		for _, task := range d.Tasks {
			checkDoorTarget(c, task.To, task.Pos)
		}
	}
	for _, entry := range c.site.IndexNames {
		checkDoorTarget(c, entry.To, entry.Pos)
	}
}

// checkDoorTarget checks the id of a page or section in doors.yaml.
func checkDoorTarget(c *checker, id model.ID, pos diag.Pos) {
	t, message, hint := xref.Section(c.graph, id)
	switch {
	case id == "": // reported by package model
	case t == nil:
		c.problems.Error(pos, "door-target", message, hint)
	case !c.site.Listed(t.Page):
		message, hint := fmt.Sprintf("the page %s is withdrawn, so this entry is left out", t.Page.ID), "name the page to use instead, or take the entry out"
		if by := xref.DoorTarget(c.graph, id); by != nil {
			message, hint = fmt.Sprintf("the page %s is withdrawn, so this entry leads to %s, which replaces it", t.Page.ID, by.ID), fmt.Sprintf("write to: %s", by.ID)
		}
		c.problems.Warn(pos, "door-target", message, hint)
	}
}
