package tables

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/sheet"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// siteFiles returns a small site with three actions.
func siteFiles() map[string]string {
	dates := "status: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n---\n"
	return map[string]string{
		"content/site.yaml":                   "id: small\ntitle: A small site\npartnership: None\ndemonstration: true\nbanner: A test.\nmay_close: [board]\n",
		"content/glossary/board.md":           "---\ntitle: The board\nsummary: A body.\nmeaning: A body.\nagency: true\n" + dates,
		"content/glossary/hub.md":             "---\ntitle: Hub\nsummary: A body.\nmeaning: A body.\nagency: true\n" + dates,
		"content/reviews/elm/index.md":        "---\ntitle: Elm\nsummary: An invented review.\nnation: england\npublished: 2025-06\nnumbering: N.N\nparagraphs: {1: 1, 6: 12}\n" + dates,
		"content/reviews/elm/statements.yaml": "statements:\n  - {label: \"6.1\", type: recommendation, text: One., lettering: none}\n  - {label: \"6.10\", type: recommendation, text: Ten., lettering: none}\n",
		"content/reviews/elm/progress.yaml": `released: {date: 2026-03-31, by: board}
actions:
  - {id: EL-01, agreed: 2026-01-12, answers: ["6.10"], text: First., lead: hub, owner: Nurse, due: 2026-06-30}
  - {id: EL-02, agreed: 2026-01-12, answers: ["6.1"], text: Second., lead: hub, owner: Doctor, due: 2026-09-30}
  - {id: EL-03, agreed: 2026-01-12, answers: ["6.1"], text: Third., lead: hub, owner: Teacher, due: 2026-12-31}
updates:
  - {id: u1, date: 2026-02-10, action: EL-01, said_by: hub, state: in-progress, what: Begun.}
`,
	}
}

// linkTestSite links a site with the given files, including all its progress, with 1 June 2026 as
// today.
func linkTestSite(t *testing.T, files map[string]string) *xref.Graph {
	t.Helper()
	var list []*source.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file, problems := source.ParseFile(name, files[name])
		if problems.Failed() {
			t.Fatal(problems)
		}
		list = append(list, file)
	}
	site, problems := model.Read(list, nil)
	site.Today = "2026-06-01"
	model.ShowProgress(site, true)
	g, more := xref.Link(site, nil)
	if problems.Failed() || more.Failed() {
		t.Fatal(problems, more)
	}
	return g
}

// writeAndRead writes a table to a spreadsheet and returns the result of sheet.Read.
func writeAndRead(t *testing.T, g *xref.Graph, table *sheet.Table) *sheet.Grid {
	t.Helper()
	var file bytes.Buffer
	if err := sheet.Write(&file, "a.csv", table); err != nil {
		t.Fatal(err)
	}
	grid, err := sheet.Read("a.csv", file.Bytes(), func(cells []string) bool { return IsHeader(g, cells) })
	if err != nil {
		t.Fatal(err)
	}
	return grid
}

// setCell sets the text of a cell in a table of actions.
func setCell(table *sheet.Table, row int, column, text string) {
	table.Rows[row][slices.IndexFunc(table.Columns, func(c sheet.Column) bool { return c.Heading == column })] = text
}

// addEvidence adds evidence to the first action in a table.
func addEvidence(table *sheet.Table) {
	for column, text := range map[string]string{"Evidence": "Dip sample", "Evidence kind": "Dip sample", "Evidence shows": "Practice", "Evidence date": "2026-04-30"} {
		setCell(table, 0, column, text)
	}
}

