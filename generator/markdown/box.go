package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// A Checkbox is the kind of checkbox at the start of a list item, as in a task list.
type Checkbox uint8

const (
	NoBox        Checkbox = iota // no box
	EmptyBox                     // [ ]
	TickedBox                    // [x]
	MalformedBox                 // text that resembles a checkbox: [ x ], [✓], (x)
)

// A BoxList is a list in which at least one item starts with a checkbox.
type BoxList struct {
	Box       Checkbox // checkbox of the first item that has one
	Mixed     bool     // one item has [ ] and another [x]
	HasQuotes bool     // an item contains a block quote, such as the reason for an answer
	Offset    int      // offset in the file of the first item with a box
}

// recordBoxList adds a list to Doc.BoxLists if any of its items starts with a box.
func recordBoxList(p *printer, n *ast.List) {
	list, seen := BoxList{}, [MalformedBox + 1]bool{}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		box := NoBox
		if first := item.FirstChild(); first != nil && slices.Contains([]ast.NodeKind{ast.KindTextBlock, ast.KindParagraph, ast.KindHeading}, first.Kind()) {
			box = itemBox(p, first)
		}
		if seen[box] = true; box != NoBox && list.Box == NoBox {
			list.Box, list.Offset = box, p.offset(item)
		}
		for child := item.FirstChild(); child != nil; child = child.NextSibling() {
			list.HasQuotes = list.HasQuotes || child.Kind() == ast.KindBlockquote
		}
	}
	if list.Box != NoBox {
		list.Mixed = seen[EmptyBox] && seen[TickedBox]
		p.doc.BoxLists = append(p.doc.BoxLists, list)
	}
}

// BoxSymbols contains the characters that authors use as an empty, ticked or crossed checkbox, and
// ticks and crosses on their own.
const BoxSymbols = "☐☑☒✅✓✔✗✘🗹🗵"

// itemBox returns the checkbox at the start of n, the first block of a list item.
func itemBox(p *printer, n ast.Node) Checkbox {
	if box, ok := n.FirstChild().(*extast.TaskCheckBox); ok {
		if box.IsChecked {
			return TickedBox
		}
		return EmptyBox
	}
	if line := n.Lines(); line.Len() > 0 && startsWithBox(p.body[line.At(0).Start:line.At(0).Stop]) {
		return MalformedBox
	}
	return NoBox
}

// startsWithBox reports whether line starts with a checkbox: a symbol in BoxSymbols, or square
// or round brackets that contain a tick, a cross, a similar character or only spaces. A
// Markdown link is not a checkbox.
func startsWithBox(line []byte) bool {
	if r, _ := utf8.DecodeRune(line); strings.ContainsRune(BoxSymbols, r) {
		return true
	}
	if len(line) < 2 || line[0] != '[' && line[0] != '(' {
		return false
	}
	end := bytes.IndexAny(line[1:], "])")
	if end < 0 || end > 8 {
		return false
	}
	inner := line[1 : 1+end]
	if after := line[2+end:]; line[0] == '[' && len(after) > 0 && (after[0] == '(' || after[0] == '[') {
		return false
	}
	ticks := []string{"", "x", "X", "✓", "✔", "✅", "☐", "☑", "☒", "✗", "✘", "*", "+", "-", "_", "v", "V", "y", "Y"}
	return slices.Contains(ticks, strings.TrimSpace(strings.ReplaceAll(string(inner), "&nbsp;", " ")))
}
