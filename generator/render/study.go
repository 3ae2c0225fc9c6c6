package render

import (
	"fmt"
	"html"
	"slices"

	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// Covers returns a list item for each page in list: a link to the first step or question of the page that
// covers something. The link text is the title of the page and the number of these steps or questions. For
// screen readers it also names subject, which is what they cover, unless subject is "".
func (p *Page) Covers(list []views.Cover, subject string) layout.HTML {
	return p.builder.writer.HTML(func(out []byte) []byte {
		for _, c := range list {
			language := p.Locale.LanguageAttributes(p.builder.graph.Site.LanguageOf(c.Page.Page))
			out = fmt.Appendf(out, `<li><a href="%s"%s>%s: %s`, html.EscapeString(p.view.RelativeAddress(c.First().Address)), language, html.EscapeString(c.Page.Page.Label()), p.Locale.Count(c.Count()))
			if subject != "" {
				out = fmt.Appendf(out, `<span class="hide">: %s</span>`, html.EscapeString(subject))
			}
			out = append(out, "</a></li>"...)
		}
		return out
	})
}

// Actions returns the actions that answer a statement on the page.
func (p *Page) Actions() []views.ActionView {
	e, ok := p.value.(model.Entry)
	if !ok {
		return nil
	}
	return p.builder.views.ActionsOn(e)
}

// Coverage returns the coverage page of the review that the page belongs to, or nil if there is none.
func (p *Page) Coverage() *xref.GeneratedPage {
	r := p.builder.graph.Site.Review(p.Source)
	if r == nil {
		return nil
	}
	below := p.builder.graph.Below(r.Address)
	i := slices.IndexFunc(below, func(d xref.GeneratedPage) bool { return d.View == "coverage" && d.Theme == nil })
	if i < 0 {
		return nil
	}
	return &below[i]
}

// A Neighbour is a link to the previous or next page.
type Neighbour struct {
	Entry    model.Entry       // target of the link
	Relation string            // value of the rel attribute: "prev" or "next"
	Language layout.Attributes // lang and dir of the link text, or "" if they are those of the linking page
}

// Neighbours returns links to the previous and the next page. It leaves out one that does not exist.
func (p *Page) Neighbours() []Neighbour {
	e, ok := p.value.(model.Entry)
	if !ok {
		return nil
	}
	var list []Neighbour
	add := func(e model.Entry, relation string) {
		if e != nil {
			tag := p.builder.graph.Site.LanguageOf(e.Base())
			list = append(list, Neighbour{e, relation, layout.Attributes(p.Locale.LanguageAttributes(tag))})
		}
	}
	n := p.builder.views.Neighbours(e)
	add(n.Previous, "prev")
	add(n.Next, "next")
	return list
}
