package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Doors is the content of content/doors.yaml: what the page of each audience starts with.
type Doors struct {
	Doors []Door `yaml:"doors"` // at most one for each audience
}

// A Door says what an audience comes for.
type Door struct {
	Audience Audience `yaml:"audience" required:"true"` // practitioner, trainer, parent, quality
	Title    string   `yaml:"title"`                    // the heading of the page and of the link to it; empty means the words of the program
	Summary  string   `yaml:"summary"`                  // one sentence about the page; empty means the words of the program
	Tasks    []Task   `yaml:"tasks"`                    // what readers most often come for, most urgent first
}

// A Task is a link in the words of somebody who needs the page.
type Task struct {
	Title string   `yaml:"title" required:"true"` // the words of the link, such as "A family is moving"
	To    ID       `yaml:"to" required:"true"`    // the id of the page
	Text  string   `yaml:"text"`                  // one line below the link
	Icon  Icon     `yaml:"icon"`                  // the drawing beside the link: eye, talk, move, heart, home, people, board, family, checklist, clock, flag or document; empty means document
	Words []string `yaml:"words"`                 // what people type in the search when they come for this, such as [moving, moved]: the search then shows the task before its results

	Pos diag.Pos `yaml:"-"` // position of the id
}

// An Icon is the name of a drawing in layouts/base.html.
type Icon string

func (Icon) values() (description string, all []string) {
	return "an icon", []string{"eye", "talk", "move", "heart", "home", "people", "board", "family", "checklist", "clock", "flag", "document"}
}

// readDoors reads content/doors.yaml.
func readDoors(s *Site, file *source.File, problems *diag.List) {
	var data Doors
	origin, _ := decode(file, &data, problems)
	for i := range data.Doors {
		d := &data.Doors[i]
		if slices.ContainsFunc(data.Doors[:i], func(other Door) bool { return other.Audience == d.Audience }) {
			problems.Error(origin.FieldPos(fmt.Sprintf("doors[%d].audience", i)), "front-value", fmt.Sprintf("there are two doors for %s", d.Audience), "join the two")
		}
		for j := range d.Tasks {
			d.Tasks[j].Pos = origin.FieldPos(fmt.Sprintf("doors[%d].tasks[%d].to", i, j))
		}
	}
	s.Doors = data.Doors
}

// DoorOf returns the door of an audience. It is empty except for the audience if the site does not
// describe it.
func DoorOf(s *Site, a Audience) Door {
	for _, d := range s.Doors {
		if d.Audience == a {
			return d
		}
	}
	return Door{Audience: a}
}

// PageByID returns the page with the given id, or nil if there is none. It searches all pages.
func PageByID(s *Site, id ID) Entry {
	i := slices.IndexFunc(s.Entries, func(e Entry) bool { return e.Base().ID == id })
	if i < 0 {
		return nil
	}
	return s.Entries[i]
}
