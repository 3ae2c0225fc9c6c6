package views

import (
	"cmp"
	"hash/fnv"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// maxPractice is the maximum number of questions on the practice page. Twelve questions take
// about five minutes.
const maxPractice = 12

// Practice is the mixed practice page, which asks questions from all modules.
type Practice struct {
	xref.GeneratedPage
	Questions []PracticeQuestion // questions in page order
}

// A PracticeQuestion identifies a question on the mixed practice page by its module and index.
type PracticeQuestion struct {
	Module *model.Module // module that the question is from
	Index  int           // index in Module.Questions
	Number int           // number on the page, from 1; while the questions are being chosen, position of the question in its module
}

// PracticeOf returns the mixed practice page, with at most maxPractice questions. It takes one
// question from each module in turn. The order within a module is that of a hash of the question
// ids, so that every build chooses the same questions.
func PracticeOf(g *xref.Graph, d xref.GeneratedPage) *Practice {
	v := &Practice{GeneratedPage: d}
	for _, m := range listedPages[*model.Module](g, "") {
		v.Questions = append(v.Questions, checkableQuestions(g, m)...)
	}
	slices.SortStableFunc(v.Questions, func(a, b PracticeQuestion) int { return cmp.Compare(a.Number, b.Number) })
	v.Questions = v.Questions[:min(len(v.Questions), maxPractice)]
	for i := range v.Questions {
		v.Questions[i].Number = i + 1
	}
	return v
}

// checkableQuestions returns the questions of m that are in force and have a right answer, in a fixed
// pseudo-random order, numbered from 1.
func checkableQuestions(g *xref.Graph, m *model.Module) []PracticeQuestion {
	hash := func(a PracticeQuestion) uint32 {
		sum := fnv.New32a()
		sum.Write([]byte(string(m.ID) + "#" + m.Questions[a.Index].ID))
		return sum.Sum32()
	}
	var list []PracticeQuestion
	for i := range m.Questions {
		t := g.Part(&m.Page, m.ID+"#"+model.ID(m.Questions[i].ID))
		if m.Questions[i].Checkable() && g.Site.InForce(&m.Page) && (t == nil || g.InForce(t)) {
			list = append(list, PracticeQuestion{Module: m, Index: i})
		}
	}
	slices.SortStableFunc(list, func(a, b PracticeQuestion) int { return cmp.Compare(hash(a), hash(b)) })
	for i := range list {
		list[i].Number = i + 1
	}
	return list
}
