package views

import (
	"cmp"
	"hash/fnv"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// maxPractice is how many questions are mixed. They take about five minutes.
const maxPractice = 12

// A Practice is the page of mixed practice: questions of all modules.
type Practice struct {
	Header
	Asked []Asked // in the order of the page
}

// An Asked is a question of a module on the page of mixed practice.
type Asked struct {
	Module *model.Module // that the question is from
	Index  int           // of the question in Module.Questions
	Number int           // on the page, from 1
}

// PracticeOf returns the page of mixed practice. It takes a question from each module in turn.
// A hash of their ids decides which questions of a module come first, so that every build
// chooses the same ones.
func PracticeOf(g *xref.Graph, d xref.Derived) *Practice {
	v := &Practice{Header: headerOf(d)}
	var turns [][]Asked
	for _, e := range inForce(g) {
		if m, ok := e.(*model.Module); ok {
			if list := checkable(m); len(list) > 0 {
				turns = append(turns, list)
			}
		}
	}
	for round := 0; len(turns) > 0 && len(v.Asked) < maxPractice; round++ {
		turns = slices.DeleteFunc(turns, func(list []Asked) bool { return len(list) <= round })
		for _, list := range turns {
			if len(v.Asked) < maxPractice {
				list[round].Number = len(v.Asked) + 1
				v.Asked = append(v.Asked, list[round])
			}
		}
	}
	return v
}

// checkable returns the questions of a module that have a right answer.
func checkable(m *model.Module) []Asked {
	var list []Asked
	for i := range m.Questions {
		if m.Questions[i].Checkable() {
			list = append(list, Asked{Module: m, Index: i})
		}
	}
	slices.SortStableFunc(list, func(a, b Asked) int { return cmp.Compare(a.hash(), b.hash()) })
	return list
}

func (a Asked) hash() uint32 {
	sum := fnv.New32a()
	sum.Write([]byte(string(a.Module.ID) + "#" + a.Module.Questions[a.Index].ID))
	return sum.Sum32()
}
