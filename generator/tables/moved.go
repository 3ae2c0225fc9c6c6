package tables

import (
	"slices"
	"time"
)

// cells are the cells of a column, as a spreadsheet shows them, by row in the order of the table.
type cells struct {
	column
	rows          []*comparedRow
	before, after []string         // as exported and as they are now
	changed       []bool           // whether they differ
	edited        []int            // indexes of the rows in which they differ
	source        []int            // index of the row from which the value was moved, or -1
	had           map[string][]int // indexes of the rows that had a value
}

// cellsIn returns the cells of a column. A value was moved if only one row had it, and now only another
// has it. That can't be said of the values of a fixed list, such as states.
func (c *comparison) cellsIn(col column) *cells {
	v := &cells{column: col, rows: c.rows, had: make(map[string][]int)}
	has := make(map[string]int)
	for i, e := range c.rows {
		before, after := c.index.display(col, e.exported[col.name], e.action.review), c.index.display(col, e.values[col.name], e.action.review)
		v.before, v.after, v.changed, v.source = append(v.before, before), append(v.after, after), append(v.changed, before != after), append(v.source, -1)
		v.had[before] = append(v.had[before], i)
		has[after]++
		if before != after {
			v.edited = append(v.edited, i)
		}
	}
	for i, text := range v.after {
		if v.changed[i] && text != "" && !v.hasFewValues() && len(v.had[text]) == 1 && has[text] == 1 {
			v.source[i] = v.had[text][0]
		}
	}
	return v
}

// moved returns the indexes of rows whose values have been moved between them, in a way that is unlikely
// unless the column was changed without the others, or nil if there are none.
func (v *cells) moved() []int {
	var moved, exchanged []int
	for i, from := range v.source {
		if from >= 0 {
			moved = append(moved, i)
			if v.isExchanged(i) {
				exchanged = append(exchanged, i)
			}
		}
	}
	candidates := [][]int{exchanged}
	if v.areDisplaced(moved) {
		candidates = append(candidates, moved)
	}
	candidates = append(candidates, v.shiftedRuns()...)
	candidates = append(candidates, v.sortedRuns()...)
	for _, rows := range candidates {
		if len(rows) > 1 && !v.arePutOff(rows) {
			return rows
		}
	}
	return nil
}

// isExchanged reports whether the value of row i is one of a circle of rows that have the values of each
// other.
func (v *cells) isExchanged(i int) bool {
	for from := v.source[i]; from >= 0; from = v.source[from] {
		if from == i {
			return true
		}
	}
	return false
}

// areDisplaced reports whether moved values are too many for chance or, if there are two that are not
// beside each other, whether all values from one to the other are in order, and were not before.
func (v *cells) areDisplaced(moved []int) bool {
	if len(moved) != 2 || moved[1]-moved[0] == 1 {
		return len(moved) > 2
	}
	first, end := moved[0], moved[1]+1
	order := direction(v.after[first:end])
	return order != 0 && order != direction(v.before[first:end])
}

// maxShift is the maximum number of rows by which cells may have been moved up or down together.
const maxShift = 9

// shiftedRuns returns the changed rows in sequences of rows with the values that as many rows, which are a
// few rows above or below, have lost.
func (v *cells) shiftedRuns() (runs [][]int) {
	for step := -maxShift; step <= maxShift; step++ {
		isShifted := func(i int) bool {
			from := i + step
			return v.after[i] != "" && from >= 0 && from < len(v.rows) && v.after[i] == v.before[from] && (v.changed[from] || !v.changed[i])
		}
		var run []int
		for i := range len(v.rows) + 1 {
			if i < len(v.rows) && isShifted(i) {
				run = append(run, i)
				continue
			}
			if rows := v.onlyChanged(run); len(rows) > 1 && orders(v.after[rows[0]:rows[len(rows)-1]+1]) >= v.leastShifted(rows) {
				runs = append(runs, rows)
			}
			run = nil
		}
	}
	return runs
}