// TestCompare checks which entries edits of an exported table add, and which edits are refused.
func TestCompare(t *testing.T) {
	update := func(table *sheet.Table, row int, date string) {
		setCell(table, row, "Update date", date)
		setCell(table, row, "Said by", "Hub")
	}
	tests := []struct {
		name    string
		edit    func(table *sheet.Table)
		problem string // text in the only problem, or "" for no problem
		changes int
	}{
		{"nothing", func(*sheet.Table) {}, "", 0},
		{"rows in another order", func(table *sheet.Table) { slices.Reverse(table.Rows) }, "", 0},
		{"a row deleted", func(table *sheet.Table) { table.Rows = table.Rows[1:] }, "", 0},
		{"computed columns changed", func(table *sheet.Table) { setCell(table, 0, "Colour", "green"); setCell(table, 0, "Gaps", "") }, "", 0},
		{"an update", func(table *sheet.Table) { setCell(table, 0, "State", "complete"); update(table, 0, "2026-05-01") }, "", 1},
		{"a value of the wrong case", func(table *sheet.Table) { setCell(table, 0, "State", "IN PROGRESS") }, "", 0},
		{"what was reported last", func(table *sheet.Table) { setCell(table, 0, "Last update", "") }, "", 0},
		{"words where they are not read", func(table *sheet.Table) {
			setCell(table, 0, "Last update", "What happened: Begun.\nAll wards know.")
		}, "row 2, Last update: what is written here is not read\n\thint: write it under What happened", 0},
		{"words of a new action where they are not read", func(table *sheet.Table) {
			table.Rows = append(table.Rows, slices.Clone(table.Rows[0]))
			for column, text := range map[string]string{"Key": "EL-09", "Row check": "", "Last update": "All wards know.", "Agreed": "2026-05-01", "State": "Not started"} {
				setCell(table, 3, column, text)
			}
		}, "row 5, Last update: what is written here is not read", 0},
		{"an owner that a spreadsheet made a number", func(table *sheet.Table) { setCell(table, 0, "Owner", "100000"); update(table, 0, "2026-05-01") }, "row 2, Owner: \"100000\" is only a number or a date, which a spreadsheet may have changed\n\thint: write it in words, such as Clinic manager", 0},
		{"a body alone", func(table *sheet.Table) { setCell(table, 0, "Said by", "Hub") }, "row 2, Said by: nothing else in this row has changed", 0},
		{"another update on the day of the last", func(table *sheet.Table) {
			setCell(table, 0, "What happened", "All wards know.")
			update(table, 0, "2026-02-10")
		}, "row 2, Update date: what happened up to 31 March 2026 has been released", 0},
		{"no date", func(table *sheet.Table) {
			setCell(table, 1, "State", "In progress")
			setCell(table, 1, "Said by", "Hub")
		}, "row 3, Update date: the row has changed, and nothing says when", 0},
		{"no body", func(table *sheet.Table) {
			setCell(table, 1, "State", "In progress")
			setCell(table, 1, "Update date", "2026-05-01")
		}, "row 3, Said by: nothing says which body", 0},
		{"no date and no body", func(table *sheet.Table) { setCell(table, 0, "Owner", "Midwife") }, "row 2, Update date: the row has changed, and nothing says when", 0},
		{"earlier date", func(table *sheet.Table) { setCell(table, 0, "Owner", "Midwife"); update(table, 0, "2026-02-01") }, "row 2, Update date: this is before the last update of 10 February 2026", 0},
		{"a date alone", func(table *sheet.Table) { update(table, 0, "2026-05-01") }, "row 2, Update date: nothing else in this row has changed", 0},
		{"before the release", func(table *sheet.Table) { setCell(table, 1, "Owner", "Midwife"); update(table, 1, "2026-03-31") }, "row 3, Update date: what happened up to 31 March 2026 has been released", 0},
		{"agreed words", func(table *sheet.Table) { setCell(table, 0, "Action", "Other."); update(table, 0, "2026-05-01") }, "row 2, Action: this is part of the action as it was agreed", 0},
		{"owner emptied", func(table *sheet.Table) { setCell(table, 0, "Owner", ""); update(table, 0, "2026-05-01") }, "row 2, Owner: an update cannot leave this empty", 0},
		{"stale", func(table *sheet.Table) {
			setCell(table, 0, "Row check", "OLD")
			setCell(table, 0, "Owner", "Midwife")
			update(table, 0, "2026-05-01")
		}, "row 2, Row check: EL-01 was changed on 10 February 2026, after this sheet was made", 0},
		{"unknown check", func(table *sheet.Table) { setCell(table, 0, "Row check", "c-1") }, "row 2, Row check: EL-01 is not as it was", 0},
		{"no check", func(table *sheet.Table) {
			setCell(table, 0, "Row check", "")
			setCell(table, 0, "Owner", "Midwife")
			update(table, 0, "2026-05-01")
		}, "row 2, Row check: EL-01 is an action of the site, and nothing says", 0},
		{"key changed", func(table *sheet.Table) { setCell(table, 0, "Key", "EL-10") }, `row 2, Key: this row was exported as EL-01, and its key is now "EL-10"`, 0},
		{"key merged", func(table *sheet.Table) { setCell(table, 1, "Key", "") }, "row 3, Key: this cell is empty below EL-01", 0},
		{"key twice", func(table *sheet.Table) { table.Rows = append(table.Rows, table.Rows[0]) }, "row 5, Key: EL-01 is in row 2, too", 0},
		{"one column sorted", func(table *sheet.Table) {
			for i, owner := range []string{"Doctor", "Teacher", "Nurse"} {
				setCell(table, i, "Owner", owner)
				update(table, i, "2026-05-01")
			}
		}, "row 2, Owner: rows 2, 3, 4 have values of each other", 0},
		{"one column sorted, with a new value", func(table *sheet.Table) {
			for i, owner := range []string{"Doctor", "Midwife", "Nurse"} {
				setCell(table, i, "Owner", owner)
				update(table, i, "2026-05-01")
			}
		}, "row 2, Owner: rows 2, 4 have values of each other", 0},
		{"days sorted, with a new one", func(table *sheet.Table) {
			for i, due := range []string{"2026-12-31", "2026-11-01", "2026-06-30"} {
				setCell(table, i, "Due", due)
				setCell(table, i, "Reason", "Later.")
				update(table, i, "2026-05-01")
			}
		}, "row 2, Due: rows 2, 4 have values of each other", 0},
		{"each day moved by a quarter", func(table *sheet.Table) {
			for i, due := range []string{"2026-09-30", "2026-12-31", "2027-03-31"} {
				setCell(table, i, "Due", due)
				setCell(table, i, "Reason", "Later.")
				update(table, i, "2026-05-01")
			}
		}, "", 3},
		{"a number that its cell shows in another form", func(table *sheet.Table) {
			setCell(table, 0, "Latest value", "\x000.5")
			update(table, 0, "2026-05-01")
		}, "row 2, Latest value: this cell has the number 0.5 and shows it in another form\n\thint: give the cell the format Text", 0},
		{"half of the evidence", func(table *sheet.Table) {
			setCell(table, 0, "Evidence kind", "Survey")
			update(table, 0, "2026-05-01")
		}, "row 2, Evidence: the cells about evidence", 0},
		{"a count above the whole", func(table *sheet.Table) {
			addEvidence(table)
			setCell(table, 0, "Number", "14")
			setCell(table, 0, "Out of", "12")
			update(table, 0, "2026-05-01")
		}, "row 2, Number: 14 out of 12 is not a count", 0},
		{"a count without the whole", func(table *sheet.Table) {
			addEvidence(table)
			setCell(table, 0, "Number", "14")
			update(table, 0, "2026-05-01")
		}, "row 2, Out of: this cell is empty", 0},
		{"a comma between statements", func(table *sheet.Table) {
			setCell(table, 0, "Answers", "Recommendation 6.10, Recommendation 6.1")
		}, "hint: put a semicolon between them: Recommendation 6.10; Recommendation 6.1", 0},
		{"misspelt heading", func(table *sheet.Table) { table.Columns[8].Heading = "Duw" }, "row 1, Duw: this is not the heading of a column", 0},
		{"heading twice", func(table *sheet.Table) { table.Columns[8].Heading = "Owner" }, "row 1, Owner: two columns have this heading", 0},
	}
	g := linkTestSite(t, siteFiles())
	for _, test := range tests {
		table := actionTable(g)
		test.edit(table)
		for _, row := range table.Rows {
			for i, text := range row {
				if text == "OLD" { // OLD stands for the row check of the first action before its update
					files := siteFiles()
					files["content/reviews/elm/progress.yaml"], _, _ = strings.Cut(files["content/reviews/elm/progress.yaml"], "updates:")
					row[i] = actionTable(linkTestSite(t, files)).Rows[0][len(row)-1]
				}
			}
		}
		plan := Compare(g, writeAndRead(t, g, table), false)
		var problems []string
		for _, p := range plan.Problems {
			problems = append(problems, p.String())
		}
		if len(plan.Changes) != test.changes || len(problems) > 1 || !strings.Contains(strings.Join(problems, "\n"), test.problem) || (test.problem == "") != (problems == nil) {
			t.Errorf("%s: %d changes, problems %q, want %d and %q", test.name, len(plan.Changes), problems, test.changes, test.problem)
		}
	}
}

