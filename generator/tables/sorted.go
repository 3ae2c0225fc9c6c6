package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// findSortedColumns reports columns whose values stand in the wrong rows, as they do after a column was
// sorted, or cells in it were inserted or deleted, without the others.
func (c *comparison) findSortedColumns() {
	for _, col := range c.columns {
		if col.effect == agreed {
			continue // any change to it is reported
		}
		rows := slices.DeleteFunc(slices.Clone(c.rows), func(e *comparedRow) bool {
			return e.values[col.name] == "" || !slices.ContainsFunc(e.changed, func(other column) bool { return other.name == col.name })
		})
		moved := c.movedValues(col, rows)
		switch {
		case moved != nil:
			c.refuse(col, rows, moved, "have values of each other, so this column was sorted without the others",
				"export again and make your changes there; if the values are right, import these rows one at a time")
		case c.isOrdered(col, rows):
			c.refuse(col, rows, rows, "have their values in order, so this column may have been sorted without the others",
				"look whether each value is in the row of its action: if so, sort whole rows by another column, or import these rows one at a time; if not, export again and make your changes there")
		}
	}
}

// refuse reports the value of the given column in some of the changed rows, none of which makes a change.
func (c *comparison) refuse(col column, changed, rows []*comparedRow, message, hint string) {
	for _, e := range changed {
		e.hasProblem = true
	}
	numbers := make([]string, len(rows))
	for i, e := range rows {
		numbers[i] = fmt.Sprint(e.row.Number)
	}
	c.report(rows[0].row.Number, c.index.heading(col.name), "rows "+strings.Join(numbers, ", ")+" "+message, hint)
}

// movedValues returns those of the rows whose values in a column have been moved between them. The
// argument rows contains the rows in which the column has changed, in the order of the table.
func (c *comparison) movedValues(col column, rows []*comparedRow) []*comparedRow {
	if col.effect != current {
		return nil // the exported cells were empty
	}
	exchanged := exchangedValues(col, rows)
	hasFewValues := col.format == asValue || col.format == asBody // so that a lead or state may take the place of another by chance
	if len(exchanged) > 0 && (!hasFewValues || len(exchanged) == len(rows)) {
		return exchanged
	}
	if shifted := c.shiftedValues(col, rows); !hasFewValues && shifted != nil {
		return shifted
	}
	before := make(map[string]int) // values that the rows had, each with the number of rows
	for _, e := range rows {
		before[e.exported[col.name]]++
	}
	moved := slices.DeleteFunc(slices.Clone(rows), func(e *comparedRow) bool {
		before[e.values[col.name]]--
		return before[e.values[col.name]] < 0
	})
	if len(rows) >= 3 && 2*len(moved) > len(rows) && c.isSorted(col, rows, moved) {
		return moved
	}
	return nil
}

// exchangedValues returns the largest subset of the rows in which the values of a column are those that
// the same rows had before, in another order.
func exchangedValues(col column, rows []*comparedRow) []*comparedRow {
	for {
		before, after := make(map[string]bool), make(map[string]bool)
		for _, e := range rows {
			before[e.exported[col.name]], after[e.values[col.name]] = true, true
		}
		n := len(rows)
		rows = slices.DeleteFunc(slices.Clone(rows), func(e *comparedRow) bool { return !before[e.values[col.name]] || !after[e.exported[col.name]] })
		if len(rows) == n {
			return rows
		}
	}
}

// shiftedValues returns two or more rows that have the values of the rows above them, or all of the rows
// below them. It returns nil if there are none, or if they are days in order, since those that are all put
// back by the same time have those of each other.
func (c *comparison) shiftedValues(col column, rows []*comparedRow) []*comparedRow {
	base := make([]string, len(rows))
	for i, e := range rows {
		base[i] = e.exported[col.name]
	}
	if col.format == asDate && direction(base) != 0 {
		return nil
	}
	for _, step := range []int{-1, 1} {
		shifted := slices.DeleteFunc(slices.Clone(rows), func(e *comparedRow) bool {
			i := slices.Index(c.rows, e) + step
			return i < 0 || i >= len(c.rows) || c.rows[i].exported[col.name] != e.values[col.name]
		})
		if len(shifted) >= 2 && len(shifted) >= len(rows)-1 {
			return shifted
		}
	}
	return nil
}

// isSorted reports whether the values in a column are in order, or in the opposite order, from the first
// to the last of the changed rows, and were not before. It leaves out new values, which are those of the
// changed rows that are not in moved.
func (c *comparison) isSorted(col column, changed, moved []*comparedRow) bool {
	first, last := slices.Index(c.rows, changed[0]), slices.Index(c.rows, changed[len(changed)-1])
	var before, after []string
	for _, e := range c.rows[first : last+1] {
		before = append(before, e.exported[col.name])
		if !slices.Contains(changed, e) || slices.Contains(moved, e) {
			after = append(after, e.values[col.name])
		}
	}
	order := direction(after)
	return order != 0 && order != direction(before)
}

// manyOrders is the number of possible orders of values from which it is unlikely that they are in order
// by chance: that of five values, two of which are equal.
const manyOrders = 60

// isOrdered reports whether the new values in a column are in order, although they are unlikely to be. The
// argument rows contains the rows in which the column has changed, in the order of the table.
func (c *comparison) isOrdered(col column, rows []*comparedRow) bool {
	isLead := func(e *comparedRow) bool { return e.values[col.name] == e.exported["Lead"] }
	if col.name == saidByColumn && !slices.ContainsFunc(rows, func(e *comparedRow) bool { return !isLead(e) }) {
		return false // in the order of the leads
	}
	var before, after []string
	for _, e := range rows {
		before, after = append(before, e.exported[col.name]), append(after, c.index.display(col, e.values[col.name], e.action.review))
	}
	order := direction(after)
	if order == 0 || col.effect == current && direction(before) == order {
		return false
	}
	return orders(after) >= manyOrders
}

// direction returns 1 if values ascend in the order of a spreadsheet, -1 if they descend, and 0 if they do
// neither or are all equal. Spreadsheets differ in what they make of punctuation.
func direction(values []string) int {
	plain := make([]string, len(values))
	letters := make([]string, len(values))
	for i, text := range values {
		plain[i] = normalizeName(text)
		letters[i] = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, plain[i])
	}
	for _, list := range [][]string{plain, letters} {
		switch ascends, descends := slices.IsSortedFunc(list, compareCells), slices.IsSortedFunc(list, func(a, b string) int { return compareCells(b, a) }); {
		case ascends && !descends:
			return 1
		case descends && !ascends:
			return -1
		}
	}
	return 0
}

// compareCells compares two values as a spreadsheet does: numbers by size, and other texts by characters.
func compareCells(a, b string) int {
	isNumber := func(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
	if isNumber(a) && isNumber(b) {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

// orders returns the number of orders in which values can be, up to manyOrders or somewhat more. Equal
// values can be exchanged without another order.
func orders(values []string) int {
	n := 1
	counts := make(map[string]int)
	for i, text := range values {
		counts[normalizeName(text)]++
		if n = n * (i + 1) / counts[normalizeName(text)]; n > 1000*manyOrders {
			return n
		}
	}
	return n
}
