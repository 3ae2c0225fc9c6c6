package search

import (
	"iter"
	"sort"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A document is the text of an entry, divided into sections.
type document struct {
	graph     *xref.Graph
	page      *model.Page
	viewpoint xref.Viewpoint
	sections  []section // the first is the text before the first heading

	text   []byte // buffer reused by texts
	joined []byte // buffer reused by excerpt
}

// A section is a part of a page that a search result can link to.
type section struct {
	anchor     string // or "" for the first section of a page
	heading    string
	blocks     []int    // indexes into the blocks of the body
	texts      []string // texts that are not in the body
	hasAnswers bool     // contains answers to a question, which an excerpt must not reveal
	numbered   bool     // is a numbered paragraph whose number is in heading
}

// newDocument divides the text of an entry into sections. It leaves out the text of quiet
// paragraphs, but not their numbers.
func newDocument(g *xref.Graph, e model.Entry) *document {
	p := e.Base()
	d := &document{graph: g, page: p, viewpoint: g.Viewpoint(p.Address, p, xref.Addressing{})}
	d.addSection(section{})
	d.addBody()
	for _, t := range g.Withheld(p) {
		d.addSection(section{anchor: t.Number.Anchor(), heading: t.Label, numbered: true})
	}
	if len(p.Body.Sections) == 0 {
		for _, part := range e.Parts() {
			d.addSection(section{anchor: part.Anchor, heading: part.Label, texts: []string{part.Title}})
		}
	}
	if protocol, ok := e.(*model.Protocol); ok {
		d.addUpdates(protocol.Steps)
	}
	return d
}

// addSection appends a section.
func (d *document) addSection(s section) { d.sections = append(d.sections, s) }

func (d *document) addBody() {
	questions, inQuestion, paragraph := d.page.Body.Sections, false, -1
	for i := range d.page.Body.Blocks {
		b := &d.page.Body.Blocks[i]
		for len(questions) > 0 && b.Offset >= questions[0].End {
			questions, inQuestion = questions[1:], false
		}
		target := d.graph.Paragraph(d.page, b.Paragraph)
		switch {
		case len(questions) > 0 && b.Offset >= questions[0].Offset && !inQuestion:
			d.addSection(section{anchor: questions[0].ID, heading: d.headingText(i), hasAnswers: true})
			inQuestion = true
			continue
		case inQuestion:
		case b.Heading > 0:
			d.addSection(section{anchor: d.headingID(i), heading: d.headingText(i)})
			paragraph = -1
			continue
		case target != nil && b.Paragraph != paragraph:
			paragraph = b.Paragraph
			c := d.page.Body.Paragraphs[paragraph]
			n := model.Number{Section: c.Section, Paragraph: c.Number}
			d.addSection(section{anchor: n.Anchor(), heading: n.String(), numbered: true})
		}
		if inQuestion || target == nil || !target.Quiet {
			last := &d.sections[len(d.sections)-1]
			last.blocks = append(last.blocks, i)
		}
	}
}

// headingID returns the ID of the heading at the given block index, or "" if the block is
// not a heading.
func (d *document) headingID(block int) string {
	headings := d.page.Body.Headings
	i := sort.Search(len(headings), func(i int) bool { return headings[i].Block >= block })
	if i < len(headings) && headings[i].Block == block {
		return headings[i].ID
	}
	return ""
}

// headingText returns the text of the heading at the given block index.
func (d *document) headingText(block int) string {
	d.text = d.appendBlock(d.text[:0], block)
	return string(d.text)
}

// addUpdates adds the later national guidance on each protocol step to the section of the
// step. The sections of the steps are the last ones.
func (d *document) addUpdates(steps []model.Step) {
	first := len(d.sections) - len(steps)
	for i, step := range steps {
		if first+i > 0 && d.sections[first+i].anchor == step.ID && step.Since != "" {
			s := &d.sections[first+i]
			s.texts = append(s.texts, step.Since)
		}
	}
}

// texts returns an iterator over the texts of a section, without the number of a numbered
// paragraph. Each text is valid until the next iteration.
func (d *document) texts(s *section) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i, block := range s.blocks {
			d.text = d.appendBlock(d.text[:0], block)
			text := d.text
			if n := len(s.heading); i == 0 && s.numbered && len(text) > n && text[n] == ' ' && string(text[:n]) == s.heading {
				text = text[n+1:]
			}
			if !yield(text) {
				return
			}
		}
		for _, text := range s.texts {
			d.text = append(d.text[:0], text...)
			if !yield(d.text) {
				return
			}
		}
	}
}

// appendBlock appends the text of a block, including the link text of its references.
func (d *document) appendBlock(to []byte, block int) []byte {
	b, done := &d.page.Body.Blocks[block], 0
	for _, m := range b.Marks {
		to = append(to, b.Text[done:m.At]...)
		to = append(to, d.viewpoint.Words(d.page, m.Ref)...)
		done = m.At
	}
	return append(to, b.Text[done:]...)
}
