package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// printTable prints a table so that a style sheet can lay it out as cards on a phone:
// each cell of the body has the text of its column's head as an attribute. For screen
// readers the heading above is the name of the table.
//
// It records the rows where record is not nil.
func printTable(p *printer, n *extast.Table, record *Element) {
	p.write("<div class=\"table\">\n<table")
	if last := len(p.doc.Headings) - 1; last >= 0 {
		span := p.spans[p.doc.Headings[last].Block]
		p.write(` aria-label="`)
		p.html = appendEscaped(p.html, p.text[span[0]:span[1]])
		p.write(`"`)
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
		start := p.here()
		p.write("<tr>\n")
		column, one := 0, Row{Head: head, Offset: p.offset(row)}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if head {
				labels = append(labels, printCell(p, cell.(*extast.TableCell), `<th scope="col"`, "</th>\n"))
			} else {
				printCell(p, cell.(*extast.TableCell), dataCell(labels, column), "</td>\n")
			}
			if column++; record != nil {
				one.Cells = append(one.Cells, p.last)
			}
		}
		p.write("</tr>\n")
		if record != nil {
			record.Parts = append(record.Parts, p.since(start))
			record.Rows = append(record.Rows, one)
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

func dataCell(labels []string, column int) string {
	if column >= len(labels) || labels[column] == "" {
		return "<td"
	}
	return string(append(appendEscaped([]byte(`<td data-label="`), []byte(labels[column])), '"'))
}

// printCell prints one cell and returns its text.
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
	p.open(offset, false)
	p.phrase(cell)
	p.close()
	p.write(end)
	return string(p.text[p.block:])
}

// checkRow reports cells beyond the last column, which the parser drops, and a line of
// text right below the table, which became a row.
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
	if lost == "" || p.bars[end] {
		return
	}
	p.Error(at, "table-cells", fmt.Sprintf("this row has more cells than the table has columns (%d): %s would vanish", len(table.Alignments), shorten(lost)),
		`take out a bar, write \| for a bar in the text, or add a column to the head`)
}

// checkTableLines reports a paragraph that was meant as a table.
func checkTableLines(p *printer, n *ast.Paragraph) {
	for i := 1; i < n.Lines().Len(); i++ {
		segment := n.Lines().At(i)
		line := bytes.TrimRight(p.body[segment.Start:segment.Stop], "\n")
		if delimiterColumns(line) < 2 {
			continue
		}
		head := n.Lines().At(i - 1)
		p.Error(segment.Start, "table-form", fmt.Sprintf("this is no table: the line of dashes has %d columns, the head above it %d",
			columns(line), columns(p.body[head.Start:head.Stop])),
			`give both the same number of bars; a bar in the text, as in [[id\|words]], is written \|`)
		return
	}
}

// columns counts the cells of a line as a table's row.
func columns(line []byte) int {
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
