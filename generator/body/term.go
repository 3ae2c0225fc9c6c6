package body

import (
	"fmt"
	"html"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// appendTerm appends a link to a glossary term and associates the link with the term's tooltip.
func (f *Filler) appendTerm(out []byte, t *xref.Target, term *model.Term, words string, named bool) []byte {
	if !slices.Contains(f.terms, term) {
		f.terms = append(f.terms, term)
	}
	out = append(out, `<a class="term" href="`...)
	out = appendURL(out, f.view, t.Address)
	return fmt.Appendf(out, `" aria-describedby="%s"%s>%s</a>`, tipID(term), f.writer.languageAttributes(f.view, t, named), words)
}

// tipID returns the HTML id of the tooltip of a term.
func tipID(t *model.Term) string { return "_tip-" + t.Anchor() }

// AppendTips appends a tooltip with the meaning of each term linked so far. The script
// shows it next to the term on tap, hover and focus. Without the script, the reader follows
// the link to the glossary.
func (f *Filler) AppendTips(out []byte) []byte {
	locale := f.writer.Locale(f.view)
	for _, t := range f.terms {
		language := f.writer.graph.Site.LanguageOf(&t.Page)
		out = fmt.Appendf(out, `<div class="tip" id="%s" popover="manual"><p%s>%s</p><p><a href="%s">%s %s</a></p></div>`,
			tipID(t), locale.LanguageAttributes(language), html.EscapeString(t.Meaning), appendURL(nil, f.view, t.Address),
			locale.MarkLanguage(language, html.EscapeString(t.Title)), locale.Say("in_glossary"))
	}
	return out
}
