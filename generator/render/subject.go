package render

import (
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// A subject is what base.html needs to know of any dot.
type subject struct {
	address string
	title   string
	summary string
	page    *model.Page // nil for a page that nobody wrote
	apart   bool        // it belongs to the parents' pages
}

// of tells what a dot is about.
func (b *builder) of(dot any) subject {
	switch d := dot.(type) {
	case model.Entry:
		p := d.Base()
		return subject{p.Address, p.Title, p.Summary, p, p.Kind.Apart}
	case *views.Home:
		return subject{address: "/", title: b.Site.Title, summary: b.Site.Summary}
	case *views.Door:
		return subject{address: d.Address, title: d.Title, summary: d.Summary, apart: d.Audience == model.Parent}
	case *views.Coverage:
		return subject{address: d.Address, title: d.Title}
	case *views.Reverse:
		return subject{address: d.Address, title: d.Title}
	case *views.Gaps:
		return subject{address: d.Address, title: d.Title}
	case *views.Timeline:
		return subject{address: d.Address, title: d.Title}
	case *views.GoodPractice:
		return subject{address: d.Address, title: d.Title}
	case *views.Recent:
		return subject{address: d.Address, title: d.Title}
	case *views.Index:
		return subject{address: d.Address, title: d.Title}
	case *views.Listing:
		return subject{address: d.Address, title: d.Title, apart: d.Kind.Apart}
	case *Short:
		s := b.of(d.Entry)
		s.address = d.Address
		return s
	}
	return subject{address: "", title: "Page not found"}
}

// rel gives the way from one address to another, so that the site works below any
// folder. The page for nothing, whose own address is "", is shown at every depth:
// it alone knows where the site lies.
func (b *builder) rel(from, to string) string {
	page, anchor, hasAnchor := strings.Cut(to, "#")
	switch {
	case !strings.HasPrefix(to, "/"):
		return to // of another site, or a number to call
	case from == "":
		return b.base + to[1:]
	case page == from && hasAnchor:
		return "#" + anchor
	}
	way := strings.Repeat("../", strings.Count(from, "/")-1) + to[1:]
	if way == "" || way[0] == '#' {
		return "./" + way
	}
	return way
}
