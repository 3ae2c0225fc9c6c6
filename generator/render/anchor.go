package render

import (
	"bytes"
	"html"
	"html/template"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// link appends a link to a target. The words are HTML; named says that they are the
// target's name, and so in its language.
func link(out []byte, from *xref.Viewpoint, t *xref.Target, words string, named bool) []byte {
	out = append(out, `<a href="`...)
	out = appendAddress(out, from, t.Address)
	out = append(out, '"')
	out = append(out, languageMarks(from, t, named)...)
	out = append(out, '>')
	out = append(out, words...)
	return append(out, "</a>"...)
}

// appendAddress appends an address of the site as an attribute of a page has it.
func appendAddress(out []byte, from *xref.Viewpoint, address string) []byte {
	start := len(out)
	out = from.AppendAddress(out, address)
	if bytes.ContainsAny(out[start:], `&'<>"`) {
		out = append(out[:start], html.EscapeString(string(out[start:]))...)
	}
	return out
}

// languageMarks returns the attributes that say what language a link leads into and,
// where its words are the target's name, that they are in it. A number to call is never
// set from right to left.
func languageMarks(from *xref.Viewpoint, t *xref.Target, named bool) string {
	if t.Form == xref.ContactForm && model.Direction(from.Language()) == "rtl" {
		return ` dir="ltr"`
	}
	language := from.LanguageOf(t)
	if language == "" {
		return ""
	}
	marks := ` hreflang="` + template.HTMLEscapeString(language) + `"`
	if named {
		marks += ` lang="` + template.HTMLEscapeString(language) + `" dir="` + model.Direction(language) + `"`
	}
	return marks
}

// marks are the words of each mark of a list. Quiet and withheld paragraphs need none:
// the page that a link to one leads to shows what it may.
var marks = map[xref.Mark]string{
	xref.Withdrawn: "withdrawn",
	xref.Draft:     "draft",
	xref.OutOfDate: "out of date",
	xref.Unwritten: "not yet written",
}

// listLink appends a link to a target in a list, with the mark that it has.
func (b *builder) listLink(out []byte, from *xref.Viewpoint, t *xref.Target, name string) []byte {
	out = link(out, from, t, html.EscapeString(name), true)
	if words := marks[from.Mark(t)]; words != "" {
		out = append(out, ` <span class="kind"`+b.tongueOf(from).mark(model.English)+`>(`+words+`)</span>`...)
	}
	return out
}
