package tables

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/sheet"
)

// TestNewValuesInOrder checks that new values which rise from row to row are taken in each column, since
// their order is no sign that the column was sorted.
func TestNewValuesInOrder(t *testing.T) {
	const n = 8
	g := siteWithManyActions(t, n)
	for column, format := range map[string]string{
		"What happened": "Item %d of the meeting: on track.", "Reason": "Reason %d", "Evidence": "Audit %d", "Evidence link": "https://example.org/%d", "Latest value": "%d0 %%", "Number": "%d", "Holder": "Office %d",
		"Record": "Minute 6.%d", "Owner": "Post %d", "Measure": "Measure %d", "Due": "2027-0%d-15", "Check again": "2027-0%d-15", "Evidence date": "2026-04-0%d", "Update date": "2026-05-0%d",
	} {
		table := actionTable(g)
		for i := range n {
			for column, text := range map[string]string{"What happened": "It was discussed.", "Update date": "2026-05-01", "Said by": "Hub", "Reason": "Staff left.", "Evidence": "Audit", "Evidence kind": "Audit", "Evidence shows": "Practice", "Evidence date": "2026-04-01", "Number": "1", "Out of": "20"} {
				setCell(table, i, column, text)
			}
			setCell(table, i, column, fmt.Sprintf(format, i+1))
		}
		if plan := Compare(g, writeAndRead(t, g, table), false); len(plan.Problems) > 0 || len(plan.Changes) != n {
			t.Errorf("%s: %d changes, problems %v", column, len(plan.Changes), plan.Problems)
		}
	}
}

// TestMisplacedWords checks that words that have slipped by a row are refused, in which row, and that rows
// with the same words or without any are taken otherwise.
func TestMisplacedWords(t *testing.T) {
	g := siteWithManyActions(t, 8)
	for name, test := range map[string]struct {
		words, states string // of each row, by a letter; a blank leaves the cell as it was
		want          string
	}{
		"as meant":                       {"abcd", "iiii", ""},
		"a row down":                     {" abcd", "iiii ", "row 2, What happened: this cell is empty, although State changes"},
		"a row down, the first kept":     {"aabcd", "iiiii", "row 3, What happened: these are the words of row 2, too"},
		"a row down, the last lost":      {"aab", "iii", "row 3, What happened: these are the words of row 2, too"},
		"a cell deleted":                 {"acde ", "iiiii", "row 6, What happened: this cell is empty, although State changes"},
		"the same for all":               {"aaaa", "iiii", ""},
		"the same for some":              {"aaab", "iiii", ""},
		"the same for two, alone":        {"aa  b", "ii  i", ""},
		"the same for two, apart":        {"aba", "iii", ""},
		"no words at all":                {"    ", "iiii", ""},
		"no words in a row far from any": {"a   ", "i  i", ""},
	} {
		for _, checked := range []bool{false, true} {
			table, changed := actionTable(g), 0
			for i := range test.words {
				if test.words[i] == ' ' && test.states[i] == ' ' {
					continue
				}
				changed++
				setCell(table, i, "Update date", "2026-05-01")
				setCell(table, i, "Said by", "Hub")
				if test.words[i] != ' ' {
					setCell(table, i, "What happened", strings.ToUpper(test.words[i:i+1])+" is done.")
				}
				if test.states[i] != ' ' {
					setCell(table, i, "State", "In progress")
				}
			}
			plan := Compare(g, writeAndRead(t, g, table), checked)
			if test.want == "" || checked {
				if len(plan.Problems) > 0 || len(plan.Changes) != changed {
					t.Errorf("%s, checked %v: %d changes, problems %v", name, checked, len(plan.Changes), plan.Problems)
				}
			} else if len(plan.Problems) != 1 || !strings.HasPrefix(plan.Problems[0].String(), test.want) || !strings.HasSuffix(plan.Problems[0].Hint, "if all is right as it is, add --checked") {
				t.Errorf("%s: %v, want %q", name, plan.Problems, test.want)
			}
		}
	}
}

// TestChecked checks that values which rows have exchanged are taken if a person says that they are right,
// and that this changes nothing about a table that is out of date, merged cells, and numbers in place of words.
func TestChecked(t *testing.T) {
	g := siteWithManyActions(t, 8)
	for _, column := range []string{"Due", "Measure", "Owner"} {
		table := actionTable(g)
		at := slices.IndexFunc(table.Columns, func(c sheet.Column) bool { return c.Heading == column })
		table.Rows[2][at], table.Rows[6][at] = table.Rows[6][at], table.Rows[2][at]
		for _, i := range []int{2, 6} {
			for column, text := range map[string]string{"What happened": "Swapped.", "Update date": "2026-05-01", "Said by": "Hub", "Reason": "Staff left."} {
				setCell(table, i, column, text)
			}
		}
		grid := writeAndRead(t, g, table)
		if plan := Compare(g, grid, false); len(plan.Problems) != 1 || plan.Problems[0].Column != column || !strings.Contains(plan.Problems[0].Hint, "if so, add --checked; if not, export again") {
			t.Errorf("%s, not checked: %v", column, plan.Problems)
		}
		if plan := Compare(g, grid, true); len(plan.Problems) > 0 || len(plan.Changes) != 2 {
			t.Errorf("%s, checked: %d changes, problems %v", column, len(plan.Changes), plan.Problems)
		}
		for name, want := range map[string]string{"Row check": "Row check: EL-12 is not as it was", "Owner": "is only a number or a date"} {
			old := table.Rows[2][slices.IndexFunc(table.Columns, func(c sheet.Column) bool { return c.Heading == name })]
			setCell(table, 2, name, "46185")
			if plan := Compare(g, writeAndRead(t, g, table), true); len(plan.Problems) == 0 || !strings.Contains(plan.Problems[0].String(), want) {
				t.Errorf("%s with 46185, checked: %v, want %q", name, plan.Problems, want)
			}
			setCell(table, 2, name, old)
		}
		grid.Merges = []sheet.Merge{{FirstRow: 4, LastRow: 8, FirstColumn: at, LastColumn: at}}
		if plan := Compare(g, grid, true); len(plan.Problems) != 1 || !strings.Contains(plan.Problems[0].Message, "this cell is merged with others") {
			t.Errorf("%s merged, checked: %v", column, plan.Problems)
		}
	}
}
