package views

import (
	"slices"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/words"
	"safelearn/generator/xref"
)

// A StatementView is what a page shows of a statement.
type StatementView struct {
	model.Entry                          // page that shows the statement
	Statement     *model.PlacedStatement // the statement itself
	Target        *xref.Target           // target of the statement
	Rows          []RowView              // parts of the statement, or a single row for the whole statement; nil on the page of all reviews
	CoveringPages []CoveringPage         // pages that answer any of the rows, protocols first
	Answers       []Response             // answers of bodies to the statement, as far as they may be shown
	Judgements    []Judgement            // judgements on whether the statement has been addressed, newest first
	words         *words.Localizer       // texts of the site in its default language
	Sheet         string                 // address of the sheet of the statement, or "" if it has none
}

// HasFacts reports whether there is anything to show about the statement apart from its rows.
func (v StatementView) HasFacts() bool {
	s := v.Statement
	return s.At != model.Citation{} || s.Level != "" || s.SingleAgency || s.DroppedIn != "" || s.Reply.Days > 0 || len(s.Themes)+len(s.Repeats)+len(s.Responses) > 0
}

// WholeStatementRows returns the row of a statement that asks for something and has no parts, as a slice of one
// element. For other statements it returns nil.
func (v StatementView) WholeStatementRows() []RowView {
	if v.Statement.Type.Asks() && len(v.Statement.Items) == 0 {
		return v.Rows
	}
	return nil
}

// A RowView is a Row with the page that shows it.
type RowView struct {
	model.Entry // page that shows the row
	Row
}

// Statement returns the view of a statement.
func (v *Views) Statement(s *model.PlacedStatement) StatementView {
	g := v.graph
	view := StatementView{Entry: s.Entry, Statement: s, Target: TargetOf(g, s), words: g.Site.Texts}
	rows := v.rowsOf(s)
	for i := range rows {
		rows[i].addAnswers(g)
		view.Rows = append(view.Rows, RowView{s.Entry, rows[i]})
	}
	if address := xref.SheetURL(s); g.Listed(address) {
		view.Sheet = address
	}
	view.CoveringPages = coveringPagesOf(g, rows)
	view.Answers, view.Judgements = v.work().answers[xref.Original(g, view.Target)], v.work().judgements[xref.Original(g, view.Target)]
	return view
}

// A StatementGroup is a list of statements of one type, in the order of the report.
type StatementGroup struct {
	Type model.StatementType
	Runs []StatementStretch // the statements

	rows  func() []RowView // returns the parts of the statements, and the statements without parts; computed on first use
	noun  string           // noun for the publication, such as "review"
	words *words.Localizer // texts of the site in its default language
}

// A StatementStretch is a stretch of a list of statements: statements with pages of their own, followed by
// entries of statements.yaml.
type StatementStretch struct {
	Pages  []model.Entry   // pages of statements
	Listed []StatementView // entries of statements.yaml
}

// HasListed reports whether a statement of the list is in statements.yaml.
func (group StatementGroup) HasListed() bool {
	return slices.ContainsFunc(group.Runs, func(run StatementStretch) bool { return run.Listed != nil })
}

// Count returns the number of statements in the list.
func (group StatementGroup) Count() (n int) {
	for _, run := range group.Runs {
		n += len(run.Pages) + len(run.Listed)
	}
	return n
}

// CountKey returns the catalogue key of the text that shows Count, such as "5 findings".
func (group StatementGroup) CountKey() string { return group.Type.CountKey() }

// Unanswered returns the parts and statements in the list that nothing on the site answers.
func (group StatementGroup) Unanswered() []RowView {
	return filter(group.rows(), func(row RowView) bool { return row.Unanswered() })
}

// Heading returns the heading for the list.
func (group StatementGroup) Heading() string {
	switch group.Type {
	case model.FindingStatement:
		return group.words.Say("group_findings", "noun", group.noun)
	case model.RecommendationStatement:
		return group.words.Say("group_recommendations", "noun", group.noun)
	}
	return model.TypePlurals(group.words, group.Type)
}

// AlsoAsked is the result of AskedBefore if it is uncertain which statement is earlier.
const AlsoAsked = "also"

