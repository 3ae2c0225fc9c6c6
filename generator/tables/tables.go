// Package tables turns the actions, updates and statements of a site into tables, and finds the
// entries that an edited table of actions adds to them.
//
// It takes a linked site, with the progress that may be shown. It returns a table, or a list of
// entries to append to files and a list of problems. It reads and writes no files.
package tables

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/sheet"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A Kind is a kind of table that can be exported.
type Kind struct {
	Name string // name on the command line, such as "actions"
	Help string // one-line description for the command's help text

	// Table returns the table of a linked site.
	Table func(g *xref.Graph) *sheet.Table
}

// Kinds returns all kinds of tables, in the order of the help text.
func Kinds() []Kind {
	return []Kind{
		{"actions", "one row for each action, to edit and import", actionTable},
		{"updates", "what has been reported on actions, and when", updateTable},
		{"statements", "what reviews found and asked for, part by part", statementTable},
		{"coverage", "what on the site answers each part", coverageTable},
	}
}

// columnsOf returns columns with the given headings. The suffix * marks a column of sentences, and # a
// column of dates or numbers.
func columnsOf(headings ...string) []sheet.Column {
	columns := make([]sheet.Column, len(headings))
	for i, heading := range headings {
		name, isWide := strings.CutSuffix(heading, "*")
		name, isValue := strings.CutSuffix(name, "#")
		columns[i] = sheet.Column{Heading: name, Wide: isWide, Value: isValue}
	}
	return columns
}

// reviewsOf returns the reviews of a site that are not withdrawn.
func reviewsOf(g *xref.Graph) []*model.Review {
	return slices.DeleteFunc(model.Pages[*model.Review](g.Site), func(r *model.Review) bool { return !g.Site.Listed(&r.Page) })
}

// reviewID returns the id of a review, such as "child-m".
func reviewID(r *model.Review) string { return strings.TrimSuffix(r.ReviewFolder(), "/") }

// updateTable returns the table of all updates that may be shown, by review and then in file order.
func updateTable(g *xref.Graph) *sheet.Table {
	x := newIndex(g)
	t := &sheet.Table{Title: "Updates", Columns: columnsOf("Review", "Update", "Date#", "Action", "Statement", "Said by", "State", "What happened*", "Reason*", "Lead", "Owner",
		"Due#", "Measure*", "Latest value", "Evidence*", "Evidence shows", "Closed as", "Record", "Check again#", "Check found", "Addressed", "Corrects", "Redacted for")}
	for _, r := range reviewsOf(g) {
		p := g.Site.Progress[reviewID(r)]
		if p == nil {
			continue
		}
		for _, u := range p.Updates {
			var titles, levels []string
			for _, e := range u.Evidence {
				titles, levels = append(titles, e.Title), append(levels, humanize(string(e.Shows)))
			}
			statement := ""
			if target := g.FrontMatterTarget(&r.Page, u.Statement); target != nil {
				statement = x.nameOf(target, r)
			}
			redacted := ""
			if u.Redacted {
				redacted = humanize(string(redactedFor(p, u.ID)))
			}
			t.Rows = append(t.Rows, []string{reviewID(r), u.ID, string(u.Date), u.Action, statement, x.bodyTitle(r, u.SaidBy), humanize(string(u.State)), u.What, u.Reason, x.bodyTitle(r, u.Lead), u.Owner,
				string(u.Due), u.Measure.What, u.Now, strings.Join(titles, "\n"), strings.Join(levels, "\n"), humanize(string(u.ClosedAs)), u.Record, string(u.CheckAgain), humanize(string(u.Check)),
				humanize(string(u.Addressed)), u.Corrects, redacted})
		}
	}
	return t
}

// redactedFor returns the reason for redacting the update with the given id, or "" if the redaction
// itself may not be shown.
func redactedFor(p *model.Progress, id string) model.RedactionReason {
	for _, u := range p.Updates {
		if u.Redacts == id {
			return u.RedactedFor
		}
	}
	return ""
}

