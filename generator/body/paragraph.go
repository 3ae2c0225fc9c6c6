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

// startParagraph appends the start of a numbered paragraph. If the review declares the number, it first
// ends the preceding paragraph, then opens a div element for the paragraph and its note (see
// appendNote).
func (f *Filler) startParagraph(out []byte, h markdown.Slot) []byte {
	t := f.writer.graph.Paragraph(f.page, h.Index)
	if t == nil {
		return fmt.Appendf(out, "<p>%s ", html.EscapeString(f.page.Body.Paragraphs[h.Index].Source()))
	}
	out = f.appendSectionTitle(f.appendPlaceholders(f.endParagraph(out), f.paragraphs.takePlaceholders(h.At)), t)
	f.paragraphs.open = t
	return fmt.Appendf(out, `<div class="para" id="%s" data-quote="%s"><p>%s `, t.PrintedLabel.Anchor(), html.EscapeString(f.writer.Citation(f.page, t.Label)), f.numberLink(t))
}

// appendSectionTitle appends the title of the section that starts with the paragraph t. It does nothing
// unless the page is that of a review and its body has no headings.
func (f *Filler) appendSectionTitle(out []byte, t *xref.Target) []byte {
	r, isReview := f.entry.(*model.Review)
	if !isReview || len(f.page.Body.Headings) > 0 {
		return out
	}
	title := r.Publication.SectionTitle(model.TextsOf(r), t.PrintedLabel)
	shown := f.paragraphs.sectionTitles
	if title == "" || len(shown) > 0 && shown[len(shown)-1] == title {
		return out
	}
	f.paragraphs.sectionTitles = append(shown, title)
	if slices.Contains(shown, title) { // the section is continued here, and its id must be unique
		return fmt.Appendf(out, `<h2>%s</h2>`, html.EscapeString(title))
	}
	return fmt.Appendf(out, `<h2 id="%s">%s</h2>`, html.EscapeString(SectionAnchor(title)), html.EscapeString(title))
}

// SectionAnchor returns the HTML id of a section title that the program adds to the page of a review
// without headings.
func SectionAnchor(title string) string { return "_section-" + model.Label(title).Slug() }

// numberLink returns a link to the paragraph t, whose link text is the paragraph's label as its
// document prints it.
func (f *Filler) numberLink(t *xref.Target) string {
	label := t.PrintedLabel.Text()
	if r := f.writer.graph.Site.Review(f.page); r != nil {
		if s := r.Publication.SchemeOf(t.PrintedLabel); s != nil {
			label = s.PrintedForm(t.PrintedLabel)
		}
	}
	return fmt.Sprintf(`<a class="num" href="#%s">%s</a>`, t.PrintedLabel.Anchor(), html.EscapeString(label))
}

// Citation returns the text with which readers can cite a paragraph or an action, given its label, in
// the review of p.
func (w *Writer) Citation(p *model.Page, label string) string {
	name := strings.TrimSuffix(p.ReviewFolder(), "/")
	if r := w.graph.Site.Review(p); r != nil {
		name = r.Label()
	}
	locale := w.locales.ForPage(p)
	return locale.Words.Say("cite_paragraph", "review", name, "noun", locale.Words.Say(model.NounKey(w.graph.Site, p)), "label", label)
}

// endParagraph appends the note of the open paragraph and closes its div element. It does nothing if no
// paragraph is open.
func (f *Filler) endParagraph(out []byte) []byte {
	t := f.paragraphs.open
	if t == nil {
		return out
	}
	f.paragraphs.open = nil
	return append(f.appendNote(out, t), "</div>"...)
}

// appendPlaceholders appends placeholders for the next count withheld paragraphs. A placeholder shows
// only the number of its paragraph, so that links to the paragraph resolve.
func (f *Filler) appendPlaceholders(out []byte, count int) []byte {
	for _, t := range f.paragraphs.withheld[:count] {
		out = fmt.Appendf(f.appendSectionTitle(out, t), `<div class="para shut" id="%s"><p>%s %s</p></div>`, t.PrintedLabel.Anchor(), f.numberLink(t),
			f.writer.Locale(f.view).Say("not_summarised"))
	}
	f.paragraphs.withheld = f.paragraphs.withheld[count:]
	return out
}

// appendNote appends the list of references to the paragraph t. It does nothing for the actions of a
// recommendation, whose references are listed at the end of the page.
func (f *Filler) appendNote(out []byte, t *xref.Target) []byte {
	edges := withoutRedundantReferences(f.writer.graph.ReferencesTo(t))
	if t.Type != xref.ParagraphTarget || len(edges) == 0 {
		return out
	}
	// Screen readers can list all controls of a page. The hidden label distinguishes these controls.
	out = fmt.Appendf(out, `<div class="ours"><details><summary>%s<span class="hide"> (%s)</span></summary>`, f.writer.Locale(f.view).Say("used_in"), html.EscapeString(t.PrintedLabel.Text()))
	out = append(f.writer.appendReferences(out, f.view, edges), "</details>"...)
	return append(f.writer.appendCitingPages(out, f.view, edges), "</div>"...)
}
