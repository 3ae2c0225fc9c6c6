package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkDoors checks that the tasks and index entries in doors.yaml link to pages that exist and are not
// withdrawn, and to sections of these.
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
		c.problems.Error(pos, "door-target", fmt.Sprintf("the page %s is withdrawn", t.Page.ID), "name the page that replaces it, or take the entry out")
	}
}
