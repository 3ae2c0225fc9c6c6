package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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

// findSortedColumns reports columns whose values have been exchanged between rows, which happens if a
// column is sorted without the others. There may be new values among them.
func (c *comparison) findSortedColumns() {
	for _, col := range c.columns {
		if col.effect != current {
			continue
		}
		rows := slices.DeleteFunc(slices.Clone(c.rows), func(e *comparedRow) bool {
			return !slices.ContainsFunc(e.changed, func(other column) bool { return other.name == col.name })
		})
		before := make(map[string]int) // number of rows by the value that they had
		for _, e := range rows {
			before[e.exported[col.name]]++
		}
		moved := slices.DeleteFunc(slices.Clone(rows), func(e *comparedRow) bool {
			before[e.values[col.name]]--
			return before[e.values[col.name]] < 0
		})
		if len(rows) == 2 && len(moved) == 2 && rows[0].exported[col.name] != rows[0].values[col.name] {
			c.Notices = append(c.Notices, fmt.Sprintf("rows %d and %d now have each other's %s: look whether that is meant", rows[0].row.Number, rows[1].row.Number, c.index.heading(col.name)))
		}
		if len(rows) < 3 || len(moved) < len(rows) && (2*len(moved) <= len(rows) || !c.isSorted(col, rows, moved)) {
			continue
		}
		for _, e := range rows {
			e.hasProblem = true
		}
		var numbers []string
		for _, e := range moved {
			numbers = append(numbers, fmt.Sprint(e.row.Number))
		}
		c.report(moved[0].row.Number, c.index.heading(col.name), "rows "+strings.Join(numbers, ", ")+" have values of each other, so this column was sorted without the others",
			"export again and make your changes there; if the values are right, import two of the rows at a time")
	}
}

// isSorted reports whether the values in a column are in order, or in the opposite order, from the first
// to the last of the changed rows, and were not before. It leaves out new values, which are those of the
// changed rows that are not in moved.
func (c *comparison) isSorted(col column, changed, moved []*comparedRow) bool {
	first, last := slices.Index(c.rows, changed[0]), slices.Index(c.rows, changed[len(changed)-1])
	var before, after []string
	for _, e := range c.rows[first : last+1] {
		before = append(before, normalizeName(e.exported[col.name]))
		if !slices.Contains(changed, e) || slices.Contains(moved, e) {
			after = append(after, normalizeName(e.values[col.name]))
		}
	}
	descending := func(a, b string) int { return cmp.Compare(b, a) }
	return slices.IsSorted(after) && !slices.IsSorted(before) || slices.IsSortedFunc(after, descending) && !slices.IsSortedFunc(before, descending)
}
