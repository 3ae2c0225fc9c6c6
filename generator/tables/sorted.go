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
		v := c.cellsIn(col)
		changed := slices.DeleteFunc(slices.Clone(v.edited), func(i int) bool { return v.after[i] == "" })
		switch moved := v.moved(); {
		case moved != nil:
			c.refuse(v, changed, moved, "have values of each other, so cells of this column were probably sorted or moved without the others",
				"export again and make your changes there; if the values are right, import these rows one at a time")
		case v.isOrdered(changed):
			c.refuse(v, changed, changed, "have their values in order, so this column may have been sorted without the others",
				"look whether each value is in the row of its action: if so, sort whole rows by another column, or import these rows one at a time; if not, export again and make your changes there")
		}
	}
}

// refuse reports the values in some of the changed rows, none of which makes a change.
func (c *comparison) refuse(v *cells, changed, reported []int, message, hint string) {
	for _, i := range changed {
		v.rows[i].hasProblem = true
	}
	numbers := make([]string, len(reported))
	for n, i := range reported {
		numbers[n] = fmt.Sprint(v.rows[i].row.Number)
	}
	c.report(v.rows[reported[0]].row.Number, c.index.heading(v.name), "rows "+strings.Join(numbers, ", ")+" "+message, hint)
}

// isOrdered reports whether the new values in a column are in order, although they are unlikely to be. It
// considers only values from the first row on, where a spreadsheet puts them when it sorts a column, and
// no days and other values that often rise from row to row. Two values of an action may stand in order
// because the first actions in a plan are those that are complete, or that have one owner.
func (v *cells) isOrdered(changed []int) bool {
	if len(changed) == 0 || changed[0] > 0 || v.format == asDate || v.oftenRises || v.effect == current && countDistinct(pick(v.after, changed)) < 3 {
		return false
	}
	isLead := func(i int) bool { return v.rows[i].values[v.name] == v.rows[i].exported["Lead"] }
	if v.name == saidByColumn && !slices.ContainsFunc(changed, func(i int) bool { return !isLead(i) }) {
		return false // in the order of the leads
	}
	end := changed[len(changed)-1] + 1
	order := direction(v.after[:end])
	return order != 0 && order != direction(v.before[:end]) && orders(pick(v.after, changed)) >= manyOrders
}

// direction returns 1 if values ascend in the order of a spreadsheet, -1 if they descend, and 0 if they do
// neither or are all equal.
func direction(values []string) int {
	for _, list := range sortKeys(values) {
		switch ascends, descends := slices.IsSortedFunc(list, compareCells), slices.IsSortedFunc(list, func(a, b string) int { return compareCells(b, a) }); {
		case ascends && !descends:
			return 1
		case descends && !ascends:
			return -1
		}
	}
	return 0
}

// sortKeys returns the texts by which spreadsheets sort values, with and without punctuation, as
// spreadsheets differ in this.
func sortKeys(values []string) [2][]string {
	keys := [2][]string{make([]string, len(values)), make([]string, len(values))}
	for i, text := range values {
		keys[0][i] = normalizeName(text)
		keys[1][i] = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, keys[0][i])
	}
	return keys
}

// compareCells compares two values as a spreadsheet does: numbers by size, and other texts by characters.
func compareCells(a, b string) int {
	isNumber := func(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
	if isNumber(a) && isNumber(b) {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

// Numbers of orders of values from which it is unlikely that they are in one of them by chance.
const (
	manyOrders  = 60 // that of five values, two of which are equal
	someOrders  = 6  // that of three values, if they are those of other changed rows
	shiftOrders = 2  // that of two values, if they are those of as many rows nearby, in their order
)

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

// countDistinct returns the number of different values.
func countDistinct(values []string) int {
	distinct := make(map[string]bool)
	for _, text := range values {
		distinct[normalizeName(text)] = true
	}
	return len(distinct)
}

// pick returns the elements of list with the given indexes.
func pick(list []string, indexes []int) []string {
	picked := make([]string, len(indexes))
	for n, i := range indexes {
		picked[n] = list[i]
	}
	return picked
}
