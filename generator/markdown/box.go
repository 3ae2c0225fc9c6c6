package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// A Box is the task list box before the words of an Item.
type Box uint8

const (
	NoBox     Box = iota // the words alone
	Empty                // [ ]
	Ticked               // [x]
	Malformed            // was meant as a box and is text: [ x ], [✓], (x)
)

// BoxSymbols are the characters that people use as a box, a tick or a cross.
const BoxSymbols = "☐☑☒✅✓✔✗✘🗹🗵"

// boxOf returns the box at the start of the first block of a list item.
func boxOf(p *printer, n ast.Node) Box {
	if box, ok := n.FirstChild().(*extast.TaskCheckBox); ok {
		if box.IsChecked {
			return Ticked
		}
		return Empty
	}
	if line := n.Lines(); line.Len() > 0 && looksBoxed(p.body[line.At(0).Start:line.At(0).Stop]) {
		return Malformed
	}
	return NoBox
}

// looksBoxed reports whether a line starts with a box, or with what people write for
// one: a tick, a cross or a space between brackets of either kind.
func looksBoxed(line []byte) bool {
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
	inner = inner[blanks(inner):]
	for _, tick := range []string{"", "x", "X", "✓", "✔", "✅", "☐", "☑", "☒", "✗", "✘", "*", "+", "-", "_", "v", "V", "y", "Y"} {
		if rest, ok := bytes.CutPrefix(inner, []byte(tick)); ok && blanks(rest) == len(rest) {
			return true
		}
	}
	return false
}
