package check

import (
	"fmt"

	"safelearn/generator/model"
)

// checkDoors checks that the tasks in doors.yaml link to pages that exist and are not withdrawn.
func checkDoors(c *checker) {
	for _, d := range c.site.Doors {
		for _, task := range d.Tasks {
			e := model.PageByID(c.site, task.To)
			switch {
			case task.To == "": // reported by package model
			case e == nil:
				c.problems.Error(task.Pos, "door-target", fmt.Sprintf("there is no page %s", task.To), "write the id of a page, or take the task out until there is one")
			case !c.site.Listed(e.Base()):
				c.problems.Error(task.Pos, "door-target", fmt.Sprintf("the page %s is withdrawn", task.To), "name the page that replaces it, or take the task out")
			}
		}
	}
}
