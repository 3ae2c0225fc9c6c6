package xref

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// A TrackerRow is a row of the tracker, which lists the follow-up to all reviews: an action, a
// statement with parts that no action answers, or an awaited answer.
type TrackerRow struct {
	Review         *model.Review          // review whose progress.yaml contains the action or answer, or to which the statement belongs
	Action         *progress.Status       // the action, or nil
	Statement      *model.PlacedStatement // statement with parts that no action answers, or nil
	Answer         *progress.Answer       // awaited answer, or nil
	AnsweredTarget *Target                // the first statement or part that the action answers, whose page shows the action
	Filters        []string               // filters that include the row, such as "late" and "lead/clinic"
}

// Filters of the tracker by what is missing or needs attention. There are also filters by the status
// of an action, by lead, review and theme ("lead/", "review/" or "theme/" and the last element of an
// id), and by owner ("owner/" and the role in lower case).
const (
	FilterNoOwner  = "no-owner"  // actions that are not closed and have no owner
	FilterNoLead   = "no-lead"   // actions that are not closed and have no lead
	FilterMoved    = "moved"     // actions that are not closed and whose due date moved
	FilterNoEffect = "no-effect" // delivered actions without evidence of practice or outcome
	FilterNoAction = "no-action" // statements with parts that no action answers
	FilterAnswers  = "answers"   // awaited answers

	FilterUnreleased = "not-released" // on the public site, statements of reviews whose progress is not released
)

// A trackerBuilder builds the rows of the tracker and records the titles of its filters.
type trackerBuilder struct {
	graph  *Graph
	rows   []TrackerRow
	acted  map[*Target]bool  // statements and parts that an action answers
	titles map[string]string // by filter
}

// buildTracker returns the rows of the tracker, sorted by type (actions, statements, answers) and then
// by review in the order of the site, and the titles of all filters that include at least one row. It
// must run after targets have been collected.
func buildTracker(g *Graph) (rows []TrackerRow, titles map[string]string) {
	t := &trackerBuilder{graph: g, acted: make(map[*Target]bool), titles: make(map[string]string)}
	for _, r := range model.Pages[*model.Review](g.Site) {
		if p := visibleProgress(g.Site, r); p != nil {
			for _, status := range progress.Statuses(strings.TrimSuffix(r.ReviewFolder(), "/"), p) {
				t.addAction(r, status)
			}
		}
	}
	for _, r := range model.Pages[*model.Review](g.Site) {
		for _, s := range model.StatementsIn(g.Site, r.ReviewFolder()) {
			if model.IsAsked(s) && g.Site.Listed(&r.Page) && g.Site.Listed(s.Entry.Base()) {
				t.addStatement(r, s)
			}
		}
	}
	for _, r := range model.Pages[*model.Review](g.Site) {
		if p := visibleProgress(g.Site, r); p != nil {
			for _, answer := range progress.Answers(p) {
				t.addAnswer(r, answer)
			}
		}
	}
	return t.rows, t.titles
}

// visibleProgress returns those entries of the progress.yaml of r that may be shown, or nil if there
// are none.
func visibleProgress(site *model.Site, r *model.Review) *model.Progress {
	if !site.Listed(&r.Page) {
		return nil
	}
	return site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
}

// IsUnreleased reports whether the site is public and does not show the progress on r. This may be
// because r has no progress.yaml, because nothing has been released, or because the release is no
// longer valid (see model.ChangedProgress).
func IsUnreleased(site *model.Site, r *model.Review) bool {
	return !site.Internal && visibleProgress(site, r) == nil
}

// addAction adds the row of an action in the progress.yaml of r.
func (t *trackerBuilder) addAction(r *model.Review, status *progress.Status) {
	row := TrackerRow{Review: r, Action: status}
	w := t.graph.Site.Texts
	workStatus := string(status.WorkStatus())
	t.addFilter(&row, workStatus, w.Say("state_"+strings.ReplaceAll(workStatus, "-", "_")))
	if status.State == model.Paused { // the workStatus of an overdue paused action is "late"
		t.addFilter(&row, string(model.Paused), w.Say("state_paused"))
	}
	if status.LacksOwner() {
		t.addFilter(&row, FilterNoOwner, w.Say("filter_no_owner"))
	}
	if status.Lead == "" && status.State != model.Closed {
		t.addFilter(&row, FilterNoLead, w.Say("filter_no_lead"))
	}
	if status.TimesMoved > 0 && status.State != model.Closed {
		t.addFilter(&row, FilterMoved, w.Say("filter_moved"))
	}
	if slices.Contains(status.Omissions, progress.OmittedEvidence) || slices.Contains(status.Omissions, progress.OmittedEffect) {
		t.addFilter(&row, FilterNoEffect, w.Say("filter_no_effect"))
	}
	t.addLeadFilter(&row, r, status.Lead)
	if owner := model.Label(strings.ReplaceAll(status.Owner, ":", " ")).Slug(); owner != "" {
		t.addFilter(&row, "owner/"+owner, status.Owner)
	}
	t.addReviewFilter(&row, r)
	for _, id := range status.Answers {
		to := t.findTarget(r, id)
		if to == nil || to.Page == nil {
			continue
		}
		t.acted[to] = true
		row.AnsweredTarget = cmp.Or(row.AnsweredTarget, to)
		t.addReviewFilter(&row, t.graph.Site.Review(to.Page))
		if s := StatementContaining(to); s != nil {
			t.addThemeFilters(&row, s)
		}
	}
	t.rows = append(t.rows, row)
}

