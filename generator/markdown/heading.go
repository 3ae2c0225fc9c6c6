package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"safelearn/generator/diag"
)

// A headingParser records the ids that authors give, so that no generated id is equal
// to one of them.
type headingParser struct{ parser.BlockParser }

func (h headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(n, reader, pc)
	if n.Parent() == nil || n.Lines().Len() == 0 {
		return
	}
	s, end := stateOf(pc), n.Lines().Len()-1
	line := n.Lines().At(end)
	source := string(s.body[line.Start:line.Stop])
	open := strings.LastIndexByte(source, '{')
	if open < 0 || strings.HasSuffix(source[:open], `\`) {
		return
	}
	if braces := strings.TrimSpace(source[open:]); strings.HasSuffix(braces, "}") &&
		(strings.HasPrefix(braces, "{#") || strings.HasPrefix(braces, "{.") || strings.Contains(braces, "=")) {
		if id := headingID(s, line.Start+open, braces); id != "" {
			s.explicit[id] = n.Pos()
			n.SetAttributeString("id", id)
		}
		words := strings.TrimRight(source[:open], " \t")
		if unclosed := strings.TrimRight(words, "#"); strings.HasSuffix(unclosed, " ") {
			words = strings.TrimRight(unclosed, " ") // ## words ## {#id}
		}
		n.Lines().Set(end, line.WithStop(line.Start+len(words)))
	}
}

// headingID returns the id in the braces after a heading, which are not shown. Anything
// else in them is an error.
func headingID(s *state, offset int, braces string) string {
	id, found := strings.CutPrefix(strings.Trim(braces, "{} \t"), "#")
	first, taken := s.explicit[id]
	switch owner := Reserved(id); {
	case found && owner != "":
		s.Error(offset, "anchor-reserved", fmt.Sprintf("ids such as %q belong to %s", id, owner), "choose another word")
	case !found || !isID(id):
		s.Error(offset, "heading-attribute", fmt.Sprintf("a heading takes an id and nothing else, not %s", shorten(braces)),
			"write {#short-name} with letters, digits and hyphens, or nothing")
	case taken:
		s.Error(offset, "anchor-duplicate", fmt.Sprintf("two headings have the id %q", id), "give each an id of its own",
			diag.Note{Pos: s.Pos(first), Message: "the first is here"})
	default:
		return id
	}
	return ""
}

// isID reports whether an id starts with a letter and holds only letters, digits,
// hyphens and underscores.
func isID(id string) bool {
	for i, c := range []byte(id) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '-' && c != '_') {
			return false
		}
	}
	return id != ""
}

func printHeading(p *printer, n *ast.Heading) {
	level := checkLevel(p, n)
	if n.Parent().Kind() == ast.KindDocument {
		p.endGroup()
	}
	tag := "h" + string(rune('0'+level))
	p.write("<", tag)
	at := len(p.html)
	p.write(">")
	b := p.open(n.Pos(), false)
	b.Heading = level
	p.phrase(n)
	p.close()
	p.write("</", tag, ">\n")
	id, _ := enter(p, n, level)
	attribute := ` id="` + id + `"`
	insertHTML(p, at, attribute)
	p.last.from += int32(len(attribute))
	p.last.to += int32(len(attribute))
}

// enter adds a heading, whose words are the last block, to the outline.
func enter(p *printer, n *ast.Heading, level int) (id string, explicit bool) {
	words := string(p.text[p.block:])
	if words == "" {
		p.Error(n.Pos(), "heading-empty", "a heading without words", "write what the section is about after the # marks, or take them out")
	}
	given, explicit := n.AttributeString("id")
	id, _ = given.(string)
	if !explicit {
		id = p.ids.unique(slug(words), p.explicit)
	}
	offset := p.file.Body + n.Pos()
	p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: id, Explicit: explicit, Offset: offset})
	if !p.foot {
		p.doc.Headings = append(p.doc.Headings, Heading{Level: level, ID: id, Offset: offset, Block: len(p.doc.Blocks) - 1})
	}
	return id, explicit
}

// checkLevel reports a heading that breaks the outline, and returns the level at which
// it is printed.
func checkLevel(p *printer, n *ast.Heading) int {
	last := p.level
	if !p.foot {
		p.level = n.Level
	}
	if n.Level == 1 {
		p.Error(n.Pos(), "heading-level", "a heading of the first level inside a page",
			"the title is in the front matter; start with ##")
		return 2
	}
	if n.Level > last+1 && !p.foot {
		right := strings.Repeat("#", last+1)
		p.Error(n.Pos(), "heading-level", fmt.Sprintf("a heading of level %d below one of level %d", n.Level, last),
			"a heading is one level deeper than the one above it at most: write "+right)
	}
	return n.Level
}
