package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// checkQuestions checks what the questions of each module test and rest on, and that every
// question of the site has an id of its own: results and printed sheets name it by that.
func checkQuestions(c *checker) {
	first := make(map[string]diag.Pos)
	for _, m := range model.Pages[*model.Module](c.site) {
		above, tested := false, false
		for _, q := range m.Questions {
			at := m.File.Pos(q.Offset)
			if other, taken := first[q.ID]; taken && q.ID != "" && other.Path != at.Path {
				c.problems.Error(at, "question-id-taken", fmt.Sprintf("another module has a question with the id %q", q.ID), "give the newer of the two another id: {#other-name}",
					diag.Note{Pos: other, Message: "the other is here"})
			} else {
				first[q.ID] = at
			}
			t, a := c.question(m, &q)
			tested, above = tested || t, above || a
		}
		if tested && !above {
			c.problems.Warn(m.File.Pos(m.Questions[0].Offset), "question-paragraphs-only", "the questions of this module test paragraphs alone: what happened, not what to do",
				"let one test a recommendation, an action, a learning point or a step of a protocol")
		}
	}
}

// question checks the references of a question. It reports whether the question tests
// anything, and whether it tests more than paragraphs.
func (c *checker) question(m *model.Module, q *quiz.Question) (tested, above bool) {
	from := c.graph.Part(&m.Page, m.ID+"#"+model.ID(q.ID))
	if from == nil {
		return false, false
	}
	cited, binding := diag.Pos{}, false
	for _, edge := range c.graph.Out(from) {
		switch to := edge.To; edge.Relation {
		case model.Tests:
			tested = true
			above = above || to.Form != xref.ParagraphForm
			if !mayTest(to) {
				c.problems.Error(edge.Pos(), "question-tests-what", fmt.Sprintf("a question cannot test %s", to.Description()),
					"name a recommendation, an action, a learning point, a paragraph or a step of a protocol")
			}
		case model.Cites:
			cited = edge.Pos()
			binding = c.basis(edge) || binding
		}
	}
	if q.Unsafe() && cited.Line > 0 && !binding {
		c.problems.Error(cited, "question-basis-what", "an option is called unsafe, and the answer rests on a review alone",
			"add a page of content/guidance/ or a step of a live protocol, or take \"Unsafe.\" out: a review says what it judged, not what to do")
	}
	return tested, above
}

// mayTest reports whether a question may test a target: something that says what to do or
// what happened.
func mayTest(t *xref.Target) bool {
	switch t.Entry.(type) {
	case *model.Recommendation:
		return t.Form == xref.PageForm || t.Form == xref.PartForm
	case *model.LearningPoint:
		return t.Form == xref.PageForm
	case *model.Protocol:
		return t.Form == xref.PartForm
	}
	return t.Form == xref.ParagraphForm
}

// basis checks that an answer rests on a source: national guidance or a live protocol, which
// say what to do, or the words of a review, where the question asks what it found. It reports
// whether the source binds.
func (c *checker) basis(edge *xref.Edge) (binds bool) {
	const hint = "name a page of content/guidance/, a step of a live protocol or, where the question asks what a review says, its paragraph"
	to := edge.To
	may, inForce := false, true
	switch e := to.Entry.(type) {
	case *model.Guidance:
		may, binds, inForce = to.Form == xref.PageForm, true, c.site.InForce(&e.Page)
	case *model.Protocol:
		may, binds, inForce = to.Form == xref.PartForm, true, e.Status == model.Live
	case *model.Review, *model.Finding:
		may = to.Form == xref.ParagraphForm
	case *model.LearningPoint, *model.Recommendation:
		may = to.Form != xref.HeadingForm
	}
	switch {
	case !may:
		c.problems.Error(edge.Pos(), "question-basis-what", fmt.Sprintf("an answer cannot rest on %s", to.Description()), hint)
	case !inForce:
		c.problems.Error(edge.Pos(), "question-basis-what", fmt.Sprintf("an answer cannot rest on %q, whose status is %s", to.Page.Label(), to.Page.Status), hint,
			diag.Note{Pos: to.Page.FieldPos("status"), Message: "its status is here"})
	}
	return may && binds
}
