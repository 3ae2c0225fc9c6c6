package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A SectionSyntax specifies the headings that start a Section and the fields in sections.
type SectionSyntax struct {
	Words  []SectionPrefix // first words of section headings
	Fields []SectionField
}

// A SectionPrefix is the text before the colon in a heading that starts a section.
type SectionPrefix struct {
	Word      string // text before the colon; case-insensitive
	PartOf    string // word of the sections that this section is part of, or "" if it is not part of another
	LinkItems bool   // whether a list item that is only a link to an id is stored as Item.To instead of as a reference
}

// A SectionField is the name of a field, which is followed by a colon on the line that starts a FieldElement.
type SectionField struct {
	Name  string // text before the colon; case-sensitive
	Prose bool   // value of Block.Prose for the text after the name
}

// A Section is a heading that starts with a SectionPrefix, and the blocks below it.
type Section struct {
	Word     string // one of SectionSyntax.Words, in the author's capitalisation
	ID       string // explicit id, or "" if there is none
	Title    Text   // inline content of the heading after the colon
	Plain    string // Title as plain text
	Level    int    // heading level, at least 2
	Elements []Element
	Parts    []Section // subsections, whose SectionPrefix.PartOf is the word of this section; they have no parts themselves
	Refs     [2]int    // half-open range of indices in Doc.Refs
	Offset   int       // offset in the file of the heading
	End      int       // offset in the file of the end of the section

	to int // end of the section in the HTML
}

// findSectionPrefix returns the SectionPrefix at the start of a heading, the word as written and the
// offset in the body of the text after the colon. If n does not start a section, known is nil.
func findSectionPrefix(p *printer, n ast.Node) (known *SectionPrefix, word string, after int) {
	h, ok := n.(*ast.Heading)
	if !ok || h.Lines().Len() == 0 {
		return nil, "", 0
	}
	line := h.Lines().At(0)
	text := p.body[line.Start:line.Stop]
	colon := bytes.IndexByte(text, ':')
	if colon < 0 {
		return nil, "", 0
	}
	word = string(bytes.TrimSpace(text[:colon]))
	for i := range p.Sections.Words {
		if known := &p.Sections.Words[i]; strings.EqualFold(word, known.Word) {
			return known, word, line.Start + colon + 1 + leadingSpaceLength(text[colon+1:])
		}
	}
	return nil, "", 0
}

// printTopLevel prints the blocks of a document, and adds a slot for each section.
func printTopLevel(p *printer, root ast.Node) {
	for n := root.FirstChild(); n != nil; {
		word, _, _ := findSectionPrefix(p, n)
		if word == nil {
			e := printElement(p, n)
			e.Items, e.Rows = nil, nil // only used in sections
			p.doc.Elements = append(p.doc.Elements, e)
			n = n.NextSibling()
			continue
		}
		end := sectionEnd(p, n, word, n.(*ast.Heading).Level, nil)
		p.endGroup()
		p.doc.Elements = append(p.doc.Elements, Element{Kind: SectionElement, Section: len(p.doc.Sections)})
		p.addSlot(SlotSection, len(p.doc.Sections))
		p.doc.Sections = append(p.doc.Sections, printSection(p, n.(*ast.Heading), end))
		n = end
	}
}

// sectionEnd returns the node that ends a section: the heading of another section, a heading at the
// given level or a higher one, or end. A field that an underline of hyphens turns into a heading does
// not end a section.
func sectionEnd(p *printer, head ast.Node, word *SectionPrefix, level int, end ast.Node) ast.Node {
	for n := head.NextSibling(); n != end; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || len(findSectionFields(p, h)) > 0 {
			continue
		}
		other, _, _ := findSectionPrefix(p, h)
		if other != nil && other.PartOf != word.Word || other == nil && h.Level <= level {
			return h
		}
	}
	return end
}

// printSection prints the section from its heading up to, but not including, end, and returns
// it.
func printSection(p *printer, head *ast.Heading, end ast.Node) Section {
	word, written, after := findSectionPrefix(p, head)
	s := Section{Word: written, Offset: p.offset(head)}
	outer := p.inSection
	p.inSection = true
	s.Refs[0] = len(p.doc.Refs)
	printSectionTitle(p, &s, head, after)
	p.linkItems = word.LinkItems
	for n := head.NextSibling(); n != end; {
		if part, _, _ := findSectionPrefix(p, n); part != nil {
			next := sectionEnd(p, n, part, 0, end)
			s.Parts = append(s.Parts, printSection(p, n.(*ast.Heading), next))
			n = next
			continue
		}
		if fields := findSectionFields(p, n); len(fields) > 0 {
			s.Elements = append(s.Elements, printFields(p, n, fields)...)
		} else if e := printElement(p, n); !e.Text.Empty() {
			s.Elements = append(s.Elements, e)
		}
		n = n.NextSibling()
	}
	p.linkItems, p.inSection = false, outer
	s.Refs[1] = len(p.doc.Refs)
	s.End = len(p.file.Text)
	if end != nil {
		s.End = p.offset(end)
	}
	s.to = len(p.html)
	return s
}

