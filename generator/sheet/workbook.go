package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"safelearn/generator/diag"
)

// valuesSheet is the name of the hidden sheet that contains the values offered for selection in cells.
const valuesSheet = "Values"

// Widths of columns, in characters, and heights of rows, in points.
const (
	narrow     = 18
	wide       = 44
	lineHeight = 15
	maxHeight  = 300
)

// width returns the width of a column.
func (c Column) width() int {
	if c.Wide {
		return wide
	}
	return narrow
}

// rowHeight returns the height of a row at which all its text is visible, up to maxHeight.
func (t *Table) rowHeight(row []string) float64 {
	most := 1
	for i, text := range row {
		lines := 0
		for line := range strings.SplitSeq(text, "\n") {
			lines += 1 + len([]rune(line))/t.Columns[i].width()
		}
		most = max(most, lines)
	}
	return float64(min(most*lineHeight, maxHeight))
}

// writeWorkbook writes a table as an Excel workbook. All its cells have the text format, which also
// applies to text that is typed in later.
func writeWorkbook(w io.Writer, t *Table) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.SetSheetName("Sheet1", t.Title); err != nil {
		return err
	}
	if _, err := f.NewSheet(valuesSheet); err != nil {
		return err
	}
	if err := f.SetSheetVisible(valuesSheet, false); err != nil {
		return err
	}
	body, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}) // 49 is the text format
	if err != nil {
		return err
	}
	head, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	rules := newCellText()
	for i, c := range t.Columns {
		if err := writeColumn(f, t, i, c, rules, body, head); err != nil {
			return err
		}
	}
	for n, row := range t.Rows {
		if err := f.SetRowHeight(t.Title, n+2, t.rowHeight(row)); err != nil {
			return err
		}
	}
	err = f.SetPanes(t.Title, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})
	if err != nil {
		return err
	}
	return f.Write(w)
}

// writeColumn writes the column with index i, including its format and its choices.
func writeColumn(f *excelize.File, t *Table, i int, c Column, rules *cellText, body, head int) error {
	name, err := excelize.ColumnNumberToName(i + 1)
	if err != nil {
		return err
	}
	err = errors.Join(
		f.SetColStyle(t.Title, name, body),
		f.SetColWidth(t.Title, name, name, float64(c.width())),
		f.SetCellStr(t.Title, name+"1", rules.escapeFormula(c.Heading, false)),
		f.SetCellStyle(t.Title, name+"1", name+"1", head),
	)
	for n, row := range t.Rows {
		cell := name + strconv.Itoa(n+2)
		err = errors.Join(err, f.SetCellStr(t.Title, cell, rules.escapeFormula(row[i], c.Value)), f.SetCellStyle(t.Title, cell, cell, body))
	}
	if err != nil || c.Choices == nil {
		return err
	}
	for n, choice := range c.Choices {
		err = errors.Join(err, f.SetCellStr(valuesSheet, name+strconv.Itoa(n+1), choice))
	}
	offer := excelize.NewDataValidation(true)
	offer.SetSqref(fmt.Sprintf("%s2:%[1]s%d", name, maxRows))
	offer.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%[2]s$%d", valuesSheet, name, len(c.Choices)))
	return errors.Join(err, f.AddDataValidation(t.Title, offer))
}

// readWorkbook reads the first sheet of an Excel workbook in which isHeader accepts a row.
func readWorkbook(data []byte, isHeader func([]string) bool) (*Grid, error) {
	var grid *Grid
	err := diag.CatchPanic(func() error {
		f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
		if err != nil {
			return err
		}
		for _, name := range f.GetSheetList() {
			g, err := readSheet(f, name)
			if err == nil && (grid == nil || g.hasHeader(isHeader)) {
				grid = g
			}
			if err != nil || g.hasHeader(isHeader) {
				return errors.Join(err, f.Close())
			}
		}
		return f.Close()
	})
	if err != nil {
		return nil, fmt.Errorf("this workbook cannot be read: save it again as an Excel workbook (.xlsx) without a password (%w)", err)
	}
	if grid == nil {
		return nil, errors.New("this workbook has no sheet")
	}
	return grid, nil
}

// readSheet reads a sheet of a workbook.
func readSheet(f *excelize.File, name string) (*Grid, error) {
	g := &Grid{cells: newCellText()}
	rows, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		cells = cells[:min(len(cells), maxColumns)]
		for i, text := range cells {
			if cells[i], err = cellValue(f, name, number, i+1, text); err != nil {
				return nil, err
			}
		}
		if err := g.add(number, cells); err != nil {
			return nil, err
		}
	}
	g.Merges, err = mergesIn(f, name)
	return g, errors.Join(err, rows.Close())
}

// mergesIn returns the merged cells of a sheet.
func mergesIn(f *excelize.File, name string) ([]Merge, error) {
	cells, err := f.GetMergeCells(name, true)
	if err != nil {
		return nil, err
	}
	var merges []Merge
	for _, cell := range cells {
		firstColumn, firstRow, err := excelize.CellNameToCoordinates(cell.GetStartAxis())
		if err != nil {
			return nil, err
		}
		lastColumn, lastRow, err := excelize.CellNameToCoordinates(cell.GetEndAxis())
		if err != nil {
			return nil, err
		}
		merges = append(merges, Merge{firstRow, lastRow, firstColumn - 1, lastColumn - 1})
	}
	return merges, nil
}

// cellValue returns the value of a cell as text. The argument text is the value in the file. If it is a
// number, cellValue returns what the cell shows: a date as YYYY-MM-DD, or the number in the cell's format.
// If the cell may show it in another form, it returns a text that StoredNumber recognises.
func cellValue(f *excelize.File, sheet string, row, column int, text string) (string, error) {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text, nil
	}
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "", err
	}
	kind, err := f.GetCellType(sheet, cell)
	switch {
	case kind == excelize.CellTypeBool:
		return strings.ToUpper(strconv.FormatBool(days != 0)), err
	case err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset:
		return text, err
	}
	index, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		return "", err
	}
	style, err := f.GetStyle(index)
	if err != nil {
		return text, err
	}
	if !showsDate(style) {
		return shownNumber(text, style), nil
	}
	workbook, err := f.GetWorkbookProps()
	if err != nil {
		return "", err
	}
	day, err := excelize.ExcelDateToTime(days, workbook.Date1904 != nil && *workbook.Date1904)
	if err != nil {
		return text, nil // a number before the first possible date
	}
	return day.Format(time.DateOnly), nil
}

// showsDate reports whether a cell with the given style shows a number as a date.
func showsDate(style *excelize.Style) bool {
	if style.CustomNumFmt != nil {
		format := regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`).ReplaceAllString(*style.CustomNumFmt, "")
		return strings.ContainsAny(strings.ToLower(format), "dy")
	}
	n := style.NumFmt
	return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
}

// SerialDate returns the date that a spreadsheet stores as the given number of days, such as 2027-03-31
// for "46477". It returns "" if text is not such a number.
func SerialDate(text string) string {
	days, err := strconv.Atoi(text)
	if err != nil || days < 10000 || days > 99999 {
		return ""
	}
	day, err := excelize.ExcelDateToTime(float64(days), false)
	if err != nil {
		return ""
	}
	return day.Format(time.DateOnly)
}
