package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A taskParser parses [ ] and [x] at the start of a list item, if a space follows. The
// inner parser would also read [x](address) as a box, and lose the link.
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

// printTask prints the state of a task as an image with a name: an input would look as
// if a reader could change it.
func printTask(p *printer, n *extast.TaskCheckBox) {
	if n.IsChecked {
		p.write(`<span class="task done" role="img" aria-label="done">☑</span> `)
		return
	}
	p.write(`<span class="task" role="img" aria-label="to do">☐</span> `)
}
