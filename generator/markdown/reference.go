package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/source"
)

// A crossRef is a node for a cross-reference: [[target]] or [[target|text]].
type crossRef struct {
	ast.BaseInline
	customNode
	target, linkText string // linkText is "" if the reference has none
	source           string // Markdown including the brackets
}

// A crossRefParser parses cross-references. It runs before the link parser, so that a
// cross-reference takes precedence over a CommonMark link.
type crossRefParser struct{}

func (crossRefParser) Trigger() []byte { return []byte{'[', '!'} }

func (crossRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '!' {
		return parseEmbed(line, segment, block, pc)
	}
	if !bytes.HasPrefix(line, []byte("[[")) || bytes.HasPrefix(line, []byte("[[[")) {
		return nil
	}
	s, at := stateOf(pc), segment.Start
	end := bytes.Index(line[:min(len(line), maxReference)], []byte("]]"))
	if end < 0 {
		reportUnclosed(s, parent, line, segment, block)
		return nil
	}
	ref := &crossRef{source: string(line[:end+2])}
	if !ref.split(s, at, string(line[2:end])) || !ref.checkTarget(s, at) {
		return nil
	}
	ref.checkAmbiguous(s, at, line[end+2:], string(line[2:end]), pc)
	ref.SetPos(at)
	block.Advance(end + 2)
	return ref
}

// parseEmbed adds an error for ![[target]], which other programs use to embed a page, and
// returns a text node for the exclamation mark. For any other text it returns nil.
func parseEmbed(line []byte, segment text.Segment, block text.Reader, pc parser.Context) ast.Node {
	if !bytes.HasPrefix(line, []byte("![[")) || bytes.HasPrefix(line, []byte("![[[")) {
		return nil
	}
	end := bytes.Index(line[:min(len(line), maxReference)], []byte("]]"))
	if end < 0 || bytes.ContainsAny(line[3:end], "[]()") {
		return nil
	}
	stateOf(pc).Error(segment.Start, "ref-form", "a page cannot be put into another", "take the ! out to refer to the page")
	block.Advance(1)
	return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
}

// split splits the text between the brackets into target and link text. The pipe between them may be
// escaped, which tables require. For invalid text, split reports a problem and returns false.
func (c *crossRef) split(s *state, at int, inner string) bool {
	target, words, piped := strings.Cut(inner, "|")
	if piped {
		target = strings.TrimSuffix(target, `\`)
		checkEntities(s, at+len("[[")+len(inner)-len(words), []byte(words))
		c.linkText = strings.TrimSpace(string(decode([]byte(words))))
		if !s.KeepTypography {
			c.linkText = typographic(c.linkText)
		}
	}
	c.target = strings.TrimSpace(target)
	switch {
	case c.target == "":
		s.Error(at, "ref-form", "a reference without a target", `write [[id]] or [[id|words]]; for two plain brackets write \[[`)
	case piped && source.IsBlank(c.linkText):
		s.Error(at, "ref-form", fmt.Sprintf("no words after the bar in %s", shorten(c.source)), fmt.Sprintf("write [[%s]], or words after the bar", c.target))
	case strings.ContainsAny(words, "*`["):
		s.Error(at, "ref-form", fmt.Sprintf("the words of a reference are plain text, without marks: %s", shorten(c.source)),
			"take the marks out, or put them around the whole reference: **[[id|words]]**")
	default:
		return true
	}
	return false
}

// checkTarget reports characters of Markdown or HTML syntax in the target, and returns false if there
// are any. Package xref checks whether the target exists.
func (c *crossRef) checkTarget(s *state, at int) bool {
	odd := strings.IndexFunc(c.target, func(r rune) bool { return strings.ContainsRune("[](){}<>*`\\\"$=", r) })
	if odd >= 0 {
		first, _ := utf8.DecodeRuneInString(c.target[odd:])
		s.Error(at, "ref-form", fmt.Sprintf("%q cannot be part of the target of a reference", string(first)),
			`a target has letters, digits and - . / # _; for two plain brackets write \[[`)
	}
	return odd < 0
}

// checkAmbiguous reports a reference that could also be parsed as a CommonMark link: a parenthesis
// directly follows it, or a link definition has its text, or the text in brackets after it, as its
// label.
func (c *crossRef) checkAmbiguous(s *state, at int, after []byte, inner string, pc parser.Context) {
	_, defined := pc.Reference(util.ToLinkReference([]byte(inner)))
	if !defined && len(after) > 1 && after[0] == '[' && after[1] != '[' {
		if end := bytes.IndexByte(after, ']'); end > 0 {
			_, defined = pc.Reference(util.ToLinkReference(after[1:end]))
		}
	}
	switch {
	case len(after) > 0 && after[0] == '(':
		s.Error(at, "ref-ambiguous", fmt.Sprintf("%s with round brackets after it could be a reference or a link", shorten(c.source)),
			fmt.Sprintf("for the reference write [[%s|words]] or a space before the bracket; for the link write [words](address)", c.target))
	case defined:
		s.Error(at, "ref-ambiguous", fmt.Sprintf("%s could be a reference or the link that is defined under the same name", shorten(c.source)),
			"give the definition another name")
	}
}

// reportUnclosed reports [[ without ]] on the same line. It may advance block to the next line.
func reportUnclosed(s *state, parent ast.Node, line []byte, segment text.Segment, block text.Reader) {
	at := segment.Start
	if parent.Kind() == extast.KindTableCell && reportSplitCell(s, line, segment) {
		return
	}
	block.AdvanceLine()
	next, _ := block.PeekLine()
	if end := bytes.Index(next, []byte("]]")); end >= 0 && !bytes.Contains(next[:end], []byte("[[")) {
		s.Error(at, "ref-form", "a reference runs over the end of a line", "write all of it, from [[ to ]], on one line")
		return
	}
	s.Error(at, "ref-form", "[[ without ]] on the same line", `close the reference with ]]; for two plain brackets write \[[`)
}

// reportSplitCell reports a pipe inside [[ ]] that ends a table cell. It returns whether there is one.
func reportSplitCell(s *state, line []byte, segment text.Segment) bool {
	rest, _, _ := bytes.Cut(s.body[segment.Start+len(line):], []byte("\n"))
	words := bytes.TrimLeft(rest, " \t")
	end := bytes.Index(words, []byte("]]"))
	if len(words) == 0 || words[0] != '|' || end < 0 || bytes.Contains(words[:end], []byte("[[")) {
		return false
	}
	s.splitRows[segment.Start+len(line)+len(rest)] = true
	s.Error(segment.Start, "ref-bar-in-table", "a bar inside [[ ]] ends the cell of a table",
		fmt.Sprintf(`write %s\|%s]]`, bytes.TrimRight(line, " \t"), bytes.TrimSpace(words[1:end])))
	return true
}

// printCrossRef adds a slot for a cross-reference, and reports one inside a link or an image.
func printCrossRef(p *printer, n *crossRef) {
	if p.inLink {
		p.Error(n.Pos(), "ref-nested", "a reference inside the words of a link or picture", "end the words before the reference starts")
		p.writeText([]byte(n.source))
		return
	}
	ref := p.addRef(CrossRef, n.target, n.Pos())
	p.doc.Refs[ref].Text = n.linkText
	p.addSlot(SlotRef, ref)
	if n.linkText != "" {
		p.text = append(p.text, n.linkText...)
		return
	}
	b := &p.doc.Blocks[len(p.doc.Blocks)-1]
	b.Marks = append(b.Marks, Mark{At: len(p.text) - p.blockStart, Ref: ref})
}
