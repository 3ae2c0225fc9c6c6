package search

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A page is a page to index: an entry of the content or a generated page.
type page struct {
	entry     model.Entry
	withdrawn bool               // whether entry is withdrawn, so that only its title is indexed
	generated xref.GeneratedPage // valid if entry is nil
}

// review returns the review that p is part of, or nil if there is none.
func (p page) review(site *model.Site) *model.Review {
	switch {
	case p.entry == nil:
		return p.generated.Review
	case p.entry.Base().Kind.InReview():
		return site.Review(p.entry.Base())
	}
	return nil
}

// maxBoost is the highest value returned by boost.
const maxBoost = 1.3

// boost returns a factor for the scores of p. From highest to lowest, the order is: protocols, findings
// and recommendations, other pages, glossary terms, themes, generated overviews, printed materials of
// modules and pages about the site, and withdrawn pages.
func (p page) boost() float64 {
	switch {
	case p.entry == nil && p.generated.Module == nil:
		return .6
	case p.entry != nil && p.withdrawn:
		return .3
	case p.entry == nil || p.entry.Base().Kind.Name == "page":
		return .5
	}
	switch p.entry.(type) {
	case *model.Protocol:
		return maxBoost
	case *model.Finding, *model.Recommendation:
		return 1.2
	case *model.Term:
		return .9
	case *model.Theme:
		return .7
	}
	return 1
}

// searchablePages returns the pages to index: entries sorted by path, so that related pages
// share a results file, followed by generated pages sorted by address. It leaves out drafts,
// unreadable pages, pages written for parents, the search page, and pages that repeat the content of
// others, which are filtered views of the tracker and the sheets of statements.
func searchablePages(g *xref.Graph) []page {
	var pages []page
	for _, e := range g.Site.Entries {
		p := e.Base()
		if !p.Kind.Isolated && g.Site.EffectiveStatus(p) != model.Draft && !p.Unreadable {
			pages = append(pages, page{entry: e, withdrawn: !g.Site.Listed(p)})
		}
	}
	for _, d := range g.GeneratedPages {
		if d.View != "search" && d.Filter == "" && d.Statement == nil && (d.Kind == nil || !d.Kind.Isolated) {
			pages = append(pages, page{generated: d})
		}
	}
	return pages
}

// resultFields returns the fields of a page that a search result shows: address, title, kind,
// review, tag and summary. A field without a value is "".
func resultFields(g *xref.Graph, p page) []string {
	review, w := "", g.Site.Texts
	if r := p.review(g.Site); r != nil {
		review = r.Label()
	}
	if p.entry == nil {
		return []string{p.generated.Address, p.generated.Title, w.Say("result_generated"), review, "", ""}
	}
	b := p.entry.Base()
	title, tag, summary := b.FullTitle(), "", b.Summary
	if term, ok := p.entry.(*model.Term); ok {
		summary = term.Meaning
		if term.ShortTitle != "" {
			title += " (" + term.ShortTitle + ")"
		}
	}
	switch {
	case p.withdrawn:
		tag, summary = w.Say("withdrawn"), ""
		if t := g.Replacement(b); t != nil {
			summary = w.Say("result_instead", "title", t.Page.FullTitle())
		}
	case b.Status == model.Sample && b.Kind.Name == "protocol":
		tag = w.Say("sample_protocol")
	}
	if g.Site.Overdue(b) && !p.withdrawn {
		tag = strings.TrimPrefix(tag+"; "+w.Say("result_overdue", "date", w.Date(string(model.DueDate(g.Site, b)))), "; ")
	}
	return []string{b.Address, title, model.KindTitle(w, b.Kind), review, tag, summary}
}
