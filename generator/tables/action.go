package tables

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/sheet"
	"safelearn/generator/xref"
)

// A record contains the values of a row in the table of actions, keyed by column name. Dates have the
// form YYYY-MM-DD, bodies are ids, and statements are ids separated by spaces.
type record map[string]string

// recordOf returns the row for an action of the review r, as it is exported. The cells for the next
// update are empty.
func (x *index) recordOf(r *model.Review, s *progress.Status) record {
	var answers []string
	for _, id := range s.Answers {
		if t := x.graph.FrontMatterTarget(&r.Page, id); t != nil {
			answers = append(answers, string(t.ID))
		}
	}
	row := record{
		keyColumn: s.ID, reviewColumn: reviewID(r), answersColumn: strings.Join(answers, " "), actionColumn: s.Text, agreedColumn: string(s.Agreed),
		"Lead": string(x.fullID(r, s.Lead)), "Owner": s.Owner, firstDueColumn: string(s.FirstDue), dueColumn: string(s.Due), stateColumn: string(s.State), "Measure": s.Measure.What,
	}
	for name, text := range row {
		row[name] = x.clean(text)
	}
	return row
}

// lastReport returns what was reported last on an action of the review r, as the text of one cell. It
// has a line for each value. Values that hold until another is reported may be older than the last
// update.
func (x *index) lastReport(r *model.Review, s *progress.Status) string {
	row := record{"Closed as": string(s.ClosedAs), "Latest value": s.Now, "Check again": string(s.CheckAgain)}
	for _, u := range s.Updates {
		if u.Corrected {
			continue
		}
		row["What happened"], row[dateColumn], row[saidByColumn] = u.What, string(u.Date), string(x.fullID(r, u.SaidBy))
		row["Reason"], row["Record"] = u.Reason, u.Record
		for _, e := range u.Evidence {
			row["Evidence"], row["Evidence kind"], row["Evidence shows"], row["Evidence date"], row["Evidence link"] = e.Title, string(e.Kind), string(e.Shows), string(e.Date), e.Link
			row[numberColumn], row[wholeColumn], row["Access"], row["Holder"] = string(e.Number), string(e.Of), string(e.Access), e.Holder
		}
	}
	var lines []string
	for _, c := range actionColumns() {
		if row[c.name] != "" {
			lines = append(lines, x.heading(c.name)+": "+x.display(c, row[c.name], r))
		}
	}
	return x.clean(strings.Join(lines, "\n"))
}

// display returns a value of a record as a spreadsheet shows it in the row for an action of the review
// r.
func (x *index) display(c column, value string, r *model.Review) string {
	switch c.format {
	case asValue:
		return humanize(value)
	case asBody:
		if value == "" {
			return ""
		}
		return x.titleOf(model.ID(value))
	case asAnswers:
		var names []string
		for id := range strings.FieldsSeq(value) {
			if t := x.statementByID(model.ID(id)); t != nil {
				names = append(names, x.nameOf(t, r))
			}
		}
		return joinNames(names)
	}
	return value
}

// statementByID returns the statement, or the part of one, with the given id, or nil if there is none.
func (x *index) statementByID(id model.ID) *xref.Target {
	of, rest, _ := strings.Cut(string(id), "/")
	if t := x.statements[of+"/"+normalizeName(rest)]; t != nil && t.ID == id {
		return t
	}
	for _, t := range x.statements {
		if t != nil && t.ID == id {
			return t
		}
	}
	return nil
}

// rowCheck returns a fingerprint of the current status of an action, for rows in which the cells for the
// next update are empty. It starts with a letter and a
// hyphen, since a spreadsheet would read some hexadecimal numbers as numbers in scientific notation.
func (x *index) rowCheck(r *model.Review, s *progress.Status) string {
	text := fmt.Sprintf("%q", []string{"empty", reviewID(r), s.ID, string(s.State), string(s.Lead), s.Owner, string(s.Due), s.Measure.What, s.Now, string(s.ClosedAs), string(s.CheckAgain), strconv.Itoa(len(s.Updates))})
	if n := len(s.Updates); n > 0 {
		u := s.Updates[n-1]
		text += fmt.Sprintf("%q", []string{u.ID, string(u.Date), u.What})
	}
	sum := sha256.Sum256([]byte(text))
	return "c-" + hex.EncodeToString(sum[:6])
}

// actionTable returns the table of all actions that may be shown, by review and then in file order.
func actionTable(g *xref.Graph) *sheet.Table {
	x := newIndex(g)
	t := &sheet.Table{Title: "Actions"}
	columns := actionColumns()
	for _, c := range columns {
		t.Columns = append(t.Columns, x.sheetColumn(c))
	}
	for _, r := range reviewsOf(g) {
		p := g.Site.Progress[reviewID(r)]
		if p == nil {
			continue
		}
		for _, s := range progress.Statuses(reviewID(r), p) {
			row := x.recordOf(r, s)
			row[checkColumn], row[lastColumn] = x.rowCheck(r, s), x.lastReport(r, s)
			row["Colour"], row["Days open"], row["Days overdue"], row["Times moved"] = humanize(string(s.Colour)), strconv.Itoa(s.DaysOpen), strconv.Itoa(s.DaysOverdue), strconv.Itoa(s.TimesMoved)
			var gaps []string
			for _, gap := range s.Omissions {
				gaps = append(gaps, strings.ReplaceAll(string(gap), "_", " "))
			}
			row["Gaps"] = joinNames(gaps)
			cells := make([]string, len(columns))
			for i, c := range columns {
				cells[i] = x.display(c, row[c.name], r)
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}
