package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// hasKeyHeading is the function isHeader in the tests. It reports whether a row contains the heading of
// the key column.
func hasKeyHeading(cells []string) bool {
	return slices.Contains(cells, "Key") && slices.Contains(cells, "State")
}

// rowsOf returns the rows of a grid as text, each with its number.
func rowsOf(g *Grid) []string {
	var rows []string
	for _, row := range g.Rows {
		rows = append(rows, fmt.Sprint(row.Number, " ", strings.Join(row.Cells, "|")))
	}
	return rows
}

// TestCells checks that writing and reading a table preserves text that a spreadsheet would change, in
// both formats.
func TestCells(t *testing.T) {
	texts := []string{"6.10", "007", "1-2", "3/4", "1e55", "MAR1", "SEP-2", "1 May", "TRUE", "=1+1", "+44", "-1", "@home", "- reminded, twice", "'6.10", "''=x", "'tis", "1.1.1", "£5", "12 of 14", "a\nb", `say "no"; yes, no`, "é “x”", "1,5", "10:30", "3 pm"}
	table := &Table{Title: "Actions", Columns: []Column{{Heading: "Key"}, {Heading: "State"}, {Heading: "=Day", Value: true}}}
	for _, text := range texts {
		table.Rows = append(table.Rows, []string{"CM-07", text, "2027-03-31"})
	}
	for _, name := range []string{"a.csv", "a.xlsx"} {
		var file bytes.Buffer
		if err := Write(&file, name, table); err != nil {
			t.Fatal(err)
		}
		g, err := Read(name, file.Bytes(), hasKeyHeading)
		if err != nil || len(g.Rows) != len(texts)+1 || g.Notices != nil {
			t.Fatal(name, err, g)
		}
		if heading := g.Rows[0].Cells[2]; heading != "=Day" {
			t.Errorf("%s: the heading came back as %q", name, heading)
		}
		for i, text := range texts {
			if want := []string{"CM-07", text, "2027-03-31"}; !slices.Equal(g.Rows[i+1].Cells, want) {
				t.Errorf("%s: %q came back as %q", name, want, g.Rows[i+1].Cells)
			}
		}
	}
}

// TestEscapeFormula checks which texts get an apostrophe.
func TestEscapeFormula(t *testing.T) {
	for text, want := range map[string]string{"": "", "6.10": "'6.10", "Recommendation 6.10": "Recommendation 6.10", "CM-07": "CM-07", "=1": "'=1", "12 of 14": "12 of 14", "May be late": "May be late", "MAY-1": "'MAY-1", "c-1e55": "c-1e55", "'tis": "'tis", "false": "'false",
		"Mon 1 June": "'Mon 1 June", "Mon 1 Jun 2026": "'Mon 1 Jun 2026", "Montag, 1. Juni 2026": "'Montag, 1. Juni 2026", "Mrz 2026": "'Mrz 2026", "Jänner 2026": "'Jänner 2026", "1. Feber": "'1. Feber", "Do 4.6.": "'Do 4.6.",
		"2026-06-01T10:30Z": "'2026-06-01T10:30Z", "1E+5": "'1E+5", "Monitor 3": "Monitor 3", "Market 4": "Market 4", "Team of June 3 babies": "Team of June 3 babies", "Monday": "Monday"} {
		if got := newCellText().escapeFormula(text, false); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
	if got := newCellText().escapeFormula("2027-03-31", true); got != "2027-03-31" {
		t.Errorf("a date is written as %q", got)
	}
}

// TestCleaner checks that a cleaner changes text as writing and reading it does.
func TestCleaner(t *testing.T) {
	texts := []string{"Remind staff. \nThen ask.", " x ", "'6.10", "\u00a0a\u202fb", "e\u0301", "=\"007\"", "a\t\r\n\r\nb", "'tis", "''", "", "- x "}
	table := &Table{Title: "Actions", Columns: []Column{{Heading: "Key"}, {Heading: "State"}}}
	for _, text := range texts {
		table.Rows = append(table.Rows, []string{"CM-07", text})
	}
	for _, name := range []string{"a.csv", "a.xlsx"} {
		var file bytes.Buffer
		if err := Write(&file, name, table); err != nil {
			t.Fatal(err)
		}
		g, err := Read(name, file.Bytes(), hasKeyHeading)
		if err != nil {
			t.Fatal(err)
		}
		clean := NewCleaner()
		for i, text := range texts {
			if got := append(g.Rows[i+1].Cells, "")[1]; got != clean(text) {
				t.Errorf("%s: %q came back as %q, and a cleaner returns %q", name, text, got, clean(text))
			}
		}
	}
}

// TestReadCSV checks that CSV files of different forms are read.
func TestReadCSV(t *testing.T) {
	plain := "Key,State\r\nCM-07,\"a, b\r\nc\"\r\n"
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Key\tState\nCM-07\té\n")
	if err != nil {
		t.Fatal(err)
	}
	windows, err := charmap.Windows1252.NewEncoder().String("Key;State\nCM-07;“é”\n")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		want       []string
		notices    int
	}{
		{"plain", plain, []string{"1 Key|State", "2 CM-07|a, b\nc"}, 0},
		{"byte order mark", "\uFEFF" + plain, []string{"1 Key|State", "2 CM-07|a, b\nc"}, 0},
		{"UTF-16 with tabs", utf16, []string{"1 Key|State", "2 CM-07|é"}, 0},
		{"Windows-1252 with semicolons", windows, []string{"1 Key|State", "2 CM-07|“é”"}, 1},
		{"preamble with other separators", "A report, of today, with commas\n\n\nKey;State\nCM-07;x\n", []string{"1 A report, of today, with commas", "4 Key|State", "5 CM-07|x"}, 0},
		{"empty rows", "Key,State\n,,\n\nCM-07,x,,\n", []string{"1 Key|State", "4 CM-07|x"}, 0},
		{"protected text", "Key,State\nCM-07,'=1\n", []string{"1 Key|State", "2 CM-07|=1"}, 0},
		{"text in a formula", "Key,State\n\"=\"\"007\"\"\",\u00a0x \n", []string{"1 Key|State", "2 007|x"}, 0},
	}
	for _, test := range tests {
		g, err := Read("a.csv", []byte(test.text), hasKeyHeading)
		if err != nil || !slices.Equal(rowsOf(g), test.want) || len(g.Notices) != test.notices {
			t.Errorf("%s: %q %v, want %q; notices %q", test.name, rowsOf(g), err, test.want, g.Notices)
		}
	}
	for name, text := range map[string]string{"a.csv": "Key,State\n\"CM-07,x\n", "b.csv": "ï»¿Key,State\n", "a.xls": "x", "a.ods": "x", "a.doc": "x", "a.xlsx": "no workbook"} {
		if _, err := Read(name, []byte(text), hasKeyHeading); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s %q: %v", name, text, err)
		}
	}
}

