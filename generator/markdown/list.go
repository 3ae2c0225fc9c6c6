package markdown

import (
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// printList prints a list. If record is not nil, printList appends the items to it.
func printList(p *printer, n *ast.List, record *Element) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
		checkListNumbers(p, n)
	}
	recordBoxList(p, n)
	p.write("<", tag)
	if n.IsOrdered() && n.Start != 1 {
		p.write(` start="`, strconv.Itoa(n.Start), `"`)
	}
	p.write(">\n")
	p.listDepth++
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		start, recorded := p.outputPosition(), Item{Marker: n.Marker, Offset: p.offset(item)}
		if record == nil {
			printItem(p, item, nil)
			continue
		}
		printItem(p, item, &recorded)
		record.Items, record.Parts = append(record.Items, recorded), append(record.Parts, p.textSince(start))
	}
	p.listDepth--
	p.write("</", tag, ">\n")
}

// printItem prints one item. If record is not nil, printItem sets its fields.
func printItem(p *printer, n ast.Node, record *Item) {
	p.write("<li>")
	mark := p.file.Text[p.offset(n):]
	if digits := countDigits([]byte(mark[:min(len(mark), 10)])); digits > 0 {
		addMarker(p, mark[:digits]+". ")
	}
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		p.write("\n")
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if record != nil {
			printItemBlock(p, record, child)
		} else {
			p.printBlock(child)
		}
	}
	p.write("</li>\n")
}

// checkListNumbers reports the first item whose number differs from the one that a browser shows,
// which counts up from the number of the first item. A list in which all items have the same number is
// allowed.
func checkListNumbers(p *printer, n *ast.List) {
	shown, lazy := n.Start, false
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		at := item.Pos()
		number, _ := strconv.Atoi(string(p.body[at : at+countDigits(p.body[at:])]))
		if shown == n.Start+1 {
			lazy = number == n.Start
		}
		if number != shown && (!lazy || number != n.Start) {
			p.Warn(at, "list-numbers", fmt.Sprintf("this item is numbered %d and will be shown as %d", number, shown),
				"number the items one after the other; where the numbers matter, write them in words")
			return
		}
		shown++
	}
}

// printDefinitions prints a definition list.
func printDefinitions(p *printer, n *extast.DefinitionList) {
	p.write("<dl>\n")
	p.listDepth++
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch d := child.(type) {
		case *extast.DefinitionTerm:
			p.write("<dt>")
			p.openBlock(d.Pos(), false)
			p.printInlines(d)
			p.closeBlock()
			checkLines(p, d)
			p.write("</dt>\n")
		case *extast.DefinitionDescription:
			p.write("<dd>")
			if !d.IsTight {
				p.write("\n")
			}
			p.printChildren(d)
			p.write("</dd>\n")
		}
	}
	p.listDepth--
	p.write("</dl>\n")
}