// printSectionTitle prints the heading of a section, sets the title, level and explicit id of the
// section, and adds the heading, including the prefix, to the outline.
func printSectionTitle(p *printer, s *Section, head *ast.Heading, after int) {
	s.Level = checkLevel(p, head)
	b := p.openBlock(head.Pos(), false)
	b.Heading = s.Level
	p.hiddenBefore = after
	p.text = append(append(p.text, s.Word...), ": "...)
	p.recordInlines(head)
	p.hiddenBefore = 0
	p.closeBlock()
	s.Title, b.Text = p.lastText, string(p.text[p.blockStart:])
	s.Plain = strings.TrimSpace(strings.TrimPrefix(p.doc.Plain(s.Title, nil), s.Word+":"))
	if id, explicit := addToOutline(p, head, s.Level); explicit {
		s.ID = id
	}
	p.write("\n") // adjacent Texts must not share an offset
}

// A fieldStart is the position of a field in the body.
type fieldStart struct {
	*SectionField
	at, after int // offsets of its name and of the text after the colon
}

// findSectionFields returns the fields at the starts of lines in a paragraph or an underlined
// heading. For any other node, it returns nil.
func findSectionFields(p *printer, n ast.Node) []fieldStart {
	if n.Kind() != ast.KindParagraph && (n.Kind() != ast.KindHeading || strings.HasPrefix(p.file.Text[p.offset(n):], "#")) {
		return nil
	}
	var starts []fieldStart
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := bytes.TrimRight(p.body[line.Start:line.Stop], "\n")
		at := leadingSpaceLength(text)
		for l := range p.Sections.Fields {
			field := &p.Sections.Fields[l]
			if rest, ok := bytes.CutPrefix(text[at:], []byte(field.Name+":")); ok {
				after := line.Start + at + len(field.Name) + 1
				starts = append(starts, fieldStart{field, line.Start + at, after + leadingSpaceLength(rest)})
			}
		}
	}
	return starts
}

// printFields prints a block with fields and returns its elements: a paragraph with the text before
// the first field, if any, and a FieldElement for each field. It does not recognise a field inside
// emphasis that starts on an earlier line.
func printFields(p *printer, n ast.Node, starts []fieldStart) []Element {
	var list []Element
	child := n.FirstChild()
	if child != nil && child.Pos() < starts[0].at {
		start := p.outputPosition()
		p.write("<p>")
		p.openBlock(n.Pos(), true)
		child = printInlinesUntil(p, child, starts[0].at)
		p.closeBlock()
		p.write("</p>\n")
		list = append(list, Element{Text: p.textSince(start), Offset: p.offset(n)})
	}
	end := n.Lines().At(n.Lines().Len() - 1).Stop
	for i, field := range starts {
		next := end
		if i+1 < len(starts) {
			next = starts[i+1].at
		}
		e := Element{Kind: FieldElement, Offset: p.file.Body + field.at, Field: &Field{Name: field.Name, Underlined: n.Kind() == ast.KindHeading,
			Source: strings.TrimSpace(string(p.body[field.at+len(field.Name)+1 : next]))}}
		e.Field.Refs[0] = len(p.doc.Refs)
		start := p.outputPosition()
		p.write("<p>")
		inside := p.outputPosition()
		p.openBlock(field.at, field.Prose)
		p.hiddenBefore = field.after
		child = printInlinesUntil(p, child, next)
		p.hiddenBefore = 0
		p.closeBlock()
		e.Content = p.textSince(inside)
		p.write("</p>\n")
		e.Text = p.textSince(start)
		e.Field.Refs[1] = len(p.doc.Refs)
		list = append(list, e)
	}
	return list
}

// printInlinesUntil prints the nodes from child up to the given offset in the body, without
// the final line break, and returns the next node, or nil if there is none.
func printInlinesUntil(p *printer, child ast.Node, until int) ast.Node {
	from := len(p.html)
	for ; child != nil && child.Pos() < until; child = child.NextSibling() {
		p.printInline(child)
	}
	printed := bytes.TrimSuffix(bytes.TrimSuffix(p.html[from:], []byte("\n")), []byte("<br>"))
	p.html = p.html[:from+len(printed)]
	return child
}
