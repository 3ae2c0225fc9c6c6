package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// questions judges what the questions of each module test and rest on, and that no
// two of the site have one id: results and printed sheets know a question by it.
func questions(j *judge) {
	first := make(map[string]diag.Pos)
	for _, m := range model.Pages[*model.Module](j.Site) {
		above, tested := false, false
		for _, q := range m.Questions {
			at := m.File.Pos(q.Offset)
			if other, taken := first[q.ID]; taken && q.ID != "" && other.Path != at.Path {
				j.Error(at, "question-id-taken", fmt.Sprintf("another module has a question with the id %q", q.ID), "give the newer of the two another id: {#other-name}",
					diag.Note{Pos: other, Message: "the other is here"})
			} else {
				first[q.ID] = at
			}
			t, a := j.question(m, &q)
			tested, above = tested || t, above || a
		}
		if tested && !above {
			j.Warn(m.File.Pos(m.Questions[0].Offset), "question-paragraphs-only", "the questions of this module test paragraphs alone: what happened, not what to do",
				"let one test a recommendation, an action, a learning point or a step of a protocol")
		}
	}
}

// question judges the references of one question. It reports whether it tests
// anything, and anything above a paragraph.
func (j *judge) question(m *model.Module, q *quiz.Question) (tested, above bool) {
	from := j.Part(&m.Page, m.ID+"#"+model.ID(q.ID))
	if from == nil {
		return false, false
	}
	cited, binding := diag.Pos{}, false
	for _, edge := range j.Out(from) {
		switch to := edge.To; edge.Relation {
		case model.Tests:
			tested = true
			above = above || to.Form != xref.ParagraphForm
			if !mayTest(to) {
				j.Error(edge.Place(), "question-tests-what", fmt.Sprintf("a question cannot test %s", name(to)),
					"name a recommendation, an action, a learning point, a paragraph or a step of a protocol")
			}
		case model.Cites:
			cited = edge.Place()
			binding = j.basis(edge) || binding
		}
	}
	if q.Unsafe() && cited.Line > 0 && !binding {
		j.Error(cited, "question-basis-what", "an option is called unsafe, and the answer rests on a review alone",
			"add a page of content/guidance/ or a step of a live protocol, or take \"Unsafe.\" out: a review says what it judged, not what to do")
	}
	return tested, above
}

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

// basis asks that an answer rests on a source: a national one or a protocol in
// force, which say what to do, or the words of a review, where the question asks what
// it judged or asked for. It reports whether the source binds.
func (j *judge) basis(edge *xref.Edge) (binds bool) {
	const hint = "name a page of content/guidance/, a step of a live protocol or, where the question asks what a review says, its paragraph"
	to := edge.To
	may, inForce := false, true
	switch e := to.Entry.(type) {
	case *model.Guidance:
		may, binds, inForce = to.Form == xref.PageForm, true, j.Site.InForce(&e.Page)
	case *model.Protocol:
		may, binds, inForce = to.Form == xref.PartForm, true, e.Status == model.Live
	case *model.Review, *model.Finding:
		may = to.Form == xref.ParagraphForm
	case *model.LearningPoint, *model.Recommendation:
		may = to.Form != xref.HeadingForm
	}
	switch {
	case !may:
		j.Error(edge.Place(), "question-basis-what", fmt.Sprintf("an answer cannot rest on %s", name(to)), hint)
	case !inForce:
		j.Error(edge.Place(), "question-basis-what", fmt.Sprintf("an answer cannot rest on %q, whose status is %s", to.Page.Label(), to.Page.Status), hint,
			diag.Note{Pos: to.Page.FieldPos("status"), Message: "its status is here"})
	}
	return may && binds
}

// name says what a reference points at, with its kind.
func name(t *xref.Target) string {
	switch {
	case t.Page == nil:
		return t.Title
	case t.Form == xref.ParagraphForm:
		return "paragraph " + t.Outside
	case t.Form == xref.PageForm:
		return fmt.Sprintf("%q, a page of the kind %s", t.Page.Label(), t.Page.Kind.Name)
	}
	return fmt.Sprintf("%q on the page %q", t.Label, t.Page.Label())
}
