package tables

import (
	"fmt"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/sheet"
	"safelearn/generator/xref"
)

// A Plan contains the changes that an edited table of actions makes to the files of a site.
type Plan struct {
	Changes  []Change  // entries to append to files, in the order of the table
	Problems []Problem // problems, which prevent any change
	Notices  []string  // remarks for information only

	// Heading returns the heading of the named column in the spreadsheet.
	Heading func(name string) string
}

// A Change contains the entries to append to a progress.yaml for one row of the table.
type Change struct {
	Row    int           // number of the row
	Key    string        // key of the action
	Text   string        // text of the action
	Review string        // id of the review whose progress.yaml the entries are appended to
	Action *model.Action // new action, or nil
	Update *model.Update // new update, or nil
}

// A comparison compares an edited table with the actions of a site.
type comparison struct {
	*Plan
	index        *index
	progress     map[string]*model.Progress // content of each progress.yaml, by review id
	knownActions map[string]*knownAction    // actions of the site, by key
	checks       map[string]string          // keys of actions, by the row check of their current status
	columns      []column
	header       *header
	rowNumbers   map[string]int // row numbers, by key
	rows         []*comparedRow // rows for actions that the site has, in the order of the table
}

// A knownAction is an action that the site already has.
type knownAction struct {
	review *model.Review
	states []*progress.Status // status before any update, then after each update in file order; the last is the current status
}

// A comparedRow is a row of the table for an action of the site, compared with the row that was exported
// for that action.
type comparedRow struct {
	row        sheet.Row
	action     *knownAction
	exported   record   // values when the row was exported
	lastUpdate string   // date of the last update at the time of the export, or ""
	values     record   // values in the table
	changed    []column // columns whose values differ
	hasProblem bool     // whether a problem has been reported, so that the row makes no change
}

// Compare returns the changes that an edited spreadsheet makes to a site. The grid must have been read
// by sheet.Read, and the graph must show all progress, as on an internal site. If checked is true, a person
// has looked that each value is in the row of its action, so values that seem to be in another are taken.
func Compare(g *xref.Graph, grid *sheet.Grid, checked bool) *Plan {
	x := newIndex(g)
	c := &comparison{Plan: &Plan{Notices: grid.Notices, Heading: x.heading}, index: x, progress: model.AllProgress(g.Site), columns: actionColumns(), rowNumbers: make(map[string]int)}
	c.findActions()
	var rows []sheet.Row
	if c.header, rows = c.readHeader(x, grid); c.header == nil {
		return c.Plan
	}
	last := ""
	for _, row := range rows {
		k := c.header.cell(row, keyColumn)
		switch first, again := c.rowNumbers[k]; {
		case k == "":
			c.report(row.Number, x.heading(keyColumn), "this cell is empty"+belowKey(last), "unmerge the cells if it was merged with others, and write a key in each row; delete rows that are not actions")
		case again:
			c.report(row.Number, x.heading(keyColumn), fmt.Sprintf("%s is in row %d, too", k, first), "keep one of the two rows; for a new action, choose a key that was never used")
		default:
			c.rowNumbers[k] = row.Number
			c.compareRow(row, k)
		}
		last = k
	}
	c.reportMergedCells(grid.Merges)
	if !checked {
		c.findSortedColumns()
		c.findMisplacedWords()
	}
	for _, e := range c.rows {
		if !e.hasProblem && len(e.changed) > 0 {
			c.addUpdate(e)
		}
	}
	c.noticeMissingActions()
	slices.SortStableFunc(c.Problems, func(a, b Problem) int { return a.Row - b.Row })
	slices.SortStableFunc(c.Changes, func(a, b Change) int { return a.Row - b.Row })
	c.assignUpdateIDs()
	return c.Plan
}

// IsHeader reports whether cells are the headings in a table of the actions of a site.
func IsHeader(g *xref.Graph, cells []string) bool { return newIndex(g).isHeader(cells) }

// belowKey returns " below" followed by the key, or "" if the key is "", for the position of a cell in
// a message.
func belowKey(key string) string {
	if key == "" {
		return ""
	}
	return " below " + key
}

