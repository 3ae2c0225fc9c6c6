package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A SectionSyntax says which headings of a body start a Section, and which lines in
// it are labels.
type SectionSyntax struct {
	Words  []SectionWord  // what starts their headings
	Labels []SectionLabel // what starts the label lines
}

// A SectionWord starts the headings of sections, before a colon.
type SectionWord struct {
	Word   string // in any case
	PartOf string // the word of the sections that go on over such a heading; "" for one that ends them
	Jumps  bool   // a list item that is one link to an id of the page has it as Item.To, and is no reference
}

// A SectionLabel starts a line, before a colon.
type SectionLabel struct {
	Name  string // in this case
	Prose bool   // as in Block
}

// A Section is a heading with one of the words of a SectionSyntax and the blocks below
// it, held out of the HTML of the body.
type Section struct {
	Word     string // as written, capitals apart one of SectionSyntax.Words
	ID       string // explicit; "" where the author gave none
	Title    Text   // the words of the heading after the colon, a phrase
	Plain    string // the same as plain text
	Level    int    // of the heading, at least 2
	Elements []Element
	Parts    []Section // the sections below it that are PartOf it, which have no parts
	Refs     [2]int    // the references in it: Doc.Refs from the first index up to the second, which is not its own
	Offset   int       // in the file's text, of the heading
	End      int       // in the file's text, of what follows the section
}

// sectionWord returns the word that makes a heading that of a section, as written,
// and where the words after the colon start; nil for any other block.
func sectionWord(p *printer, n ast.Node) (known *SectionWord, word string, after int) {
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
			return known, word, line.Start + colon + 1 + blanks(text[colon+1:])
		}
	}
	return nil, "", 0
}

// topLevel prints the blocks of a document, the sections in it as holes.
func topLevel(p *printer, root ast.Node) {
	for n := root.FirstChild(); n != nil; {
		word, _, _ := sectionWord(p, n)
		if word == nil {
			e := element(p, n)
			e.Items, e.Rows = nil, nil // nobody asks for those of a body
			p.doc.elements = append(p.doc.elements, e)
			n = n.NextSibling()
			continue
		}
		end := sectionEnd(p, n.(*ast.Heading), word, nil)
		p.endGroup()
		s := readSection(p, n.(*ast.Heading), end)
		p.doc.elements = append(p.doc.elements, Element{Kind: SectionElement, Section: len(p.doc.Sections)})
		p.hole(HoleSection, len(p.doc.Sections))
		p.doc.Sections = append(p.doc.Sections, s)
		n = end
	}
}

// sectionEnd returns what ends a section: the heading of another section, one of the same
// or a higher level unless the section is a part of another, or end. A label that a line
// of hyphens makes a heading ends nothing.
func sectionEnd(p *printer, head *ast.Heading, word *SectionWord, end ast.Node) ast.Node {
	for n := head.NextSibling(); n != end; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || len(labels(p, h)) > 0 {
			continue
		}
		other, _, _ := sectionWord(p, h)
		if other != nil && other.PartOf != word.Word || other == nil && word.PartOf == "" && h.Level <= head.Level {
			return h
		}
	}
	return end
}

// readSection takes the blocks from a heading up to an end apart.
func readSection(p *printer, head *ast.Heading, end ast.Node) Section {
	word, written, after := sectionWord(p, head)
	s := Section{Word: written, Offset: p.offset(head)}
	s.Refs[0] = len(p.doc.Refs)
	sectionTitle(p, &s, head, after)
	p.jumps = word.Jumps
	for n := head.NextSibling(); n != end; {
		if part, _, _ := sectionWord(p, n); part != nil {
			next := sectionEnd(p, n.(*ast.Heading), part, end)
			s.Parts = append(s.Parts, readSection(p, n.(*ast.Heading), next))
			n = next
			continue
		}
		heldOut(p, &s, n)
		n = n.NextSibling()
	}
	p.jumps = false
	s.Refs[1] = len(p.doc.Refs)
	s.End = len(p.file.Text)
	if end != nil {
		s.End = p.offset(end)
	}
	return s
}

