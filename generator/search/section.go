package search

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A sectionSplitter divides an entry into sections.
type sectionSplitter struct {
	graph     *xref.Graph
	page      *model.Page
	viewpoint xref.Viewpoint
	withTexts bool      // whether to add the text of the body to its sections
	sections  []section // sections so far; the first is the text before the first heading
	buffer    []byte    // reused by blockText
}

// A section is a part of a page that a search result can link to.
type section struct {
	anchor     string // anchor of the section, or "" for the first section of a page
	heading    string
	texts      []string // texts below the heading, without the number of a numbered paragraph
	hasAnswers bool     // whether the section contains answers to a question, which an excerpt must not reveal
	restricted bool     // whether the section is a quiet or withheld paragraph
	numbered   bool     // whether the section is a paragraph, or part of a statement, whose number or label is in heading
}

// sections divides the text of an entry into sections. The first is the text before the first heading.
// The section of a quiet paragraph, whose text may appear only on its own page, contains only the
// number of the paragraph, like that of a withheld one. If withTexts is false, or if the front matter
// limits the search to headings, the sections have the same anchors and headings but no text from the
// body. An entry that is withdrawn, or of which the search finds the title alone, has one section
// without text.
func sections(g *xref.Graph, e model.Entry, withTexts bool) []section {
	p := e.Base()
	d := &sectionSplitter{graph: g, page: p, viewpoint: g.Viewpoint(p.Address, p, xref.Addressing{}), withTexts: withTexts && p.Search == ""}
	d.addSection(section{})
	if !g.Site.Listed(p) || p.Search == model.TitleOnly {
		return d.sections
	}
	d.addBody()
	for _, t := range g.WithheldParagraphs(p) {
		d.addSection(section{anchor: t.PrintedLabel.Anchor(), heading: t.Label, restricted: true, numbered: true})
	}
	if len(p.Body.Sections) == 0 {
		for _, part := range e.Parts() {
			d.addSection(section{anchor: part.Anchor, heading: part.Label, texts: []string{part.Title}, numbered: part.Kind == "action" || part.Printed != ""})
		}
	}
	if protocol, ok := e.(*model.Protocol); ok {
		d.addLaterGuidance(protocol.Steps)
	}
	for _, row := range g.Tracker {
		if row.Action == nil {
			break // statements and answers follow the actions
		}
		if row.AnsweredTarget != nil && row.AnsweredTarget.Page == p {
			d.addSection(section{anchor: row.Action.ID, heading: row.Action.ID, texts: []string{row.Action.Text}, numbered: true})
		}
	}
	return d.sections
}

// addSection appends a section.
func (d *sectionSplitter) addSection(s section) { d.sections = append(d.sections, s) }

// addBody adds a section for each heading, question and numbered paragraph in the body. If d.withTexts
// is true, it also adds the text.
func (d *sectionSplitter) addBody() {
	body, paragraph := d.page.Body, -1
	questions, inQuestion := body.Sections, false
	for i := range body.Blocks {
		b := &body.Blocks[i]
		for len(questions) > 0 && b.Offset >= questions[0].End {
			questions, inQuestion = questions[1:], false
		}
		target := d.graph.Paragraph(d.page, b.Paragraph)
		switch {
		case len(questions) > 0 && b.Offset >= questions[0].Offset && !inQuestion:
			d.addSection(section{anchor: questions[0].ID, heading: d.blockText(i), hasAnswers: true})
			inQuestion = true
			continue
		case inQuestion:
		case b.Heading > 0:
			s := section{heading: d.blockText(i)}
			if h := body.HeadingAt(i); h != nil {
				s.anchor = h.ID
			}
			d.addSection(s)
			paragraph = -1
			continue
		case target != nil && b.Paragraph != paragraph:
			paragraph = b.Paragraph
			d.addSection(section{anchor: target.PrintedLabel.Anchor(), heading: target.Label, restricted: target.Quiet, numbered: true})
		}
		if d.withTexts && (inQuestion || target == nil || !target.Quiet) {
			last, text := &d.sections[len(d.sections)-1], d.blockText(i)
			if last.numbered && len(last.texts) == 0 {
				text = strings.TrimPrefix(text, last.heading+" ")
			}
			last.texts = append(last.texts, text)
		}
	}
}

// blockText returns the text of the block with the given index, including the link text of its
// references.
func (d *sectionSplitter) blockText(block int) string {
	b := &d.page.Body.Blocks[block]
	if len(b.Marks) == 0 {
		return b.Text
	}
	text, done := d.buffer[:0], 0
	for _, m := range b.Marks {
		text = append(append(text, b.Text[done:m.At]...), d.viewpoint.LinkText(d.page, m.Ref)...)
		done = m.At
	}
	d.buffer = append(text, b.Text[done:]...)
	return string(d.buffer)
}

// addLaterGuidance adds the later national guidance on each protocol step to the section of the step.
// The sections of the steps must be the last ones.
func (d *sectionSplitter) addLaterGuidance(steps []model.Step) {
	first := len(d.sections) - len(steps)
	for i, step := range steps {
		if first+i > 0 && d.sections[first+i].anchor == step.ID && step.Since != "" {
			s := &d.sections[first+i]
			s.texts = append(s.texts, step.Since)
		}
	}
}