// findActions sets known and checks from the actions of the site.
func (c *comparison) findActions() {
	c.knownActions, c.checks = make(map[string]*knownAction), make(map[string]string)
	for _, r := range model.Pages[*model.Review](c.index.graph.Site) {
		p := c.index.graph.Site.Progress[reviewID(r)]
		if p == nil {
			continue
		}
		for _, a := range p.Actions {
			k := &knownAction{review: r}
			part := &model.Progress{AsAt: p.AsAt, Actions: []model.Action{a}}
			k.states = append(k.states, progress.Statuses(reviewID(r), part)...)
			for _, u := range p.Updates {
				if u.Action == a.ID {
					part = &model.Progress{AsAt: p.AsAt, Actions: part.Actions, Updates: append(slices.Clip(part.Updates), u)}
					k.states = append(k.states, progress.Statuses(reviewID(r), part)...)
				}
			}
			c.knownActions[a.ID] = k
			c.checks[c.index.rowCheck(r, k.current())] = a.ID
		}
	}
}

// current returns the current status of the action.
func (k *knownAction) current() *progress.Status { return k.states[len(k.states)-1] }

// compareRow compares a row with the action that has the key k, or adds a new action if there is none.
func (c *comparison) compareRow(row sheet.Row, k string) {
	check := c.header.cell(row, checkColumn)
	action := c.knownActions[k]
	other := c.checks[check]
	switch {
	case other != "" && other != k && action != nil:
		c.report(row.Number, c.index.heading(checkColumn), fmt.Sprintf("this is the check of %s, so one column was sorted without the others", other), "export again and make your changes there")
		return
	case other != "" && other != k:
		c.report(row.Number, c.index.heading(keyColumn), fmt.Sprintf("this row was exported as %s, and its key is now %q", other, k), fmt.Sprintf("put %s back; for a new action, add a row with an empty %s", other, c.index.heading(checkColumn)))
		return
	case action == nil:
		c.addAction(row, k)
		return
	}
	e := &comparedRow{row: row, action: action}
	n := slices.IndexFunc(action.states, func(s *progress.Status) bool { return c.index.rowCheck(action.review, s) == check })
	state := action.current()
	if n >= 0 {
		state = action.states[n]
	}
	e.exported = c.index.recordOf(action.review, state)
	for _, u := range state.Updates {
		if !u.Corrected {
			e.lastUpdate = string(u.Date)
		}
	}
	c.readChanges(e)
	e.hasProblem = c.reportUnread(row, action) || e.hasProblem
	at := func(name, message, hint string) {
		e.hasProblem = true
		c.report(row.Number, c.index.heading(name), message, hint)
	}
	isOld := n >= 0 && n < len(action.states)-1
	switch changed := len(e.changed) > 0; {
	case isOld && changed:
		since := action.states[n+1].Updates
		at(checkColumn, fmt.Sprintf("%s was changed on %s, after this sheet was made", k, since[len(since)-1].Date.Long()), "export again and make your changes there")
	case n < 0 && check != "":
		at(checkColumn, fmt.Sprintf("%s is not as it was when this sheet was made, or the sheet shows only what may be published", k), "export again with --internal and make your changes there")
	case n < 0 && changed:
		at(checkColumn, fmt.Sprintf("%s is an action of the site, and nothing says which state of it this row changes", k), "export again and make your changes there")
	}
	c.rows = append(c.rows, e)
}

// readChanges reads the values in a row, reports invalid ones, and sets e.changed to the columns that
// differ from the export.
func (c *comparison) readChanges(e *comparedRow) {
	e.values = make(record)
	for _, col := range c.columns {
		_, there := c.header.columns[col.name]
		text := c.header.cell(e.row, col.name)
		base := e.exported[col.name]
		switch {
		case col.format == asComputed, col.name == checkColumn:
			continue
		case !there, text == c.index.display(col, base, e.action.review):
			e.values[col.name] = base
			continue
		}
		value, problem, hint := c.index.parseCell(col, text, e.action.review)
		if problem != "" {
			e.hasProblem = true
			c.report(e.row.Number, c.index.heading(col.name), problem, hint)
		}
		e.values[col.name] = value
		if value != base {
			e.changed = append(e.changed, col)
		}
	}
}

// noticeMissingActions adds a notice that lists actions of the site that are not in the table.
func (c *comparison) noticeMissingActions() {
	n := 0
	for k := range c.knownActions {
		if _, there := c.rowNumbers[k]; !there {
			n++
		}
	}
	switch {
	case n == 1:
		c.Notices = append(c.Notices, "one action of the site is not in this sheet; that changes nothing")
	case n > 1:
		c.Notices = append(c.Notices, fmt.Sprintf("%d actions of the site are not in this sheet; that changes nothing", n))
	}
}