// sectionTitle reads the heading and enters it in the outline, with its word.
func sectionTitle(p *printer, s *Section, head *ast.Heading, after int) {
	start := p.here()
	s.Level = checkLevel(p, head)
	b := p.open(head.Pos(), false)
	b.Heading = s.Level
	p.hidden = after
	p.text = append(append(p.text, s.Word...), ": "...)
	p.phrase(head)
	p.hidden = 0
	p.close()
	s.Title = p.last
	if id, explicit := enter(p, head, s.Level); explicit {
		s.ID = id
	}
	html, holes := p.cut(start)
	s.Title.resolve(html, holes, start.html)
}

// heldOut prints a block of a section and takes it out of the body's HTML.
func heldOut(p *printer, s *Section, n ast.Node) {
	start := p.here()
	var list []Element
	if labels := labels(p, n); len(labels) > 0 {
		list = labelled(p, n, labels)
	} else {
		list = []Element{element(p, n)}
	}
	html, holes := p.cut(start)
	for _, e := range list {
		if e.resolve(html, holes, start.html); e.Text.HTML != "" || e.Kind == LabelLine {
			s.Elements = append(s.Elements, e)
		}
	}
}

// A labelStart is the position of a label in the body.
type labelStart struct {
	*SectionLabel
	at, after int // of the label, and of the words behind it
}

// labels finds the lines of a paragraph that start with a label, or of a heading
// that is one by the line of hyphens below it.
func labels(p *printer, n ast.Node) []labelStart {
	if n.Kind() != ast.KindParagraph && (n.Kind() != ast.KindHeading || strings.HasPrefix(p.file.Text[p.offset(n):], "#")) {
		return nil
	}
	var starts []labelStart
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := bytes.TrimRight(p.body[line.Start:line.Stop], "\n")
		at := blanks(text)
		for l := range p.Sections.Labels {
			label := &p.Sections.Labels[l]
			if rest, ok := bytes.CutPrefix(text[at:], []byte(label.Name+":")); ok {
				after := line.Start + at + len(label.Name) + 1
				starts = append(starts, labelStart{label, line.Start + at, after + blanks(rest)})
			}
		}
	}
	return starts
}

// labelled prints a block with label lines: the text before the first as a paragraph,
// then each label with the lines below it that have none. A label inside emphasis that
// starts on the line above is not recognised.
func labelled(p *printer, n ast.Node, starts []labelStart) []Element {
	var list []Element
	child := n.FirstChild()
	if child != nil && child.Pos() < starts[0].at {
		start := p.here()
		p.write("<p>")
		p.open(n.Pos(), true)
		child = run(p, child, starts[0].at)
		p.close()
		p.write("</p>\n")
		list = append(list, Element{Text: p.since(start), Offset: p.offset(n)})
	}
	end := n.Lines().At(n.Lines().Len() - 1).Stop
	for i, label := range starts {
		next := end
		if i+1 < len(starts) {
			next = starts[i+1].at
		}
		e := Element{Kind: LabelLine, Offset: p.file.Body + label.at, Label: &Label{Name: label.Name, Underlined: n.Kind() == ast.KindHeading,
			Source: strings.TrimSpace(string(p.body[label.at+len(label.Name)+1 : next]))}}
		e.Label.Refs[0] = len(p.doc.Refs)
		start := p.here()
		p.open(label.at, label.Prose)
		p.hidden = label.after
		child = run(p, child, next)
		p.hidden = 0
		p.close()
		e.Text = p.since(start)
		p.write("\n") // no two texts touch
		e.Label.Refs[1] = len(p.doc.Refs)
		list = append(list, e)
	}
	return list
}

// run prints inline content up to an offset, without the end of its last line, and
// returns what comes after it.
func run(p *printer, child ast.Node, until int) ast.Node {
	from := len(p.html)
	for ; child != nil && child.Pos() < until; child = child.NextSibling() {
		p.printInline(child)
	}
	printed := bytes.TrimSuffix(bytes.TrimSuffix(p.html[from:], []byte("\n")), []byte("<br>"))
	p.cutHTML(from + len(printed))
	return child
}
