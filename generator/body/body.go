// Package body writes the bodies of pages, and links, as HTML.
//
// In come parsed bodies, whose HTML has holes where other pages decide the words or the
// address, a linked site, and the viewpoint of the page that shows the text; out comes
// finished HTML: references as links, numbered paragraphs with their notes, the titles
// of callouts, the tips of glossary terms, and lists of links. The package has no
// knowledge of questions: its caller writes what belongs into the hole of a question.
// It resolves no reference and parses no HTML.
//
// Inside the package each file uses only files before it in this order: link.go, list.go,
// numbering.go, filler.go, paragraph.go, term.go, body.go.
package body

import (
	"html"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Body returns the whole body of an entry, and the length of the text before its first
// heading, 0 if it has none.
func (w *Writer) Body(v *xref.Viewpoint, e model.Entry, question Question) (text layout.HTML, opening int) {
	f := w.Filler(v, e, question)
	f.numbering = newNumbering(w.graph, f.page)
	text = w.HTML(func(out []byte) []byte {
		out = f.endParagraph(f.page.Body.AppendHTML(out, f.Fill))
		return f.AppendTips(f.appendPlaceholders(out, len(f.numbering.withheld)))
	})
	return text, max(f.opening, 0)
}

// Fill appends what belongs into a hole.
func (f *Filler) Fill(out []byte, h markdown.Hole) []byte {
	switch h.Kind {
	case markdown.HoleRef:
		return f.appendReference(out, h.Index)
	case markdown.HoleURL:
		if t := f.writer.graph.Resolved(f.page, h.Index); t != nil {
			return appendAddress(out, f.view, t.Address)
		}
	case markdown.HoleParagraph:
		return f.startParagraph(out, h)
	case markdown.HoleEnd:
		out = f.appendPlaceholders(f.endParagraph(out), f.numbering.due[h.At])
		if f.opening < 0 {
			f.opening = len(out)
		}
	case markdown.HoleLabel:
		return append(out, f.calloutTitle(f.page.Body.Callouts[h.Index].Level)...)
	case markdown.HoleSection:
		if f.question != nil {
			return f.question(out, f, h.Index)
		}
	}
	return out
}

// calloutTitle returns the words over a callout. On the care cards of the NHS screen
// readers read them first, so that colour alone never says how urgent a card is.
func (f *Filler) calloutTitle(level markdown.Level) layout.HTML {
	w := f.writer.locales.Of(f.page).Words
	return [...]layout.HTML{
		markdown.Note: w.Note, markdown.GoodPractice: w.GoodPractice, markdown.DoNow: w.DoNow,
		markdown.Emergency: w.Emergency, markdown.Urgent: w.Urgent, markdown.NonUrgent: w.NonUrgent,
	}[level]
}

// appendReference appends a reference of the body as a link, or its words alone if it
// is not resolved.
func (f *Filler) appendReference(out []byte, index int) []byte {
	words := html.EscapeString(f.view.Words(f.page, index))
	t := f.writer.graph.Resolved(f.page, index)
	if t == nil {
		return append(out, words...)
	}
	named := f.page.Body.Refs[index].Words == ""
	if term, ok := t.Entry.(*model.Term); ok && t.Form == xref.PageForm && !f.page.Kind.Isolated && term != f.entry {
		return f.appendTerm(out, t, term, words, named)
	}
	return f.writer.appendLink(out, f.view, t, words, named)
}
