package tables

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/sheet"
	"safelearn/generator/xref"
)

// siteWithManyActions links a site with n actions, none of whose values are in order.
func siteWithManyActions(t *testing.T, n int) *xref.Graph {
	t.Helper()
	files := siteFiles()
	var actions strings.Builder
	for i := range n {
		fmt.Fprintf(&actions, "  - {id: EL-%02d, agreed: 2026-01-12, answers: [\"6.10\"], text: \"Number %d.\", lead: %s, owner: Role %c, due: 2026-%02d-28, measure: {what: \"Share %c\"}}\n", i+10, i, []string{"hub", "board"}[i*3%5%2], "CAFBEDJGLIHK"[i], 6+i*5%7, 'Z'-i*5%n)
	}
	files["content/reviews/elm/progress.yaml"] = "actions:\n" + actions.String()
	return linkTestSite(t, files)
}

// report fills in the cells for a new update in the first n rows of a table, with values that are not in
// order.
func report(table *sheet.Table, n int) {
	for i := range n {
		k := i * 5 % n
		for column, text := range map[string]string{
			"What happened": fmt.Sprintf("%c is done.", 'a'+k), "Update date": fmt.Sprintf("2026-04-%02d", 1+k), "Said by": []string{"Hub", "The board"}[i%2], "Reason": fmt.Sprintf("Reason %c", 'k'+k),
			"Evidence": fmt.Sprintf("%c audit", 'p'-k), "Evidence kind": []string{"Audit", "Survey", "Data"}[i%3], "Evidence shows": []string{"Practice", "Outcome"}[i%2], "Evidence date": fmt.Sprintf("2026-03-%02d", 28-k),
			"Latest value": fmt.Sprintf("%d of 90", 10+k), "Number": fmt.Sprint(20 + k), "Out of": fmt.Sprint(90 - k), "Holder": fmt.Sprintf("%c office", 'e'+k), "Record": fmt.Sprintf("Minute %c", 'r'-k),
			"Check again": fmt.Sprintf("2027-04-%02d", 1+k), "Evidence link": fmt.Sprintf("https://example.org/%c", 'a'+k), "Access": []string{"Public", "Held"}[i%2], "Closed as": []string{"Implemented", "Superseded", "Reconsidered"}[i%3],
			"State": []string{"Complete", "In progress", "Paused", "Stopped"}[i%4],
		} {
			setCell(table, i, column, text)
		}
	}
}

