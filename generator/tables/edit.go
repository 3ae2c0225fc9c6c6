package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/sheet"
)

// addUpdate adds the update for a changed row, or reports why the row cannot be used.
func (c *comparison) addUpdate(e *comparedRow) {
	at := func(name, message, hint string) {
		e.hasProblem = true
		c.report(e.row.Number, c.index.heading(name), message, hint)
	}
	var toReport []column // changed columns except the date and the body that reports
	for _, col := range e.changed {
		base := c.index.display(col, e.exported[col.name], e.action.review)
		switch {
		case col.name == dateColumn || col.name == saidByColumn:
		case col.effect == agreed:
			at(col.name, "this is part of the action as it was agreed, and cannot change", restoreHint(base)+"; for another action, add a row with a new key")
		case col.effect == current && e.values[col.name] == "":
			at(col.name, "an update cannot leave this empty", restoreHint(base))
		default:
			toReport = append(toReport, col)
		}
	}
	date := e.values[dateColumn]
	switch {
	case e.hasProblem:
		return
	case toReport == nil && date == "":
		at(saidByColumn, "nothing else in this row has changed", "write what happened and when, or empty the cell again")
	case toReport == nil:
		at(dateColumn, "nothing else in this row has changed", "write what happened, or empty the cell again")
	case date == "":
		at(dateColumn, "the row has changed, and nothing says when", "write the day for which the change is true")
	case date < e.lastUpdate:
		at(dateColumn, "this is before the last update of "+model.Date(e.lastUpdate).Long(), "write a later day, or add the update to progress.yaml by hand")
	default:
		c.reportReleased(reviewID(e.action.review), date, at)
	}
	if toReport != nil && date != "" && e.values[saidByColumn] == "" {
		at(saidByColumn, "nothing says which body says so", "write a body of the glossary")
	}
	c.checkReport(e.values, e.exported[stateColumn], at)
	if e.hasProblem {
		return
	}
	u := newUpdate(e.values, toReport)
	u.Action = e.action.current().ID
	c.Changes = append(c.Changes, Change{Row: e.row.Number, Key: u.Action, Text: e.exported[actionColumn], Review: reviewID(e.action.review), Update: u})
}

// checkReport reports cells about a new update that contradict or lack each other. The argument state is
// the state of the action before the update.
func (c *comparison) checkReport(values record, state string, at func(name, message, hint string)) {
	number, whole := values[numberColumn], values[wholeColumn]
	n, _ := strconv.Atoi(number)
	of, _ := strconv.Atoi(whole)
	hasEvidence := slices.ContainsFunc(c.columns, func(col column) bool { return col.effect == evidence && values[col.name] != "" })
	switch {
	case values["Closed as"] != "" && state == string(model.Closed) && values[stateColumn] == state:
		at("Closed as", "the action is closed already", "empty this cell; to open the action again, change "+c.index.heading(stateColumn)+" to "+humanize(string(model.InProgress)))
	case hasEvidence && evidenceIn(values) == nil:
		at("Evidence", "the cells about evidence are filled in, and nothing says what it is", "write a title, such as Dip sample of records, or empty the others")
	case number != "" && whole == "":
		at(wholeColumn, "this cell is empty, and "+c.index.heading(numberColumn)+" is not", "write both, or neither")
	case number == "" && whole != "":
		at(numberColumn, "this cell is empty, and "+c.index.heading(wholeColumn)+" is not", "write both, or neither")
	case n > of:
		at(numberColumn, fmt.Sprintf("%s out of %s is not a count", number, whole), "write the larger of the two in "+c.index.heading(wholeColumn))
	}
}

// restoreHint returns a hint to restore a value in a cell to text.
func restoreHint(text string) string {
	if text == "" {
		return "empty the cell again"
	}
	return fmt.Sprintf("write %q again", text)
}

// reportReleased reports a date that is not after the last release for the review, since entries up to
// the date of the release have been released.
func (c *comparison) reportReleased(review, date string, at func(name, message, hint string)) {
	if p := c.progress[review]; p != nil && date != "" && date <= string(p.Released.Date) {
		at(dateColumn, fmt.Sprintf("what happened up to %s has been released, and a new entry would be published with it", p.Released.Date.Long()), "write the day on which this was reported")
	}
}

// newUpdate returns the update for a row in which the given columns have changed.
func newUpdate(values record, changed []column) *model.Update {
	u := &model.Update{Date: model.Date(values[dateColumn]), SaidBy: model.ID(values[saidByColumn])}
	for _, col := range changed {
		value := values[col.name]
		switch col.key {
		case "lead":
			u.Lead = model.ID(value)
		case "owner":
			u.Owner = value
		case "due":
			u.Due = model.Date(value)
		case "state":
			u.State = model.ActionState(value)
		case "closed_as":
			u.ClosedAs = model.ClosedAs(value)
		case "what":
			u.What = value
		case "reason":
			u.Reason = value
		case "measure":
			u.Measure = model.Measure{What: value}
		case "now":
			u.Now = value
		case "record":
			u.Record = value
		case "check_again":
			u.CheckAgain = model.Date(value)
		default:
			u.Evidence = evidenceIn(values)
		}
	}
	return u
}

