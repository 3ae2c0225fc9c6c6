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

// A record contains the values of a row of the table of actions by column: dates as YYYY-MM-DD, ids of
// bodies, and ids of statements separated by spaces.
type record map[string]string

// recordOf returns the row of an action of the review r as it stands. What was reported is that of the
// newest update.
func (x *index) recordOf(r *model.Review, s *progress.Status) record {
	var answers []string
	for _, id := range s.Answers {
		if t := x.g.FrontMatterTarget(&r.Page, id); t != nil {
			answers = append(answers, string(t.ID))
		}
	}
	row := record{
		keyColumn: s.ID, reviewColumn: idOf(r), answersColumn: strings.Join(answers, " "), actionColumn: s.Text, agreedColumn: string(s.Agreed),
		"Lead": string(x.canonical(r, s.Lead)), "Owner": s.Owner, firstDueColumn: string(s.FirstDue), dueColumn: string(s.Due), stateColumn: string(s.State),
		"Closed as": string(s.ClosedAs), "Measure": s.Measure.What, "Latest value": s.Now, "Check again": string(s.CheckAgain),
	}
	for _, u := range s.Updates {
		if u.Corrected {
			continue
		}
		row["What happened"], row[dateColumn], row[saidByColumn] = u.What, string(u.Date), string(x.canonical(r, u.SaidBy))
		row["Reason"], row["Record"] = u.Reason, u.Record
		for _, e := range u.Evidence {
			row["Evidence"], row["Evidence kind"], row["Evidence shows"], row["Evidence date"], row["Evidence link"] = e.Title, string(e.Kind), string(e.Shows), string(e.Date), e.Link
			row["Number"], row["Out of"], row["Access"], row["Holder"] = string(e.Number), string(e.Of), string(e.Access), e.Holder
		}
	}
	for name, text := range row {
		row[name] = oneForm(text)
	}
	return row
}

// oneForm returns text as it comes back from a spreadsheet.
func oneForm(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\u00a0", " ", "\u202f", " ").Replace(text))
}

// show returns a value of the record of an action of the review r as a spreadsheet shows it.
func (x *index) show(c column, value string, r *model.Review) string {
	switch c.format {
	case asValue:
		return inWords(value)
	case asBody:
		if value == "" {
			return ""
		}
		return x.titleOf(model.ID(value))
	case asAnswers:
		var names []string
		for id := range strings.FieldsSeq(value) {
			if t := x.byID(model.ID(id)); t != nil {
				names = append(names, x.nameOf(t, r))
			}
		}
		return listed(names)
	}
	return value
}

// byID returns the statement or part with an id, or nil if there is none.
func (x *index) byID(id model.ID) *xref.Target {
	of, rest, _ := strings.Cut(string(id), "/")
	if t := x.statements[of+"/"+key(rest)]; t != nil && t.ID == id {
		return t
	}
	for _, t := range x.statements {
		if t != nil && t.ID == id {
			return t
		}
	}
	return nil
}

// rowCheck returns a fingerprint of an action as it stands. It begins with letters, since a spreadsheet
// would take some hexadecimal numbers for powers of ten.
func (x *index) rowCheck(r *model.Review, s *progress.Status) string {
	text := fmt.Sprintf("%q", []string{idOf(r), s.ID, string(s.State), string(s.Lead), s.Owner, string(s.Due), s.Measure.What, s.Now, string(s.ClosedAs), string(s.CheckAgain), strconv.Itoa(len(s.Updates))})
	if n := len(s.Updates); n > 0 {
		u := s.Updates[n-1]
		text += fmt.Sprintf("%q", []string{u.ID, string(u.Date), u.What})
	}
	sum := sha256.Sum256([]byte(text))
	return "c-" + hex.EncodeToString(sum[:6])
}

// actions returns the table of all actions that may be shown, in the order of the files.
func actions(g *xref.Graph) *sheet.Table {
	x := newIndex(g)
	t := &sheet.Table{Title: "Actions"}
	columns := actionColumns()
	for _, c := range columns {
		t.Columns = append(t.Columns, x.sheetColumn(c))
	}
	for _, r := range reviewsOf(g) {
		p := g.Site.Progress[idOf(r)]
		if p == nil {
			continue
		}
		for _, s := range progress.Statuses(idOf(r), p) {
			row := x.recordOf(r, s)
			row[checkColumn] = x.rowCheck(r, s)
			row["Colour"], row["Days open"], row["Days overdue"], row["Times moved"] = inWords(string(s.Colour)), strconv.Itoa(s.DaysOpen), strconv.Itoa(s.DaysOverdue), strconv.Itoa(s.Moved)
			var gaps []string
			for _, gap := range s.Gaps {
				gaps = append(gaps, strings.ReplaceAll(string(gap), "_", " "))
			}
			row["Gaps"] = listed(gaps)
			cells := make([]string, len(columns))
			for i, c := range columns {
				cells[i] = x.show(c, row[c.name], r)
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}
