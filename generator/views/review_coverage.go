package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A reviewCoverage contains what the coverage pages of a review show.
type reviewCoverage struct {
	pages           []xref.GeneratedPage // the pages, those of findings last
	learning        bool                 // whether the review has learning points
	judging, asking string               // as in Coverage
	hasBasis        bool                 // as in Coverage
	rows            []Row
	findings        []FindingCoverage
}

// coverageOfReview returns the coverage of a review.
func coverageOfReview(g *xref.Graph, r *model.Review) *reviewCoverage {
	c := &reviewCoverage{
		pages:    slices.Clone(g.Below(r.Address + "coverage/")),
		learning: model.TypesIn(g.Site, r, model.StatementType.IsLearning) != nil,
		judging:  model.JoinTypes(model.TypesIn(g.Site, r, model.StatementType.Judges), "or"),
		asking:   model.JoinTypes(model.TypesIn(g.Site, r, model.StatementType.Asks), "or"),
		rows:     coverageRows(g, r),
	}
	c.hasBasis = c.judging != "" || len(g.NumberedParagraphs(&r.Page)) > 0 || slices.ContainsFunc(c.rows, func(row Row) bool { return len(row.Narrative) > 0 })
	findings := listed[*model.Finding](g, r.ReviewFolder())
	first := make(map[*model.Finding]model.Label, len(findings))
	for _, f := range findings {
		first[f] = "~" // after all numbers
		if list := g.NumberedParagraphs(&f.Page); len(list) > 0 {
			first[f] = list[0].Printed
		}
	}
	slices.SortStableFunc(c.pages, func(a, b xref.GeneratedPage) int {
		order := []string{"coverage", "reverse", "gaps"}
		return cmp.Or(first[a.Theme].Compare(first[b.Theme]), cmp.Compare(slices.Index(order, a.View), slices.Index(order, b.View)))
	})
	slices.SortStableFunc(findings, func(a, b *model.Finding) int { return first[a].Compare(first[b]) })
	for _, f := range findings {
		c.findings = append(c.findings, coverageOfFinding(g, g.Page(&f.Page), g.NumberedParagraphs(&f.Page), f.Gaps))
	}
	for _, s := range model.ListedStatements(r) {
		if s.Type.Judges() {
			c.findings = append(c.findings, coverageOfFinding(g, targetOf(g, s), nil, nil))
		}
	}
	return c
}

// page returns the coverage page that d describes.
func (c *reviewCoverage) page(d xref.GeneratedPage) *Coverage {
	v := &Coverage{GeneratedPage: d, Others: c.pages, Learning: c.learning, Judging: c.judging, Asking: c.asking, HasBasis: c.hasBasis}
	if d.View != "reverse" {
		v.Rows = c.rows
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
func coverageRows(g *xref.Graph, r *model.Review) []Row {
	var list []Row
	for _, s := range statements(g, r) {
		if !s.Type.Asks() {
			continue
		}
		for _, row := range rowsOf(g, s) {
			row.addAnswers(g)
			list = append(list, row)
		}
	}
	return list
}

// coverageOfFinding returns the coverage of a finding with the given paragraphs. The finding itself
// has a row if it has no paragraphs.
func coverageOfFinding(g *xref.Graph, finding *xref.Target, paragraphs []*xref.Target, gaps []string) FindingCoverage {
	v := FindingCoverage{Target: finding, Gaps: gaps}
	if len(paragraphs) == 0 {
		paragraphs = []*xref.Target{finding}
	}
	for _, t := range paragraphs {
		row := ParagraphCoverage{Target: t}
		for _, e := range g.In(t) {
			switch {
			case e.Relation == model.DiscussedIn:
				addUnique(&row.LearningPoints, e.From)
			case (e.Relation == model.RestsOn || e.Relation == model.BelongsTo) && e.From.StatementType().Asks():
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
