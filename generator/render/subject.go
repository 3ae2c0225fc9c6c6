package render

import (
	"html"
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
	style   string      // the style sheet that it needs beside that of every page, if it does
	script  string      // the script likewise
	form    bool        // it has a form that is sent
	install bool        // a reader can put the site on the home screen from here
}

// of tells what a dot is about.
func (b *builder) of(dot any) subject {
	switch d := dot.(type) {
	case *model.Module:
		s := subject{address: d.Address, title: d.Title, summary: d.Summary, page: &d.Page}
		if len(d.Questions) > 0 {
			s.style, s.script = quizStyle, quizFile
		}
		return s
	case model.Entry:
		p := d.Base()
		return subject{address: p.Address, title: p.Title, summary: p.Summary, page: p, apart: p.Kind.Isolated}
	case *views.Teaching:
		s := subject{address: d.Address, title: d.Title, page: &d.Module.Page, style: quizStyle}
		if d.View == "slides" {
			s.style, s.script = slidesStyle, slidesFile
		}
		return s
	case *views.Practice:
		return subject{address: d.Address, title: d.Title, style: quizStyle, script: quizFile}
	case *views.Home:
		return subject{address: "/", title: b.Site.Title, summary: b.Site.Summary, style: searchStyle, form: true}
	case *views.Door:
		return subject{address: d.Address, title: d.Title, summary: d.Summary, style: searchStyle, form: true, install: d.Audience == model.Practitioner}
	case *views.Search:
		return subject{address: d.Address, title: d.Title, style: searchStyle, script: searchFile, form: true}
	case *views.Offline:
		s := subject{address: d.Address, title: d.Title, summary: "Keep protocols, numbers and modules on this device for when there is no signal.", install: true}
		if b.saving() == "yes" {
			s.style, s.script = savingStyle, savingFile
		}
		return s
	case *views.Listing:
		return subject{address: d.Address, title: d.Title, apart: d.Kind.Isolated}
	case interface {
		Where() (address, title string)
	}: // any other view
		address, title := d.Where()
		return subject{address: address, title: title}
	case *Short:
		s := b.of(d.Entry)
		s.address = d.Address
		return s
	}
	return subject{address: "", title: "Page not found"}
}

// rel gives the way from one address to another, so that the site works below any
// folder. Without a server an address names the file in its folder. The page for
// nothing, whose own address is "", is shown at every depth: it alone knows where the
// site lies.
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
	if b.options.Files && strings.HasSuffix(page, "/") {
		page += "index.html"
		if to = page; hasAnchor {
			to += "#" + anchor
		}
	}
	way := up(strings.Count(from, "/")-1) + to[1:]
	if way == "" || way[0] == '#' {
		return "./" + way
	}
	return way
}

// way appends what rel gives, escaped. Nearly all ways lead from one page to another,
// and are put together where they are written.
func (b *builder) way(out []byte, from, to string) []byte {
	if folders := strings.Count(from, "/") - 1; folders > 0 && strings.HasPrefix(to, "/") && !b.options.Files && !inside(from, to) {
		out = append(out, up(folders)...)
		return append(out, html.EscapeString(to[1:])...)
	}
	return append(out, html.EscapeString(b.rel(from, to))...)
}

// inside reports whether an address is a place on a page.
func inside(page, address string) bool {
	return len(address) > len(page) && address[len(page)] == '#' && strings.HasPrefix(address, page)
}

// up leads some folders up.
func up(folders int) string {
	const ways = "../../../../../../../../"
	if 3*folders > len(ways) {
		return strings.Repeat("../", folders)
	}
	return ways[:3*folders]
}