// TestLastReport checks that the text of the last update is in a cell of its own, and that the cells for
// the next update are empty. So a value that was reported before, such as a reason, can be reported
// again, and none of it is reported again by mistake.
func TestLastReport(t *testing.T) {
	files := siteFiles()
	files["content/reviews/elm/progress.yaml"] = strings.Replace(files["content/reviews/elm/progress.yaml"], "what: Begun.}", `what: "Begun. \nWell.", due: 2026-08-31, reason: The system is late., now: 3 of 9, evidence: [{kind: dip-sample, shows: practice, title: Dip sample, date: 2026-02-05, n: 12, of: 14, access: held, holder: Office}]}`, 1)
	g := linkTestSite(t, files)
	table := actionTable(g)
	for i, c := range actionColumns() {
		if got := table.Rows[0][i]; (c.effect == reported || c.effect == evidence) && got != "" {
			t.Errorf("%s is %q", c.name, got)
		}
	}
	const want = "What happened: Begun.\nWell.\nUpdate date: 2026-02-10\nSaid by: Hub\nReason: The system is late.\nEvidence: Dip sample\nEvidence kind: Dip sample\nEvidence shows: Practice\nEvidence date: 2026-02-05\nLatest value: 3 of 9\nNumber: 12\nOut of: 14\nAccess: Held\nHolder: Office"
	if got := table.Rows[0][10]; got != want {
		t.Errorf("the last report is %q, want %q", got, want)
	}
	for column, text := range map[string]string{"Due": "2026-10-31", "Reason": "The system is late.", "Update date": "2026-05-01", "Said by": "Hub", "Evidence": "Survey of families", "Evidence kind": "Survey", "Evidence shows": "Outcome", "Evidence date": "2026-04-30"} {
		setCell(table, 0, column, text)
	}
	plan := Compare(g, writeAndRead(t, g, table), false)
	if len(plan.Problems) > 0 || len(plan.Changes) != 1 {
		t.Fatalf("%+v", plan)
	}
	if u := plan.Changes[0].Update; u.Reason != "The system is late." || len(u.Evidence) != 1 || u.Evidence[0] != (model.Evidence{Kind: "survey", Shows: "outcome", Title: "Survey of families", Date: "2026-04-30"}) {
		t.Errorf("the update is %+v", u)
	}
}

