package xref

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
)

// A TrackerRow is a row of the tracker, which shows the work on all reviews: an action, a statement with
// parts on which no action is held, or an answer that is awaited.
type TrackerRow struct {
	Review    *model.Review          // the review whose progress.yaml has it, or that of the statement
	Action    *progress.Status       // the action, or nil
	Statement *model.PlacedStatement // the statement without an action on each of its parts, or nil
	Answer    *progress.Answer       // the awaited answer, or nil
	Home      *Target                // the first statement or part that the action answers, whose page shows the action
	Filters   []string               // the filters that select it, such as "late" and "lead/clinic"
}

// Filters that select rows of the tracker by what is missing or calls for attention. The others are the standings of actions,
// "lead/", "review/" and "theme/" with the last element of an id, and "owner/" with the role in lower case.
const (
	FilterNoOwner  = "no-owner"  // actions that are not closed and for which nobody answers
	FilterNoLead   = "no-lead"   // actions that are not closed and that no body leads
	FilterMoved    = "moved"     // actions that are not closed and whose due date moved
	FilterNoEffect = "no-effect" // delivered actions without evidence of practice or outcome
	FilterNoAction = "no-action" // statements without an action on each part
	FilterAnswers  = "answers"   // answers that are awaited

	FilterUnreleased = "not-released" // statements of reviews of which nothing is released, for the public
)

// A tracker collects the rows of the tracker and the titles of its filters.
type tracker struct {
	graph  *Graph
	rows   []TrackerRow
	acted  map[*Target]bool  // the statements and parts that an action answers
	titles map[string]string // by filter
}

