package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/diag"
)

// checkDefinition tells of a second definition of a link, which would be passed over.
func (p *printer) checkDefinition(n *ast.LinkReferenceDefinition) {
	if p.labels == nil {
		p.labels = map[string]int{}
	}
	label := util.ToLinkReference(n.Label)
	first, taken := p.labels[label]
	if !taken {
		p.labels[label] = n.Pos()
		return
	}
	p.fail(n.Pos(), "link-duplicate", fmt.Sprintf("the link [%s] is defined twice", shorten(string(n.Label))),
		"take one of the two out, or give it another name", diag.Note{Pos: p.pos(first), Message: "the first is here"})
}

// A danglingParser sees [words][name] where no link of that name is defined. It reads
// nothing itself: the words stay as they stand.
type danglingParser struct{}

func (danglingParser) Trigger() []byte { return []byte{']'} }

func (danglingParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	s := stateOf(pc)
	if len(line) < 3 || line[1] != '[' || line[2] == '[' || line[2] == '^' || !pc.IsInLinkLabel() || s.full() {
		return nil
	}
	end := bytes.IndexByte(line[2:], ']')
	if end <= 0 {
		return nil
	}
	name := line[2 : 2+end]
	if _, defined := pc.Reference(util.ToLinkReference(name)); defined || util.IsBlank(name) {
		return nil
	}
	labels := make([]string, 0, 8)
	for _, reference := range pc.References() {
		labels = append(labels, util.ToLinkReference(reference.Label()))
	}
	hint := fmt.Sprintf("write a line [%s]: address, or [words](address)", shorten(string(name)))
	if near := nearest(strings.ToLower(string(name)), labels); near != "" {
		hint = fmt.Sprintf("did you mean [%s]?", near)
	}
	s.fail(segment.Start+1, "link-undefined", fmt.Sprintf("no link called [%s] is defined on this page", shorten(string(name))), hint)
	return nil
}