// statementTable returns the table of the statements of all reviews. It has a row for each statement
// and for each part.
func statementTable(g *xref.Graph) *sheet.Table {
	x := newIndex(g)
	t := &sheet.Table{Title: "Statements", Columns: columnsOf("Review", "Statement", "Id", "Type", "Says*", "Part of", "Addressed to", "Named by", "Level", "Rests on", "Page")}
	for _, r := range reviewsOf(g) {
		for _, s := range model.StatementsIn(g.Site, r.ReviewFolder()) {
			target := x.targetOf(s)
			if target == nil || !g.Site.Listed(s.Entry.Base()) {
				continue
			}
			kind := model.TypeTitle(g.Site.Texts, s.Type)
			t.Rows = append(t.Rows, []string{reviewID(r), x.nameOf(target, r), string(target.ID), kind, s.Title, "", x.bodyTitles(r, s.To), namedByText(s.Named, s.To), humanize(string(s.Level)), restsOn(target), target.Address})
			for _, item := range s.Items {
				part := g.Part(s.Entry.Base(), s.ItemID(item))
				if part == nil {
					continue
				}
				to, named := item.To, item.Named
				if to == nil {
					to, named = s.To, s.Named
				}
				t.Rows = append(t.Rows, []string{reviewID(r), x.nameOf(part, r), string(part.ID), kind, item.Text, x.nameOf(target, r), x.bodyTitles(r, to), namedByText(named, to), humanize(string(s.Level)),
					cmp.Or(restsOn(part), restsOn(target)), part.Address})
			}
		}
	}
	return t
}

// namedByText returns a text that says who named the bodies to which a statement is addressed, or "" if
// there are none.
func namedByText(n model.Naming, to []model.ID) string {
	switch {
	case len(to) == 0:
		return ""
	case n == model.Inferred:
		return "This site"
	}
	return "The review"
}

// restsOn returns the names of the targets on which a statement or part rests, as the text of one cell.
// It leaves out withheld paragraphs.
func restsOn(t *xref.Target) string {
	var names []string
	for _, e := range t.References {
		if (e.Relation == model.RestsOn || e.Relation == model.BelongsTo) && !e.To.Withheld && !slices.Contains(names, e.To.Label) {
			names = append(names, e.To.Label)
		}
	}
	return joinNames(names)
}

// coverageTable returns a table that shows, for each part of the statements that ask for something,
// what on the site answers it.
func coverageTable(g *xref.Graph) *sheet.Table {
	x, all := newIndex(g), views.New(g)
	t := &sheet.Table{Title: "Coverage", Columns: columnsOf("Review", "Statement", "Says*", "Protocol steps*", "Modules*", "Questions#", "Actions", "Progress", "Page")}
	for _, page := range g.GeneratedPages {
		v, isCoverage := all.Data(page).(*views.Coverage)
		if !isCoverage || page.View != "coverage" || page.Theme != nil {
			continue
		}
		for _, row := range v.Rows {
			var keys []string
			for _, a := range row.Actions {
				keys = append(keys, a.ID)
			}
			t.Rows = append(t.Rows, []string{reviewID(page.Review), x.nameOf(row.Target, page.Review), row.Text(), joinTitles(row.Steps), joinTitles(row.Modules), strconv.Itoa(len(row.Questions)), joinNames(keys),
				humanize(string(row.WorkStatus())), row.Target.Address})
		}
	}
	return t
}

// joinTitles returns the names of targets, as the text of one cell.
func joinTitles(list []*xref.Target) string {
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = cmp.Or(t.FullLabel, t.Title)
	}
	return joinNames(names)
}

// joinNames returns names as the text of one cell.
func joinNames(names []string) string { return strings.Join(names, "; ") }

// humanize returns a value as words, such as "In progress" for in-progress.
func humanize(value string) string { return model.Capitalized(strings.ReplaceAll(value, "-", " ")) }
