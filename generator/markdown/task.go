package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A taskParser parses [ ] or [x], followed by a space, at the start of a list item. The embedded
// parser would also accept [x](url), which is a link.
type taskParser struct{ parser.InlineParser }

func (t taskParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if parent.HasChildren() || parent.Parent() == nil || parent.Parent().Kind() != ast.KindListItem {
		return nil
	}
	if line, _ := block.PeekLine(); len(line) > 3 && !util.IsSpace(line[3]) {
		return nil
	}
	return t.InlineParser.Parse(parent, block, pc)
}

// printTask prints the checkbox of a task as a character with an accessible name. It does not print an
// input element, because the reader cannot change the state of the task.
func printTask(p *printer, n *extast.TaskCheckBox) {
	class, state, sign := "task", 0, "☐"
	if n.IsChecked {
		class, state, sign = "task done", 1, "☑"
	}
	p.write(`<span class="` + class + `" role="img" aria-label="`)
	p.addSlot(SlotTask, state)
	p.write(`">` + sign + `</span> `)
}
