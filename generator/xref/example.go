package xref

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// CompleteHints replaces the examples of package diag in the hints of the given problems by
// ids of the site. If the site has no suitable id, it leaves them, and says how to start a page
// with this id if that is of use.
func CompleteHints(g *Graph, problems diag.List) {
	if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return strings.Contains(d.Hint, "id-of-") }) {
		return
	}
	for _, e := range []struct {
		words string
		kind  string // kind of a page that suits, or ""
		suits func(*Target) bool
	}{
		{diag.PageID, "", func(t *Target) bool { return t.Type == PageTarget && !t.Page.Kind.Isolated }},
		{diag.ParagraphID, "", func(t *Target) bool { return t.Type == ParagraphTarget }},
		{diag.TestedID, "briefing", func(t *Target) bool { return t.MayBeTested() && t.Page.Kind.Name != "term" }}, // a term may be tested, but is a poor example
		{diag.GuidanceID, "guidance", func(t *Target) bool { binding, _ := t.Basis(); return binding && t.Type == PageTarget }},
	} {
		t := example(g, e.suits)
		for i := range problems {
			hint := &problems[i].Hint
			switch {
			case !strings.Contains(*hint, e.words):
			case t != nil:
				*hint = strings.ReplaceAll(*hint, e.words, string(t.ID))
			case e.kind != "":
				*hint += fmt.Sprintf("; to start such a page: safelearn new %s %s", e.kind, e.words)
			}
		}
	}
}

// Examples returns ids of the site, one for each form that it has: a page, a step or an
// action, and a paragraph.
func Examples(g *Graph) []string {
	var ids []string
	for _, form := range []TargetType{PageTarget, PartTarget, ParagraphTarget} {
		if t := example(g, func(t *Target) bool { return t.Type == form }); t != nil {
			ids = append(ids, string(t.ID))
		}
	}
	return ids
}

// example returns a target that suits and is written and in force, or nil if there is none.
// Parts such as actions and steps come before pages, and pages before paragraphs.
func example(g *Graph, suits func(*Target) bool) *Target {
	var first *Target
	rank := map[TargetType]int{PartTarget: 0, PageTarget: 1, ParagraphTarget: 2}
	for _, t := range g.targets {
		if t.Page == nil || !t.Written || t.Quiet || t.Withheld || t.Page.OriginalPath != "" || t.Page.Status == model.Draft || !g.Site.Listed(t.Page) || !suits(t) {
			continue
		}
		if first == nil || cmp.Or(cmp.Compare(rank[t.Type], rank[first.Type]), cmp.Compare(t.order, first.order)) < 0 {
			first = t
		}
	}
	return first
}
