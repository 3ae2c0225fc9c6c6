package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// checkQuestions checks what the questions of each module test and the sources on which their answers
// are based. It also checks that the ids of questions are unique on the site, since results and printed
// question sheets identify a question by its id.
func checkQuestions(c *checker) {
	first := make(map[string]diag.Pos)
	for _, m := range model.Pages[*model.Module](c.site) {
		testsMore, tested := false, false
		for _, q := range m.Questions {
			at := m.File.Pos(q.Offset)
			if other, taken := first[q.ID]; taken && q.ID != "" && other.Path != at.Path {
				c.problems.Error(at, "question-id-taken", fmt.Sprintf("another module has a question with the id %q", q.ID), "give the newer of the two another id: {#other-name}",
					diag.Note{Pos: other, Message: "the other is here"})
			} else {
				first[q.ID] = at
			}
			t, more := c.checkQuestion(m, &q)
			tested, testsMore = tested || t, testsMore || more
		}
		if tested && !testsMore {
			c.problems.Warn(m.File.Pos(m.Questions[0].Offset), "question-paragraphs-only", "the questions of this module test what happened, not what to do",
				"let one test what to do: a step of a protocol, an action, a learning point or a briefing")
		}
	}
}

// checkQuestion checks the references of a question. It returns whether the question tests anything,
// and whether it tests anything other than review content (see isReviewContent).
func (c *checker) checkQuestion(m *model.Module, q *quiz.Question) (tested, testsMore bool) {
	from := c.graph.Part(&m.Page, m.ID+"#"+model.ID(q.ID))
	if from == nil {
		return false, false
	}
	cited, binding := diag.Pos{}, false
	for _, edge := range from.References {
		switch to := edge.To; edge.Relation {
		case model.Tests:
			tested = true
			testsMore = testsMore || !isReviewContent(to)
			if !to.MayBeTested() {
				c.problems.Error(edge.Pos(), "question-tests-what", fmt.Sprintf("a question cannot test %s", to.Description()), testedHint(c.graph, to))
			}
		case model.Cites:
			cited = edge.Pos()
			binding = c.checkBasis(edge) || binding
		}
	}
	if q.HasUnsafeOption() && cited.Line > 0 && !binding {
		c.problems.Error(cited, "question-basis-what", "an option is called unsafe, and the answer rests on a review alone",
			"add a page of content/guidance/ or a step of a live protocol, or take \"Unsafe.\" out: a review says what it judged, not what to do")
	}
	return tested, testsMore
}

// isReviewContent reports whether t is a paragraph, a finding or a review. Such a target says what
// happened or what a review judged, rather than what to do.
func isReviewContent(t *xref.Target) bool {
	if t.Type != xref.PageTarget {
		return t.Type == xref.ParagraphTarget
	}
	return t.Page.Kind.Name == "finding" || t.Page.Kind.Name == "review"
}

// testedHint returns a hint for a question that tests an unsuitable target. It suggests the page that
// contains the heading, or something that a module can teach.
func testedHint(g *xref.Graph, to *xref.Target) string {
	if to.Type == xref.HeadingTarget {
		if page := g.Page(to.Page); page.MayBeTested() {
			return fmt.Sprintf("write [[%s]]", page.ID)
		}
	}
	return "name what the module teaches: a page, a paragraph, an action or a step, such as [[" + diag.TestedID + "]]"
}

// checkBasis reports an answer that is not based on an accepted source. Accepted sources are guidance
// pages, steps of live protocols, paragraphs, findings, learning points, recommendations and their
// actions, unless they are withdrawn, which is only a warning: a withdrawal need not wait for the module. It
// returns whether the source is binding, as a guidance page or a protocol step is.
func (c *checker) checkBasis(edge *xref.Edge) (binding bool) {
	const hint = "name a page of content/guidance/, a step of a live protocol or, where the question asks what a review says, its paragraph"
	to := edge.To
	binding = to.IsBinding()
	switch {
	case !binding && !to.RecordsJudgement():
		c.problems.Error(edge.Pos(), "question-basis-what", fmt.Sprintf("an answer cannot rest on %s", to.Description()), hint)
	case !c.site.Listed(to.Page):
		c.problems.Warn(edge.Pos(), "question-basis-what", fmt.Sprintf("this answer rests on %q, which is withdrawn, so the question is not asked", to.Page.Label()), hint,
			diag.Note{Pos: to.Page.FieldPos("status"), Message: "its status is here"})
	case binding && to.Type == xref.PartTarget && to.Page.Status != model.Live:
		c.problems.Error(edge.Pos(), "question-basis-what", fmt.Sprintf("an answer cannot rest on %q, whose status is %s", to.Page.Label(), c.site.EffectiveStatus(to.Page)), hint,
			diag.Note{Pos: to.Page.FieldPos("status"), Message: "its status is here"})
	}
	return binding
}
