package render

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A filler writes what belongs into the holes of one page's body.
type filler struct {
	*builder
	entry    model.Entry
	page     *model.Page
	from     xref.Viewpoint // the page that is laid out, which may be made of this one
	open     *xref.Target   // the numbered paragraph whose group is open
	withheld []*xref.Target // not yet shown
	due      map[int]int    // how many of them are shown at a hole, by its place
	opening  int            // where the first heading of the body starts, -1 before it is met
	terms    []*xref.Target // that the body leads to, each once
}

// body gives the finished HTML of a page's body.
func (b *builder) body(e model.Entry) template.HTML {
	out, _ := b.fillBody(e)
	return out
}

// opening gives what stands in a body before its first heading: what a reader has to
// know first, for a layout that puts something else before the rest.
func (b *builder) opening(e model.Entry) template.HTML {
	out, opening := b.fillBody(e)
	return out[:opening]
}

// rest gives what opening leaves.
func (b *builder) rest(e model.Entry) template.HTML {
	out, opening := b.fillBody(e)
	return out[opening:]
}

// fillBody fills the holes of a body, and says where its first heading starts.
func (b *builder) fillBody(e model.Entry) (text template.HTML, opening int) {
	p := e.Base()
	f := &filler{builder: b, entry: e, page: p, from: b.viewpoint(p.Address, p), withheld: b.Withheld(p), opening: -1}
	f.plan()
	text = b.spare.write(func(out []byte) []byte {
		out = p.Body.AppendHTML(out, f.fill)
		out = f.end(out)
		out = f.show(out, len(f.withheld))
		return f.tips(out)
	})
	return text, max(f.opening, 0)
}

// plan finds where the placeholders of withheld paragraphs stand: after the
// paragraph before them in their section, else before the next one. Where several
// headings stand between, they come before the last of these: "Background" is over
// when "Key period 1" begins.
func (f *filler) plan() {
	if len(f.withheld) == 0 {
		return
	}
	f.due = make(map[int]int)
	left := f.withheld
	take := func(hole int, while func(model.Number) bool) {
		n := 0
		for n < len(left) && while(left[n].Number) {
			n++
		}
		left, f.due[hole] = left[n:], f.due[hole]+n
	}
	var last model.Number
	var ends []int
	for _, h := range f.page.Body.Holes {
		switch h.Kind {
		case markdown.HoleEnd:
			ends = append(ends, h.At)
		case markdown.HoleParagraph:
			if f.Paragraph(f.page, h.Index) == nil {
				continue
			}
			c := f.page.Body.Paragraphs[h.Index]
			next := model.Number{Section: c.Section, Paragraph: c.Number}
			after := h.At
			if len(ends) > 0 {
				after = ends[0]
			}
			take(after, func(n model.Number) bool { return n.Section == last.Section && n.Compare(next) < 0 })
			before := h.At
			if len(ends) > 1 {
				before = ends[len(ends)-1]
			}
			take(before, func(n model.Number) bool { return n.Section == next.Section && n.Compare(next) < 0 })
			last, ends = next, nil
		}
	}
	if len(ends) > 0 {
		take(ends[0], func(n model.Number) bool { return n.Section == last.Section })
	}
}

func (f *filler) fill(out []byte, h markdown.Hole) []byte {
	switch h.Kind {
	case markdown.HoleRef:
		return f.ref(out, h.Index)
	case markdown.HoleURL:
		if t := f.Resolved(f.page, h.Index); t != nil {
			return appendAddress(out, &f.from, t.Address)
		}
	case markdown.HoleParagraph:
		return f.paragraph(out, h)
	case markdown.HoleEnd:
		out = f.show(f.end(out), f.due[h.At])
		if f.opening < 0 {
			f.opening = len(out)
		}
		return out
	case markdown.HoleLabel:
		return append(out, callout(f.tongue(f.entry).said, f.page.Body.Callouts[h.Index].Level)...)
	case markdown.HoleForm:
		return f.form(out, h.Index)
	}
	return out
}

// callout gives the words for a level. On the cards of the NHS they are the words
// that a screen reader speaks first, so that the level is never colour alone.
func callout(w *model.UIText[template.HTML], level markdown.Level) template.HTML {
	switch level {
	case markdown.GoodPractice:
		return w.GoodPractice
	case markdown.DoNow:
		return w.DoNow
	case markdown.Emergency:
		return w.Emergency
	case markdown.Urgent:
		return w.Urgent
	case markdown.NonUrgent:
		return w.NonUrgent
	}
	return w.Note
}

