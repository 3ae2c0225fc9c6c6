package report

import (
	_ "embed"
	"encoding/csv"
	"html/template"
	"io"
	"strconv"
	"strings"

	"safelearn/generator/model"
)

//go:embed year.html
var page string

// document is the value of the template of the HTML file.
type document struct {
	*Year
	Language  string // of the texts
	Direction string // "ltr" or "rtl"
}

// WriteHTML writes the report as an HTML file that needs no other file.
func (y *Year) WriteHTML(out io.Writer, language string) error {
	t, err := template.New("year").Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(out, document{y, language, model.Direction(language)})
}

// WriteCSV writes the report as CSV with a byte order mark, which spreadsheets need: one row for each count,
// and then the rows of each section. Cells that a spreadsheet could take for a formula begin with
// an apostrophe.
func (y *Year) WriteCSV(out io.Writer) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	rows := [][]string{{y.Title}, {y.Subtitle}, {y.AsAt}}
	if y.Internal != "" {
		rows = append(rows, []string{y.Internal})
	}
	for _, s := range y.Sections {
		rows = append(rows, []string{s.Title})
		for _, line := range s.Lines {
			rows = append(rows, []string{"", line.Name, strconv.Itoa(line.Number)})
		}
		if len(s.Rows) > 0 {
			rows = append(rows, append([]string{""}, s.Head...))
		}
		for _, row := range s.Rows {
			rows = append(rows, append([]string{""}, row...))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// harmless returns the text of a cell so that no spreadsheet runs it as a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