// TestReadWorkbook checks that dates, numbers, formulas and merged cells in a workbook are read as a
// spreadsheet shows them, and that the sheet with the headings is read.
func TestReadWorkbook(t *testing.T) {
	f := excelize.NewFile()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.NewSheet("Plan")
	check(err)
	check(f.SetCellStr("Sheet1", "A1", "Notes"))
	check(f.SetSheetRow("Plan", "A3", &[]any{"Key", "State", "Due", "Number", "Sum"}))
	check(f.SetSheetRow("Plan", "A4", &[]any{"CM-07", 6.1, 46477, 46477, 0}))
	check(f.SetCellFormula("Plan", "E4", "1+1"))
	custom := "d mmmm yyyy"
	for cell, style := range map[string]*excelize.Style{"C4": {NumFmt: 14}, "C5": {CustomNumFmt: &custom}} {
		id, err := f.NewStyle(style)
		check(err)
		check(f.SetCellStyle("Plan", cell, cell, id))
	}
	check(f.SetCellInt("Plan", "C5", 46478))
	check(f.MergeCell("Plan", "A4", "A5"))
	var file bytes.Buffer
	check(f.Write(&file))
	g, err := Read("plan.xlsx", file.Bytes(), hasKeyHeading)
	check(err)
	want := []string{"3 Key|State|Due|Number|Sum", "4 CM-07|6.1|2027-03-31|46477|0", "5 ||2027-04-01"}
	if got := rowsOf(g); !reflect.DeepEqual(got, want) || !slices.Equal(g.Merges, []Merge{{4, 5, 0, 0}}) {
		t.Errorf("%q with the merged cells %v, want %q", got, g.Merges, want)
	}
}

