package xref

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// CompleteHints replaces the example ids of package diag in the hints of the given problems with
// ids of the site. If the site has no suitable page, the example remains, and the hint may add the
// command that creates such a page.
func CompleteHints(g *Graph, problems diag.List) {
	if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return strings.Contains(d.Hint, "id-of-") }) {
		return
	}
	for _, e := range []struct {
		exampleID string
		kind      string // kind of page to create if the site has no suitable one, or ""
		suits     func(*Target) bool
	}{
		{diag.PageID, "", func(t *Target) bool { return t.Type == PageTarget && !t.Page.Kind.Isolated }},
		{diag.ParagraphID, "", func(t *Target) bool { return t.Type == ParagraphTarget }},
		{diag.TestedID, "briefing", func(t *Target) bool { return t.MayBeTested() && t.Page.Kind.Name != "term" }}, // a term may be tested, but is a poor example
		{diag.GuidanceID, "guidance", func(t *Target) bool { return t.IsBinding() && t.Type == PageTarget }},
	} {
		t := exampleTarget(g, e.suits)
		for i := range problems {
			hint := &problems[i].Hint
			switch {
			case !strings.Contains(*hint, e.exampleID):
			case t != nil:
				*hint = strings.ReplaceAll(*hint, e.exampleID, string(t.ID))
			case e.kind != "":
				*hint += fmt.Sprintf("; to start such a page: safelearn new %s %s", e.kind, e.exampleID)
			}
		}
	}
}

// Examples returns up to three ids of the site for use as examples: the ids of a page, of a part such
// as a step or an action, and of a paragraph.
func Examples(g *Graph) []string {
	var ids []string
	for _, form := range []TargetType{PageTarget, PartTarget, ParagraphTarget} {
		if t := exampleTarget(g, func(t *Target) bool { return t.Type == form }); t != nil {
			ids = append(ids, string(t.ID))
		}
	}
	return ids
}

// exampleTarget returns a target for which suits returns true and whose text is published and not
// withdrawn, or nil if there is none. It prefers parts such as actions and steps to pages, and pages
// to paragraphs.
func exampleTarget(g *Graph, suits func(*Target) bool) *Target {
	var first *Target
	rank := map[TargetType]int{PartTarget: 0, PageTarget: 1, ParagraphTarget: 2}
	for _, t := range g.targets {
		if t.Page == nil || !t.Written || t.Quiet || t.Withheld || t.Page.OriginalPath != "" || g.Site.EffectiveStatus(t.Page) == model.Draft || !g.Site.Listed(t.Page) || !suits(t) {
			continue
		}
		if first == nil || cmp.Or(cmp.Compare(rank[t.Type], rank[first.Type]), cmp.Compare(t.order, first.order)) < 0 {
			first = t
		}
	}
	return first
}