// evidenceIn returns the evidence in a row as a list, or nil if there is none.
func evidenceIn(values record) []model.Evidence {
	e := model.Evidence{
		Kind: model.EvidenceKind(values["Evidence kind"]), Shows: model.EvidenceLevel(values["Evidence shows"]), Title: values["Evidence"], Date: model.Date(values["Evidence date"]),
		Number: model.OptionalCount(values["Number"]), Of: model.OptionalCount(values["Out of"]), Access: model.Access(values["Access"]), Holder: values["Holder"], Link: values["Evidence link"],
	}
	if e.Title == "" && e.Link == "" && e.Number == "" {
		return nil
	}
	return []model.Evidence{e}
}

// assignUpdateIDs gives each new update an id that is unique in its review.
func (c *comparison) assignUpdateIDs() {
	last := make(map[string]int)
	for review, p := range c.progress {
		for _, u := range p.Updates {
			digits, found := strings.CutPrefix(u.ID, "u")
			if i, err := strconv.Atoi(digits); found && err == nil && i < 1_000_000 {
				last[review] = max(last[review], i)
			}
		}
	}
	for _, change := range c.Changes {
		if change.Update != nil {
			last[change.Review]++
			change.Update.ID = "u" + strconv.Itoa(last[change.Review])
		}
	}
}

// addAction adds the action in a row with a new key. It also adds an update if the row contains more
// than the action as it was agreed.
func (c *comparison) addAction(row sheet.Row, k string) {
	refused := false
	at := func(name, message, hint string) {
		refused = true
		c.report(row.Number, c.index.heading(name), message, hint)
	}
	r := c.reviewOf(c.header.cell(row, reviewColumn))
	if r == nil {
		var ids []string
		for _, r := range model.Pages[*model.Review](c.index.graph.Site) {
			ids = append(ids, reviewID(r))
		}
		at(reviewColumn, fmt.Sprintf("%q is not a review of the site", c.header.cell(row, reviewColumn)), "the reviews are "+strings.Join(ids, ", "))
		return
	}
	refused = c.reportUnread(row, nil)
	values := make(record)
	for _, col := range c.columns {
		value, problem, hint := c.index.parseCell(col, c.header.cell(row, col.name), r)
		if problem != "" {
			at(col.name, problem, hint)
		}
		values[col.name] = value
	}
	first := cmp.Or(values[firstDueColumn], values[dueColumn])
	a := &model.Action{ID: k, Agreed: model.Date(cmp.Or(values[agreedColumn], values[dateColumn])), Text: values[actionColumn], Lead: model.ID(values["Lead"]), Owner: values["Owner"],
		Due: model.Date(first), Measure: model.Measure{What: values["Measure"]}}
	for id := range strings.FieldsSeq(values[answersColumn]) {
		a.Answers = append(a.Answers, model.ID(strings.TrimPrefix(id, r.ReviewFolder())))
	}
	for _, required := range []struct{ name, value, hint string }{
		{answersColumn, values[answersColumn], "write what this new action answers, such as Recommendation 4"},
		{actionColumn, a.Text, "write what will be done"},
		{agreedColumn, string(a.Agreed), "write the day on which this new action was agreed"},
	} {
		if required.value == "" && c.header.cell(row, required.name) == "" {
			at(required.name, "this cell is empty", required.hint)
		}
	}
	changed := c.updateColumns(values, first)
	if len(changed) > 0 && values[dateColumn] == "" {
		at(dateColumn, "the row reports something, and nothing says when", "write the day for which it is true")
	}
	if len(changed) > 0 && values[saidByColumn] == "" {
		at(saidByColumn, "nothing says which body says so", "write a body of the glossary")
	}
	c.reportReleased(reviewID(r), cmp.Or(values[dateColumn], string(a.Agreed)), at)
	c.checkReport(values, string(model.NotStarted), at)
	if refused {
		return
	}
	change := Change{Row: row.Number, Key: k, Text: a.Text, Review: reviewID(r), Action: a}
	if len(changed) > 0 {
		change.Update = newUpdate(values, changed)
		change.Update.Action = k
	}
	c.Changes = append(c.Changes, change)
}

// updateColumns returns the columns in the row of a new action that belong in an update.
func (c *comparison) updateColumns(values record, firstDue string) []column {
	return slices.DeleteFunc(slices.Clone(c.columns), func(col column) bool {
		value := values[col.name]
		switch {
		case value == "" || col.effect == agreed || col.name == dateColumn || col.name == saidByColumn:
			return true
		case col.name == dueColumn:
			return value == firstDue
		case col.name == stateColumn:
			return value == string(model.NotStarted)
		}
		return col.effect == current
	})
}

// reviewOf returns the review that a cell names, or nil if there is none. An empty cell names the only
// review of the site.
func (c *comparison) reviewOf(text string) *model.Review {
	reviews := model.Pages[*model.Review](c.index.graph.Site)
	if text == "" && len(reviews) == 1 {
		return reviews[0]
	}
	for _, r := range reviews {
		if k := normalizeName(text); k == normalizeName(reviewID(r)) || k == normalizeName(r.Title) || k == normalizeName(r.Label()) {
			return r
		}
	}
	return nil
}