// TestMergedCells checks that cells that are merged with others are reported, whichever column they are
// in, unless they are above the table or beside it.
func TestMergedCells(t *testing.T) {
	g := linkTestSite(t, siteFiles())
	table := actionTable(g)
	for i := range table.Rows {
		for column, text := range map[string]string{"State": "In progress", "Update date": "2026-05-01", "Said by": "Hub"} {
			setCell(table, i, column, text)
		}
	}
	setCell(table, 0, "What happened", "All know.")
	grid := writeAndRead(t, g, table)
	if plan := Compare(g, grid, false); len(plan.Problems) != 1 || !strings.HasPrefix(plan.Problems[0].String(), "row 3, What happened: this cell is empty, although State changes") {
		t.Errorf("without merged cells: %+v", plan)
	}
	what := slices.Index(grid.Rows[0].Cells, "What happened")
	grid.Merges = []sheet.Merge{{FirstRow: 2, LastRow: 4, FirstColumn: what, LastColumn: what}, {FirstRow: 2, LastRow: 4, FirstColumn: len(table.Columns), LastColumn: len(table.Columns)}, {FirstRow: 0, LastRow: 0, FirstColumn: 0, LastColumn: 9}}
	plan := Compare(g, grid, false)
	if len(plan.Problems) != 1 || !strings.HasPrefix(plan.Problems[0].String(), "row 2, What happened: this cell is merged with others, down to row 4") {
		t.Errorf("%+v", plan.Problems)
	}
}