func (f *filler) ref(out []byte, index int) []byte {
	words := html.EscapeString(f.from.Words(f.page, index))
	t := f.Resolved(f.page, index)
	if t == nil {
		return append(out, words...)
	}
	if term, ok := t.Entry.(*model.Term); ok && t.Form == xref.PageForm && !f.page.Kind.Isolated && term != f.entry {
		if !slices.Contains(f.terms, t) {
			f.terms = append(f.terms, t)
		}
		return fmt.Appendf(out, `<a class="term" href="%s" aria-describedby="%s"%s>%s</a>`, html.EscapeString(f.from.RelativeAddress(t.Address)), tipID(t),
			languageMarks(&f.from, t, f.page.Body.Refs[index].Words == ""), words)
	}
	return link(out, &f.from, t, words, f.page.Body.Refs[index].Words == "")
}

func tipID(t *xref.Target) string { return "_tip-" + strings.ReplaceAll(string(t.ID), "/", "-") }

// tips holds the meaning of each term that the body leads to, so that a reader
// need not leave the page for it. A script shows it beside the word on tap, hover
// and focus; without script the word is a link to the glossary.
func (f *filler) tips(out []byte) []byte {
	for _, t := range f.terms {
		term, ok := t.Entry.(*model.Term)
		if !ok {
			continue
		}
		here, theirs := f.tongueOf(&f.from), f.Site.LanguageOf(t.Page)
		out = fmt.Appendf(out, `<div class="tip" id="%s" popover="manual"><p%s>%s</p><p><a href="%s">%s %s</a></p></div>`,
			tipID(t), here.mark(theirs), html.EscapeString(term.Meaning), html.EscapeString(f.from.RelativeAddress(t.Address)),
			here.marked(theirs, html.EscapeString(term.Title)), here.marked(model.English, "in the glossary"))
	}
	return out
}

// paragraph opens a numbered paragraph and the group of what belongs to it.
func (f *filler) paragraph(out []byte, h markdown.Hole) []byte {
	c := f.page.Body.Paragraphs[h.Index]
	n := model.Number{Section: c.Section, Paragraph: c.Number}
	t := f.Paragraph(f.page, h.Index)
	if t == nil {
		return fmt.Appendf(out, "<p>%s ", n)
	}
	out = f.show(f.end(out), f.due[h.At])
	f.open = t
	return fmt.Appendf(out, `<div class="para" id="%s" data-quote="%s"><p><a class="num" href="#%[1]s">%[3]s</a> `, n.Anchor(), html.EscapeString(f.cite(n)), n)
}

// cite says what a link to a paragraph leads to, for whoever quotes it.
func (f *filler) cite(n model.Number) string {
	return fmt.Sprintf("Our summary of %s review, %s", f.Site.Review(f.page).Label(), n)
}

// end closes the open group with what the program knows of the paragraph.
func (f *filler) end(out []byte) []byte {
	if f.open == nil {
		return out
	}
	out = f.note(out, f.open, f.number())
	f.open = nil
	return append(out, "</div>"...)
}

// show writes the placeholders of the next withheld paragraphs.
func (f *filler) show(out []byte, count int) []byte {
	for _, t := range f.withheld[:count] {
		out = f.placeholder(out, t)
	}
	f.withheld = f.withheld[count:]
	return out
}

func (f *filler) number() model.Number {
	if rec, ok := f.entry.(*model.Recommendation); ok {
		return rec.Paragraph
	}
	return f.open.Number
}

// note says whose words the paragraph is in, and what refers to it. A
// recommendation shows what refers to it once, at the end of its page.
func (f *filler) note(out []byte, t *xref.Target, n model.Number) []byte {
	here := f.tongueOf(&f.from)
	ours := here.marked(model.English, fmt.Sprintf("Our summary of paragraph %s, not the review’s words.", n))
	var edges []*xref.Edge
	if t.Form == xref.ParagraphForm {
		edges = f.In(t)
	}
	if len(edges) == 0 {
		return fmt.Appendf(out, `<p class="ours">%s</p>`, ours)
	}
	out = fmt.Appendf(out, `<details class="ours"><summary>%s <b>%s</b></summary>`, ours, here.marked(model.English, linkedFrom(len(edges))))
	out = f.edges(out, &f.from, edges)
	return append(out, "</details>"...)
}

func linkedFrom(n int) string {
	if n == 1 {
		return "Linked from 1 place"
	}
	return fmt.Sprintf("Linked from %d places", n)
}

// placeholder stands for a withheld paragraph: the number resolves, nothing is told.
func (f *filler) placeholder(out []byte, t *xref.Target) []byte {
	return fmt.Appendf(out, `<div class="para shut" id="%s"><p><a class="num" href="#%[1]s">%s</a> %s</p></div>`, t.Number.Anchor(), t.Number,
		f.tongueOf(&f.from).marked(model.English, "Not summarised here: family detail."))
}
