package body

import (
	"fmt"
	"html"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// startParagraph opens a numbered paragraph, in a group with its note.
func (f *Filler) startParagraph(out []byte, h markdown.Hole) []byte {
	n := numberOf(f.page, h.Index)
	t := f.writer.graph.Paragraph(f.page, h.Index)
	if t == nil {
		return fmt.Appendf(out, "<p>%s ", n)
	}
	out = f.appendPlaceholders(f.endParagraph(out), f.numbering.due[h.At])
	f.numbering.open = t
	return fmt.Appendf(out, `<div class="para" id="%s" data-quote="%s"><p><a class="num" href="#%[1]s">%[3]s</a> `, n.Anchor(), html.EscapeString(f.writer.Citation(f.page, n.String())), n)
}

// Citation says what a link to a paragraph or action of a review leads to, for readers who
// quote it.
func (w *Writer) Citation(p *model.Page, number string) string {
	name := strings.TrimSuffix(p.ReviewFolder(), "/")
	if r := w.graph.Site.Review(p); r != nil {
		name = r.Label()
	}
	return "Our summary of " + name + " review, " + number
}

// endParagraph closes the open group with its note.
func (f *Filler) endParagraph(out []byte) []byte {
	t := f.numbering.open
	if t == nil {
		return out
	}
	f.numbering.open = nil
	return append(f.appendNote(out, t), "</div>"...)
}

// appendPlaceholders appends the placeholders of the next withheld paragraphs. A
// placeholder lets a link to the number work and says nothing about the family.
func (f *Filler) appendPlaceholders(out []byte, count int) []byte {
	for _, t := range f.numbering.withheld[:count] {
		out = fmt.Appendf(out, `<div class="para shut" id="%s"><p><a class="num" href="#%[1]s">%s</a> %s</p></div>`, t.Number.Anchor(), t.Number,
			f.writer.locale(f.view).Marked(model.English, "Not summarised here: family detail."))
	}
	f.numbering.withheld = f.numbering.withheld[count:]
	return out
}

// appendNote says that a paragraph is a summary, and lists what refers to it. A
// recommendation lists that once, at the end of its page.
func (f *Filler) appendNote(out []byte, t *xref.Target) []byte {
	n := t.Number
	if r, ok := f.entry.(*model.Recommendation); ok {
		n = r.Paragraph
	}
	locale := f.writer.locale(f.view)
	summary := locale.Marked(model.English, fmt.Sprintf("Our summary of paragraph %s, not the review’s words.", n))
	edges := f.writer.graph.In(t)
	if t.Form != xref.ParagraphForm || len(edges) == 0 {
		return fmt.Appendf(out, `<p class="ours">%s</p>`, summary)
	}
	count := "Linked from 1 place"
	if len(edges) > 1 {
		count = fmt.Sprintf("Linked from %d places", len(edges))
	}
	out = fmt.Appendf(out, `<details class="ours"><summary>%s <b>%s</b></summary>`, summary, locale.Marked(model.English, count))
	return append(f.writer.appendEdges(out, f.view, edges), "</details>"...)
}
