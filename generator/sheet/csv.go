package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// writeCSV writes a table as CSV, starting with a byte order mark so that every spreadsheet reads
// it as UTF-8.
func writeCSV(w io.Writer, t *Table) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	lines := csv.NewWriter(w)
	lines.UseCRLF = true
	rules, cells := newCellText(), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = rules.escapeFormula(c.Heading, false)
	}
	if err := lines.Write(cells); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i, c := range t.Columns {
			cells[i] = rules.escapeFormula(row[i], c.Value)
		}
		if err := lines.Write(cells); err != nil {
			return err
		}
	}
	lines.Flush()
	return lines.Error()
}

// separators lists the characters that spreadsheet programs use to separate cells.
const separators = ",;\t|"

// readCSV reads a CSV file. It tries each of separators in turn, and uses the first one with which
// isHeader accepts a row.
func readCSV(data []byte, isHeader func([]string) bool) (*Grid, error) {
	text, notice := decodeText(data)
	if strings.HasPrefix(text, "\u00EF\u00BB\u00BF") {
		return nil, errors.New("it was opened in the wrong character set, so its accents and quotation marks are wrong: open what was exported as UTF-8, and save that")
	}
	var first *Grid
	var firstErr error
	for _, separator := range separators {
		g, err := splitCSV(text, separator)
		if g.hasHeader(isHeader) {
			first, firstErr = g, err
			break
		}
		if first == nil {
			first, firstErr = g, err
		}
	}
	if firstErr != nil {
		return nil, firstErr
	}
	if notice != "" {
		first.Notices = append(first.Notices, notice)
	}
	return first, nil
}

// splitCSV splits text into rows. If it returns an error, the grid contains the rows before the error.
func splitCSV(text string, separator rune) (*Grid, error) {
	g := &Grid{cells: newCellText()}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = separator, -1
	for number := 1; ; number++ {
		number += countEmptyLines(text[r.InputOffset():])
		cells, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case err == io.EOF:
			return g, nil
		case errors.As(err, &wrong):
			return g, fmt.Errorf("row %d: its quotation marks do not match: save it again from the spreadsheet", number)
		case err != nil:
			return g, err
		}
		if err := g.add(number, cells); err != nil {
			return g, err
		}
	}
}

// countEmptyLines returns the number of empty lines at the start of text, which a csv.Reader skips.
func countEmptyLines(text string) (n int) {
	for {
		rest, found := strings.CutPrefix(text, "\n")
		if !found {
			rest, found = strings.CutPrefix(text, "\r\n")
		}
		if !found {
			return n
		}
		text = rest
		n++
	}
}
