package body

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// PhoneIcon is a telephone icon as an SVG element.
const PhoneIcon = `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3h4l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z"/></svg>`

// CallsFirst reports whether the first callout of p that says what to do now begins with a step whose bold words
// call the emergency contact of the site. These are then a red bar with a button.
func (w *Writer) CallsFirst(p *model.Page) bool {
	return w.isBar(p, FirstDoNow(p))
}

// FirstDoNow returns the index of the first callout of p that says what to do now, or -1 if there is none.
func FirstDoNow(p *model.Page) int {
	return slices.IndexFunc(p.Body.Callouts, func(c markdown.Callout) bool { return c.Kind == markdown.DoNow })
}

// isBar reports whether the callout with the given index is the first that says what to do now, and its first
// step calls the emergency contact of the site in its bold words.
func (w *Writer) isBar(p *model.Page, callout int) bool {
	if callout < 0 || callout != FirstDoNow(p) {
		return false
	}
	call, emergency := p.Body.Callouts[callout].Call, w.graph.Contact(w.graph.Site.Local.Emergency)
	return call >= 0 && call < len(p.Body.Refs) && emergency != nil && w.graph.BodyTarget(p, call) == emergency
}

// inBar reports whether the reference with the given index is in the words of a red bar. The button beside them is the
// link.
func (w *Writer) inBar(p *model.Page, ref int) bool {
	i := slices.IndexFunc(p.Body.Callouts, func(c markdown.Callout) bool { return c.Call == ref })
	return i >= 0 && w.isBar(p, i)
}

// appendCallButton appends a button that calls the first phone number in the callout with the given
// index, or nothing if the callout has no phone number. In a step it appends the button of a red bar,
// or nothing if there is no such bar.
func (f *Filler) appendCallButton(out []byte, callout int) []byte {
	doc := f.page.Body
	if doc.Callouts[callout].Kind == markdown.DoNow {
		if !f.writer.isBar(f.page, callout) {
			return out
		}
		t := f.writer.graph.BodyTarget(f.page, doc.Callouts[callout].Call)
		label := f.writer.locales.ForPage(f.page).Say("call", "number", t.Label)
		return fmt.Appendf(out, ` <a class="call" href="%s">%s%s</a>`, html.EscapeString(t.Address), PhoneIcon, label)
	}
	for slot := range doc.SlotsIn(doc.Callouts[callout].Text) {
		if slot.Kind != markdown.SlotRef {
			continue
		}
		t := f.writer.graph.BodyTarget(f.page, slot.Index)
		if t == nil || t.Type != xref.ContactTarget || !strings.HasPrefix(t.Address, "tel:") {
			continue
		}
		number := html.EscapeString(f.view.LinkText(f.page, slot.Index))
		label := f.writer.locales.ForPage(f.page).Say("call", "number", layout.HTML(number))
		out = f.writer.appendLink(append(out, `<p class="dial">`...), f.view, t, PhoneIcon+string(label), false)
		return append(out, "</p>\n"...)
	}
	return out
}