// TestEvidencePosition checks that an error in new evidence is reported in the cell that its hint names.
func TestEvidencePosition(t *testing.T) {
	p := &Plan{Heading: func(name string) string { return name }}
	a := &Addition{Cells: map[int]Cell{7: {Row: 2, Column: "Evidence kind"}}}
	list := diag.List{{Severity: diag.Error, Pos: diag.Pos{Path: "x", Line: 7}, Message: "m", Hint: "write n: and of: both, the larger under of:"},
		{Severity: diag.Error, Pos: diag.Pos{Path: "x", Line: 7}, Message: "m", Hint: "add holder: … with a body or a role"},
		{Severity: diag.Error, Pos: diag.Pos{Path: "x", Line: 7}, Message: "the key shows is missing", Hint: "add shows: …"}}
	p.AddErrors(list, map[string]*Addition{"x": a})
	want := []Problem{{2, "Number", "m", "write Number: and Out of: both, the larger under Out of:"}, {2, "Holder", "m", "add Holder: … with a body or a role"}, {2, "Evidence shows", "this cell is empty", "the values are Activity, Practice, Outcome"}}
	if !slices.Equal(p.Problems, want) {
		t.Errorf("%+v, want %+v", p.Problems, want)
	}
}

// TestDate checks that dates are accepted in the forms in which spreadsheets save them.
func TestDate(t *testing.T) {
	english, american := linkTestSite(t, siteFiles()), siteFiles()
	american["content/site.yaml"] += "languages: [en-US]\n"
	tests := []struct{ text, british, american string }{
		{"2027-04-01", "2027-04-01", "2027-04-01"},
		{"2027-4-1", "2027-04-01", "2027-04-01"},
		{"2027-04-01T00:00:00", "2027-04-01", "2027-04-01"},
		{"2027-04-01 00:00:00", "2027-04-01", "2027-04-01"},
		{"1/4/2027", "2027-04-01", "2027-01-04"},
		{"01.04.2027", "2027-04-01", "2027-04-01"},
		{"1 April 2027", "2027-04-01", "2027-04-01"},
		{"April 1, 2027", "2027-04-01", "2027-04-01"},
		{"1 Nov 2026", "2026-11-01", "2026-11-01"},
		{"1st Sept. 2026", "2026-09-01", "2026-09-01"},
		{"01-Nov-2026", "2026-11-01", "2026-11-01"},
		{"Nov 1, 2026", "2026-11-01", "2026-11-01"},
		{"Sunday, 1 November 2026", "", ""},
		{"1-Nov-26", "2026-11-01", "2026-11-01"},
		{"1 Ju 2026", "", ""},
		{"31/12/2027", "2027-12-31", ""},
		{"1/4/27", "2027-04-01", "2027-01-04"},
		{"01/04/27", "2027-04-01", "2027-01-04"},
		{"01.04.27", "2027-04-01", "2027-04-01"},
		{"31/12/26", "2026-12-31", ""},
		{"1 April 27", "2027-04-01", "2027-04-01"},
		{"1/4/16", "2016-04-01", "2016-01-04"},
		{"1/4/46", "2046-04-01", "2046-01-04"},
		{"1/4/15", "", ""},
		{"1/4/47", "", ""},
		{"27/04/01", "", ""},
		{"1-4-27", "", ""},
		{"27-04-01", "", ""},
		{"46477", "", ""},
		{"31/2/2027", "", ""},
		{"next week", "", ""},
		{"1-4-2027", "", ""},
		{"2027", "", ""},
		{"", "", ""},
	}
	for i, g := range []*xref.Graph{english, linkTestSite(t, american)} {
		for _, test := range tests {
			day, problem, hint := newIndex(g).parseDate(test.text)
			if want := []string{test.british, test.american}[i]; day != want || (problem == "") != (want != "") || (hint == "") != (problem == "") {
				t.Errorf("%q is %q: %s; %s; want %q", test.text, day, problem, hint, want)
			}
		}
	}
	if _, problem, hint := newIndex(english).parseDate("46477"); !strings.Contains(problem, "46477 is how Excel counts days; it is 2027-03-31") || hint != "write 2027-03-31" {
		t.Errorf("%s; %s", problem, hint)
	}
}

