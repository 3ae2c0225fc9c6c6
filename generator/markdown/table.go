package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// printTable prints a table. Each body cell has an attribute that contains its column header, which
// the style sheet uses to lay out rows as cards on small screens. The accessible name of the table is
// the heading above it. If record is not nil, printTable sets its Parts and Rows.
func printTable(p *printer, n *extast.Table, record *Element) {
	p.doc.Tables = append(p.doc.Tables, p.offset(n))
	p.write("<div class=\"table\">\n<table")
	if last := len(p.doc.Headings) - 1; last >= 0 {
		span := p.blockSpans[p.doc.Headings[last].Block]
		p.writeAttribute("aria-label", p.text[span[0]:span[1]])
	}
	p.write(">\n")
	var labels []string
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head := row.Kind() == extast.KindTableHeader
		if head {
			p.write("<thead>\n")
		} else if row.PreviousSibling() == n.FirstChild() {
			p.write("<tbody>\n")
		}
		start := p.outputPosition()
		p.write("<tr>\n")
		numbers := "" // text of the cells so far, if all of them are numbers
		column, recorded := 0, Row{Head: head, Offset: p.offset(row)}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if head {
				labels = append(labels, printCell(p, cell.(*extast.TableCell), `<th scope="col"`, "</th>\n"))
			} else {
				printCell(p, cell.(*extast.TableCell), dataCellTag(labels, column), "</td>\n")
			}
			numbers = addNumberCell(p, numbers, column)
			if column++; record != nil {
				recorded.Cells = append(recorded.Cells, p.lastText)
			}
		}
		p.write("</tr>\n")
		p.marker = ""
		if record != nil {
			record.Parts, record.Rows = append(record.Parts, p.textSince(start)), append(record.Rows, recorded)
		}
		if head {
			p.write("</thead>\n")
		} else {
			checkRow(p, n, row)
		}
	}
	if n.FirstChild() != n.LastChild() {
		p.write("</tbody>\n")
	}
	p.write("</table>\n</div>\n")
}

// addNumberCell returns numbers, the text of the earlier cells of a row, with the text of the last
// cell appended, or "" if one of the cells is not a number. It also adds them to the marker of the
// next line, so that the label 4.18 is recognised in a row such as | 4 | 18 | Text |.
func addNumberCell(p *printer, numbers string, column int) string {
	text := string(p.text[p.blockStart:])
	if column > 2 || column > 0 && numbers == "" || len(text) > 16 || !isNumber(text) {
		return ""
	}
	numbers += text + " | "
	addMarker(p, numbers)
	return numbers
}

// dataCellTag returns the start of the tag of a body cell, with the header of its column as
// data-label if it has one. It leaves out the final >.
func dataCellTag(labels []string, column int) string {
	if column >= len(labels) || labels[column] == "" {
		return "<td"
	}
	return string(append(appendEscaped([]byte(`<td data-label="`), []byte(labels[column])), '"'))
}

// printCell prints a cell and returns its plain text. It adds attributes and the final > to the
// start tag.
func printCell(p *printer, cell *extast.TableCell, tag, end string) string {
	p.write(tag)
	if cell.Alignment != extast.AlignNone {
		p.write(` class="align-`, cell.Alignment.String(), `"`)
	}
	p.write(">")
	offset := cell.Parent().Pos()
	if cell.Lines().Len() > 0 {
		offset = cell.Lines().At(0).Start
	}
	p.openBlock(offset, false)
	p.recordInlines(cell)
	p.closeBlock()
	p.write(end)
	return string(p.text[p.blockStart:])
}

// checkRow reports cells beyond the last column, which the parser drops, and a line of text directly
// below the table, which the parser treats as a row.
func checkRow(p *printer, table *extast.Table, row ast.Node) {
	line, _, _ := bytes.Cut(p.body[row.Pos():], []byte("\n"))
	if len(table.Alignments) > 1 && bytes.IndexByte(line, '|') < 0 {
		p.Warn(row.Pos(), "table-row", "this line follows the table so closely that it became a row",
			"leave a blank line after the table, or give the row its bars")
		return
	}
	last, ok := row.LastChild().(*extast.TableCell)
	if !ok || last.Lines().Len() == 0 {
		return
	}
	at := last.Lines().At(0).Stop
	end := row.Pos() + len(line)
	lost := strings.Trim(string(p.body[at:max(at, end)]), "| \t")
	if lost == "" || p.splitRows[end] {
		return
	}
	p.Error(at, "table-cells", fmt.Sprintf("this row has more cells than the table has columns (%d): %s would vanish", len(table.Alignments), shorten(lost)),
		`take out a bar, write \| for a bar in the text, or add a column to the head`)
}

// checkTableLines reports a block that looks like a table but is not one, because it has no delimiter
// row or because the delimiter row has a different number of columns from the header row. It returns
// whether it reported the block.
func checkTableLines(p *printer, n ast.Node) bool {
	lines, rows, first := n.Lines(), 0, 0
	if lines.Len() == 0 {
		return false
	}
	for i := range lines.Len() {
		segment := lines.At(i)
		line := bytes.TrimRight(p.body[segment.Start:segment.Stop], "\n")
		if i > 0 && delimiterColumns(line) >= 2 {
			head := lines.At(i - 1)
			p.Error(segment.Start, "table-form", fmt.Sprintf("this is not a table: the line of dashes has %d columns, the head above it %d",
				countColumns(line), countColumns(p.body[head.Start:head.Stop])),
				`give both the same number of bars; a bar in the text, as in [[id\|words]], is written \|`)
			return true
		}
		if looksLikeRow(line) {
			if rows++; rows == 1 {
				first = segment.Start
			}
		}
	}
	segment := lines.At(0)
	line := p.body[segment.Start:segment.Stop]
	inner := bytes.Count(line, []byte(" | "))
	if rows < 2 && (rows == 0 || inner == 0) && !isTableWithoutOuterPipes(p, n, inner) {
		return false
	}
	if rows == 0 {
		first = segment.Start
	}
	row, _, _ := bytes.Cut(p.body[first:], []byte("\n"))
	p.Error(first, "table-form", "this is not a table: it has no head with a line of dashes below it",
		fmt.Sprintf(`write the head, below it %s, and below that the other rows with no blank line; a bar in the text is written \|`, "|"+strings.Repeat("---|", countColumns(row))))
	return true
}

// looksLikeRow reports whether line starts and ends with a pipe.
func looksLikeRow(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|' && line[len(line)-2] != '\\'
}

// isTableWithoutOuterPipes reports whether a block has at least two lines and each contains the given
// number of pipes with spaces around them. It returns false if a line contains a parenthesis, a
// backtick or a dollar sign.
func isTableWithoutOuterPipes(p *printer, n ast.Node, pipes int) bool {
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := p.body[segment.Start:segment.Stop]
		if pipes == 0 || bytes.Count(line, []byte(" | ")) != pipes || bytes.ContainsAny(line, "(`$") {
			return false
		}
	}
	return n.Lines().Len() > 1
}

// countColumns returns the number of cells that line would have as a table row.
func countColumns(line []byte) int {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	n := 1
	for i := range line {
		if line[i] == '|' && i < len(line)-1 && (i == 0 || line[i-1] != '\\') {
			n++
		}
	}
	return n
}