// sortCells sorts the cells of a column in the first n rows of a table, without the other columns. Like a
// spreadsheet, it puts empty cells last.
func sortCells(table *sheet.Table, column string, n int, descending bool) {
	at := slices.IndexFunc(table.Columns, func(c sheet.Column) bool { return c.Heading == column })
	cells := make([]string, n)
	for i := range n {
		cells[i] = table.Rows[i][at]
	}
	slices.SortFunc(cells, func(a, b string) int {
		switch {
		case a == "" || b == "":
			return strings.Compare(b, a)
		case descending:
			return strings.Compare(strings.ToLower(b), strings.ToLower(a))
		}
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	for i := range n {
		table.Rows[i][at] = cells[i]
	}
}

// TestSortedAlone fills in the rows of an exported table, sorts one column after another without the
// others, and checks that the import names the column, and that it adds an update of each row before. It
// leaves out columns in which all values are new, as the states are, so that their order shows nothing.
func TestSortedAlone(t *testing.T) {
	const n = 12
	g := siteWithManyActions(t, n)
	for _, filled := range []int{n, n - 3} {
		table := actionTable(g)
		report(table, filled)
		plan := Compare(g, writeAndRead(t, g, table), false)
		if len(plan.Problems) > 0 || len(plan.Changes) != filled {
			t.Fatalf("before sorting: %d changes, %v", len(plan.Changes), plan.Problems)
		}
		for _, c := range actionColumns() {
			if c.format == asComputed && c.name != lastColumn || c.effect > current || c.name == stateColumn {
				continue
			}
			for _, descending := range []bool{false, true} {
				table, sorted := actionTable(g), actionTable(g)
				report(table, filled)
				report(sorted, filled)
				sortCells(sorted, c.name, n, descending)
				if slices.EqualFunc(table.Rows, sorted.Rows, slices.Equal) {
					continue
				}
				plan := Compare(g, writeAndRead(t, g, sorted), false)
				named := slices.ContainsFunc(plan.Problems, func(p Problem) bool { return p.Row > 1 && p.Column == c.name })
				if !named && c.name != keyColumn && c.name != checkColumn || len(plan.Problems) == 0 {
					t.Errorf("%s sorted in %d rows, descending %v: %d changes, problems %v", c.name, filled, descending, len(plan.Changes), plan.Problems)
				}
			}
		}
	}
}

// TestValuesInOtherRows checks that values of one column in the rows of others are refused, whether two
// have changed places or all have moved by a row, and that days and states may change at the same time.
func TestValuesInOtherRows(t *testing.T) {
	g := siteWithManyActions(t, 6)
	for name, test := range map[string]struct {
		column string
		values map[int]string // by row, new values, or the number of the row from which a value is
		want   string
	}{
		"two owners":                       {"Owner", map[int]string{1: "4", 4: "1"}, "rows 3, 6 have values of each other"},
		"two days":                         {"Due", map[int]string{0: "1", 1: "0"}, "rows 2, 3 have values of each other"},
		"two days among others":            {"Due", map[int]string{0: "1", 1: "0", 2: "2027-01-31", 5: "2027-02-28"}, "rows 2, 3 have values of each other"},
		"three days in a circle":           {"Due", map[int]string{0: "1", 1: "2", 2: "0", 5: "2027-02-28"}, "rows 2, 3, 4 have values of each other"},
		"two measures":                     {"Measure", map[int]string{0: "3", 3: "0"}, "rows 2, 5 have values of each other"},
		"a cell inserted":                  {"Owner", map[int]string{0: "New role", 1: "0", 2: "1", 3: "2", 4: "3", 5: "4"}, "rows 3, 4, 5, 6, 7 have values of each other"},
		"a cell deleted":                   {"Owner", map[int]string{0: "1", 1: "2", 2: "3", 3: "4", 4: "5", 5: "New role"}, "rows 2, 3, 4, 5, 6 have values of each other"},
		"an owner who has one action more": {"Owner", map[int]string{0: "3"}, ""},
		"new owners":                       {"Owner", map[int]string{0: "Zed", 1: "Ada", 2: "Nurse"}, ""},
		"three new owners in order":        {"Owner", map[int]string{0: "Ada", 1: "Nurse", 2: "Zed"}, ""},
		"five new owners in order":         {"Owner", map[int]string{0: "Ada", 1: "Bea", 2: "Cy", 3: "Nurse", 4: "Zed"}, ""},
		"one new owner of all":             {"Owner", map[int]string{0: "Nurse", 1: "Nurse", 2: "Nurse", 3: "Nurse", 4: "Nurse", 5: "Nurse"}, ""},
	} {
		table, exported := actionTable(g), actionTable(g)
		at := slices.IndexFunc(table.Columns, func(c sheet.Column) bool { return c.Heading == test.column })
		for row, value := range test.values {
			if len(value) == 1 {
				value = exported.Rows[value[0]-'0'][at]
			}
			table.Rows[row][at] = value
			for column, text := range map[string]string{"Update date": "2026-05-01", "Said by": "Hub", "Reason": "Agreed."} {
				setCell(table, row, column, text)
			}
		}
		plan := Compare(g, writeAndRead(t, g, table), false)
		switch {
		case test.want == "" && (len(plan.Problems) > 0 || len(plan.Changes) != len(test.values)):
			t.Errorf("%s: %d changes, problems %v", name, len(plan.Changes), plan.Problems)
		case test.want != "" && (len(plan.Problems) != 1 || plan.Problems[0].Column != test.column || !strings.HasPrefix(plan.Problems[0].Message, test.want)):
			t.Errorf("%s: problems %v, want %q", name, plan.Problems, test.want)
		}
	}
}

// TestNumbersInTexts checks that a number or a date that a spreadsheet may have made of a text is refused in
// each column of texts, in the row of an action and in that of a new one.
func TestNumbersInTexts(t *testing.T) {
	g := siteWithManyActions(t, 4)
	wrong := []string{"46185", "6.1", "1.00E+05", "1,00E+05", "Jun-26", "26-Jun", "01.06.2026", "2026-06-01 00:00:00", "12:30", "TRUE", "WAHR", "45%", "-5", "£1,000", "0.5", "########", "1. Mrz", "6/10"}
	counts := map[string]bool{"6.1": true, "45%": true, "0.5": true}
	for _, text := range wrong {
		for _, row := range []int{1, 4} {
			table := actionTable(g)
			table.Rows = append(table.Rows, slices.Clone(table.Rows[0]))
			for column, text := range map[string]string{"Key": "EL-99", "Row check": "", "State": "Not started", "Due": "2027-01-01"} {
				setCell(table, 4, column, text)
			}
			for column, text := range map[string]string{"Update date": "2026-05-01", "Said by": "Hub", "Evidence kind": "Audit", "Evidence shows": "Practice", "Evidence date": "2026-04-01"} {
				setCell(table, row, column, text)
			}
			var names, refused []string
			for _, c := range actionColumns() {
				if c.format == asText && c.name != keyColumn && c.name != checkColumn {
					setCell(table, row, c.name, text)
					if c.name != "Latest value" || !counts[text] {
						names = append(names, c.name)
					}
				}
			}
			for _, p := range Compare(g, writeAndRead(t, g, table), false).Problems {
				if p.Row == row+2 && strings.Contains(p.Message, "is only a number or a date") && strings.HasPrefix(p.Hint, "write it in words, such as ") {
					refused = append(refused, p.Column)
				}
			}
			if !slices.Equal(refused, names) || len(names) < 9 {
				t.Errorf("%q in row %d is refused in the columns %q, want %q", text, row+2, refused, names)
			}
		}
	}
}
