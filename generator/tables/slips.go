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

// noticeMissingWords adds a notice for a row whose state has changed without a word, below a row that says
// what happened. In a CSV file that is what is left of cells that were merged.
func (c *comparison) noticeMissingWords() {
	const words = "What happened"
	for i := 1; i < len(c.rows); i++ {
		e := c.rows[i]
		if c.rows[i-1].values[words] != "" && e.values[words] == "" && e.values[stateColumn] != e.exported[stateColumn] && !e.hasProblem {
			c.Notices = append(c.Notices, fmt.Sprintf("row %d changes %s, and its %s is empty: if it was merged with the cell above, write the words in both", e.row.Number, c.index.heading(stateColumn), c.index.heading(words)))
		}
	}
}