// track returns the rows of the tracker, by review in the order of the site: actions, statements, answers.
// The titles are those of the filters that select some of them. Targets must have been collected.
func track(g *Graph) (rows []TrackerRow, titles map[string]string) {
	t := &tracker{graph: g, acted: make(map[*Target]bool), titles: make(map[string]string)}
	for _, r := range model.Pages[*model.Review](g.Site) {
		if p := progressOf(g.Site, r); p != nil {
			for _, status := range progress.Of(strings.TrimSuffix(r.ReviewFolder(), "/"), p) {
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
		if p := progressOf(g.Site, r); p != nil {
			for _, answer := range progress.Answers(p) {
				t.addAnswer(r, answer)
			}
		}
	}
	return t.rows, t.titles
}

// progressOf returns what may be shown of the progress.yaml of r, or nil.
func progressOf(site *model.Site, r *model.Review) *model.Progress {
	if !site.Listed(&r.Page) {
		return nil
	}
	return site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
}

// IsUnreleased reports whether the public is shown nothing of the work on r, also because its release no longer
// holds (model.ChangedProgress). Whether a board holds any does
// not show: it is the same for a review without a progress.yaml.
func IsUnreleased(site *model.Site, r *model.Review) bool {
	return !site.Internal && progressOf(site, r) == nil
}

// addAction adds the row of an action in the progress.yaml of r.
func (t *tracker) addAction(r *model.Review, status *progress.Status) {
	row := TrackerRow{Review: r, Action: status}
	w := t.graph.Site.Texts
	standing := string(status.Standing())
	t.selects(&row, standing, w.Say("state_"+strings.ReplaceAll(standing, "-", "_")))
	if status.State == model.Paused { // one that is overdue stands as late
		t.selects(&row, string(model.Paused), w.Say("state_paused"))
	}
	if status.LacksOwner() {
		t.selects(&row, FilterNoOwner, w.Say("filter_no_owner"))
	}
	if status.Lead == "" && status.State != model.Closed {
		t.selects(&row, FilterNoLead, w.Say("filter_no_lead"))
	}
	if status.Moved > 0 && status.State != model.Closed {
		t.selects(&row, FilterMoved, w.Say("filter_moved"))
	}
	if slices.Contains(status.Gaps, progress.GapEvidence) || slices.Contains(status.Gaps, progress.GapEffect) {
		t.selects(&row, FilterNoEffect, w.Say("filter_no_effect"))
	}
	t.selectsLead(&row, r, status.Lead)
	if owner := model.Label(strings.ReplaceAll(status.Owner, ":", " ")).Slug(); owner != "" {
		t.selects(&row, "owner/"+owner, status.Owner)
	}
	t.selectsReview(&row, r)
	for _, id := range status.Answers {
		to := t.target(r, id)
		if to == nil || to.Page == nil {
			continue
		}
		t.acted[to] = true
		row.Home = cmp.Or(row.Home, to)
		t.selectsReview(&row, t.graph.Site.Review(to.Page))
		if s := statementOf(to); s != nil {
			t.selectsThemes(&row, s)
		}
	}
	t.rows = append(t.rows, row)
}

// addStatement adds the row of a statement of r if no action is held on one of its parts, apart from
// those that the publication itself reports as done or under way.
func (t *tracker) addStatement(r *model.Review, s *model.PlacedStatement) {
	whole := t.target(r, s.ID)
	isOpen := func(item model.Item) bool {
		return item.Nature != model.NatureDone && item.Nature != model.NatureUnderWay && !t.acted[t.target(r, s.ItemID(item))]
	}
	if t.acted[whole] || len(s.Items) > 0 && !slices.ContainsFunc(s.Items, isOpen) {
		return
	}
	row := TrackerRow{Review: r, Statement: s}
	if IsUnreleased(t.graph.Site, r) {
		t.selects(&row, FilterUnreleased, t.graph.Site.Texts.Say("filter_not_released"))
	} else {
		t.selects(&row, FilterNoAction, t.graph.Site.Texts.Say("filter_no_action"))
	}
	t.selectsReview(&row, r)
	t.selectsThemes(&row, s)
	t.rows = append(t.rows, row)
}

// addAnswer adds the row of an answer that is awaited.
func (t *tracker) addAnswer(r *model.Review, answer progress.Answer) {
	if answer.Answer != "" {
		return
	}
	row := TrackerRow{Review: r, Answer: &answer}
	t.selects(&row, FilterAnswers, t.graph.Site.Texts.Say("filter_answers"))
	t.selectsLead(&row, r, answer.By)
	t.selectsReview(&row, r)
	t.rows = append(t.rows, row)
}

// selects records that a filter selects the row.
func (t *tracker) selects(row *TrackerRow, filter, title string) {
	if !slices.Contains(row.Filters, filter) {
		row.Filters = append(row.Filters, filter)
	}
	t.titles[filter] = title
}

// selectsReview records that the filter of a review, which may be nil, selects the row.
func (t *tracker) selectsReview(row *TrackerRow, r *model.Review) {
	if r != nil {
		t.selects(row, ReviewFilter(r), r.Label())
	}
}

// selectsLead records that the filter of a body that leads or that has been asked for an answer selects
// the row.
func (t *tracker) selectsLead(row *TrackerRow, r *model.Review, id model.ID) {
	if body := t.target(r, id); body != nil && body.Page != nil {
		t.selects(row, LeadFilter(body), body.Page.Title)
	}
}

// LeadFilter returns the filter of the work of a body.
func LeadFilter(body *Target) string { return "lead/" + path.Base(string(body.Page.ID)) }

// ReviewFilter returns the filter of the work on a review.
func ReviewFilter(r *model.Review) string { return "review/" + path.Base(r.ReviewFolder()) }

// selectsThemes records that the filters of the themes of a statement select the row.
func (t *tracker) selectsThemes(row *TrackerRow, s *model.PlacedStatement) {
	for _, id := range s.Themes {
		if theme := t.target(nil, id); theme != nil && theme.Page != nil && t.graph.Site.Listed(theme.Page) {
			t.selects(row, "theme/"+path.Base(string(id)), theme.Page.Title)
		}
	}
}

// target returns the target of an id in the progress.yaml of r, or nil if there is none. It looks in the
// review, which may be nil, before the whole site.
func (t *tracker) target(r *model.Review, id model.ID) *Target {
	if r != nil {
		if to := t.graph.targets[model.ID(r.ReviewFolder())+id]; to != nil {
			return to
		}
	}
	return t.graph.targets[id]
}

// statementOf returns the statement that t is or is part of, or nil if there is none.
func statementOf(t *Target) *model.PlacedStatement {
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

// trackerPages returns the tracker and the pages of those of its filters that show some of its rows and
// leave out others. There is none if the tracker has no rows.
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
