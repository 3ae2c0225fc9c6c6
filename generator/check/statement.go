package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkStatements checks the entries of each statements.yaml, the places that statements give, and
// that a statements.yaml belongs to a review.
func checkStatements(c *checker) {
	for id, statements := range c.site.Statements {
		if c.site.EntriesIn(id+"/") == nil && statements.Origin.File != nil {
			c.problems.Error(statements.Origin.File.Start(), "review-missing", "this folder of a review has no index.md", "start the review's own page: safelearn new review "+id)
		}
	}
	checkThemes(c)
	for _, r := range model.Pages[*model.Review](c.site) {
		for _, s := range model.StatementsIn(c.site, r.ReviewFolder()) {
			checkPlace(c, s, r)
			if s.DroppedIn != "" && !model.HasEdition(r, s.DroppedIn) {
				c.problems.Error(s.FieldPos("dropped_in"), "front-value", fmt.Sprintf("the review %s lists no edition %s", r.ID, s.DroppedIn), "list the editions of the report under editions: in "+r.File.Path,
					diag.Note{Pos: r.FieldPos("editions"), Message: "they are listed here"})
			}
			if s.Listed() != nil {
				s.Lint(&c.problems)
			}
		}
		if r.Listed == nil {
			continue
		}
		for i, s := range r.Listed.List {
			if s.ID == "" && s.PrintedLabel == "" {
				c.problems.Error(r.Listed.Origin.FieldPos(fmt.Sprintf("statements[%d]", i)), "front-required", "the statement has neither a label nor an id",
					"add label: … as the review prints it, or id: … if it prints none")
			}
		}
	}
}

// checkPlace reports a document that the review of a statement does not list.
func checkPlace(c *checker, s *model.PlacedStatement, r *model.Review) {
	if at := s.At.Document; at != "" && r.Publication.DocumentByID(at) == nil {
		var ids []string
		for _, d := range r.Publication.Documents {
			ids = append(ids, d.ID)
		}
		hint := "the documents of the review are " + strings.Join(slices.Sorted(slices.Values(ids)), ", ")
		if ids == nil {
			hint = "list the documents of the review under documents: in " + r.File.Path
		}
		c.problems.Error(s.FieldPos("at.document"), "front-value", fmt.Sprintf("the review %s has no document %s", r.ID, at), hint,
			diag.Note{Pos: r.FieldPos("documents"), Message: "they are listed here"})
	}
}

// checkThemes reports a theme of a statement that is a page of another kind or part of a page.
func checkThemes(c *checker) {
	for _, e := range c.graph.Edges {
		if e.Relation != model.About {
			continue
		}
		if _, isTheme := e.To.Entry.(*model.Theme); isTheme && e.To.Type == xref.PageTarget {
			continue
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
}
