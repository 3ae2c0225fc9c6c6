package model

import (
	"fmt"
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// Doors is the content of content/doors.yaml, which describes the landing page for each audience: its
// heading, summary and tasks, and what else the index lists.
type Doors struct {
	Doors []Door       `yaml:"doors"` // at most one for each audience
	Index []IndexNames `yaml:"index"` // what the index lists in addition to the titles of pages and the names of terms
}

// IndexNames is an entry of the key index in doors.yaml: names that readers look up, and the page or
// section to which the index links them and which the search finds by them.
type IndexNames struct {
	To    ID       `yaml:"to" required:"true"`    // the id of the page, or of a section of it, such as handover#refer
	Names []string `yaml:"names" required:"true"` // names under which the index lists the page or section, such as [alcohol, drugs]

	Pos diag.Pos `yaml:"-"` // position of To
}

// A Door is the landing page for an audience.
type Door struct {
	Audience Audience `yaml:"audience" required:"true"` // practitioner, trainer, parent, quality
	Title    string   `yaml:"title"`                    // the heading of the page and the text of links to it; empty means the program's text
	Summary  string   `yaml:"summary"`                  // one sentence about the page; empty means the program's text
	Tasks    []Task   `yaml:"tasks"`                    // the most frequent tasks of the audience, most urgent first
}

// A Task is a link on the page for an audience. Its text says what readers want to do, not which page
// it leads to.
type Task struct {
	Title string   `yaml:"title" required:"true"` // the link text, such as "A family is moving"
	To    ID       `yaml:"to" required:"true"`    // the id of the page, or of a section of it, such as handover#refer
	Text  string   `yaml:"text"`                  // one line below the link
	Icon  Icon     `yaml:"icon"`                  // the drawing beside the link: eye, talk, move, heart, home, people, board, family, checklist, clock, flag or document; empty means document
	Words []string `yaml:"words"`                 // search words for the task, such as [moving, moved]; on the page for practitioners, a search for one of them shows the task above the results

	Pos diag.Pos `yaml:"-"` // position of To
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
	for i := range data.Index {
		data.Index[i].Pos = origin.FieldPos(fmt.Sprintf("index[%d].to", i))
	}
	s.Doors, s.IndexNames = data.Doors, data.Index
}

// DoorOf returns the door for an audience. If doors.yaml has none, the result has only an Audience.
func DoorOf(s *Site, a Audience) Door {
	for _, d := range s.Doors {
		if d.Audience == a {
			return d
		}
	}
	return Door{Audience: a}
}
