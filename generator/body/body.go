// Package body renders page bodies and links as HTML.
//
// The input is a linked site, a parsed body and the viewpoint of the page that displays
// it. The HTML of a parsed body has slots, positions for content that depends on other pages, such as
// link text and URLs. The output is complete HTML: references become links, numbered
// paragraphs have notes, callouts have titles and glossary terms have tooltips. The package
// also renders lists of links. It has no knowledge of questions: the caller provides a
// function that fills their slots. It does not resolve references or parse HTML.
//
// Within the package, each file uses only files earlier in this order: link.go, list.go,
// numbering.go, filler.go, paragraph.go, term.go, fold.go, body.go.
package body

import (
	"html"
	"slices"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Body is the rendered body of a page.
type Body struct {
	Entry   model.Entry // the page
	Now     layout.HTML // the first callout that says what to do now, or "" if there is none
	Opening layout.HTML // the part before the first heading, or all of the text before footnotes and tooltips if there is no heading
	Rest    layout.HTML // the part from the first heading onwards
}

// Body returns the body of e. If lift is set, Now contains the first callout that says what to do
// now, and the other parts do not.
func (w *Writer) Body(v *xref.Viewpoint, e model.Entry, question QuestionFunc, lift bool) Body {
	f := w.Filler(v, e, question)
	f.numbering = newNumbering(w.graph, f.page)
	doc := f.page.Body
	b := Body{Entry: e}
	var now markdown.Text
	if lift {
		now = doc.FirstCallout(markdown.DoNow)
		b.Now = w.HTML(func(out []byte) []byte { return doc.AppendText(out, now, f.Fill) })
	}
	text := w.HTML(func(out []byte) []byte {
		out = f.endParagraph(doc.AppendHTML(out, now, f.Fill))
		out = f.AppendTips(f.appendPlaceholders(out, len(f.numbering.withheld)))
		if !f.page.Kind.Isolated || len(f.heads) == 0 {
			return out
		}
		text := slices.Clone(out[f.opening:])
		for i := range f.heads {
			f.heads[i] -= f.opening
		}
		return fold(out[:f.opening], text, f.heads)
	})
	opening := max(f.opening, 0)
	b.Opening, b.Rest = text[:opening], text[opening:]
	return b
}

// Fill appends the content that belongs in the slot h to out and returns the extended slice.
func (f *Filler) Fill(out []byte, h markdown.Slot) []byte {
	switch h.Kind {
	case markdown.SlotRef:
		return f.appendReference(out, h.Index)
	case markdown.SlotURL:
		if t := f.writer.graph.BodyTarget(f.page, h.Index); t != nil {
			return appendAddress(out, f.view, t.Address)
		}
	case markdown.SlotParagraph:
		return f.startParagraph(out, h)
	case markdown.SlotEnd:
		out = f.appendPlaceholders(f.endParagraph(out), f.numbering.takeDue(h.At))
		if f.opening < 0 {
			f.opening = len(out)
		}
		f.heads = append(f.heads, len(out))
	case markdown.SlotLabel:
		return append(out, f.calloutTitle(f.page.Body.Callouts[h.Index].Level)...)
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

// calloutTitle returns the title of a callout of the given level. As in NHS care cards, a
// screen reader announces the title first, so that urgency is not shown by colour alone.
// A callout about sources that differ has its own heading and no label.
func (f *Filler) calloutTitle(level markdown.Level) layout.HTML {
	key := [...]string{
		markdown.Note: "note", markdown.GoodPractice: "good_practice", markdown.DoNow: "do_now",
		markdown.Emergency: "emergency", markdown.Urgent: "urgent", markdown.NonUrgent: "non_urgent",
	}[level]
	return f.writer.locales.Of(f.page).Say(key)
}

// appendReference appends the reference with the given index as a link, or only its link
// text if the reference is not resolved.
func (f *Filler) appendReference(out []byte, index int) []byte {
	words := html.EscapeString(f.view.LinkText(f.page, index))
	t := f.writer.graph.BodyTarget(f.page, index)
	if t == nil {
		return append(out, words...)
	}
	named := f.page.Body.Refs[index].Text == ""
	if term, ok := t.Entry.(*model.Term); ok && t.Type == xref.PageTarget && !f.page.Kind.Isolated && term != f.entry && f.writer.graph.Site.Listed(t.Page) {
		return f.appendTerm(out, t, term, words, named)
	}
	return f.writer.appendLink(out, f.view, t, words, named)
}
