package model

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Progress holds reviews/<id>/progress.yaml: what a partnership reports about the
// actions of a review. It may be empty; the page then says so.
type Progress struct {
	Actions []ActionProgress `yaml:"actions"` // in any order, each action once
}

// ActionProgress is the local state of an action.
type ActionProgress struct {
	Action   ID          `yaml:"action" required:"true"` // 6.9b
	State    ActionState `yaml:"state" required:"true"`  // not-started, under-way, done, stopped
	Owner    string      `yaml:"owner"`                  // the role that carries the action out
	Due      Date        `yaml:"due"`                    // the day it should be done
	Evidence string      `yaml:"evidence"`               // what shows that it is done, or why it was stopped
	AsAt     Date        `yaml:"as_at" required:"true"`  // the day of the report

	Pos diag.Pos `yaml:"-"` // the position of its action
}

// ActionState is the state of the work on an action.
type ActionState string

const (
	NotStarted ActionState = "not-started" // agreed, not begun
	UnderWay   ActionState = "under-way"   // begun
	Completed  ActionState = "done"        // completed, with evidence
	Stopped    ActionState = "stopped"     // given up, with a reason as evidence
)

func (s *ActionState) set(text string) (problem, hint string) {
	return setOneOf(s, text, "a state", NotStarted, UnderWay, Completed, Stopped)
}

// Label returns the state as readers see it.
func (s ActionState) Label() string {
	return map[ActionState]string{NotStarted: "Not started", UnderWay: "Under way", Completed: "Done", Stopped: "Stopped"}[s]
}

// readProgress reads reviews/<review>/progress.yaml.
func (s *Site) readProgress(review string, file *source.File, problems *diag.List) {
	progress := new(Progress)
	origin, _ := decode(file, progress, problems)
	for i := range progress.Actions {
		progress.Actions[i].Pos = origin.FieldPos(fmt.Sprintf("actions[%d].action", i))
	}
	s.Progress[review] = progress
}