// addStatement adds a row for a statement of r if no action answers it as a whole, and if it either
// has no parts or has a part that no action answers and that the publication itself does not report as
// done or under way.
func (t *trackerBuilder) addStatement(r *model.Review, s *model.PlacedStatement) {
	whole := t.findTarget(r, s.ID)
	isOpen := func(item model.Item) bool {
		return item.Nature != model.NatureDone && item.Nature != model.NatureUnderWay && !t.acted[t.findTarget(r, s.ItemID(item))]
	}
	if t.acted[whole] || len(s.Items) > 0 && !slices.ContainsFunc(s.Items, isOpen) {
		return
	}
	row := TrackerRow{Review: r, Statement: s}
	if IsUnreleased(t.graph.Site, r) {
		t.addFilter(&row, FilterUnreleased, t.graph.Site.Texts.Say("filter_not_released"))
	} else {
		t.addFilter(&row, FilterNoAction, t.graph.Site.Texts.Say("filter_no_action"))
	}
	t.addReviewFilter(&row, r)
	t.addThemeFilters(&row, s)
	t.rows = append(t.rows, row)
}

// addAnswer adds a row for an awaited answer. It ignores answers that have been given.
func (t *trackerBuilder) addAnswer(r *model.Review, answer progress.Answer) {
	if answer.Answer != "" {
		return
	}
	row := TrackerRow{Review: r, Answer: &answer}
	t.addFilter(&row, FilterAnswers, t.graph.Site.Texts.Say("filter_answers"))
	t.addLeadFilter(&row, r, answer.By)
	t.addReviewFilter(&row, r)
	t.rows = append(t.rows, row)
}

// addFilter adds filter to the filters of row and records the title of the filter.
func (t *trackerBuilder) addFilter(row *TrackerRow, filter, title string) {
	if !slices.Contains(row.Filters, filter) {
		row.Filters = append(row.Filters, filter)
	}
	t.titles[filter] = title
}

// addReviewFilter adds the filter for r, which may be nil, to row.
func (t *trackerBuilder) addReviewFilter(row *TrackerRow, r *model.Review) {
	if r != nil {
		t.addFilter(row, ReviewFilter(r), r.Label())
	}
}

// addLeadFilter adds to row the filter for the body with the given id, which leads the action or has
// to give the answer.
func (t *trackerBuilder) addLeadFilter(row *TrackerRow, r *model.Review, id model.ID) {
	if body := t.findTarget(r, id); body != nil && body.Page != nil {
		t.addFilter(row, LeadFilter(body), body.Page.Title)
	}
}

// LeadFilter returns the filter for actions that the body leads and answers that it has to give.
func LeadFilter(body *Target) string { return "lead/" + path.Base(string(body.Page.ID)) }

// StatementFilters returns the filters by review and theme that select a statement of r.
func StatementFilters(r *model.Review, s *model.PlacedStatement) []string {
	filters := []string{ReviewFilter(r)}
	for _, id := range s.Themes {
		filters = append(filters, themeFilter(id))
	}
	return filters
}

// themeFilter returns the filter for rows that concern the theme with the given id.
func themeFilter(id model.ID) string { return "theme/" + path.Base(string(id)) }

// ReviewFilter returns the filter for rows that concern r.
func ReviewFilter(r *model.Review) string { return "review/" + path.Base(r.ReviewFolder()) }

// addThemeFilters adds to row the filters for the themes of s.
func (t *trackerBuilder) addThemeFilters(row *TrackerRow, s *model.PlacedStatement) {
	for _, id := range s.Themes {
		if theme := t.findTarget(nil, id); theme != nil && theme.Page != nil && t.graph.Site.Listed(theme.Page) {
			t.addFilter(row, themeFilter(id), theme.Page.Title)
		}
	}
}

// findTarget returns the target of an id in the progress.yaml of r, or nil if there is none. It searches
// the review, which may be nil, before the whole site.
func (t *trackerBuilder) findTarget(r *model.Review, id model.ID) *Target {
	if r != nil {
		if to := t.graph.targets[model.ID(r.ReviewFolder())+id]; to != nil {
			return to
		}
	}
	return t.graph.targets[id]
}

// StatementContaining returns the statement that t is or belongs to, or nil if there is none.
func StatementContaining(t *Target) *model.PlacedStatement {
	r, ok := t.Entry.(*model.Review)
	if !ok {
		return model.StatementOf(t.Entry)
	}
	for _, s := range model.ListedStatements(r) {
		if s.ID == t.ID || slices.ContainsFunc(s.Items, func(item model.Item) bool { return s.ItemID(item) == t.ID }) {
			return s
		}
	}
	return nil
}

// trackerPages returns the page of the whole tracker and a page for each filter that excludes some of
// its rows. It returns nil if the tracker has no rows.
func trackerPages(g *Graph, titles map[string]string) []GeneratedPage {
	if len(g.Tracker) == 0 {
		return nil
	}
	w := g.Site.Texts
	pages := []GeneratedPage{{View: "actions", Address: "/actions/", Title: w.Say("title_actions")}}
	for filter, title := range titles {
		selected := 0
		for _, row := range g.Tracker {
			if slices.Contains(row.Filters, filter) {
				selected++
			}
		}
		if selected < len(g.Tracker) {
			pages = append(pages, GeneratedPage{View: "actions", Address: "/actions/" + filter + "/", Filter: filter, Label: title, Title: w.Say("title_actions_filter", "filter", title)})
		}
	}
	return pages
}
