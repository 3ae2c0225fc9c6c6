package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkStatements checks that each statements.yaml belongs to a review, and checks its entries and the
// documents and editions that statements name.
func checkStatements(c *checker) {
	for id, statements := range c.site.Statements {
		if c.site.EntriesIn(id+"/") == nil && statements.Origin.File != nil {
			c.problems.Error(statements.Origin.File.Start(), "review-missing", "this folder of a review has no index.md", "start the review's own page: safelearn new review "+id)
		}
	}
	checkReferenceTypes(c)
	for _, r := range model.Pages[*model.Review](c.site) {
		for _, s := range model.StatementsIn(c.site, r.ReviewFolder()) {
			checkDocument(c, s, r)
			if s.DroppedIn != "" && !model.HasEdition(r, s.DroppedIn) {
				c.problems.Error(s.FieldPos("dropped_in"), "front-value", fmt.Sprintf("the %s %s lists no edition %s", r.Type.Noun(), r.ID, s.DroppedIn), "list the editions of the report under editions: in "+r.File.Path,
					diag.Note{Pos: r.FieldPos("editions"), Message: "they are listed here"})
			}
			if s.ListEntry() != nil {
				s.Lint(&c.problems)
			}
		}
		if r.Listed == nil {
			continue
		}
		for i, s := range r.Listed.List {
			if s.ID == "" && s.PrintedLabel == "" {
				c.problems.Error(r.Listed.Origin.FieldPos(fmt.Sprintf("statements[%d]", i)), "front-required", "the statement has neither a label nor an id",
					"add label: … as the "+r.Type.Noun()+" prints it, or id: … if it prints none")
			}
		}
	}
}

// checkDocument reports a statement that names a document that its review does not list.
func checkDocument(c *checker, s *model.PlacedStatement, r *model.Review) {
	if at := s.At.Document; at != "" && r.Publication.DocumentByID(at) == nil {
		var ids []string
		for _, d := range r.Publication.Documents {
			ids = append(ids, d.ID)
		}
		hint := "the documents of the " + r.Type.Noun() + " are " + strings.Join(slices.Sorted(slices.Values(ids)), ", ")
		if ids == nil {
			hint = "list the documents of the " + r.Type.Noun() + " under documents: in " + r.File.Path
		}
		c.problems.Error(s.FieldPos("at.document"), "front-value", fmt.Sprintf("the %s %s has no document %s", r.Type.Noun(), r.ID, at), hint,
			diag.Note{Pos: r.FieldPos("documents"), Message: "they are listed here"})
	}
}

// checkReferenceTypes reports ids of the wrong type in front matter keys of statements. The key themes
// takes themes, repeats takes statements, and under takes statements or paragraphs.
func checkReferenceTypes(c *checker) {
	for _, e := range c.graph.Edges {
		isStatement := e.To.StatementType() != "" && (e.To.Type == xref.PageTarget || e.To.Type == xref.PartTarget)
		switch {
		case e.Relation == model.About:
			checkTheme(c, e)
		case e.Relation == model.Repeats && !isStatement, e.Relation == model.BelongsTo && !isStatement && e.To.Type != xref.ParagraphTarget:
			c.problems.Error(e.Pos(), "front-value", fmt.Sprintf("%s is not a statement of a review", e.To.ID), statementHint(c, e))
		}
	}
}

// statementHint returns a hint that suggests a statement instead of the target of e, preferably one in
// the same review as that target. A statement may repeat only a statement of another review, and may
// belong only to a statement of its own review.
func statementHint(c *checker, e *xref.Edge) string {
	own, first := c.site.Review(e.From.Page), ""
	var ids []string
	for _, r := range model.Pages[*model.Review](c.site) {
		if (r == own) == (e.Relation == model.Repeats) {
			continue
		}
		for _, s := range model.StatementsIn(c.site, r.ReviewFolder()) {
			if s.ID == e.From.ID || c.site.EffectiveStatus(s.Entry.Base()) == model.Draft && c.site.EffectiveStatus(e.From.Page) != model.Draft {
				continue
			}
			if first == "" && e.To.Page != nil && r.ReviewFolder() == e.To.Page.ReviewFolder() {
				first = string(s.ID)
			}
			ids = append(ids, string(s.ID))
		}
	}
	if ids == nil {
		return "take it out: there is no published statement that it could name"
	}
	return "name a statement, such as " + cmp.Or(diag.Nearest(string(e.To.ID), ids), first, ids[0])
}

// checkTheme reports a reference to a theme that leads to a page of another kind or to a part of a
// page.
func checkTheme(c *checker, e *xref.Edge) {
	if _, isTheme := e.To.Entry.(*model.Theme); isTheme && e.To.Type == xref.PageTarget {
		return
	}
	var ids []string
	for _, t := range model.Pages[*model.Theme](c.site) {
		ids = append(ids, string(t.ID))
	}
	hint := "write one of " + strings.Join(ids, ", ")
	if near := diag.Nearest(string(e.To.ID), ids); near != "" {
		hint = "write " + near
	}
	if ids == nil {
		hint = "start a page for the theme: safelearn new theme " + model.KindByName("theme").Example
	}
	c.problems.Error(e.Pos(), "front-value", fmt.Sprintf("%s is not a theme", e.To.ID), hint)
}
