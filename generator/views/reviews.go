package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// Reviews is the page of all reviews.
type Reviews struct {
	xref.GeneratedPage
	Reviews  []ReviewStatements  // newest first, with all their statements; without statements if the review is withdrawn
	Coverage *xref.GeneratedPage // coverage page of all reviews, or nil if there is none
	Actions  int                 // number of actions that answer a statement of any review
}

// ReviewsOf returns the page of all reviews that d describes.
func ReviewsOf(g *xref.Graph, d xref.GeneratedPage) *Reviews {
	v := &Reviews{GeneratedPage: d}
	if i := slices.IndexFunc(g.GeneratedPages, func(d xref.GeneratedPage) bool { return d.View == "all-coverage" }); i >= 0 {
		v.Coverage = &g.GeneratedPages[i]
	}
	for _, r := range model.Pages[*model.Review](g.Site) {
		review := ReviewStatements{Review: r}
		if g.Site.Listed(&r.Page) {
			review.countActions(g)
			for _, s := range Statements(g, r) {
				review.Statements = append(review.Statements, StatementView{Entry: s.Entry, Statement: s, Target: TargetOf(g, s), words: g.Site.Texts})
			}
		}
		v.Actions += review.Actions
		v.Reviews = append(v.Reviews, review)
	}
	slices.SortStableFunc(v.Reviews, func(a, b ReviewStatements) int { return compareReviews(a.Review, b.Review) })
	return v
}

// CountText returns a phrase with the numbers of statements and reviews, such as "29 statements in 3
// reviews".
func (v *Reviews) CountText() string { return statementCountText(v.Reviews) }

// countActions counts the actions that answer a statement of the review, and those among them that
// are open or overdue.
func (r *ReviewStatements) countActions(g *xref.Graph) {
	r.Unreleased = xref.IsUnreleased(g.Site, r.Review)
	for _, row := range g.Tracker {
		if row.Action == nil || !slices.Contains(row.Filters, xref.ReviewFilter(r.Review)) {
			continue
		}
		r.Actions++
		r.AsAt = r.AsAt.including(row.Action.AsAt)
		if progress.IsOpen(row.Action) {
			r.Open++
		}
		if row.Action.IsOverdue() {
			r.Late++
		}
	}
}
