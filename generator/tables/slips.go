package tables

import (
	"fmt"
	"slices"

	"safelearn/generator/progress"
	"safelearn/generator/sheet"
)

// reportMergedCells reports cells of the table that are merged with others: only the first of them has
// a value, so the others would change as if they had been emptied.
func (c *comparison) reportMergedCells(merges []sheet.Merge) {
	for _, m := range merges {
		for _, col := range c.columns {
			if i, there := c.header.columns[col.name]; !there || col.name == keyColumn && m.LastColumn == i || i < m.FirstColumn || i > m.LastColumn || m.LastRow <= c.header.row {
				continue
			}
			where := ""
			if m.LastRow > m.FirstRow {
				where = fmt.Sprintf(", down to row %d", m.LastRow)
			}
			for _, e := range c.rows {
				e.hasProblem = e.hasProblem || e.row.Number >= m.FirstRow && e.row.Number <= m.LastRow
			}
			c.report(m.FirstRow, c.index.heading(col.name), "this cell is merged with others"+where, "unmerge the cells, and write in each what it should have")
			break
		}
	}
}

// reportUnread reports words in the cell for the last update, which is not read. It returns whether there are
// any, apart from what was exported for the action, which is nil if it is new.
func (c *comparison) reportUnread(row sheet.Row, action *knownAction) bool {
	text := normalizeName(c.header.cell(row, lastColumn))
	isExported := func(s *progress.Status) bool { return text == normalizeName(c.index.lastReport(action.review, s)) }
	if text == "" || action != nil && slices.ContainsFunc(action.states, isExported) {
		return false
	}
	c.report(row.Number, c.index.heading(lastColumn), "what is written here is not read", "write it under "+c.index.heading("What happened")+", and empty this cell")
	return true
}

// findMisplacedWords reports rows that look as if what happened was written a row too high or too low, as it
// is after cells were pasted, deleted or merged without those beside them: a row whose state changes without
// a word beside one with words, and two with the same words beside one with others.
func (c *comparison) findMisplacedWords() {
	const words = "What happened"
	count := make(map[string]int)
	texts := make([]string, len(c.rows)+4) // of the rows, between two empty ones above and below
	for i, e := range c.rows {
		texts[i+2] = e.values[words]
		count[texts[i+2]]++
	}
	for i, e := range c.rows {
		before, above, text, below := texts[i], texts[i+1], texts[i+2], texts[i+3]
		message, hint := "", "write what happened in this row; if the words in the rows beside it belong a row higher or lower, move them there"
		switch {
		case e.hasProblem:
		case text == "" && above+below != "" && e.values[stateColumn] != e.exported[stateColumn]:
			message = "this cell is empty, although " + c.index.heading(stateColumn) + " changes and a row beside this one says what happened"
		case text != "" && text == above && count[text] == 2 && before+below != "":
			message = fmt.Sprintf("these are the words of row %d, too", c.rows[i-1].row.Number)
		}
		if message != "" {
			e.hasProblem = true
			c.report(e.row.Number, c.index.heading(words), message, hint+"; if all is right as it is, add "+checkedFlag)
		}
	}
}
