package views

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/words"
	"safelearn/generator/xref"
)

// A Tracker is a tracker page. It shows all rows of the tracker, or the rows that a filter selects.
type Tracker struct {
	xref.GeneratedPage
	Groups      []TrackerGroup // a group with the actions of several reviews, then a group for each review, sorted with compareReviews
	AsAt        model.Date     // common as-at date of all groups, or "" if they differ or have none
	Answers     []Response     // awaited answers, longest overdue first
	Shown       TrackerCounts  // numbers of rows on the page
	Unfiltered  TrackerCounts  // numbers of rows without a filter
	Totals      []TrackerTotal // links to the filters by status and by what is missing, after a link to the whole tracker
	FilterLinks []TrackerLinks // links to the other filters
	Uncounted   []*xref.Target // statements that have rows but are not counted, because the publication reports every part as done or under way

	asking []model.StatementType // types of statements that ask for something
	words  *words.Localizer      // texts of the site in its default language
}

// A TrackerGroup contains the actions and open statements of a review, or the actions of all
// reviews.
type TrackerGroup struct {
	Review     *model.Review   // nil for actions of all reviews
	AsAt       model.Date      // as-at date of the actions, or "" if no progress may be shown
	Actions    []*Action       // overdue ones first, then by status
	Statements []OpenStatement // statements with parts that no action answers, including fully reported ones
}

// An OpenStatement is a statement that has parts that no action answers.
type OpenStatement struct {
	StatementView
	Open       []RowView   // parts that no action answers, except those that the publication itself reports as done or under way
	Asked      []AskedBody // bodies to which the parts are addressed
	Unreleased bool        // whether no progress on its review is released
}

// An AskedBody is a body to which a part of an open statement is addressed.
type AskedBody struct {
	Addressee
	Body *xref.Target // glossary entry of the body
}

// HasNoAction reports whether no action answers any part of the statement.
func (s OpenStatement) HasNoAction() bool { return len(s.StatementView.Actions()) == 0 }

// ReportsWork reports whether a row of the group shows that the publication itself reports work as done or
// under way.
func (g TrackerGroup) ReportsWork() bool {
	return slices.ContainsFunc(g.Statements, func(s OpenStatement) bool {
		return s.HasNoAction() && slices.ContainsFunc(s.Tally(), func(t Tally) bool { return t.WorkStatus.IsReported() })
	})
}

// ReportsWork reports whether a row of the page shows such work.
func (t *Tracker) ReportsWork() bool { return slices.ContainsFunc(t.Groups, TrackerGroup.ReportsWork) }

// TrackerCounts counts rows of the tracker by type.
type TrackerCounts struct {
	Actions    int // rows with an action
	Statements int // statements with parts that no action answers
	Unreleased int // statements of reviews whose progress is not released
	Answers    int // awaited answers
}

// A TrackerTotal is a link to a page of the tracker with the number of its rows.
type TrackerTotal struct {
	Filter     string              // filter, such as "no-owner"; "" for all actions
	WorkStatus progress.WorkStatus // status that the filter selects, or "" for another filter
	Rows       int                 // number of rows that the filter selects
	Late       int                 // number of these rows that are overdue; 0 in the total of overdue actions itself
	Address    string              // address of the page with these rows
	Current    bool                // whether Address is the current page
}

// TrackerLinks is a list of links to pages of the tracker whose filters are of one kind.
type TrackerLinks struct {
	Kind  string        // "review", "lead", "owner" or "theme"
	Links []TrackerLink // sorted by name
}

// A TrackerLink is a link to a page of the tracker, along with the number of actions on that page.
type TrackerLink struct {
	xref.GeneratedPage
	Actions int  // number of actions on the page, which may be 0
	Current bool // whether it is the current page
}

// tracker returns the page of the tracker that d describes.
func (v *Views) tracker(d xref.GeneratedPage) *Tracker {
	g := v.graph
	t := &Tracker{GeneratedPage: d, Totals: v.totals(d.Address), asking: v.asking(), words: g.Site.Texts}
	for _, row := range g.Tracker {
		t.Unfiltered.add(row)
		if d.Filter == "" || slices.Contains(row.Filters, d.Filter) {
			t.Shown.add(row)
			t.addRow(v, row)
		}
	}
	for _, s := range v.fullyReportedStatements() {
		if r := g.Site.Review(s.Base()); d.Filter == "" || slices.Contains(xref.StatementFilters(r, s.Statement), d.Filter) {
			t.Uncounted = append(t.Uncounted, s.Target)
			t.addRow(v, xref.TrackerRow{Review: r, Statement: s.Statement})
		}
	}
	for i := range t.Groups {
		t.Groups[i].sort(g)
	}
	slices.SortStableFunc(t.Groups, func(a, b TrackerGroup) int { return compareReviews(a.Review, b.Review) })
	t.AsAt = commonDate(t.Groups)
	t.mergeGroups()
	slices.SortStableFunc(t.Answers, func(a, b Response) int { return cmp.Compare(b.DaysOverdue, a.DaysOverdue) })
	for _, kind := range []string{"review", "lead", "owner", "theme"} {
		if links := trackerLinks(g, kind, d.Address); links != nil {
			t.FilterLinks = append(t.FilterLinks, TrackerLinks{kind, links})
		}
	}
	return t
}

