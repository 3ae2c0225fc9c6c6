// Package body renders page bodies and links as HTML.
//
// It takes a linked site, a parsed body and the viewpoint of the page that displays it. The HTML of
// a parsed body has slots, which are positions for content that depends on other pages, such as
// link text and URLs. The package returns complete HTML: references become links, numbered
// paragraphs have notes, callouts have titles and glossary terms have tooltips. The package also
// renders lists of links. It has no knowledge of questions: the caller provides a function that
// fills their slots. It does not resolve references or parse HTML.
//
// Within the package, each file uses only files earlier in this order: link.go, list.go,
// placeholder.go, filler.go, paragraph.go, term.go, card.go, beside.go,
// fold.go, body.go.
package body

import (
	"html"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Body is the rendered body of a page.
type Body struct {
	Entry        model.Entry // the page
	DoNow        layout.HTML // the first callout of kind markdown.DoNow, or "" if there is none
	Opening      layout.HTML // the text before the first heading or, if there is none, before footnotes and tooltips
	AfterOpening layout.HTML // the text that follows Opening

	// On pages for parents, the first paragraph is in Lead instead of Opening, and sections are moved
	// from AfterOpening to Beside and AfterBeside. On other pages these fields are "".
	Lead        layout.HTML // first paragraph, or "" if the page begins with something else
	Beside      layout.HTML // sections that wide windows show in a second column
	AfterBeside layout.HTML // sections after those in Beside

	boundaries []boundary // in Rest
}

// All returns the whole body except the callout in Now.
func (b *Body) All() layout.HTML {
	return b.Lead + b.Opening + b.AfterOpening + b.Beside + b.AfterBeside
}

// Folded returns Rest with the content of each section in a details element, whose summary is the
// heading. It folds level 3 sections if there are more of these than level 2 sections, and otherwise
// level 2 sections.
func (b *Body) Folded() layout.HTML {
	rest, level := fragment{[]byte(b.AfterOpening), b.boundaries}, 2
	if 2*countSections(rest) > len(rest.boundaries) {
		level = 3
	}
	return layout.HTML(makeCollapsible(rest, level, false))
}

// Body returns the body of e. If extractNow is true, the first callout of kind markdown.DoNow is in
// Now instead of in the text, except on a page for parents; otherwise, Now is "".
func (w *Writer) Body(v *xref.Viewpoint, e model.Entry, question QuestionFunc, extractNow bool) Body {
	f := w.Filler(v, e, question)
	f.paragraphs = newParagraphState(w.graph, f.page)
	doc := f.page.Body
	b := Body{Entry: e}
	var extracted markdown.Text
	if f.page.Kind.Isolated {
		extracted = doc.Lead
		b.Lead = w.HTML(func(out []byte) []byte { return doc.AppendText(out, extracted, f.Fill) })
	} else if extractNow {
		extracted = doc.FirstCallout(markdown.DoNow)
		b.DoNow = w.HTML(func(out []byte) []byte { return doc.AppendText(out, extracted, f.Fill) })
	}
	text := w.HTML(func(out []byte) []byte {
		out = f.endParagraph(doc.AppendHTML(out, extracted, f.Fill))
		return f.AppendTips(f.appendPlaceholders(out, len(f.paragraphs.withheld)))
	})
	opening := max(f.openingLen, 0)
	b.Opening, b.AfterOpening = text[:opening], text[opening:]
	for _, at := range f.boundaries {
		b.boundaries = append(b.boundaries, at.shifted(-opening))
	}
	if f.page.Kind.Isolated {
		b.arrangeForParents()
	}
	return b
}

// arrangeForParents sets Beside and After on a page for parents, and makes level 3 sections collapsible.
// If there are at most maxOpenSections of these, all are open.
func (b *Body) arrangeForParents() {
	rest := fragment{[]byte(b.AfterOpening), b.boundaries}
	if len(b.boundaries) == 0 {
		return
	}
	open := countSections(rest) <= maxOpenSections
	before, beside, after := splitSideColumn(rest)
	if len(beside.html) > 0 {
		// The last section of the page is in after, so makeCollapsible must include the last
		// sections of the other two. For this, it needs a boundary at their end.
		before.boundaries = append(before.boundaries, boundary{offset: len(before.html)})
		beside.boundaries = append(beside.boundaries, boundary{offset: len(beside.html)})
	}
	b.AfterOpening, b.Beside, b.AfterBeside = layout.HTML(makeCollapsible(before, 3, open)), layout.HTML(makeCollapsible(beside, 3, open)), layout.HTML(makeCollapsible(after, 3, open))
}

// Fill appends the content that belongs in the slot h to out and returns the extended slice.
func (f *Filler) Fill(out []byte, h markdown.Slot) []byte {
	switch h.Kind {
	case markdown.SlotRef:
		return f.appendReference(out, h.Index)
	case markdown.SlotURL:
		if t := f.writer.graph.BodyTarget(f.page, h.Index); t != nil {
			start := len(out)
			return insertQuery(appendURL(out, f.view, t.Address), start, f.page.Body.Refs[h.Index].Target)
		}
	case markdown.SlotParagraph:
		return f.startParagraph(out, h)
	case markdown.SlotEnd:
		out = f.appendPlaceholders(f.endParagraph(out), f.paragraphs.takePlaceholders(h.At))
		if f.openingLen < 0 {
			f.openingLen = len(out)
		}
		f.boundaries = append(f.boundaries, boundary{offset: len(out)})
	case markdown.SlotHeading:
		last := &f.boundaries[len(f.boundaries)-1]
		last.heading, last.titleEnd = &f.page.Body.Headings[h.Index], len(out)
	case markdown.SlotLabel:
		return append(out, f.calloutTitle(f.page.Body.Callouts[h.Index].Kind)...)
	case markdown.SlotStep:
		if f.writer.isBar(f.page, h.Index) {
			return append(out, ` class="sos"`...)
		}
	case markdown.SlotCall:
		return f.appendCallButton(out, h.Index)
	case markdown.SlotTask:
		state := f.writer.Locale(f.view).Words.Say([...]string{"task_to_do", "task_done"}[h.Index])
		return append(out, html.EscapeString(state)...)
	case markdown.SlotSection:
		if f.question != nil {
			return f.question(out, f, h.Index)
		}
	}
	return out
}

// calloutTitle returns the title of a callout of the given kind. As in NHS care cards, a screen reader
// announces the title first, so that urgency is not shown by colour alone. A callout about differences
// between sources has no title, because its author writes a heading.
func (f *Filler) calloutTitle(kind markdown.CalloutKind) layout.HTML {
	key := [...]string{
		markdown.Note: "note", markdown.GoodPractice: "good_practice", markdown.DoNow: "do_now",
		markdown.Emergency: "emergency", markdown.Urgent: "urgent", markdown.NonUrgent: "non_urgent",
	}[kind]
	return f.writer.locales.ForPage(f.page).Say(key)
}

// appendReference appends the reference with the given index as a link, or only its link
// text if the reference is not resolved.
func (f *Filler) appendReference(out []byte, index int) []byte {
	words := html.EscapeString(f.view.LinkText(f.page, index))
	if f.writer.inBar(f.page, index) {
		return append(out, words...)
	}
	t := f.writer.graph.BodyTarget(f.page, index)
	if t == nil {
		return append(out, words...)
	}
	named := f.page.Body.Refs[index].Text == ""
	if term, ok := t.Entry.(*model.Term); ok && t.Type == xref.PageTarget && !f.page.Kind.Isolated && term != f.entry && f.writer.graph.Site.Listed(t.Page) {
		return f.appendTerm(out, t, term, words, named)
	}
	out = f.writer.appendLink(out, f.view, t, words, named)
	if f.view.Badge(t) == xref.Withdrawn {
		return f.writer.appendWithdrawn(out, f.view, t)
	}
	return out
}
