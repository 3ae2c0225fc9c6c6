package render

import (
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A subject is what base.html needs to know of any dot.
type subject struct {
	from    xref.Viewpoint
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
	s := b.subject(dot)
	s.from = b.viewpoint(s.address, s.page)
	return s
}

func (b *builder) viewpoint(address string, p *model.Page) xref.Viewpoint {
	return b.Viewpoint(address, p, b.addressing())
}

func (b *builder) addressing() xref.Addressing {
	return xref.Addressing{Files: b.options.Files, Base: b.base}
}

func (b *builder) subject(dot any) subject {
	switch d := dot.(type) {
	case *model.Module:
		s := subject{address: d.Address, title: d.Title, summary: d.Summary, page: &d.Page}
		if len(d.Questions) > 0 {
			s.style, s.script = layout.Quiz, layout.Quiz
		}
		return s
	case model.Entry:
		p := d.Base()
		return subject{address: p.Address, title: p.Title, summary: p.Summary, page: p, apart: p.Kind.Isolated}
	case *views.Teaching:
		s := subject{address: d.Address, title: d.Title, page: &d.Module.Page, style: layout.Quiz}
		if d.View == "slides" {
			s.style, s.script = layout.Slides, layout.Slides
		}
		return s
	case *views.Practice:
		return subject{address: d.Address, title: d.Title, style: layout.Quiz, script: layout.Quiz}
	case *views.Home:
		return subject{address: "/", title: b.Site.Title, summary: b.Site.Summary, style: layout.Search, form: true}
	case *views.Door:
		return subject{address: d.Address, title: d.Title, summary: d.Summary, style: layout.Search, form: true, install: d.Audience == model.Practitioner}
	case *views.Search:
		return subject{address: d.Address, title: d.Title, style: layout.Search, script: layout.Search, form: true}
	case *views.Offline:
		s := subject{address: d.Address, title: d.Title, summary: "Keep protocols, numbers and modules on this device for when there is no signal.", install: true}
		if b.saving() == "yes" {
			s.style, s.script = layout.Offline, layout.Offline
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
		s := b.subject(d.Entry)
		s.address = d.Address
		return s
	}
	return subject{address: "", title: "Page not found"}
}
