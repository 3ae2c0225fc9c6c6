// Package sheet reads and writes tables as spreadsheets: CSV files and Excel workbooks.
//
// It writes files so that spreadsheet programs do not read a label as a number or a date, and do
// not run a text as a formula. It reads files that any spreadsheet program has saved. The package
// has no knowledge of sites and writes no files.
package sheet

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// A Table is a table with a heading for each column. All its cells are text.
type Table struct {
	Title   string     // name of the sheet in a workbook, at most 31 characters
	Columns []Column   // columns, from the left
	Rows    [][]string // cells of each row, one for each column
}

// A Column is a column of a Table.
type Column struct {
	Heading string   // text above the column
	Value   bool     // whether the cells are numbers or dates, and may be stored as such in a spreadsheet
	Wide    bool     // whether the cells contain sentences
	Choices []string // values that a workbook offers for each cell, or nil
}

// A Grid contains the rows of a spreadsheet that has been read.
type Grid struct {
	Rows    []Row    // rows that are not empty, from the top
	Merges  []Merge  // merged cells; a CSV file has none
	Notices []string // remarks for the person who made the file

	cells *cellText
}

// A Row is a row of a Grid.
type Row struct {
	Number int      // number of the row in the spreadsheet, from 1
	Cells  []string // trimmed text of each cell, from left to right; empty cells at the end may be missing
}

// A Merge is a rectangle of cells that a spreadsheet shows as one. Only its first cell has a text.
type Merge struct {
	FirstRow, LastRow       int // numbers of rows, from 1
	FirstColumn, LastColumn int // indexes of cells in Row.Cells
}

// Limits on the files that can be read.
const (
	maxFile    = 16 << 20 // bytes of a file
	maxUnzip   = 64 << 20 // bytes of a workbook, decompressed
	maxRows    = 10000    // rows
	maxColumns = 200      // columns; columns beyond the limit are ignored
)

// unknownFormat is the error message for a file name with an unknown extension.
const unknownFormat = "the name of a spreadsheet ends with .csv or .xlsx"

// Write writes a table in the format that corresponds to the extension of the file name, which must be
// .csv or .xlsx.
func Write(w io.Writer, name string, t *Table) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		return writeCSV(w, t)
	case ".xlsx":
		return writeWorkbook(w, t)
	}
	return fmt.Errorf("%s: %s", name, unknownFormat)
}

// Read reads a spreadsheet in the format that corresponds to the extension of the file name, which must
// be .csv or .xlsx. It reads the first sheet of a workbook in which isHeader accepts a row. For a CSV
// file, it tries each separator in turn and uses the first one with which isHeader accepts a row.
func Read(name string, data []byte, isHeader func(cells []string) bool) (*Grid, error) {
	var g *Grid
	var err error
	switch ext := strings.ToLower(path.Ext(name)); {
	case len(data) > maxFile:
		err = fmt.Errorf("it is larger than %d MiB", maxFile>>20)
	case ext == ".csv" || ext == ".txt" || ext == ".tsv":
		g, err = readCSV(data, isHeader)
	case ext == ".xlsx" || ext == ".xlsm":
		g, err = readWorkbook(data, isHeader)
	case ext == ".xls" || ext == ".ods" || ext == ".numbers":
		err = errors.New("save it as CSV UTF-8 or as an Excel workbook (.xlsx), and import that")
	default:
		err = errors.New(unknownFormat)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return g, nil
}

// add adds a row, unless it is empty.
func (g *Grid) add(number int, cells []string) error {
	row := Row{Number: number, Cells: cells[:min(len(cells), maxColumns)]}
	for i, text := range row.Cells {
		row.Cells[i] = g.cells.cleanText(text)
	}
	for len(row.Cells) > 0 && row.Cells[len(row.Cells)-1] == "" {
		row.Cells = row.Cells[:len(row.Cells)-1]
	}
	if len(row.Cells) == 0 {
		return nil
	}
	if len(g.Rows) == maxRows {
		return fmt.Errorf("it has more than %d rows", maxRows)
	}
	g.Rows = append(g.Rows, row)
	return nil
}

// hasHeader reports whether isHeader accepts a row of g.
func (g *Grid) hasHeader(isHeader func([]string) bool) bool {
	for _, row := range g.Rows {
		if isHeader(row.Cells) {
			return true
		}
	}
	return false
}