// AskedBefore describes when the statement that v repeats was published in relation to the events
// in the review of v, such as "before these events (published June 2021)". It returns AlsoAsked if
// the dates leave any doubt, and "" if the repeated statement is not on the site.
func (v StatementView) AskedBefore(g *xref.Graph, repeat model.Repeat) string {
	earlier := g.FrontMatterTarget(v.Base(), repeat.Statement)
	later := g.Site.Review(v.Base())
	if earlier == nil || earlier.Page == nil || later == nil {
		return ""
	}
	other := g.Site.Review(earlier.Page)
	if other == nil {
		return ""
	}
	return askedBeforeText(other, later)
}

// askedBeforeText returns the result of AskedBefore for statements of two reviews.
func askedBeforeText(earlier, later *model.Review) string {
	published, w := model.PublicationDate(earlier), model.TextsOf(later)
	switch {
	case isBefore(published, later.WindowFrom):
		return w.Say("before_events", "date", w.Date(string(published)))
	case isBefore(later.WindowFrom, published) && isBefore(published, later.WindowTo):
		return w.Say("during_events", "date", w.Date(string(published)))
	}
	return AlsoAsked
}

// AskedAgain returns the statements that repeat the statement of v, according to their front matter
// key "repeats". Those in again are certainly later; for those in also, the order is uncertain.
func (v StatementView) AskedAgain(g *xref.Graph) (again, also []*xref.Target) {
	own := g.Site.Review(v.Base())
	for _, e := range g.ReferencesTo(v.Target) {
		if e.Relation != model.Repeats {
			continue
		}
		if other := g.Site.Review(e.From.Page); own != nil && other != nil && askedBeforeText(own, other) != AlsoAsked {
			again = append(again, e.From)
		} else {
			also = append(also, e.From)
		}
	}
	return again, also
}

// isBefore reports whether a is certainly before b. It returns false if a or b is "", or if one of
// them is a month or year that contains the other.
func isBefore(a, b model.PartialDate) bool {
	n := min(len(a), len(b))
	return n > 0 && a[:n] < b[:n]
}

// StatementGroups returns the statements of r that are not withdrawn, grouped by type, in the order
// of Statements.
func (v *Views) StatementGroups(r *model.Review) []StatementGroup {
	var lists [][]*model.PlacedStatement
	for _, s := range Statements(v.graph, r) {
		i := slices.IndexFunc(lists, func(list []*model.PlacedStatement) bool { return list[0].Type == s.Type })
		if i < 0 {
			i = len(lists)
			lists = append(lists, nil)
		}
		lists[i] = append(lists[i], s)
	}
	var groups []StatementGroup
	for _, list := range lists {
		groups = append(groups, v.statementGroup(r, list[0].Type, list))
	}
	return groups
}

// statementGroup returns a group of the given statements of r, all of which have the type t.
func (v *Views) statementGroup(r *model.Review, t model.StatementType, list []*model.PlacedStatement) StatementGroup {
	texts := v.graph.Site.Texts
	group := StatementGroup{Type: t, noun: model.ReviewNoun(texts, r.Type), words: texts}
	for _, s := range list {
		group.add(v, s)
	}
	group.rows = sync.OnceValue(func() (rows []RowView) {
		for _, s := range list {
			rows = append(rows, v.Statement(s).Rows...)
		}
		return rows
	})
	return group
}

// add adds a statement to the last run of the group, or starts a new run.
func (group *StatementGroup) add(v *Views, s *model.PlacedStatement) {
	last := len(group.Runs) - 1
	if last < 0 || s.ListEntry() == nil && group.Runs[last].Listed != nil {
		group.Runs = append(group.Runs, StatementStretch{})
		last++
	}
	if s.ListEntry() == nil {
		group.Runs[last].Pages = append(group.Runs[last].Pages, s.Entry)
	} else {
		group.Runs[last].Listed = append(group.Runs[last].Listed, v.Statement(s))
	}
}

// TargetOf returns the target of a statement, which is its page or a part of the page of its
// review.
func TargetOf(g *xref.Graph, s *model.PlacedStatement) *xref.Target {
	if s.ListEntry() == nil {
		return g.Page(s.Entry.Base())
	}
	return g.Part(s.Entry.Base(), s.ID)
}