// TestNumbersInWorkbook checks that a number in a workbook is read as its cell shows it, or as one that the
// cell may show in another form.
func TestNumbersInWorkbook(t *testing.T) {
	tests := []struct {
		value        any
		format, want string
	}{
		{14, "General", "14"},
		{6.1, "General", "6.1"},
		{6.1, "0.00", "6.10"},
		{6.1, "0", "\x006.1"},
		{0.12, "General", "0.12"},
		{0.12, "0%", "12%"},
		{0.12, "0.0%", "12.0%"},
		{0.125, "0%", "\x000.125"},
		{0.07, "0%", "7%"},
		{0.12, `0\ %`, "12 %"},
		{0.12, `0" "%`, "12 %"},
		{12, `0"%"`, "\x0012"},
		{12, `0" %"`, "\x0012"},
		{12, `0\%`, "\x0012"},
		{-0.12, "0%", "-12%"},
		{1234.5, "#,##0.00", "\x001234.5"},
		{0.5, "# ?/?", "\x000.5"},
		{0.5, "h:mm", "\x000.5"},
		{46477, "dd/mm/yyyy", "2027-03-31"},
		{true, "General", "TRUE"},
		{"6.10", "General", "6.10"},
		{"6.10", "@", "6.10"},
		{14, "@", "14"},
	}
	for number, want := range map[string]string{"0.30000000000000004": "\x000.30000000000000004", "0.3333333333333333": "\x000.3333333333333333", "6.0999999999999996": "6.1", "1E-2": "0.01", "1234567890": "1234567890", "12345678901": "\x0012345678901"} {
		if got := shownNumber(number, new(excelize.Style)); got != want {
			t.Errorf("%s is %q, want %q", number, got, want)
		}
	}
	f := excelize.NewFile()
	if err := f.SetSheetRow("Sheet1", "A1", &[]any{"Key", "State"}); err != nil {
		t.Fatal(err)
	}
	for i, test := range tests {
		cell := fmt.Sprint("B", i+2)
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &test.format})
		if err := errors.Join(err, f.SetCellValue("Sheet1", cell, test.value), f.SetCellStyle("Sheet1", cell, cell, id)); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	g, err := Read("a.xlsx", file.Bytes(), hasKeyHeading)
	if err != nil || len(g.Rows) != len(tests)+1 {
		t.Fatal(err, g)
	}
	for i, test := range tests {
		got := g.Rows[i+1].Cells[1]
		if got != test.want {
			t.Errorf("%v in the format %s is %q, want %q", test.value, test.format, got, test.want)
		}
		if number := StoredNumber(got); (number != "") != strings.HasPrefix(test.want, "\x00") {
			t.Errorf("the stored number of %q is %q", got, number)
		}
	}
}

// TestLimits checks that a file that is too large is refused, and that empty rows do not count towards
// the limit.
func TestLimits(t *testing.T) {
	f := excelize.NewFile()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.SetSheetRow("Sheet1", "A1", &[]any{"Key", "State"}), f.SetCellStyle("Sheet1", "A2", "B12000", style), f.SetCellStr("Sheet1", "A12001", "CM-07")); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	g, err := Read("a.xlsx", file.Bytes(), hasKeyHeading)
	if err != nil || !slices.Equal(rowsOf(g), []string{"1 Key|State", "12001 CM-07"}) {
		t.Errorf("empty rows: %v", err)
	}
	for name, text := range map[string]string{"rows": "Key,State\n" + strings.Repeat("CM-07,x\n", maxRows), "bytes": strings.Repeat(" ", maxFile+1)} {
		if _, err := Read("a.csv", []byte(text), hasKeyHeading); err == nil || !strings.Contains(err.Error(), "it ") {
			t.Errorf("too many %s: %v", name, err)
		}
	}
	file.Reset()
	z := zip.NewWriter(&file)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Repeat([]byte(" "), maxUnzip/2)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read("a.xlsx", file.Bytes(), hasKeyHeading); err == nil {
		t.Error("a workbook that is much larger than its file is read")
	}
}

// TestSerialDate checks the dates for several numbers of days.
func TestSerialDate(t *testing.T) {
	for text, want := range map[string]string{"46477": "2027-03-31", "2027": "", "x": "", "": ""} {
		if got := SerialDate(text); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

// FuzzSheet checks that Read does not panic for any file, and that its result can be written and
// read back.
func FuzzSheet(f *testing.F) {
	f.Add(false, []byte("Key,State\nCM-07,\"a\nb\"\n"))
	f.Add(false, []byte("\xff\xfeK\x00"))
	f.Add(false, []byte("Key;State\n'=1;''6.1\n"))
	var file bytes.Buffer
	if err := Write(&file, "a.xlsx", &Table{Title: "A", Columns: []Column{{Heading: "Key"}, {Heading: "State", Choices: []string{"x"}}}, Rows: [][]string{{"CM-07", "6.1"}}}); err != nil {
		f.Fatal(err)
	}
	f.Add(true, file.Bytes())
	f.Fuzz(func(t *testing.T, isWorkbook bool, data []byte) {
		name := "a.csv"
		if isWorkbook {
			name = "a.xlsx"
		}
		g, err := Read(name, data, hasKeyHeading)
		if err != nil {
			return
		}
		table := &Table{Title: "A", Columns: make([]Column, maxColumns)}
		for i := range table.Columns {
			table.Columns[i].Heading = "x"
		}
		for _, row := range g.Rows {
			table.Rows = append(table.Rows, append(slices.Clone(row.Cells), make([]string, maxColumns-len(row.Cells))...))
		}
		file.Reset()
		if err := Write(&file, "b.csv", table); err != nil {
			t.Fatal(err)
		}
		again, err := Read("b.csv", file.Bytes(), hasKeyHeading)
		if err != nil || len(again.Rows) != len(g.Rows)+1 {
			t.Fatalf("%d rows came back as %d: %v", len(g.Rows), len(again.Rows)-1, err)
		}
		for i, row := range g.Rows {
			if !slices.Equal(again.Rows[i+1].Cells, row.Cells) {
				t.Fatalf("%q came back as %q", row.Cells, again.Rows[i+1].Cells)
			}
		}
	})
}
