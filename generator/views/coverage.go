package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Coverage is a coverage page of a review: by recommendation, by finding, of gaps or of one
// theme. It shows what each action rests on and what answers it, and which learning points and
// actions follow from each finding. The page of a theme has only the actions that rest on the
// finding with that theme.
type Coverage struct {
	xref.GeneratedPage
	Others   []xref.GeneratedPage // all coverage pages of the review, including this one
	Rows     []Row                // actions, sorted by recommendation; nil on the page by finding
	Findings []FindingCoverage    // findings, sorted by first paragraph; nil on the page by recommendation and on those of themes
}

// A Row contains an action, what it rests on and what answers it.
type Row struct {
	Recommendation *model.Recommendation // recommendation that the action belongs to
	Action         model.Action          // the action itself
	Target         *xref.Target          // target of the action
	Paragraphs     []*xref.Target        // paragraphs of findings that the action rests on
	Narrative      []*xref.Target        // other targets that the action rests on, such as paragraphs outside findings
	LearningPoints []*xref.Target        // learning points that the action rests on
	Steps          []*xref.Target        // protocol steps that answer the action
	Modules        []*xref.Target        // modules that answer the action
	Questions      []*xref.Target        // questions that test the action or its recommendation
}

// Unanswered reports whether the action has no step, module or question that answers it.
func (row Row) Unanswered() bool { return len(row.Steps)+len(row.Modules)+len(row.Questions) == 0 }

// A FindingCoverage contains a finding and the learning points and actions that follow from it.
type FindingCoverage struct {
	Finding         *model.Finding      // the finding itself
	Rows            []ParagraphCoverage // one row for each paragraph
	NoLearningPoint []*xref.Target      // paragraphs without a learning point
	NoAction        []*xref.Target      // paragraphs without an action
}

// A ParagraphCoverage contains a paragraph of a finding and the learning points and actions
// that follow from it.
type ParagraphCoverage struct {
	Target         *xref.Target   // target of the paragraph
	LearningPoints []*xref.Target // learning points that the paragraph discusses
	Actions        []*xref.Target // actions that rest on the paragraph
}

// CoverageOf returns the coverage page that d describes.
func CoverageOf(g *xref.Graph, d xref.GeneratedPage) *Coverage {
	v := &Coverage{GeneratedPage: d, Others: slices.Clone(g.Below(d.Review.Address + "coverage/"))}
	findings := listed[*model.Finding](g, d.Review.ReviewFolder())
	first := make(map[*model.Finding]model.Label, len(findings))
	for _, f := range findings {
		first[f] = "~" // after all numbers
		if list := g.NumberedParagraphs(&f.Page); len(list) > 0 {
			first[f] = list[0].Printed
		}
	}
	slices.SortStableFunc(v.Others, func(a, b xref.GeneratedPage) int { // theme pages come last
		order := []string{"coverage", "reverse", "gaps"}
		return cmp.Or(first[a.Theme].Compare(first[b.Theme]), cmp.Compare(slices.Index(order, a.View), slices.Index(order, b.View)))
	})
	if d.View != "reverse" {
		v.Rows = coverageRows(g, d.Review, d.Theme)
	}
	if d.View != "coverage" {
		slices.SortStableFunc(findings, func(a, b *model.Finding) int { return first[a].Compare(first[b]) })
		for _, f := range findings {
			v.Findings = append(v.Findings, coverageOfFinding(g, f))
		}
	}
	return v
}

// NoFinding returns the actions that rest on no paragraph of a finding.
func (v *Coverage) NoFinding() []Row {
	return filter(v.Rows, func(row Row) bool { return len(row.Paragraphs) == 0 })
}

// WithoutAnswer returns the actions that have no step, module or question that answers them.
func (v *Coverage) WithoutAnswer() []Row { return filter(v.Rows, Row.Unanswered) }

// WithoutQuestion returns the actions with no question that tests them or their recommendation.
func (v *Coverage) WithoutQuestion() []Row {
	return filter(v.Rows, func(row Row) bool { return len(row.Questions) == 0 })
}

