package markdown

import (
	"bytes"
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
	if n.Attributes() == nil || n.Parent() == nil {
		return
	}
	s := stateOf(pc)
	id := headingID(s, n)
	if id == "" {
		n.RemoveAttributes()
		return
	}
	if first, taken := s.explicit[id]; taken {
		s.Error(n.Pos(), "anchor-duplicate", fmt.Sprintf("two headings have the id %q", id), "give each an id of its own",
			diag.Note{Pos: s.Pos(first), Message: "the first is here"})
		n.RemoveAttributes()
		return
	}
	if s.explicit == nil {
		s.explicit = map[string]int{}
	}
	s.explicit[id] = n.Pos()
	n.RemoveAttributes()
	n.SetAttributeString("id", id)
}

// headingID returns the id in the braces after a heading, which the parser has cut
// off. Anything else in them would not be shown, and is an error.
func headingID(s *state, n ast.Node) string {
	end := n.Pos()
	if lines := n.Lines(); lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	line, _, _ := bytes.Cut(s.body[end:], []byte("\n"))
	open := bytes.IndexByte(line, '{')
	if open < 0 {
		return ""
	}
	braces := strings.TrimSpace(string(line[open:]))
	id, found := strings.CutPrefix(strings.Trim(braces, "{} \t"), "#")
	switch owner := Reserved(id); {
	case found && owner != "":
		s.Error(end+open, "anchor-reserved", fmt.Sprintf("ids such as %q belong to %s", id, owner), "choose another word")
	case !found || !isID(id):
		s.Error(end+open, "heading-attribute", fmt.Sprintf("a heading takes an id and nothing else, not %s", shorten(braces)),
			"write {#short-name} with letters, digits and hyphens, or nothing")
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
	checkBraces(p, n, words)
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

// checkBraces reports braces at the end of a heading that were meant for an id and
// could not be read as one: they are shown.
func checkBraces(p *printer, n *ast.Heading, words string) {
	open := strings.LastIndex(words, "{")
	if open < 0 || !strings.HasSuffix(words, "}") {
		return
	}
	braces := words[open:]
	if strings.HasPrefix(braces, "{#") || strings.HasPrefix(braces, "{.") || strings.Contains(braces, "=") {
		p.Error(n.Pos(), "heading-attribute", fmt.Sprintf("a heading takes an id and nothing else, not %s", shorten(braces)),
			"write {#short-name} with letters, digits and hyphens at the very end, or nothing")
	}
}
