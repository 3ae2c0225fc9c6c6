package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Coverage is the matrix of a review: a row for each action, and what it rests
// on and what answers it. Of a theme it holds the actions that rest on that
// finding alone.
type Coverage struct {
	Frame
	Theme *model.Finding // nil for the whole review
	Rows  []Row
}

// A Frame is what the pages of one review's coverage share.
type Frame struct {
	Place
	Review *model.Review
	Others []xref.Derived // the other views of the same matrix
}

// A Row is one action of a recommendation.
type Row struct {
	Recommendation *model.Recommendation
	Action         model.Action
	Target         *xref.Target
	Paragraphs     []*xref.Target // of findings, that it rests on
	Narrative      []*xref.Target // other paragraphs it rests on: they tell what happened and judge nothing
	LearningPoints []*xref.Target
	Steps          []*xref.Target // of protocols, and protocols as a whole
	Modules        []*xref.Target
	Questions      []*xref.Target
}

// Unanswered reports whether no protocol step, module or question answers the
// action.
func (row Row) Unanswered() bool { return len(row.Steps)+len(row.Modules)+len(row.Questions) == 0 }

// A Reverse is the matrix read from the findings.
type Reverse struct {
	Frame
	Findings []Reversed
}

// A Reversed is one finding and what comes of each of its paragraphs.
type Reversed struct {
	Finding *model.Finding
	Rows    []ReversedRow
}

// A ReversedRow is one paragraph of a finding.
type ReversedRow struct {
	Target         *xref.Target
	LearningPoints []*xref.Target // that are discussed there
	Actions        []*xref.Target // that rest on it
}

// A Gaps names what has no answer, so that an empty cell is never only blank.
type Gaps struct {
	Frame
	NoFinding  []Row // actions that rest on no finding
	NoAnswer   []Row // actions that no step, module or question answers
	NoQuestion []Row
	Findings   []FindingGap
	Notes      []Note
}

// A FindingGap is what a finding's paragraphs lack.
type FindingGap struct {
	Finding         *model.Finding
	NoLearningPoint []*xref.Target
	NoAction        []*xref.Target
}

// A Note is what an author says of a gap that no machine can see.
type Note struct {
	Finding *model.Finding
	Text    string
}

// frameOf finds what a page of coverage shares with its sisters.
func frameOf(g *xref.Graph, d xref.Derived) Frame {
	f := Frame{Place: placeOf(d), Review: d.Review}
	for _, other := range g.Below(d.Review.Address) {
		if slices.Contains([]string{"coverage", "reverse", "gaps"}, other.View) {
			f.Others = append(f.Others, other)
		}
	}
	// the whole first, then theme by theme
	slices.SortStableFunc(f.Others, func(a, b xref.Derived) int { return rank(g, a).Compare(rank(g, b)) })
	return f
}

// rank orders the views of a matrix: by recommendation, by finding, gaps, and then
// the themes as the review tells them.
func rank(g *xref.Graph, d xref.Derived) model.Number {
	if d.Theme != nil {
		return first(g, d.Theme)
	}
	return model.Number{Paragraph: slices.Index([]string{"coverage", "reverse", "gaps"}, d.View)}
}

// CoverageOf makes the matrix of a review, or of one theme of it.
func CoverageOf(g *xref.Graph, d xref.Derived) *Coverage {
	return &Coverage{Frame: frameOf(g, d), Theme: d.Theme, Rows: rows(g, d.Review, d.Theme)}
}

// rows gives every action of a review in the order of its numbers, or those that rest on
// one theme of it, which is nil for all.
func rows(g *xref.Graph, r *model.Review, theme *model.Finding) []Row {
	var list []Row
	for _, rec := range recommendations(g, r) {
		for _, action := range rec.Actions {
			t := g.Part(&rec.Page, rec.ActionID(action))
			row := Row{Recommendation: rec, Action: action, Target: t}
			if t != nil {
				row.fill(g, t)
			}
			if theme != nil && !row.restsOn(theme) {
				continue
			}
			if t != nil {
				row.answered(g, g.In(t))
				row.tested(g, g.In(g.Page(&rec.Page)))
			}
			list = append(list, row)
		}
	}
	return list
}

func (row *Row) restsOn(theme *model.Finding) bool {
	return slices.ContainsFunc(row.Paragraphs, func(t *xref.Target) bool { return t.Page == &theme.Page })
}

func recommendations(g *xref.Graph, r *model.Review) []*model.Recommendation {
	var list []*model.Recommendation
	for _, rec := range model.PagesIn[*model.Recommendation](g.Site, r.ReviewFolder()) {
		if g.Site.InForce(&rec.Page) {
			list = append(list, rec)
		}
	}
	slices.SortStableFunc(list, func(a, b *model.Recommendation) int { return a.Paragraph.Compare(b.Paragraph) })
	return list
}

// fill notes what an action rests on.
func (row *Row) fill(g *xref.Graph, t *xref.Target) {
	for _, e := range g.Out(t) {
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

// answered notes what answers an action. A protocol that serves a recommendation as
// a whole does not say which of its parts it answers, and so answers none here.
func (row *Row) answered(g *xref.Graph, edges []*xref.Edge) {
	row.tested(g, edges)
	for _, e := range edges {
		switch {
		case e.From.Page.Kind.Name == "module":
			add(&row.Modules, g.Page(e.From.Page))
		case e.Relation == model.Serves:
			add(&row.Steps, e.From)
		}
	}
}

// tested notes the questions that test an action, or all of its recommendation.
func (row *Row) tested(g *xref.Graph, edges []*xref.Edge) {
	for _, e := range edges {
		if e.Relation == model.Tests {
			add(&row.Questions, e.From)
			add(&row.Modules, g.Page(e.From.Page))
		}
	}
}

func add(list *[]*xref.Target, t *xref.Target) {
	if !slices.Contains(*list, t) {
		*list = append(*list, t)
	}
}

// ReverseOf makes the matrix read from the findings.
func ReverseOf(g *xref.Graph, d xref.Derived) *Reverse {
	v := &Reverse{Frame: frameOf(g, d)}
	for _, f := range findings(g, d.Review) {
		v.Findings = append(v.Findings, Reversed{f, reversed(g, f)})
	}
	return v
}

func findings(g *xref.Graph, r *model.Review) []*model.Finding {
	var list []*model.Finding
	for _, f := range model.PagesIn[*model.Finding](g.Site, r.ReviewFolder()) {
		if g.Site.InForce(&f.Page) {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b *model.Finding) int {
		return first(g, a).Compare(first(g, b))
	})
	return list
}

// first is the lowest number of a finding: readers meet findings as the review
// tells them.
func first(g *xref.Graph, f *model.Finding) model.Number {
	// Not by Numbered, which sorts: this is asked for at every comparison.
	lowest := model.Number{Section: 999}
	meet := func(t *xref.Target) {
		if t != nil && t.Number.Compare(lowest) < 0 {
			lowest = t.Number
		}
	}
	for _, t := range g.Withheld(&f.Page) {
		meet(t)
	}
	for i := range f.Body.Paragraphs {
		meet(g.Paragraph(&f.Page, i))
	}
	return lowest
}

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

// GapsOf names what has no answer.
func GapsOf(g *xref.Graph, d xref.Derived) *Gaps {
	v := &Gaps{Frame: frameOf(g, d)}
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
		for _, text := range f.Gaps {
			v.Notes = append(v.Notes, Note{f, text})
		}
	}
	return v
}