// Incomplete returns the findings that have a paragraph without a learning point or without an
// action.
func (v *Coverage) Incomplete() []FindingCoverage {
	return filter(v.Findings, func(f FindingCoverage) bool { return len(f.NoLearningPoint)+len(f.NoAction) > 0 })
}

// Explained returns the findings that list gaps in their front matter.
func (v *Coverage) Explained() []FindingCoverage {
	return filter(v.Findings, func(f FindingCoverage) bool { return len(f.Finding.Gaps) > 0 })
}

// filter returns a copy of list with only the elements that satisfy the condition.
func filter[T any](list []T, condition func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(element T) bool { return !condition(element) })
}

// coverageRows returns a row for each action of r, sorted by recommendation. If theme is not
// nil, it returns only the actions that rest on that finding.
func coverageRows(g *xref.Graph, r *model.Review, theme *model.Finding) []Row {
	var list []Row
	recommendations := listed[*model.Recommendation](g, r.ReviewFolder())
	slices.SortStableFunc(recommendations, func(a, b *model.Recommendation) int { return a.PrintedLabel.Compare(b.PrintedLabel) })
	for _, rec := range recommendations {
		for _, action := range rec.Actions {
			row := newRow(g, rec, action)
			if theme == nil || slices.ContainsFunc(row.Paragraphs, func(t *xref.Target) bool { return t.Page == &theme.Page }) {
				row.addAnswers(g)
				list = append(list, row)
			}
		}
	}
	return list
}

// RowOf returns the row for an action of rec.
func RowOf(g *xref.Graph, rec *model.Recommendation, action model.Action) Row {
	row := newRow(g, rec, action)
	row.addAnswers(g)
	return row
}

// newRow returns the row for an action of rec without its answers.
func newRow(g *xref.Graph, rec *model.Recommendation, action model.Action) Row {
	row := Row{Recommendation: rec, Action: action, Target: g.Part(&rec.Page, rec.ActionID(action))}
	row.addBases()
	return row
}

// addBases adds the paragraphs and learning points that the action rests on.
func (row *Row) addBases() {
	for _, e := range row.Target.Out {
		if e.Relation != model.RestsOn {
			continue
		}
		switch {
		case e.To.Page != nil && e.To.Page.Kind.Name == "learning-point":
			addUnique(&row.LearningPoints, e.To)
		case e.To.Type == xref.ParagraphTarget && e.To.Page.Kind.Name == "finding":
			addUnique(&row.Paragraphs, e.To)
		default:
			addUnique(&row.Narrative, e.To)
		}
	}
}

// addAnswers adds the steps, modules and questions that answer the action, including questions
// about the whole recommendation and their modules. A protocol that serves the whole
// recommendation is not added, because it does not specify which actions it answers.
func (row *Row) addAnswers(g *xref.Graph) {
	ofAction := g.In(row.Target)
	for i, e := range slices.Concat(ofAction, g.In(g.Page(&row.Recommendation.Page))) {
		switch {
		case !g.Site.InForce(e.From.Page):
		case e.Relation == model.Tests:
			addUnique(&row.Questions, e.From)
			addUnique(&row.Modules, g.Page(e.From.Page))
		case i >= len(ofAction):
		case e.From.Page.Kind.Name == "module":
			addUnique(&row.Modules, g.Page(e.From.Page))
		case e.Relation == model.Serves:
			addUnique(&row.Steps, e.From)
		}
	}
}

// addUnique appends t to list if list does not contain it.
func addUnique(list *[]*xref.Target, t *xref.Target) {
	if !slices.Contains(*list, t) {
		*list = append(*list, t)
	}
}

// coverageOfFinding returns the coverage of f, with a row for each of its paragraphs.
func coverageOfFinding(g *xref.Graph, f *model.Finding) FindingCoverage {
	v := FindingCoverage{Finding: f}
	for _, t := range g.NumberedParagraphs(&f.Page) {
		row := ParagraphCoverage{Target: t}
		for _, e := range g.In(t) {
			switch {
			case e.Relation == model.DiscussedIn:
				addUnique(&row.LearningPoints, e.From)
			case e.Relation == model.RestsOn && e.From.Page.Kind.Name == "recommendation":
				addUnique(&row.Actions, e.From)
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