// HasSharedActions reports whether an action answers statements of several reviews, in which case the
// counts of the reviews add up to more than the total.
func (t *Tracker) HasSharedActions() bool {
	sum := 0
	for _, by := range t.FilterLinks {
		for _, link := range by.Links {
			if by.Kind == "review" {
				sum += link.Actions
			}
		}
	}
	return sum > t.Unfiltered.Actions
}

// fullyReportedStatements returns the listed statements that no action answers and all of whose parts
// the publication itself reports as done or under way.
func (v *Views) fullyReportedStatements() (list []StatementView) {
	for _, r := range v.work().Reviews {
		for _, s := range Statements(v.graph, r) {
			if !model.IsAsked(s) || len(s.Items) == 0 || !v.graph.Site.Listed(s.Entry.Base()) {
				continue
			}
			if asked := v.Statement(s); len(asked.Actions()) == 0 && asked.CountedParts() == 0 {
				list = append(list, asked)
			}
		}
	}
	return list
}

// LeadPageURL returns the URL path of the tracker page that is filtered by the given lead body. It
// returns "" if there is none or if it is the current page.
func (t *Tracker) LeadPageURL(body *xref.Target) string {
	for _, by := range t.FilterLinks {
		for _, link := range by.Links {
			if link.Filter == xref.LeadFilter(body) && !link.Current {
				return link.Address
			}
		}
	}
	return ""
}

// askingTypes returns the types of statement that ask for something, over all reviews, without
// duplicates.
func askingTypes(g *xref.Graph) (types []model.StatementType) {
	for _, r := range listedPages[*model.Review](g, "") {
		for _, asking := range model.TypesIn(g.Site, r, model.StatementType.Asks) {
			if !slices.Contains(types, asking) {
				types = append(types, asking)
			}
		}
	}
	return types
}

// askedCountKey returns the key of the text that counts statements of the given types.
func askedCountKey(asking []model.StatementType) string {
	if len(asking) == 1 {
		return asking[0].CountKey()
	}
	return "count_statement"
}

// mergeGroups moves the actions of all groups into a new first group, sorted with compareByAttention.
// It does so only if several groups have actions or the page shows overdue actions.
func (t *Tracker) mergeGroups() {
	merged := TrackerGroup{AsAt: t.AsAt}
	reviews := 0
	for _, group := range t.Groups {
		merged.Actions = append(merged.Actions, group.Actions...)
		if len(group.Actions) > 0 {
			reviews++
		}
	}
	if reviews < 2 && t.Filter != string(progress.Late) {
		return
	}
	slices.SortStableFunc(merged.Actions, compareByAttention)
	rest := []TrackerGroup{merged}
	for _, group := range t.Groups {
		group.Actions = nil
		if len(group.Statements) > 0 {
			rest = append(rest, group)
		}
	}
	t.Groups = rest
}

// add counts a row according to its type.
func (n *TrackerCounts) add(row xref.TrackerRow) {
	switch {
	case row.Action != nil:
		n.Actions++
	case slices.Contains(row.Filters, xref.FilterUnreleased):
		n.Unreleased++
	case row.Statement != nil:
		n.Statements++
	default:
		n.Answers++
	}
}

// addRow adds a row to the page.
func (t *Tracker) addRow(v *Views, row xref.TrackerRow) {
	if row.Answer != nil {
		at := func(id model.ID) *xref.Target { return v.graph.FrontMatterTarget(&row.Review.Page, id) }
		if to := at(row.Answer.Statement); to != nil {
			t.Answers = append(t.Answers, Response{row.Answer.GivenResponse, row.Answer.AsAt, row.Answer.DaysOverdue, at(row.Answer.By), to})
		}
		return
	}
	i := slices.IndexFunc(t.Groups, func(group TrackerGroup) bool { return group.Review == row.Review })
	if i < 0 {
		i = len(t.Groups)
		t.Groups = append(t.Groups, TrackerGroup{Review: row.Review})
		if p := v.graph.Site.Progress[strings.TrimSuffix(row.Review.ReviewFolder(), "/")]; p != nil {
			t.Groups[i].AsAt = p.AsAt
		}
	}
	group := &t.Groups[i]
	if row.Action != nil {
		group.Actions = append(group.Actions, v.work().byStatus[row.Action])
		return
	}
	open := OpenStatement{StatementView: v.Statement(row.Statement), Unreleased: xref.IsUnreleased(v.graph.Site, row.Review)}
	for _, to := range open.Addressees() {
		if body := v.graph.FrontMatterTarget(open.Base(), to.ID); body != nil {
			open.Asked = append(open.Asked, AskedBody{to, body})
		}
	}
	for _, part := range open.Rows {
		if len(part.Actions) == 0 && !part.WorkStatus().IsReported() {
			open.Open = append(open.Open, part)
		}
	}
	group.Statements = append(group.Statements, open)
}

