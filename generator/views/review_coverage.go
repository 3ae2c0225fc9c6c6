package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/words"
	"safelearn/generator/xref"
)

// A reviewCoverage contains the data for all coverage pages of a review.
type reviewCoverage struct {
	pages           []xref.GeneratedPage // coverage pages, with those of themes last
	learning        bool                 // whether the review has learning points
	judging, asking string               // as in Coverage
	types           coverageTypes        // as in Coverage
	words           *words.Localizer     // as in Coverage
	hasBasis        bool                 // as in Coverage
	dropped         []*xref.Target       // as in Coverage
	rows            []Row
	findings        []FindingCoverage
}

// coverageOf returns the data for the coverage pages of a review.
func (v *Views) coverageOf(r *model.Review) *reviewCoverage {
	g := v.graph
	c := &reviewCoverage{
		pages:    slices.Clone(g.PagesBelow(r.Address + "coverage/")),
		learning: model.TypesIn(g.Site, r, model.StatementType.IsLearning) != nil,
		types:    coverageTypes{model.TypesIn(g.Site, r, model.StatementType.Judges), model.TypesIn(g.Site, r, model.StatementType.Asks)},
		words:    g.Site.Texts,
		rows:     v.coverageRows(r),
	}
	c.judging, c.asking = model.TypeNames(c.words, "list_or", c.types.judgmentTypes), model.TypeNames(c.words, "list_or", c.types.requestTypes)
	c.hasBasis = c.judging != "" || len(g.NumberedParagraphs(&r.Page)) > 0 || slices.ContainsFunc(c.rows, func(row Row) bool { return len(row.OtherBases) > 0 })
	order := make(map[*xref.Target]int)
	for i, row := range slices.Backward(c.rows) {
		order[row.Target], order[TargetOf(g, row.Statement)] = i, i
	}
	themes := make(map[*model.Finding]int) // position of each theme among the coverage pages, from 1; pages without a theme (0) come first
	for _, s := range Statements(g, r) {
		if s.Type.Asks() && !model.IsAsked(s) {
			c.dropped = append(c.dropped, TargetOf(g, s))
		}
		if !s.Type.Judges() {
			continue
		}
		finding := FindingCoverage{Target: TargetOf(g, s), words: c.words}
		var paragraphs []*xref.Target
		if f, isPage := s.Entry.(*model.Finding); isPage {
			themes[f] = len(themes) + 1
			finding.Gaps, paragraphs = f.Gaps, g.NumberedParagraphs(&f.Page)
		}
		finding.addRows(g, paragraphs)
		for _, row := range finding.Rows {
			slices.SortStableFunc(row.Actions, func(a, b *xref.Target) int { return cmp.Compare(order[a], order[b]) })
		}
		c.findings = append(c.findings, finding)
	}
	slices.SortStableFunc(c.pages, func(a, b xref.GeneratedPage) int {
		order := []string{"coverage", "reverse", "gaps"}
		return cmp.Or(cmp.Compare(themes[a.Theme], themes[b.Theme]), cmp.Compare(slices.Index(order, a.View), slices.Index(order, b.View)))
	})
	return c
}

// page returns the coverage page that d describes.
func (c *reviewCoverage) page(d xref.GeneratedPage) *Coverage {
	v := &Coverage{GeneratedPage: d, CoveragePages: c.pages, HasLearningPoints: c.learning, FindingTypes: c.judging, RecommendationTypes: c.asking, HasBasis: c.hasBasis, types: c.types, words: c.words}
	if d.View != "reverse" {
		v.Rows, v.Dropped = c.rows, c.dropped
	}
	if d.Theme != nil {
		v.Rows = filter(c.rows, func(row Row) bool {
			return slices.ContainsFunc(row.Findings, func(t *xref.Target) bool { return t.Page == &d.Theme.Page })
		})
	}
	if d.View != "coverage" {
		v.Findings = c.findings
	}
	return v
}

// coverageRows returns the rows of the statements of r that ask for something.
func (v *Views) coverageRows(r *model.Review) []Row {
	var list []Row
	for _, s := range Statements(v.graph, r) {
		if !model.IsAsked(s) {
			continue
		}
		for _, row := range v.rowsOf(s) {
			row.addAnswers(v.graph)
			list = append(list, row)
		}
	}
	return list
}

// addRows adds a row for each of the given paragraphs of the finding, or one for the finding itself
// if there are none.
func (v *FindingCoverage) addRows(g *xref.Graph, paragraphs []*xref.Target) {
	if len(paragraphs) == 0 {
		paragraphs = []*xref.Target{v.Target}
	}
	for _, t := range paragraphs {
		row := ParagraphCoverage{Target: t}
		for _, e := range g.ReferencesTo(t) {
			switch {
			case e.Relation == model.DiscussedIn:
				addUnique(&row.LearningPoints, e.From)
			case (e.Relation == model.RestsOn || e.Relation == model.BelongsTo) && e.From.StatementType().Asks():
				addUnique(&row.Actions, e.From)
			}
		}
		if row.LearningPoints == nil && !t.Withheld {
			v.NoLearningPoint = append(v.NoLearningPoint, t)
		}
		if row.Actions == nil && !t.Withheld {
			v.NoAction = append(v.NoAction, t)
		}
		v.Rows = append(v.Rows, row)
	}
}
