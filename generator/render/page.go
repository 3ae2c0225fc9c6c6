package render

import (
	"html"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A Page is the page that a value is laid out as: what base.html needs around the content.
type Page struct {
	Title    string
	Summary  string
	Source   *model.Page    // the page of the content that it shows or is made from; nil for other generated pages
	Isolated bool           // it is one of the pages for parents
	Locale   *layout.Locale // the language that it is in

	builder *builder
	value   any
	view    xref.Viewpoint
	style   string // the additional style sheet
	script  string // the additional script
	form    bool   // it has a form that is sent
	install bool   // it lets readers put the site on the home screen
}

// page returns the page that a value is laid out as. It is a value, not a pointer, because
// nearly every function of a layout calls it and allocates nothing so.
func (b *builder) page(value any) Page {
	p := Page{builder: b, value: value}
	p.view = b.viewpoint(p.describe(value), p.Source)
	p.Locale = b.locales.Of(p.Source)
	p.install = p.install && b.saving() == "yes"
	return p
}

// view returns the viewpoint of the page that a value is laid out as.
func (b *builder) view(value any) *xref.Viewpoint {
	v := b.page(value).view
	return &v
}

// describe sets what follows from the type of the value and returns the address of the
// page, "" for the page that is shown at unknown addresses.
func (p *Page) describe(value any) (address string) {
	switch v := value.(type) {
	case model.Entry:
		p.Source = v.Base()
		p.Title, p.Summary, p.Isolated = p.Source.Title, p.Source.Summary, p.Source.Kind.Isolated
		if m, ok := v.(*model.Module); ok && len(m.Questions) > 0 {
			p.style, p.script = layout.Quiz, layout.Quiz
		}
		return p.Source.Address
	case *views.Home:
		p.Title, p.Summary, p.style, p.form = v.Settings.Title, v.Settings.Summary, layout.Search, true
		return "/"
	case *Short:
		p.describe(v.Entry)
		return v.Address
	case *Missing:
		p.Title = "Page not found"
		return ""
	case *views.Door:
		p.Summary, p.style, p.form, p.install = v.Summary, layout.Search, true, v.Audience == model.Practitioner
	case *xref.Derived:
		if v.View == "search" {
			p.style, p.script, p.form = layout.Search, layout.Search, true
		}
	case *views.Offline:
		p.Summary, p.install = "Keep protocols, numbers and modules on this device for when there is no signal.", true
		if p.builder.saving() == "yes" {
			p.style, p.script = layout.Offline, layout.Offline
		}
	case *views.Listing:
		p.Isolated = v.Kind.Isolated
	case *views.Practice:
		p.style, p.script = layout.Quiz, layout.Quiz
	case *views.Teaching:
		p.Source, p.style = &v.Module.Page, layout.Quiz
		if v.View == "slides" {
			p.style, p.script = layout.Slides, layout.Slides
		}
	}
	address, p.Title = value.(interface {
		Head() (address, title string)
	}).Head()
	return address
}

// Tab returns the title in the browser's tab. A page for parents has a neutral one, since
// others may see the screen; a protocol that is a sample says so first.
func (p *Page) Tab() string {
	switch v := p.value.(type) {
	case *views.Home:
		return p.Title
	case *model.ParentPage:
		if v.TabTitle != "" {
			return v.TabTitle
		}
	case *model.Protocol:
		if v.Status == model.Sample {
			return p.builder.feeds.Title(v)
		}
	}
	if p.Isolated {
		return p.Locale.Plain.Tab
	}
	return p.Title + " – " + p.Locale.Plain.SiteTitle
}

// FullTitle returns the title for where it is shown without the page.
func (p *Page) FullTitle() string {
	if e, ok := p.value.(model.Entry); ok {
		return p.builder.feeds.Title(e)
	}
	return p.Title
}

// Address returns the address of the page, "" if it is shown at unknown addresses.
func (p *Page) Address() string { return p.view.Address }

// OfContent reports whether the page shows a page of the content and is not generated.
func (p *Page) OfContent() bool { return p.Source != nil && p.Source.Address == p.view.Address }

// Policy returns the content security policy.
func (p *Page) Policy() string {
	return layout.Policy{
		Style: p.builder.assets.Style(p.style, p.Source != nil && p.Source.Body.Code).Hash,
		Form:  p.form, Connect: p.builder.options.Live != "", Manifest: p.install, Worker: p.script == layout.Offline,
	}.String()
}

// Versions returns the page in each of its languages, the original first, and nothing for
// a page in one language and for generated pages.
func (p *Page) Versions() []*model.Page {
	if !p.OfContent() {
		return nil
	}
	return p.builder.feeds.Versions(p.Source)
}

// NewerOriginal returns a link to the original of a translation that is out of date, ""
// for any other page.
func (p *Page) NewerOriginal() layout.HTML {
	if !p.OfContent() || !p.builder.graph.Site.OutOfDate(p.Source) {
		return ""
	}
	original := p.builder.graph.Site.OriginalOf(p.Source).Base()
	return layout.HTML(p.builder.writer.AppendLink(nil, &p.view, p.builder.graph.Page(original), original.Title))
}

// Crumbs returns links to the pages above the page, the home page first, as list items,
// and "" for the home page and the pages for parents.
func (p *Page) Crumbs() layout.HTML {
	address := p.view.Address
	if address == "/" || p.Isolated {
		return ""
	}
	links := []body.NavigationLink{{Address: "/", Words: p.Locale.Words.Home}}
	for i := 1; i < len(address)-1; i++ {
		if address[i] != '/' {
			continue
		}
		t := p.builder.graph.At(address[:i+1])
		if t == nil {
			continue // a folder without a page
		}
		if t = p.view.Counterpart(t); t.Address != address { // a translation is in the folder of its original
			links = append(links, body.NavigationLink{Address: t.Address, Words: p.builder.label(p.Locale, t)})
		}
	}
	return p.builder.writer.Navigation(&p.view, links)
}

// label returns the label of a target, marked if it is in another language than the page.
func (b *builder) label(l *layout.Locale, t *xref.Target) layout.HTML {
	tag := model.English // of generated pages
	if t.Page != nil {
		tag = b.graph.Site.LanguageOf(t.Page)
	}
	return l.Marked(tag, html.EscapeString(t.Label))
}
