package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// checkedFlag is the flag of the command by which a person says that suspicious values are right.
const checkedFlag = "--checked"

// findSortedColumns reports columns whose values stand in the wrong rows, as they do after a column was
// sorted, or cells in it were inserted or deleted, without the others. It judges only values that the table
// had when it was exported: the order of newly written ones shows nothing.
func (c *comparison) findSortedColumns() {
	for _, col := range c.columns {
		if col.effect != current {
			continue // any change to an agreed value is reported, and other cells were empty
		}
		v := c.cellsIn(col)
		moved := v.moved()
		if moved == nil {
			continue
		}
		for _, i := range v.edited {
			v.rows[i].hasProblem = v.rows[i].hasProblem || v.after[i] != ""
		}
		numbers := make([]string, len(moved))
		for n, i := range moved {
			numbers[n] = fmt.Sprint(v.rows[i].row.Number)
		}
		c.report(v.rows[moved[0]].row.Number, c.index.heading(v.name), "rows "+strings.Join(numbers, ", ")+" have values of each other, so cells of this column were probably sorted or moved without the others",
			"look whether each value is in the row of its action: if so, add "+checkedFlag+"; if not, export again and make your changes there")
	}
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
