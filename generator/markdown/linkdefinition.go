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

// markUsed records that a link or image uses a link definition, if reference is not nil.
func markUsed(p *printer, reference *ast.ReferenceLink) {
	if reference != nil {
		p.used[util.ToLinkReference(reference.Value)] = true
	}
}

// checkDefinitions reports duplicate link definitions, which would be ignored. It also reports
// unused definitions that may be meant as text, such as "[Note]: important", because
// definitions are not shown. An unused definition is allowed if it has no title and its
// destination contains a slash, dot, hash sign or colon.
func checkDefinitions(p *printer) {
	first := make(map[string]*ast.LinkReferenceDefinition, len(p.definitions))
	for _, d := range p.definitions {
		name, label := util.ToLinkReference(d.Label), shorten(string(d.Label))
		if other := first[name]; other != nil {
			p.Error(d.Pos(), "link-duplicate", fmt.Sprintf("the link [%s] is defined twice", label),
				"take one of the two out, or give it another name", diag.Note{Pos: p.Pos(other.Pos()), Message: "the first is here"})
			continue
		}
		first[name] = d
		if !p.used[name] && (d.Title != nil || !bytes.ContainsAny(d.Destination, "/.#:")) {
			p.Warn(d.Pos(), "link-unused", fmt.Sprintf("nothing on this page uses [%s], so the words after it would vanish", label),
				`if it is no link's address, write \[ at the start; else take it out`)
		}
	}
}

// An undefinedLinkParser reports [text][label] if the label is not defined. It never returns a node,
// so the source remains plain text.
type undefinedLinkParser struct{}

func (undefinedLinkParser) Trigger() []byte { return []byte{']'} }

func (undefinedLinkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	s := stateOf(pc)
	if len(line) < 3 || line[1] != '[' || line[2] == '[' || line[2] == '^' || !pc.IsInLinkLabel() || s.Full() {
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
	labels := func() (list []string) {
		for _, reference := range pc.References() {
			list = append(list, util.ToLinkReference(reference.Label()))
		}
		return list
	}
	hint := fmt.Sprintf("write a line [%s]: address, or [words](address)", shorten(string(name)))
	if near := s.Nearest(strings.ToLower(string(name)), labels); near != "" {
		hint = fmt.Sprintf("did you mean [%s]?", near)
	}
	s.Error(segment.Start+1, "link-undefined", fmt.Sprintf("no link called [%s] is defined on this page", shorten(string(name))), hint)
	return nil
}
