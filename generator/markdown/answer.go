package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// An Item is one answer of a list: an option, a step, a way on.
type Item struct {
	Box         Box
	Text        Text // a phrase
	Plain       string
	To          string // where the words are a link to #id and nothing else: the id
	Reason      Text   // the first quotation below it, blocks
	ReasonPlain string
	ReasonAt    int  // where it starts in the file's text, 0 where there is none
	OutsideAt   int  // where a quotation starts that is not indented and so no part of the item, 0 where none is
	ExtraAt     int  // where something else starts that stands in the item, 0 where nothing does
	Sign        byte // '-', '*' or '+', of a numbered list '.' or ')'
	Offset      int  // in the file's text
}

// A Box is what stands before the words of an Item.
type Box uint8

const (
	NoBox  Box = iota // the words alone
	Empty             // [ ]
	Ticked            // [x]
	Askew             // what was meant as a box and is text: [ x ], [✓], (x)
)

// A Row is one row of a table.
type Row struct {
	Cells  []Cell
	Head   bool
	Offset int // in the file's text
}

// A Cell is one cell of a Row.
type Cell struct {
	Text  Text // a phrase
	Plain string
}

// list takes a list of answers apart.
func (w *formWalk) list(n *ast.List) {
	if n.IsOrdered() {
		w.checkListNumbers(n)
	}
	w.items++
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		one := Item{Sign: n.Marker, Offset: w.offset(item)}
		for child := item.FirstChild(); child != nil; child = child.NextSibling() {
			w.inItem(&one, child)
		}
		w.form.Items = append(w.form.Items, one)
	}
	w.items--
}

func (w *formWalk) inItem(one *Item, n ast.Node) {
	first := n.PreviousSibling() == nil
	switch {
	case first && (n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph):
		w.itemText(one, n)
	case n.Kind() == ast.KindBlockquote && one.ReasonAt == 0:
		w.reason(one, n)
	default:
		piece := w.piece()
		w.printBlock(n)
		if piece.text().HTML != "" && one.ExtraAt == 0 {
			one.ExtraAt = max(w.offset(n), one.Offset)
		}
	}
}

func (w *formWalk) itemText(one *Item, n ast.Node) {
	piece, content := w.piece(), ast.Node(n)
	child := behindBox(n)
	if box, ok := n.FirstChild().(*extast.TaskCheckBox); ok {
		one.Box = Empty
		if box.IsChecked {
			one.Box = Ticked
		}
	} else if looksBoxed(w.line(n)) {
		one.Box = Askew
	}
	if link := wayOf(child); link != nil && inScenario(w.form.Word) {
		one.To, content = wayTo(link), link
		child = link.FirstChild()
	}
	w.open(n.Pos(), false)
	words := len(w.text)
	linked := w.linked
	w.linked = content != n
	for ; child != nil; child = child.NextSibling() {
		w.printInline(child)
	}
	w.linked = linked
	one.Plain = w.plainFrom(words)
	w.close()
	one.Text = piece.text()
}

// reason prints the quotation below an answer.
func (w *formWalk) reason(one *Item, n ast.Node) {
	piece, words := w.piece(), len(w.text)
	if _, callout := n.FirstChild().(*calloutTitle); callout {
		w.printBlock(n)
	} else {
		w.children(n)
	}
	one.Reason, one.ReasonPlain, one.ReasonAt = piece.text(), string(w.text[words:]), w.offset(n)
}

// outside gives a quotation that stands after the list to its last answer.
func (w *formWalk) outside(n ast.Node) {
	last := &w.form.Items[len(w.form.Items)-1]
	if last.OutsideAt == 0 {
		last.OutsideAt = w.offset(n)
	}
	spare := Item{}
	if last.ReasonAt == 0 {
		w.reason(last, n)
	} else {
		w.reason(&spare, n) // it has a message, and more than one is shown nowhere
	}
}

// table takes the table of a Match apart.
func (w *formWalk) table(n *extast.Table) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		one := Row{Head: row.Kind() == extast.KindTableHeader, Offset: w.offset(row)}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			piece, offset := w.piece(), row.Pos()
			if cell.Lines().Len() > 0 {
				offset = cell.Lines().At(0).Start
			}
			w.open(offset, false)
			words := len(w.text)
			w.inlines(cell)
			plain := w.plainFrom(words)
			w.close()
			one.Cells = append(one.Cells, Cell{piece.text(), plain})
		}
		if !one.Head {
			w.checkRow(n, row)
		}
		w.form.Rows = append(w.form.Rows, one)
	}
}

// hasBox reports whether an item of the list has a box, or what was meant as one.
func (w *formWalk) hasBox(list *ast.List) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if first := item.FirstChild(); first != nil && looksBoxed(w.line(first)) {
			return true
		}
	}
	return false
}

// line gives the first line of a block of text.
func (w *formWalk) line(n ast.Node) []byte {
	if n.Kind() != ast.KindTextBlock && n.Kind() != ast.KindParagraph || n.Lines().Len() == 0 {
		return nil
	}
	line := n.Lines().At(0)
	return w.body[line.Start:line.Stop]
}

// Ticks are the signs for a box, a tick or a cross that stand for themselves.
const Ticks = "☐☑☒✅✓✔✗✘🗹🗵"

// looksBoxed reports whether a line starts with a box, or with what people write for
// one: a tick, a cross or a blank between brackets of either sort.
func looksBoxed(line []byte) bool {
	if r, _ := utf8.DecodeRune(line); strings.ContainsRune(Ticks, r) {
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
	inner = inner[blanks(inner):]
	for _, tick := range []string{"", "x", "X", "✓", "✔", "✅", "☐", "☑", "☒", "✗", "✘", "*", "+", "-", "_", "v", "V", "y", "Y"} {
		if rest, ok := bytes.CutPrefix(inner, []byte(tick)); ok && blanks(rest) == len(rest) {
			return true
		}
	}
	return false
}

// hasWay reports whether an item of the list leads to another place of the page.
func hasWay(list *ast.List) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if first := item.FirstChild(); first != nil && wayOf(behindBox(first)) != nil {
			return true
		}
	}
	return false
}

// behindBox gives the first of the words of an item.
func behindBox(n ast.Node) ast.Node {
	first := n.FirstChild()
	if box, ok := first.(*extast.TaskCheckBox); ok {
		return box.NextSibling()
	}
	return first
}

// wayOf gives the link to #id that is all there is from a node on, or nil.
func wayOf(n ast.Node) *ast.Link {
	link, ok := n.(*ast.Link)
	if !ok || link.NextSibling() != nil || link.Title != nil || wayTo(link) == "" {
		return nil
	}
	return link
}

func wayTo(link *ast.Link) string {
	id, _ := strings.CutPrefix(readAddress(link.Destination).url, "#")
	if len(id) == len(readAddress(link.Destination).url) {
		return ""
	}
	return id
}
