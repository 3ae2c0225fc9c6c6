package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Coverage is a view of the matrix of a review: what each action rests on and what answers
// it, and what follows from each finding. That of a theme has only the actions that rest on
// its finding.
type Coverage struct {
	xref.Derived
	Others   []xref.Derived // the views of the same matrix, this one included
	Rows     []Row          // in the order of the recommendations, nil on the view by finding
	Findings []Reversed     // in the order of their paragraphs, nil on the view by recommendation
}

// A Row is one action of a recommendation.
type Row struct {
	Recommendation *model.Recommendation // that the action is part of
	Action         model.Action          // the action itself
	Target         *xref.Target          // of the action
	Paragraphs     []*xref.Target        // paragraphs of findings that it rests on
	Narrative      []*xref.Target        // other paragraphs that it rests on, which describe events
	LearningPoints []*xref.Target        // that it rests on
	Steps          []*xref.Target        // steps of protocols that answer it
	Modules        []*xref.Target        // modules that answer it
	Questions      []*xref.Target        // questions that test it
}

// Unanswered reports whether no step, module or question answers the action.
func (row Row) Unanswered() bool { return len(row.Steps)+len(row.Modules)+len(row.Questions) == 0 }

// A Reversed is a finding and what follows from each of its paragraphs.
type Reversed struct {
	Finding         *model.Finding // the finding
	Rows            []ReversedRow  // one for each paragraph
	NoLearningPoint []*xref.Target // paragraphs that no learning point is discussed in
	NoAction        []*xref.Target // paragraphs that no action rests on
}

// A ReversedRow is a paragraph of a finding and what follows from it.
type ReversedRow struct {
	Target         *xref.Target   // the paragraph
	LearningPoints []*xref.Target // that are discussed there
	Actions        []*xref.Target // that rest on it
}

// CoverageOf returns a view of the coverage of a review.
func CoverageOf(g *xref.Graph, d xref.Derived) *Coverage {
	v := &Coverage{Derived: d, Others: slices.Clone(g.Below(d.Review.Address + "coverage/"))}
	findings := inForce[*model.Finding](g, d.Review.ReviewFolder())
	first := make(map[*model.Finding]model.Number, len(findings))
	for _, f := range findings {
		first[f] = model.Number{Section: 999}
		if list := g.Numbered(&f.Page); len(list) > 0 {
			first[f] = list[0].Number
		}
	}
	slices.SortStableFunc(v.Others, func(a, b xref.Derived) int { // themes are last
		order := []string{"coverage", "reverse", "gaps"}
		return cmp.Or(first[a.Theme].Compare(first[b.Theme]), cmp.Compare(slices.Index(order, a.View), slices.Index(order, b.View)))
	})
	if d.View != "reverse" {
		v.Rows = rows(g, d.Review, d.Theme)
	}
	if d.View != "coverage" {
		slices.SortStableFunc(findings, func(a, b *model.Finding) int { return first[a].Compare(first[b]) })
		for _, f := range findings {
			v.Findings = append(v.Findings, reversed(g, f))
		}
	}
	return v
}

// NoFinding returns the actions that rest on no finding.
func (v *Coverage) NoFinding() []Row {
	return where(v.Rows, func(row Row) bool { return len(row.Paragraphs) == 0 })
}

// NoAnswer returns the actions that no step, module or question answers.
func (v *Coverage) NoAnswer() []Row { return where(v.Rows, Row.Unanswered) }

// NoQuestion returns the actions that no question tests.
func (v *Coverage) NoQuestion() []Row {
	return where(v.Rows, func(row Row) bool { return len(row.Questions) == 0 })
}

// Incomplete returns the findings with paragraphs that lead to nothing.
func (v *Coverage) Incomplete() []Reversed {
	return where(v.Findings, func(f Reversed) bool { return len(f.NoLearningPoint)+len(f.NoAction) > 0 })
}

// Explained returns the findings whose authors say what references do not show of gaps.
func (v *Coverage) Explained() []Reversed {
	return where(v.Findings, func(f Reversed) bool { return len(f.Finding.Gaps) > 0 })
}

// where returns the elements of a list that a condition is true of.
func where[T any](list []T, condition func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(element T) bool { return !condition(element) })
}

// rows returns a row for each action of a review in order, or for the actions that rest on a
// theme if it is not nil.
func rows(g *xref.Graph, r *model.Review, theme *model.Finding) []Row {
	var list []Row
	recommendations := inForce[*model.Recommendation](g, r.ReviewFolder())
	slices.SortStableFunc(recommendations, func(a, b *model.Recommendation) int { return a.Paragraph.Compare(b.Paragraph) })
	for _, rec := range recommendations {
		for _, action := range rec.Actions {
			row := Row{Recommendation: rec, Action: action, Target: g.Part(&rec.Page, rec.ActionID(action))}
			row.addBases()
			if theme == nil || slices.ContainsFunc(row.Paragraphs, func(t *xref.Target) bool { return t.Page == &theme.Page }) {
				row.addAnswers(g)
				list = append(list, row)
			}
		}
	}
	return list
}

// addBases adds what an action rests on.
func (row *Row) addBases() {
	for _, e := range row.Target.Out {
		if e.Relation != model.RestsOn {
			continue
		}
		switch {
		case e.To.Page != nil && e.To.Page.Kind.Name == "learning-point":
			add(&row.LearningPoints, e.To)
		case e.To.Form == xref.ParagraphForm && e.To.Page.Kind.Name == "finding":
			add(&row.Paragraphs, e.To)
		default:
			add(&row.Narrative, e.To)
		}
	}
}

// addAnswers adds what answers an action, and the questions that test it or its
// recommendation. A protocol that serves a whole recommendation does not say which of its
// actions it answers, and is not an answer to any.
func (row *Row) addAnswers(g *xref.Graph) {
	ofAction := g.In(row.Target)
	for i, e := range slices.Concat(ofAction, g.In(g.Page(&row.Recommendation.Page))) {
		switch {
		case e.Relation == model.Tests:
			add(&row.Questions, e.From)
			add(&row.Modules, g.Page(e.From.Page))
		case i >= len(ofAction):
		case e.From.Page.Kind.Name == "module":
			add(&row.Modules, g.Page(e.From.Page))
		case e.Relation == model.Serves:
			add(&row.Steps, e.From)
		}
	}
}

// add adds a target to a list that does not have it.
func add(list *[]*xref.Target, t *xref.Target) {
	if !slices.Contains(*list, t) {
		*list = append(*list, t)
	}
}

// reversed returns a finding with a row for each of its paragraphs.
func reversed(g *xref.Graph, f *model.Finding) Reversed {
	v := Reversed{Finding: f}
	for _, t := range g.Numbered(&f.Page) {
		row := ReversedRow{Target: t}
		for _, e := range g.In(t) {
			switch {
			case e.Relation == model.DiscussedIn:
				add(&row.LearningPoints, e.From)
			case e.Relation == model.RestsOn && e.From.Page.Kind.Name == "recommendation":
				add(&row.Actions, e.From)
			}
		}
		if row.LearningPoints == nil {
			v.NoLearningPoint = append(v.NoLearningPoint, t)
		}
		if row.Actions == nil {
			v.NoAction = append(v.NoAction, t)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
