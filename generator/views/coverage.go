package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Coverage is the matrix of a review: a row for each action, with what it rests on and what
// answers it. That of a theme has only the actions that rest on its finding.
type Coverage struct {
	CoverageHeader
	Rows []Row // in the order of the recommendations
}

// A CoverageHeader is what the pages of a review's coverage have in common.
type CoverageHeader struct {
	xref.Derived
	Others []xref.Derived // the views of the same matrix, this one included
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

// A Reverse is the matrix of a review by finding.
type Reverse struct {
	CoverageHeader
	Findings []Reversed // in the order of their paragraphs
}

// A Reversed is a finding and what follows from each of its paragraphs.
type Reversed struct {
	Finding *model.Finding // the finding
	Rows    []ReversedRow  // one for each paragraph
}

// A ReversedRow is a paragraph of a finding and what follows from it.
type ReversedRow struct {
	Target         *xref.Target   // the paragraph
	LearningPoints []*xref.Target // that are discussed there
	Actions        []*xref.Target // that rest on it
}

// A Gaps lists what has no answer.
type Gaps struct {
	CoverageHeader
	NoFinding  []Row            // actions that rest on no finding
	NoAnswer   []Row            // actions that no step, module or question answers
	NoQuestion []Row            // actions that no question tests
	Findings   []FindingGap     // findings with paragraphs that lead to nothing
	Explained  []*model.Finding // findings whose authors say what references do not show
}

// A FindingGap lists the paragraphs of a finding that lead to nothing.
type FindingGap struct {
	Finding         *model.Finding // the finding
	NoLearningPoint []*xref.Target // paragraphs that no learning point is discussed in
	NoAction        []*xref.Target // paragraphs that no action rests on
}

// coverageHeader returns the header of a page of coverage.
func coverageHeader(g *xref.Graph, d xref.Derived) CoverageHeader {
	h := CoverageHeader{Derived: d}
	h.Others = slices.DeleteFunc(slices.Clone(g.Below(d.Review.Address)), func(other xref.Derived) bool {
		return !slices.Contains([]string{"coverage", "reverse", "gaps"}, other.View)
	})
	slices.SortStableFunc(h.Others, func(a, b xref.Derived) int { return rank(g, a).Compare(rank(g, b)) })
	return h
}

// rank orders the views of a matrix: by recommendation, by finding, gaps, and then the themes
// in the order of their paragraphs.
func rank(g *xref.Graph, d xref.Derived) model.Number {
	if d.Theme != nil {
		return firstNumber(g, d.Theme)
	}
	return model.Number{Paragraph: slices.Index([]string{"coverage", "reverse", "gaps"}, d.View)}
}

// CoverageOf returns the matrix of a review, or of one theme of it.
func CoverageOf(g *xref.Graph, d xref.Derived) *Coverage {
	return &Coverage{CoverageHeader: coverageHeader(g, d), Rows: rows(g, d.Review, d.Theme)}
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
			row.addBases(g)
			if theme == nil || slices.ContainsFunc(row.Paragraphs, func(t *xref.Target) bool { return t.Page == &theme.Page }) {
				row.addAnswers(g)
				list = append(list, row)
			}
		}
	}
	return list
}

// addBases adds what an action rests on.
func (row *Row) addBases(g *xref.Graph) {
	for _, e := range g.Out(row.Target) {
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

// ReverseOf returns the matrix of a review by finding.
func ReverseOf(g *xref.Graph, d xref.Derived) *Reverse {
	v := &Reverse{CoverageHeader: coverageHeader(g, d)}
	for _, f := range findings(g, d.Review) {
		v.Findings = append(v.Findings, Reversed{f, reversed(g, f)})
	}
	return v
}

// findings returns the findings of a review in the order of their paragraphs.
func findings(g *xref.Graph, r *model.Review) []*model.Finding {
	list := inForce[*model.Finding](g, r.ReviewFolder())
	slices.SortStableFunc(list, func(a, b *model.Finding) int { return firstNumber(g, a).Compare(firstNumber(g, b)) })
	return list
}

// firstNumber returns the lowest number of a finding. It does not use Numbered, which sorts:
// it is called at every comparison.
func firstNumber(g *xref.Graph, f *model.Finding) model.Number {
	lowest := model.Number{Section: 999}
	consider := func(t *xref.Target) {
		if t != nil && t.Number.Compare(lowest) < 0 {
			lowest = t.Number
		}
	}
	for _, t := range g.Withheld(&f.Page) {
		consider(t)
	}
	for i := range f.Body.Paragraphs {
		consider(g.Paragraph(&f.Page, i))
	}
	return lowest
}

// reversed returns a row for each paragraph of a finding.
func reversed(g *xref.Graph, f *model.Finding) []ReversedRow {
	var list []ReversedRow
	for _, t := range g.Numbered(&f.Page) {
		row := ReversedRow{Target: t}
		for _, e := range g.In(t) {
			switch e.Relation {
			case model.DiscussedIn:
				add(&row.LearningPoints, e.From)
			case model.RestsOn:
				if e.From.Page.Kind.Name == "recommendation" {
					add(&row.Actions, e.From)
				}
			}
		}
		list = append(list, row)
	}
	return list
}

// GapsOf returns the page of what has no answer.
func GapsOf(g *xref.Graph, d xref.Derived) *Gaps {
	v := &Gaps{CoverageHeader: coverageHeader(g, d)}
	for _, row := range rows(g, d.Review, nil) {
		if len(row.Paragraphs) == 0 {
			v.NoFinding = append(v.NoFinding, row)
		}
		if row.Unanswered() {
			v.NoAnswer = append(v.NoAnswer, row)
		}
		if len(row.Questions) == 0 {
			v.NoQuestion = append(v.NoQuestion, row)
		}
	}
	for _, f := range findings(g, d.Review) {
		var points, actions []*xref.Target
		for _, row := range reversed(g, f) {
			if len(row.LearningPoints) == 0 {
				points = append(points, row.Target)
			}
			if len(row.Actions) == 0 {
				actions = append(actions, row.Target)
			}
		}
		if len(points)+len(actions) > 0 {
			v.Findings = append(v.Findings, FindingGap{f, points, actions})
		}
		if len(f.Gaps) > 0 {
			v.Explained = append(v.Explained, f)
		}
	}
	return v
}