// TestAppend checks where entries are added, and that the existing text does not change.
func TestAppend(t *testing.T) {
	changes := []Change{{Row: 5, Action: &model.Action{ID: "EL-09", Agreed: "2026-05-01", Answers: []model.ID{"6.1", "elm/es:1"}, Text: "a: \"b\"\n# c"}},
		{Row: 6, Update: &model.Update{ID: "u9", Date: "2026-05-01", Action: "EL-09", SaidBy: "hub", Measure: model.Measure{What: "x"}}}}
	const action = "id: EL-09\n    agreed: 2026-05-01\n    answers: [6.1, \"elm/es:1\"]\n    text: |-\n      a: \"b\"\n      # c\n"
	const updateText = "id: u9\n    date: 2026-05-01\n    action: EL-09\n    said_by: hub\n    measure:\n      what: \"x\"\n"
	tests := []struct{ name, before, after string }{
		{"no file", "", "actions:\n  - " + action + "updates:\n  - " + updateText},
		{"no lists", "# Ours.\nreleased: {date: 2026-01-01, by: hub}", "# Ours.\nreleased: {date: 2026-01-01, by: hub}\nactions:\n  - " + action + "updates:\n  - " + updateText},
		{"updates first", "updates:\n  - {id: u1}\n\n# then\nactions: # ours\n  - {id: A}\n    # last\n# end\n", "updates:\n  - {id: u1}\n  - " + updateText + "\n# then\nactions: # ours\n  - {id: A}\n    # last\n  - " + action + "# end\n"},
		{"empty lists", "actions:\nupdates:\n", "actions:\n  - " + action + "updates:\n  - " + updateText},
		{"not indented", "actions:\n- {id: A}\nupdates:\n- id: u1\n  what: |\n    # x\n", "actions:\n- {id: A}\n- " + strings.ReplaceAll(action, "\n    ", "\n  ") + "updates:\n- id: u1\n  what: |\n    # x\n- " + strings.ReplaceAll(updateText, "\n    ", "\n  ")},
	}
	for _, test := range tests {
		for _, newline := range []string{"\n", "\r\n"} {
			if newline == "\r\n" && strings.Count(test.before, "\n") < 2 {
				continue // a file without line ends has no preferred kind of them
			}
			before, after := strings.ReplaceAll(test.before, "\n", newline), strings.ReplaceAll(test.after, "\n", newline)
			a, err := Append(before, changes)
			if err != nil || a.Text != after {
				t.Errorf("%s: %v\n%s\nwant\n%s", test.name, err, a.Text, after)
				continue
			}
			for number, cell := range a.Cells {
				if line := strings.Split(a.Text, "\n")[number-1]; strings.Contains(line, "agreed:") && (cell != Cell{5, "Agreed"}) || strings.Contains(line, "said_by:") && !strings.Contains(line, "{") && (cell != Cell{6, "Said by"}) {
					t.Errorf("%s: line %d %q comes from %v", test.name, number, line, cell)
				}
			}
		}
	}
	if _, err := Append("updates: [{id: u1}]\n", changes); err == nil || err.Error() != "line 1: updates is in brackets: write it as a list, with a hyphen before each entry, and import again" {
		t.Error(err)
	}
}

// TestStatesOffered checks that a table offers only states that an action can have.
func TestStatesOffered(t *testing.T) {
	for _, c := range actionTable(linkTestSite(t, siteFiles())).Columns {
		if want := []string{"Not started", "In progress", "Paused", "Stopped", "Complete", "Closed"}; c.Heading == stateColumn && !slices.Equal(c.Choices, want) {
			t.Errorf("the states are %q, want %q", c.Choices, want)
		}
	}
}

// TestColumns checks that a site can rename the heading of each column that is imported.
func TestColumns(t *testing.T) {
	for _, c := range actionColumns() {
		files := siteFiles()
		k := strings.ReplaceAll(strings.ToLower(c.name), " ", "_")
		files["content/site.yaml"] += "columns: {" + k + ": Ours}\n"
		if c.format == asComputed {
			continue
		}
		if got := newIndex(linkTestSite(t, files)).heading(c.name); got != "Ours" {
			t.Errorf("%s has the heading %q", c.name, got)
		}
	}
}

// TestValueHint checks that the hint for an unknown value never suggests its opposite.
func TestValueHint(t *testing.T) {
	state := column{values: []string{"in-progress", "complete"}}
	for text, want := range map[string]string{
		"all-done":     "did you mean Complete? the values are In progress, Complete",
		"not-complete": "the values are In progress, Complete",
	} {
		if got := state.valueHint(text); got != want {
			t.Errorf("for %s: %s, want %s", text, got, want)
		}
	}
}
