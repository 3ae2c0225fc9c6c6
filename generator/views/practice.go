package views

import (
	"cmp"
	"hash/fnv"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// mostPractice is how many questions are mixed: what five minutes hold.
const mostPractice = 12

// A Practice is the page to come back to: questions of all modules, mixed.
type Practice struct {
	Place
	Asked []Asked
}

// An Asked is one question of a module, taken out of it.
type Asked struct {
	Module *model.Module
	Index  int // in Module.Questions
	Number int // on the page, from 1
}

// PracticeOf makes the page. Modules take turns, so that two questions of one stand
// apart; which of a module's come first follows from their ids, so that the choice
// stays when the site is built again.
func PracticeOf(g *xref.Graph, d xref.Derived) *Practice {
	v := &Practice{Place: placeOf(d)}
	var turns [][]Asked
	for _, e := range inForce(g) {
		if m, ok := e.(*model.Module); ok {
			if list := checkable(m); len(list) > 0 {
				turns = append(turns, list)
			}
		}
	}
	for round := 0; len(turns) > 0 && len(v.Asked) < mostPractice; round++ {
		turns = slices.DeleteFunc(turns, func(list []Asked) bool { return len(list) <= round })
		for _, list := range turns {
			if len(v.Asked) < mostPractice {
				list[round].Number = len(v.Asked) + 1
				v.Asked = append(v.Asked, list[round])
			}
		}
	}
	return v
}

// checkable gives the questions of a module that have a right answer.
func checkable(m *model.Module) []Asked {
	var list []Asked
	for i := range m.Questions {
		if m.Questions[i].Checkable() {
			list = append(list, Asked{Module: m, Index: i})
		}
	}
	slices.SortStableFunc(list, func(a, b Asked) int { return cmp.Compare(a.place(), b.place()) })
	return list
}

func (a Asked) place() uint32 {
	sum := fnv.New32a()
	sum.Write([]byte(string(a.Module.ID) + "#" + a.Module.Questions[a.Index].ID))
	return sum.Sum32()
}