// sort sorts the actions with compareByAttention, and the statements by their position in the report.
func (group *TrackerGroup) sort(g *xref.Graph) {
	slices.SortStableFunc(group.Actions, compareByAttention)
	order := Statements(g, group.Review)
	place := func(s OpenStatement) int {
		return slices.IndexFunc(order, func(other *model.PlacedStatement) bool { return other.ID == s.Statement.ID })
	}
	slices.SortStableFunc(group.Statements, func(a, b OpenStatement) int { return cmp.Compare(place(a), place(b)) })
}

// totals returns totals for all actions, for the actions of each status that occurs, and for the rows
// that lack something. If there are any actions, the total of overdue ones is included even if it is 0.
// The page at the given address is marked as the current one.
func (v *Views) totals(address string) []TrackerTotal {
	rows, late := make(map[string]int), make(map[string]int)
	for _, row := range v.graph.Tracker {
		if row.Action != nil {
			rows[""]++
		}
		for _, filter := range row.Filters {
			rows[filter]++
			if filter != string(progress.Late) && slices.Contains(row.Filters, string(progress.Late)) {
				late[filter]++
			}
		}
	}
	total := func(filter string, status progress.WorkStatus) TrackerTotal {
		at := "/actions/"
		if filter != "" && v.graph.At(at+filter+"/") != nil {
			at += filter + "/"
		}
		return TrackerTotal{filter, status, rows[filter], late[filter], at, at == address && (filter == "" || at != "/actions/")}
	}
	var list []TrackerTotal
	if rows[""] > 0 {
		list = append(list, total("", ""))
	}
	for _, status := range progress.WorkStatuses() {
		if rows[string(status)] > 0 || status == progress.Late && rows[""] > 0 {
			list = append(list, total(string(status), status))
		}
	}
	for _, filter := range []string{xref.FilterNoOwner, xref.FilterNoLead, xref.FilterMoved, xref.FilterNoEffect, xref.FilterNoAction, xref.FilterUnreleased, xref.FilterAnswers} {
		if rows[filter] > 0 {
			list = append(list, total(filter, ""))
		}
	}
	return list
}

// trackerLinks returns links to the pages of the tracker whose filters are of the given kind.
func trackerLinks(g *xref.Graph, kind, address string) []TrackerLink {
	var links []TrackerLink
	for _, d := range g.PagesBelow("/actions/" + kind + "/") {
		link := TrackerLink{GeneratedPage: d, Current: d.Address == address}
		for _, row := range g.Tracker {
			if row.Action != nil && slices.Contains(row.Filters, d.Filter) {
				link.Actions++
			}
		}
		links = append(links, link)
	}
	slices.SortStableFunc(links, func(a, b TrackerLink) int { return cmp.Compare(a.Label, b.Label) })
	return links
}

// WorkStatuses returns the statuses of the actions on the page, sorted.
func (t *Tracker) WorkStatuses() []progress.WorkStatus {
	var list []progress.WorkStatus
	for _, status := range progress.WorkStatuses() {
		for _, group := range t.Groups {
			for _, a := range group.Actions {
				if a.WorkStatus() == status {
					list = append(list, status)
				}
			}
		}
	}
	return list
}

// CountText returns a phrase with the numbers of rows on the page, such as "3 of 40 actions".
func (t *Tracker) CountText() string {
	w := t.words
	var texts []string
	add := func(shown, all int, count func(n int) string) {
		switch {
		case shown == 0:
		case t.Filter == "":
			texts = append(texts, count(all))
		default:
			texts = append(texts, w.Say("shown_of", "n", shown, "all", count(all)))
		}
	}
	add(t.Shown.Actions, t.Unfiltered.Actions, func(n int) string { return w.Count("count_action", n) })
	key := askedCountKey(t.asking)
	add(t.Shown.Statements, t.Unfiltered.Statements, func(n int) string { return w.Say("open_statements", "statements", w.Count(key, n)) })
	add(t.Shown.Unreleased, t.Unfiltered.Unreleased, func(n int) string { return w.Say("unreleased_statements", "statements", w.Count(key, n)) })
	add(t.Shown.Answers, t.Unfiltered.Answers, func(n int) string { return w.Count("count_awaited", n) })
	return w.List("list_and", texts)
}

// commonDate returns the as-at date of all groups that have one, or "" if they differ or none has
// one.
func commonDate(groups []TrackerGroup) (day model.Date) {
	for _, group := range groups {
		switch {
		case group.AsAt == "":
		case day != "" && group.AsAt != day:
			return ""
		default:
			day = group.AsAt
		}
	}
	return day
}
