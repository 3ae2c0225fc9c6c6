package body

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// startParagraph appends the start of a numbered paragraph and, if its number is declared, of
// the element that groups it with its note. It ends the group before it.
func (f *Filler) startParagraph(out []byte, h markdown.Slot) []byte {
	t := f.writer.graph.Paragraph(f.page, h.Index)
	if t == nil {
		return fmt.Appendf(out, "<p>%s ", html.EscapeString(f.page.Body.Paragraphs[h.Index].Source()))
	}
	out = f.appendSection(f.appendPlaceholders(f.endParagraph(out), f.numbering.takeDue(h.At)), t)
	f.numbering.open = t
	return fmt.Appendf(out, `<div class="para" id="%s" data-quote="%s"><p>%s `, t.Printed.Anchor(), html.EscapeString(f.writer.Citation(f.page, t.Label)), f.number(t))
}

// appendSection appends the title of the section of the paragraph t, if it is the first of its section
// on the page of a review without headings.
func (f *Filler) appendSection(out []byte, t *xref.Target) []byte {
	r, isReview := f.entry.(*model.Review)
	if !isReview || len(f.page.Body.Headings) > 0 {
		return out
	}
	title := r.Publication.SectionTitle(model.TextsOf(r), t.Printed)
	shown := f.numbering.sections
	if title == "" || len(shown) > 0 && shown[len(shown)-1] == title {
		return out
	}
	f.numbering.sections = append(shown, title)
	if slices.Contains(shown, title) { // the body returns to a section
		return fmt.Appendf(out, `<h2>%s</h2>`, html.EscapeString(title))
	}
	return fmt.Appendf(out, `<h2 id="%s">%s</h2>`, html.EscapeString(SectionAnchor(title)), html.EscapeString(title))
}

// SectionAnchor returns the HTML id of the title of a section that the program adds to a page.
func SectionAnchor(title string) string { return "_section-" + model.Label(title).Slug() }

// number returns the label of the paragraph t, as its document prints it, with a link to it.
func (f *Filler) number(t *xref.Target) string {
	label := t.Printed.Text()
	if r := f.writer.graph.Site.Review(f.page); r != nil {
		if s := r.Publication.SchemeOf(t.Printed); s != nil {
			label = s.Printed(t.Printed)
		}
	}
	return fmt.Sprintf(`<a class="num" href="#%s">%s</a>`, t.Printed.Anchor(), html.EscapeString(label))
}

// Citation returns the text with which readers can cite the paragraph or action with the
// given label in the review of p.
func (w *Writer) Citation(p *model.Page, label string) string {
	name := strings.TrimSuffix(p.ReviewFolder(), "/")
	if r := w.graph.Site.Review(p); r != nil {
		name = r.Label()
	}
	locale := w.locales.Of(p)
	return locale.Words.Say("cite_paragraph", "review", name, "noun", locale.Words.Say(model.NounKey(w.graph.Site, p)), "label", label)
}

// endParagraph appends the note of the open paragraph, if any, and closes its group.
func (f *Filler) endParagraph(out []byte) []byte {
	t := f.numbering.open
	if t == nil {
		return out
	}
	f.numbering.open = nil
	return append(f.appendNote(out, t), "</div>"...)
}

// appendPlaceholders appends placeholders for the next count withheld paragraphs. A
// placeholder is a link target that contains no information about the family.
func (f *Filler) appendPlaceholders(out []byte, count int) []byte {
	for _, t := range f.numbering.withheld[:count] {
		out = fmt.Appendf(f.appendSection(out, t), `<div class="para shut" id="%s"><p>%s %s</p></div>`, t.Printed.Anchor(), f.number(t),
			f.writer.Locale(f.view).Say("not_summarised"))
	}
	f.numbering.withheld = f.numbering.withheld[count:]
	return out
}

// appendNote appends the list of references to the paragraph t. On the page of a recommendation, that list is at the end of the page instead.
func (f *Filler) appendNote(out []byte, t *xref.Target) []byte {
	edges := withoutRepeats(f.writer.graph.In(t))
	if t.Type != xref.ParagraphTarget || len(edges) == 0 {
		return out
	}
	out = f.writer.appendUses(append(out, `<div class="ours">`...), f.view, edges)
	// The label distinguishes the summaries of a page for readers of a list of controls.
	out = fmt.Appendf(out, `<details><summary>%s<span class="hide"> (%s)</span></summary>`, f.writer.Locale(f.view).Count("linked_from", len(edges)), html.EscapeString(t.Printed.Text()))
	return append(f.writer.appendEdges(out, f.view, edges), "</details></div>"...)
}
