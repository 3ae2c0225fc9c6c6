package tables

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/sheet"
	"safelearn/generator/xref"
)

// A cellEdit is an edit of the cells of a column of a table.
type cellEdit struct {
	name, column string
	edit         func(cells []string)
	want         string // in each problem, or "" for none
	problems     int
}

// check makes the edit in a table of the actions of g, fills in what each changed row needs, and checks what
// the import says.
func (e cellEdit) check(t *testing.T, g *xref.Graph) {
	t.Helper()
	table := actionTable(g)
	at := slices.IndexFunc(table.Columns, func(c sheet.Column) bool { return c.Heading == e.column })
	cells := make([]string, len(table.Rows))
	for i, row := range table.Rows {
		cells[i] = row[at]
	}
	e.edit(cells)
	n := 0
	for i, text := range cells {
		if table.Rows[i][at] == text {
			continue
		}
		n++
		for column, text := range map[string]string{"Update date": "2026-05-01", "Said by": "Hub", "Reason": "Agreed.", "What happened": "It changed."} {
			setCell(table, i, column, text)
		}
		table.Rows[i][at] = text
	}
	plan := Compare(g, writeAndRead(t, g, table), false)
	isWanted := func(p Problem) bool { return p.Row > 1 && p.Column == e.column && strings.Contains(p.Message, e.want) }
	if e.want == "" && len(plan.Changes) != n || len(plan.Problems) != e.problems || slices.ContainsFunc(plan.Problems, func(p Problem) bool { return !isWanted(p) }) {
		t.Errorf("%s, %s: %d of %d changes, problems %v, want %d of %q\n%q", e.column, e.name, len(plan.Changes), n, plan.Problems, e.problems, e.want, cells)
	}
}

// newValue returns a value of a column that no row had. Those of different k are not in order.
func newValue(column string, k int) string {
	if column == "Due" {
		return fmt.Sprintf("2027-%02d-%02d", 1+k*5%12, 10+k)
	}
	return fmt.Sprintf("%c new one", "MCXAQFTBZHKE"[k])
}

