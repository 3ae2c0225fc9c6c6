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
	xref.Derived
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
	v := &Practice{Derived: d}
	for _, m := range inForce[*model.Module](g, "") {
		v.Asked = append(v.Asked, checkable(m)...)
	}
	slices.SortStableFunc(v.Asked, func(a, b Asked) int { return cmp.Compare(a.Number, b.Number) })
	v.Asked = v.Asked[:min(len(v.Asked), maxPractice)]
	for i := range v.Asked {
		v.Asked[i].Number = i + 1
	}
	return v
}

// checkable returns the questions of a module that have a right answer, numbered in the order
// in which they are chosen.
func checkable(m *model.Module) []Asked {
	hash := func(a Asked) uint32 {
		sum := fnv.New32a()
		sum.Write([]byte(string(m.ID) + "#" + m.Questions[a.Index].ID))
		return sum.Sum32()
	}
	var list []Asked
	for i := range m.Questions {
		if m.Questions[i].Checkable() {
			list = append(list, Asked{Module: m, Index: i})
		}
	}
	slices.SortStableFunc(list, func(a, b Asked) int { return cmp.Compare(hash(a), hash(b)) })
	for i := range list {
		list[i].Number = i + 1
	}
	return list
}