// leastShifted returns the number of orders from which it is unlikely that the given rows have values of
// others nearby by chance.
func (v *cells) leastShifted(rows []int) int {
	isShared := func(i int) bool { return len(v.had[v.after[i]]) > 1 }
	switch {
	case v.hasFewValues():
		return manyOrders
	case slices.ContainsFunc(rows, isShared):
		return someOrders
	}
	return shiftOrders
}

// sortedRuns returns the changed rows in sequences of rows whose values are in order, and were not before. It
// passes over values that no row had.
func (v *cells) sortedRuns() (runs [][]int) {
	var list []int
	for i, text := range v.after {
		if !v.changed[i] || v.had[text] != nil {
			list = append(list, i)
		}
	}
	for _, keys := range sortKeys(pick(v.after, list)) {
		for _, sign := range []int{1, -1} {
			for from, to := 0, 0; from < len(keys); from = to {
				for to = from + 1; to < len(keys) && keys[to] != "" && sign*compareCells(keys[to-1], keys[to]) <= 0; {
					to++
				}
				if rows := v.sortedIn(list[from:to], sign); len(rows) > 1 {
					runs = append(runs, rows)
				}
			}
		}
	}
	return runs
}

// sortedIn returns the changed ones of the given rows, whose values are in order, if it is unlikely that they
// are in order by chance, and otherwise nil. The argument sign is -1 if they descend, and otherwise 1.
func (v *cells) sortedIn(list []int, sign int) []int {
	rows := v.onlyChanged(list)
	if len(rows) < 2 {
		return nil
	}
	list = list[slices.Index(list, rows[0]) : slices.Index(list, rows[len(rows)-1])+1]
	if direction(pick(v.before, list)) == sign {
		return nil
	}
	n := orders(pick(v.after, list))
	isPermutation := (n >= manyOrders || n >= someOrders && v.format != asValue) && len(v.keptIn(rows, rows)) == len(rows)
	kept := v.keptIn(rows, v.edited)
	isSorted := n >= someOrders && countDistinct(kept) > 2
	if v.hasFewValues() {
		isSorted = n >= manyOrders && direction(v.after) == sign && 2*len(kept) > len(rows)
	}
	if !isPermutation && !isSorted {
		return nil
	}
	return rows
}

// hasFewValues reports whether the values are those of a fixed list, so that one may take the place of
// another by chance.
func (v *cells) hasFewValues() bool { return v.format == asValue || v.format == asBody }

// keptIn returns the values in the given rows that other rows had before, each as often as these had it.
func (v *cells) keptIn(rows, others []int) (kept []string) {
	before := make(map[string]int)
	for _, i := range others {
		before[v.before[i]]++
	}
	for _, i := range rows {
		if before[v.after[i]]--; before[v.after[i]] >= 0 {
			kept = append(kept, v.after[i])
		}
	}
	return kept
}

// onlyChanged returns the changed ones of the given rows.
func (v *cells) onlyChanged(rows []int) []int {
	return slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return !v.changed[i] })
}

// arePutOff reports whether the values in the given rows are days that are all later, or all earlier, by the
// same number of days or months: then one may be that of another row by chance.
func (v *cells) arePutOff(rows []int) bool {
	if v.format != asDate {
		return false
	}
	sameDays, sameMonths := true, true
	var days, months int
	for n, i := range rows {
		before, err1 := time.Parse(time.DateOnly, v.before[i])
		after, err2 := time.Parse(time.DateOnly, v.after[i])
		if err1 != nil || err2 != nil {
			return false
		}
		d, m := int(after.Sub(before).Hours()/24), 12*(after.Year()-before.Year())+int(after.Month())-int(before.Month())
		if n == 0 {
			days, months = d, m
		}
		sameDays, sameMonths = sameDays && d == days && d != 0, sameMonths && m == months && m != 0
	}
	return sameDays || sameMonths
}
