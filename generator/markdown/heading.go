package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// A headingParser parses headings and records explicit ids, so that generated ids do not
// duplicate them.
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
			s.explicitIDs[id] = n.Pos()
			n.SetAttributeString("id", id)
		}
		words := strings.TrimRight(source[:open], " \t")
		if open := strings.TrimRight(words, "#"); strings.HasSuffix(open, " ") {
			words = strings.TrimRight(open, " ") // the source has the form ## words ## {#id}
		}
		n.Lines().Set(end, line.WithStop(line.Start+len(words)))
	}
}

// headingID returns the id in braces after a heading. If the braces contain anything else, or if the
// id is reserved or taken, it reports an error and returns "".
func headingID(s *state, offset int, braces string) string {
	id, found := strings.CutPrefix(strings.Trim(braces, "{} \t"), "#")
	first, taken := s.explicitIDs[id]
	switch owner := ReservedFor(id); {
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

// isID reports whether id starts with an ASCII letter and contains only ASCII letters,
// digits, hyphens and underscores.
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
	b := p.openBlock(n.Pos(), false)
	b.Heading = level
	p.recordInlines(n)
	p.closeBlock()
	if n.Lines().Len() > 0 {
		line := n.Lines().At(0)
		checkForeignCallout(p, n, line.Start, strings.TrimSpace(p.source(line)), false)
	}
	p.write("</", tag, ">")
	if n.Parent().Kind() == ast.KindDocument {
		p.addSlot(SlotHeading, len(p.doc.Headings))
	}
	p.write("\n")
	id, _ := addToOutline(p, n, level)
	attribute := ` id="` + id + `"`
	p.html = slices.Insert(p.html, at, []byte(attribute)...)
	for i := len(p.doc.Slots) - 1; i >= 0 && p.doc.Slots[i].At > at; i-- {
		p.doc.Slots[i].At += len(attribute)
	}
	p.lastText.from += int32(len(attribute))
	p.lastText.to += int32(len(attribute))
}

// addToOutline adds a heading to the anchors and, outside footnotes, to the outline. It returns the
// id, and whether the author wrote it. The last block must be the heading's text.
func addToOutline(p *printer, n *ast.Heading, level int) (id string, explicit bool) {
	words := string(p.text[p.blockStart:])
	for _, m := range p.doc.Blocks[len(p.doc.Blocks)-1].Marks {
		if source.IsBlank(words) { // only references, whose text comes from other pages
			words = p.doc.Refs[m.Ref].Target
		}
	}
	if source.IsBlank(words) {
		p.Error(n.Pos(), "heading-empty", "a heading without words", "write what the section is about after the # marks, or take them out")
	}
	given, explicit := n.AttributeString("id")
	id, _ = given.(string)
	if !explicit {
		id = p.ids.uniqueID(headingSlug(words), p.explicitIDs)
	}
	offset := p.file.Body + n.Pos()
	p.doc.Anchors = append(p.doc.Anchors, Anchor{ID: id, Offset: offset})
	if !p.inFootnote {
		p.doc.Headings = append(p.doc.Headings, Heading{Level: level, ID: id, Offset: offset, Block: len(p.doc.Blocks) - 1})
	}
	return id, explicit
}

// checkLevel reports a heading that skips a level or has level 1. It returns the level to
// print, which is 2 for level 1.
func checkLevel(p *printer, n *ast.Heading) int {
	last := p.level
	if !p.inFootnote {
		p.level = n.Level
	}
	if n.Level == 1 {
		p.Error(n.Pos(), "heading-level", "a heading of the first level inside a page",
			"the title is in the front matter; start with ##")
		return 2
	}
	if n.Level > last+1 && !p.inFootnote {
		right := strings.Repeat("#", last+1)
		p.Error(n.Pos(), "heading-level", fmt.Sprintf("a heading of level %d below one of level %d", n.Level, last),
			"a heading is one level deeper than the one above it at most: write "+right)
	}
	return n.Level
}
