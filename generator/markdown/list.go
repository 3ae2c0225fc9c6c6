package markdown

import (
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// printList prints a list. It records the items where record is not nil.
func printList(p *printer, n *ast.List, record *Element) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
		checkListNumbers(p, n)
	}
	p.write("<", tag)
	if n.IsOrdered() && n.Start != 1 {
		p.write(` start="`, strconv.Itoa(n.Start), `"`)
	}
	p.write(">\n")
	p.items++
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		start, recorded := p.here(), Item{Marker: n.Marker, Offset: p.offset(item)}
		if record == nil {
			printItem(p, item, nil)
			continue
		}
		printItem(p, item, &recorded)
		record.Items, record.Parts = append(record.Items, recorded), append(record.Parts, p.since(start))
	}
	p.items--
	p.write("</", tag, ">\n")
}

// printItem prints one item, and records its parts where record is not nil.
func printItem(p *printer, n ast.Node, record *Item) {
	p.write("<li>")
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		p.write("\n")
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if record != nil {
			inItem(p, record, child)
		} else {
			p.printBlock(child)
		}
	}
	p.write("</li>\n")
}

// checkListNumbers reports numbers that a browser would change: it counts on from the
// first, whatever the others are. The same number before all items is allowed, as a
// common way to let the browser count.
func checkListNumbers(p *printer, n *ast.List) {
	shown, lazy := n.Start, false
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		at := item.Pos()
		number, _ := strconv.Atoi(string(p.body[at : at+digits(p.body[at:])]))
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

// printDefinitions prints a list of terms and what they mean.
func printDefinitions(p *printer, n *extast.DefinitionList) {
	p.write("<dl>\n")
	p.items++
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch d := child.(type) {
		case *extast.DefinitionTerm:
			p.write("<dt>")
			p.open(d.Pos(), false)
			p.inlines(d)
			p.close()
			p.write("</dt>\n")
		case *extast.DefinitionDescription:
			p.write("<dd>")
			if !d.IsTight {
				p.write("\n")
			}
			p.children(d)
			p.write("</dd>\n")
		}
	}
	p.items--
	p.write("</dl>\n")
}
