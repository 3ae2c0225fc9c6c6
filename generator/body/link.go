package body

import (
	"bytes"
	"html"
	"strings"
	"sync"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Writer renders the links and page bodies of a site. It is safe for concurrent use.
type Writer struct {
	graph   *xref.Graph
	locales *layout.Locales
	buffers sync.Pool // scratch buffers of type *[]byte
}

// NewWriter returns a Writer for the linked site g.
func NewWriter(g *xref.Graph, l *layout.Locales) *Writer { return &Writer{graph: g, locales: l} }

// HTML returns the HTML that fill appends to an empty slice. The slice is reused, so fill
// must not retain it.
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

// Locale returns the locale of the page with viewpoint v.
func (w *Writer) Locale(v *xref.Viewpoint) *layout.Locale { return w.locales.ForTag(v.Language) }

// AppendLink appends a link to t with name, which is plain text in the language of t, as its link text.
func (w *Writer) AppendLink(out []byte, v *xref.Viewpoint, t *xref.Target, name string) []byte {
	return w.appendLink(out, v, t, html.EscapeString(name), true)
}

// appendLink appends a link to t, with the HTML in words as its link text. If named is true, words is
// the name of t and therefore in the language of t.
func (w *Writer) appendLink(out []byte, v *xref.Viewpoint, t *xref.Target, words string, named bool) []byte {
	out = append(out, `<a href="`...)
	out = appendURL(out, v, t.Address)
	out = append(out, '"')
	out = append(out, w.languageAttributes(v, t, named)...)
	out = append(out, '>')
	out = append(out, words...)
	return append(out, "</a>"...)
}

// appendURL appends the URL of address, relative to the page with viewpoint v and
// escaped for use in an attribute value.
func appendURL(out []byte, v *xref.Viewpoint, address string) []byte {
	start := len(out)
	out = v.AppendRelativeURL(out, address)
	if bytes.ContainsAny(out[start:], "\"&'<>") {
		return append(out[:start], html.EscapeString(string(out[start:]))...)
	}
	return out
}

// languageAttributes returns the attributes of a link to t that give the language of t, or "" if
// that is the language of the linking page. They include lang and dir if named is true, because
// the link text is then in the language of t. On right-to-left pages, links to phone numbers and
// e-mail addresses have dir="ltr".
func (w *Writer) languageAttributes(v *xref.Viewpoint, t *xref.Target, named bool) string {
	if t.Type == xref.ContactTarget && w.Locale(v).Dir == "rtl" {
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

// insertQuery inserts the query of a link as its author wrote it, if it has one, into the address that
// begins at out[start].
func insertQuery(out []byte, start int, link string) []byte {
	link, _, _ = strings.Cut(link, "#")
	_, query, found := strings.Cut(link, "?")
	if !found {
		return out
	}
	address, fragment, hasFragment := strings.Cut(string(out[start:]), "#")
	out = append(append(out[:start], address...), html.EscapeString("?"+query)...)
	if hasFragment {
		out = append(append(out, '#'), fragment...)
	}
	return out
}
