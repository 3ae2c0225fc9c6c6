package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A taskParser reads [ ] and [x] at the start of a list item. Its inner parser takes
// [x](address) for one, too, and loses the link; here a blank has to follow.
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

// printTask prints the state of a task as a picture with a name: an input would
// promise that a reader could change it.
func (p *printer) printTask(n *extast.TaskCheckBox) {
	if n.IsChecked {
		p.write(`<span class="task done" role="img" aria-label="done">☑</span> `)
		return
	}
	p.write(`<span class="task" role="img" aria-label="to do">☐</span> `)
}