// TestMovedCells moves cells of one column without the others, while other rows have new values, and checks
// that the import names the column. It also checks that edits which are no more than edits are taken.
func TestMovedCells(t *testing.T) {
	const n = 12
	g := siteWithManyActions(t, n)
	const want = "have values of each other"
	var tests []cellEdit
	for _, column := range []string{"Owner", "Due", "Measure"} {
		add := func(name string, edit func(cells []string)) {
			tests = append(tests, cellEdit{name, column, edit, want, 1})
		}
		write := func(cells []string, rows ...int) {
			for _, i := range rows {
				cells[i] = newValue(column, i)
			}
		}
		for _, order := range []func(a, b string) int{strings.Compare, func(a, b string) int { return strings.Compare(b, a) }} {
			sortFrom := func(cells []string, from, to int) { slices.SortFunc(cells[from:to], order) }
			add("sorted", func(cells []string) { sortFrom(cells, 0, n) })
			add("a range sorted", func(cells []string) { sortFrom(cells, 2, 9) })
			add("a range sorted, new values beside", func(cells []string) { sortFrom(cells, 2, 9); write(cells, 0, 10, 11) })
			add("a range sorted with new values", func(cells []string) { write(cells, 3, 4, 6, 7); sortFrom(cells, 1, 10) })
			add("sorted, then new values", func(cells []string) { sortFrom(cells, 0, n); write(cells, 3, 8) })
		}
		shortest := 2
		if column == "Due" {
			shortest = 4 // fewer days may be those of other rows because all are earlier or later by the same time
		}
		for length := shortest; length <= 5; length++ {
			for step := 1; step <= 3; step++ {
				add(fmt.Sprintf("%d cells %d rows down", length, step), func(cells []string) {
					copy(cells[2+step:], slices.Clone(cells[2:2+length]))
					for i := range step {
						write(cells, 2+i)
					}
					write(cells, 0, 11)
				})
				add(fmt.Sprintf("%d cells %d rows up", length, step), func(cells []string) {
					copy(cells[5-step:], slices.Clone(cells[5:5+length]))
					for i := range step {
						write(cells, 5+length-1-i)
					}
					write(cells, 0, 11)
				})
			}
		}
	}
	tests = append(tests,
		cellEdit{"sorted", "Lead", func(cells []string) { slices.Sort(cells) }, want, 1},
		cellEdit{"one changed, then sorted", "Lead", func(cells []string) { cells[2] = cells[9]; slices.Sort(cells) }, want, 1},
		cellEdit{"four sorted", "Lead", func(cells []string) { slices.Sort(cells[1:5]) }, want, 1},
		cellEdit{"three sorted", "Owner", func(cells []string) { slices.Sort(cells[1:4]) }, want, 1},
		cellEdit{"two changed places", "Lead", func(cells []string) { cells[0], cells[1] = cells[1], cells[0] }, "", 0},
		cellEdit{"new for a block each", "Owner", func(cells []string) {
			for i := range cells {
				cells[i] = []string{"Ada", "Bea"}[i/6]
			}
		}, "", 0},
		cellEdit{"one for many rows", "Owner", func(cells []string) {
			for i := 2; i < 9; i++ {
				cells[i] = cells[1]
			}
		}, "", 0},
		cellEdit{"copied", "Owner", func(cells []string) { copy(cells[5:], cells[1:4]) }, "", 0},
		cellEdit{"the first complete, then others", "State", func(cells []string) {
			for i := range cells {
				cells[i] = []string{"Complete", "In progress", "Not started"}[i/4]
			}
		}, "", 0},
		cellEdit{"put off by a quarter", "Due", func(cells []string) { putOff(cells, 3) }, "", 0},
		cellEdit{"brought forward by a month", "Due", func(cells []string) { putOff(cells, -1) }, "", 0},
		cellEdit{"put off by a month", "Due", func(cells []string) { putOff(cells, 1) }, "", 0},
		cellEdit{"later from row to row", "Due", func(cells []string) {
			for i := range cells {
				cells[i] = fmt.Sprintf("2027-%02d-15", i+1)
			}
		}, "", 0},
		cellEdit{"later from row to row", "Check again", func(cells []string) {
			for i := range cells {
				cells[i] = fmt.Sprintf("2027-%02d-15", i+1)
			}
		}, "", 0},
		cellEdit{"items of one meeting", "Record", func(cells []string) {
			for i := range cells {
				cells[i] = fmt.Sprintf("Minute 6.%d", i+1)
			}
		}, "", 0},
		cellEdit{"words in order below the first row", "What happened", func(cells []string) { copy(cells[3:], []string{"All know.", "Begun.", "Clear.", "Done.", "Ended."}) }, "", 0},
		cellEdit{"cleared", "Owner", func(cells []string) { clear(cells) }, "an update cannot leave this empty", n},
		cellEdit{"cleared", "Due", func(cells []string) { clear(cells) }, "an update cannot leave this empty", n},
	)
	for _, test := range tests {
		test.check(t, g)
	}
	dates := actionTable(g)
	report(dates, n)
	for i := range n {
		setCell(dates, i, "Update date", fmt.Sprintf("2026-04-%02d", i+1))
	}
	if plan := Compare(g, writeAndRead(t, g, dates), false); len(plan.Problems) > 0 || len(plan.Changes) != n {
		t.Errorf("with update dates that rise: %d changes, problems %v", len(plan.Changes), plan.Problems)
	}
}

// putOff changes days to the same day the given number of months later.
func putOff(cells []string, months int) {
	for i, text := range cells {
		var year, month, day int
		fmt.Sscanf(text, "%d-%d-%d", &year, &month, &day)
		month += months
		cells[i] = fmt.Sprintf("%d-%02d-%02d", year+(month-1)/12, 1+(month-1)%12, day)
	}
}

// TestSwappedStates checks that actions may change states and owners, also if some have those that others
// had.
func TestSwappedStates(t *testing.T) {
	files := siteFiles()
	files["content/reviews/elm/progress.yaml"] = strings.TrimPrefix(files["content/reviews/elm/progress.yaml"], "released: {date: 2026-03-31, by: board}\n") +
		"  - {id: u2, date: 2026-02-10, action: EL-02, said_by: hub, state: in-progress, what: Begun.}\n  - {id: u3, date: 2026-02-11, action: EL-02, said_by: hub, state: paused, what: Waits., reason: The system is late.}\n"
	g := linkTestSite(t, files)
	cellEdit{"two exchanged, one of which a third row has", "Owner", func(cells []string) { copy(cells, []string{"Nurse", "Teacher", "Nurse"}) }, "", 0}.check(t, linkTestSite(t, withOwner(files, "Doctor", "Nurse")))
	for name, states := range map[string][]string{"two swapped": {"Paused", "In progress", "Not started"}, "two swapped, one begun": {"Paused", "In progress", "In progress"}, "each forward": {"Complete", "In progress", "In progress"}} {
		cellEdit{name, "State", func(cells []string) { copy(cells, states) }, "", 0}.check(t, g)
	}
}

// withOwner returns files with one owner in place of another.
func withOwner(files map[string]string, old, owner string) map[string]string {
	files = maps.Clone(files)
	files["content/reviews/elm/progress.yaml"] = strings.ReplaceAll(files["content/reviews/elm/progress.yaml"], "owner: "+old, "owner: "+owner)
	return files
}
