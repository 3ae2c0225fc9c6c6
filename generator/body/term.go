package body

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// appendTerm appends a link to a glossary term that is described by its tip.
func (f *Filler) appendTerm(out []byte, t *xref.Target, words string, named bool) []byte {
	if !slices.Contains(f.terms, t) {
		f.terms = append(f.terms, t)
	}
	out = append(appendAddress(append(out, `<a class="term" href="`...), f.view, t.Address), `" aria-describedby="`...)
	out = append(append(out, tipID(t)...), '"')
	out = f.writer.appendLanguage(out, f.view, t, named)
	return append(append(append(out, '>'), words...), "</a>"...)
}

func tipID(t *xref.Target) string { return "_tip-" + strings.ReplaceAll(string(t.ID), "/", "-") }

// AppendTips appends the meaning of each term that the text filled so far links to. The
// script shows it beside the term on tap, hover and focus; without the script the link
// leads to the glossary.
func (f *Filler) AppendTips(out []byte) []byte {
	locale := f.writer.locale(f.view)
	for _, t := range f.terms {
		term, ok := t.Entry.(*model.Term)
		if !ok {
			continue
		}
		language := f.writer.graph.Site.LanguageOf(t.Page)
		out = fmt.Appendf(out, `<div class="tip" id="%s" popover="manual"><p%s>%s</p><p><a href="%s">%s %s</a></p></div>`,
			tipID(t), locale.Mark(language), html.EscapeString(term.Meaning), appendAddress(nil, f.view, t.Address),
			locale.Marked(language, html.EscapeString(term.Title)), locale.Marked(model.English, "in the glossary"))
	}
	return out
}
