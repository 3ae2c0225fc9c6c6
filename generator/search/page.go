package search

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A page is a page that search can find: an entry of the content or a derived page.
type page struct {
	entry   model.Entry
	derived xref.Derived // if entry is nil
}

// maxBoost is the highest value that boost returns.
const maxBoost = 1.05

// boost returns the factor that the scores of a page are multiplied with. Protocols rank
// before other pages, and a module before its sheets. Pages about the site and overviews
// mention many subjects and rank last.
func (p page) boost() float64 {
	switch {
	case p.entry == nil && p.derived.Module == nil:
		return .8
	case p.entry == nil || p.entry.Base().Kind.Name == "page":
		return .6
	case p.entry.Base().Kind.Name == "protocol":
		return maxBoost
	}
	return 1
}

// searchablePages returns the pages of the index: entries in order of path, so that related
// pages share a file, then derived pages in order of address.
func searchablePages(g *xref.Graph) []page {
	var pages []page
	for _, e := range g.Site.Entries {
		p := e.Base()
		if !p.Kind.Isolated && p.Status != model.Draft && g.Site.InForce(p) && !p.Unreadable {
			pages = append(pages, page{entry: e})
		}
	}
	for _, d := range g.Derived {
		if d.View != "search" && (d.Kind == nil || !d.Kind.Isolated) {
			pages = append(pages, page{derived: d})
		}
	}
	return pages
}

// The kind of derived pages as results show it, and its plural.
const (
	derivedKind  = "Overview"
	derivedKinds = "Overviews and sheets"
)

// resultFields returns what results show of a page: its address, title, kind, review, tag
// and summary.
func resultFields(g *xref.Graph, p page) []string {
	if p.entry == nil {
		review := ""
		if r := p.derived.Review; r != nil {
			review = r.Label()
		}
		return []string{p.derived.Address, p.derived.Title, derivedKind, review, "", ""}
	}
	b := p.entry.Base()
	title, review, tag, summary := b.FullTitle(), "", "", b.Summary
	if term, ok := p.entry.(*model.Term); ok {
		summary = term.Meaning
		if term.ShortTitle != "" {
			title += " (" + term.ShortTitle + ")"
		}
	}
	if r := g.Site.Review(b); r != nil && b.Kind.InReview() {
		review = r.Label()
	}
	switch {
	case b.Status == model.Sample && b.Kind.Name == "protocol":
		tag = "Sample, not a live procedure"
	case b.Status == model.Sample:
		tag = "Sample page"
	}
	return []string{b.Address, title, b.Kind.Title, review, tag, summary}
}
