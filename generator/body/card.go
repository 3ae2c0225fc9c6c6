package body

import (
	"html"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/xref"
)

// PhoneIcon is a telephone icon as an SVG element.
const PhoneIcon = `<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3h4l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z"/></svg>`

// appendCallButton appends a button that calls the first phone number in the callout with the given
// index, or nothing if the callout has no phone number.
func (f *Filler) appendCallButton(out []byte, callout int) []byte {
	doc := f.page.Body
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
