package tables

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/sheet"
)

// A Problem is a problem with a cell of a spreadsheet.
type Problem struct {
	Row           int    // number of the row, from 1, or 0 for a problem outside the spreadsheet
	Column        string // heading of the column, or "" for the whole row
	Message, Hint string
}

// String returns the problem as the command prints it.
func (p Problem) String() string {
	text := p.Message
	switch {
	case p.Column != "":
		text = fmt.Sprintf("row %d, %s: %s", p.Row, p.Column, p.Message)
	case p.Row > 0:
		text = fmt.Sprintf("row %d: %s", p.Row, p.Message)
	}
	if p.Hint != "" {
		text += "\n\thint: " + p.Hint
	}
	return text
}

// A header contains the positions of the columns in a spreadsheet, keyed by column name.
type header struct {
	row     int            // number of the row
	columns map[string]int // indexes of cells
}

// cell returns the text of the cell of a row in the named column, or "" if there is none.
func (h *header) cell(row sheet.Row, name string) string {
	if i, ok := h.columns[name]; ok && i < len(row.Cells) {
		return row.Cells[i]
	}
	return ""
}

// columnName returns the name of the column with the given heading, or "" if there is none.
func (x *index) columnName(heading string) string {
	for _, c := range actionColumns() {
		if normalizeName(x.heading(c.name)) == normalizeName(heading) {
			return c.name
		}
	}
	for _, c := range actionColumns() {
		if normalizeName(c.name) == normalizeName(heading) {
			return c.name
		}
	}
	return ""
}

// isHeader reports whether cells are the headings of a table of actions. They must include the
// heading of the key column and at least two others.
func (x *index) isHeader(cells []string) bool {
	names := make(map[string]bool)
	for _, text := range cells {
		if name := x.columnName(text); name != "" {
			names[name] = true
		}
	}
	return names[keyColumn] && len(names) >= 3
}

// readHeader returns the header of a grid and the rows below it. If the grid has no header, it reports
// that as a problem and returns nil.
func (p *Plan) readHeader(x *index, g *sheet.Grid) (*header, []sheet.Row) {
	i := slices.IndexFunc(g.Rows, func(row sheet.Row) bool { return x.isHeader(row.Cells) })
	if i < 0 {
		first := sheet.Row{Number: 1}
		if len(g.Rows) > 0 {
			first = g.Rows[0]
		}
		p.report(first.Number, "", fmt.Sprintf("no row has the headings %s, %s and %s", x.heading(keyColumn), x.heading(actionColumn), x.heading(stateColumn)),
			`name those of your own spreadsheet in content/site.yaml, such as columns: {key: "Ref", action: "What we will do"}`)
		return nil, nil
	}
	h := &header{row: g.Rows[i].Number, columns: make(map[string]int)}
	var unknown []string
	for n, text := range g.Rows[i].Cells {
		name := x.columnName(text)
		_, taken := h.columns[name]
		switch {
		case text == "":
		case name == "":
			unknown = append(unknown, text)
		case taken:
			p.report(h.row, text, "two columns have this heading", "keep one of them")
		default:
			h.columns[name] = n
		}
	}
	for _, text := range unknown {
		var missing []string
		for _, c := range actionColumns() {
			if _, ok := h.columns[c.name]; !ok {
				missing = append(missing, x.heading(c.name))
			}
		}
		if near := diag.Nearest(text, missing); near != "" {
			p.report(h.row, text, "this is not the heading of a column", "did you mean "+near+"?")
			continue
		}
		p.Notices = append(p.Notices, fmt.Sprintf("the column %q is left out: if it is one of ours, name it in content/site.yaml, such as columns: {%s: %q}", text, firstImportableKey(missing), text))
	}
	return h, g.Rows[i+1:]
}

// firstImportableKey returns the key in site.yaml for the first of the given columns that can be imported, or
// "key" if none can.
func firstImportableKey(missing []string) string {
	for _, c := range actionColumns() {
		if slices.Contains(missing, c.name) && c.format != asComputed {
			return strings.ReplaceAll(strings.ToLower(c.name), " ", "_")
		}
	}
	return "key"
}

// report adds a problem.
func (p *Plan) report(row int, column, message, hint string) {
	p.Problems = append(p.Problems, Problem{row, column, message, hint})
}
