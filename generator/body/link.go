package body

import (
	"bytes"
	"html"
	"sync"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Writer writes the links and bodies of the pages of a site. It is safe for use by
// several goroutines.
type Writer struct {
	graph   *xref.Graph
	locales *layout.Locales
	buffers sync.Pool // of *[]byte, which bodies and lists are put together in
}

// NewWriter returns a writer for a linked site.
func NewWriter(g *xref.Graph, l *layout.Locales) *Writer { return &Writer{graph: g, locales: l} }

// HTML returns what fill appends to an empty slice, which fill must not keep.
func (w *Writer) HTML(fill func(out []byte) []byte) layout.HTML {
	buffer, ok := w.buffers.Get().(*[]byte)
	if !ok {
		buffer = new([]byte)
	}
	*buffer = fill((*buffer)[:0])
	text := layout.HTML(*buffer)
	w.buffers.Put(buffer)
	return text
}

// locale returns the locale of the page that shows something.
func (w *Writer) locale(v *xref.Viewpoint) *layout.Locale { return w.locales.Tagged(v.Language) }

// AppendLink appends a link to a target by a name, plain text in the target's language.
func (w *Writer) AppendLink(out []byte, v *xref.Viewpoint, t *xref.Target, name string) []byte {
	return w.appendLink(out, v, t, html.EscapeString(name), true)
}

// appendLink appends a link. Named reports that the words, which are HTML, are the
// target's name and so in its language.
func (w *Writer) appendLink(out []byte, v *xref.Viewpoint, t *xref.Target, words string, named bool) []byte {
	out = append(out, `<a href="`...)
	out = appendAddress(out, v, t.Address)
	out = append(out, '"')
	out = append(out, w.languageOf(v, t, named)...)
	out = append(out, '>')
	out = append(out, words...)
	return append(out, "</a>"...)
}

// appendAddress appends an address, relative to the page, as the value of an attribute.
func appendAddress(out []byte, v *xref.Viewpoint, address string) []byte {
	start := len(out)
	out = v.AppendAddress(out, address)
	if bytes.ContainsAny(out[start:], "\"&'<>") {
		return append(out[:start], html.EscapeString(string(out[start:]))...)
	}
	return out
}

// languageOf returns the attributes of a link that leads into another language than that of
// the page. A number to call is never set from right to left.
func (w *Writer) languageOf(v *xref.Viewpoint, t *xref.Target, named bool) string {
	if t.Form == xref.ContactForm && w.locale(v).Dir == "rtl" {
		return ` dir="ltr"`
	}
	tag := v.LanguageOf(t)
	if tag == "" {
		return ""
	}
	attributes := ` hreflang="` + html.EscapeString(tag) + `"`
	if named {
		attributes += ` lang="` + html.EscapeString(tag) + `" dir="` + model.Direction(tag) + `"`
	}
	return attributes
}
