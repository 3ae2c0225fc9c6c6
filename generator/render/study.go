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

// CoveringPages returns a list item for each page in list: a link to its first step or question. The
// link text consists of the title of the page and the number of these steps or questions. If subject,
// which is what the pages cover, is not "", the link text also contains it for screen readers.
func (p *Page) CoveringPages(list []views.CoveringPage, subject string) layout.HTML {
	return p.builder.writer.HTML(func(out []byte) []byte {
		for _, c := range list {
			language := p.Locale.LanguageAttributes(p.builder.graph.Site.LanguageOf(c.Page.Page))
			out = fmt.Appendf(out, `<li><a href="%s"%s>%s: %s`, html.EscapeString(p.view.RelativeURL(c.First().Address)), language, html.EscapeString(c.Page.Page.Label()), p.Locale.Count(c.CountKey()))
			if subject != "" {
				out = fmt.Appendf(out, `<span class="hide"> %s</span>`, p.Locale.Say("for_what", "what", subject))
			}
			out = append(out, "</a></li>"...)
		}
		return out
	})
}

// CoveringTotals returns the total numbers of steps and questions in list, such as "3 steps, 7
// questions". If there are none, it returns the kind of the first page.
func (p *Page) CoveringTotals(list []views.CoveringPage) layout.HTML {
	var keys []string
	totals := make(map[string]int)
	for _, c := range list {
		key, n := c.CountKey()
		if totals[key] == 0 && n > 0 {
			keys = append(keys, key)
		}
		totals[key] += n
	}
	if len(keys) == 0 {
		return p.Locale.Count(list[0].CountKey())
	}
	var text layout.HTML
	for i, key := range keys {
		if i > 0 {
			text += p.Locale.Comma
		}
		text += p.Locale.Count(key, totals[key])
	}
	return text
}

// Actions returns the actions that answer a statement on the page.
func (p *Page) Actions() []views.ActionView {
	e, ok := p.data.(model.Entry)
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
	below := p.builder.graph.PagesBelow(r.Address)
	i := slices.IndexFunc(below, func(d xref.GeneratedPage) bool { return d.View == "coverage" && d.Theme == nil })
	if i < 0 {
		return nil
	}
	return &below[i]
}

// NeighbourLinks returns links to the previous and the next page as list items, where these pages
// exist.
func (p *Page) NeighbourLinks() layout.HTML {
	e, ok := p.data.(model.Entry)
	if !ok {
		return ""
	}
	return p.builder.writer.HTML(func(out []byte) []byte {
		add := func(e model.Entry, relation string, words layout.HTML) {
			if e == nil {
				return
			}
			to := e.Base()
			out = fmt.Appendf(out, `<li><a rel="%s" href="%s"><small>%s</small> <span%s>%s</span></a></li>`, relation, html.EscapeString(p.view.RelativeURL(to.Address)),
				words, p.Locale.LanguageAttributes(p.builder.graph.Site.LanguageOf(to)), html.EscapeString(to.FullTitle()))
		}
		n := p.builder.views.Neighbours(e)
		add(n.Previous, "prev", p.Locale.Say("previous"))
		add(n.Next, "next", p.Locale.Say("next"))
		return out
	})
}
