package render

import (
	"html"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A Page contains the data that base.html needs to render a page around its content.
type Page struct {
	Address       string         // page address, or "" for the "page not found" page
	Title         string         // page title, without the name of the site
	Summary       string         // one or two sentences, or ""
	Source        *model.Page    // content page that the page displays or is generated from, or nil if none
	IsContentPage bool           // whether the page is a content page and not a generated page
	Isolated      bool           // whether it is a page for parents
	Locale        *layout.Locale // page language

	builder       *builder
	data          any // content page (a model.Entry) or data of a generated page
	view          xref.Viewpoint
	style         string // name of the additional style sheet, or ""
	styleFile     bool   // whether the page loads its style sheet from a file
	script        string // name of the additional script, or ""
	hasForm       bool   // whether the page contains a form that submits to the site
	headerSearch  bool   // whether that form is the search form in the header
	linksManifest bool   // whether the page links to the web app manifest
}

// page returns the Page for value. It does not return a pointer, because most template
// functions call it and a value avoids an allocation for each call.
func (b *builder) page(value any) Page {
	p := Page{builder: b, data: value}
	p.Address = p.setFields(value)
	if p.Isolated {
		p.style, p.script = layout.Parents, layout.Parents
	} else if p.style == "" && (strings.HasPrefix(p.Address, "/reviews/") || strings.HasPrefix(p.Address, "/themes/")) {
		p.style = layout.Study
	}
	if b.packageData != nil {
		p.style, p.script = layout.Package, layout.Package
		p.styleFile = true // some learning systems add a policy that forbids style elements
	} else if !p.hasForm && !p.Isolated && p.style != layout.Slides && b.exists("/search/") {
		p.hasForm, p.headerSearch = true, true
	}
	p.styleFile = p.styleFile && !b.options.Files // readers of an exported site send and move its pages one at a time
	p.view = b.viewpoint(p.Address, p.Source)
	p.IsContentPage = p.Source != nil && p.Source.Address == p.Address
	p.Locale = b.locales.ForPage(p.Source)
	p.linksManifest = p.linksManifest && b.offlineState() == "yes"
	return p
}

// view returns the viewpoint of the Page for value.
func (b *builder) view(value any) *xref.Viewpoint {
	v := b.page(value).view
	return &v
}

// setFields sets the fields of p that depend on the type of value, except Address, for which it returns
// the value.
func (p *Page) setFields(value any) (address string) {
	switch v := value.(type) {
	case model.Entry:
		p.Source = v.Base()
		p.Title, p.Summary, p.Isolated = p.Source.Title, p.Source.Summary, p.Source.Kind.Isolated
		switch v := v.(type) {
		case *model.Module:
			if p.style = layout.Quiz; len(v.Questions) > 0 {
				p.script = layout.Quiz
			}
		case *model.Briefing:
			p.style = layout.Briefing
		case *model.Protocol, *model.SitePage:
			if body.FirstDoNow(p.Source) >= 0 {
				p.style = layout.Now
			}
		}
		return p.Source.Address
	case *views.Home:
		p.Title, p.Summary, p.style, p.hasForm = v.Settings.Title, v.Settings.Summary, layout.Front, true
		return "/"
	case *ShortURLPage:
		p.setFields(v.Entry)
		return v.Address
	case *RemovedPage:
		p.Title = p.builder.graph.Site.Texts.Say("page_removed")
		return v.Address
	case *NotFoundPage:
		p.Title, p.style, p.hasForm = p.builder.graph.Site.Texts.Say("page_not_found"), layout.Front, true
		return ""
	case *views.AudiencePage:
		p.Summary, p.linksManifest, p.style = v.Summary, v.Audience == model.Practitioner, layout.Front
		if v.Audience == model.Quality {
			p.style = layout.Quality
		}
	case *xref.GeneratedPage:
		if v.View == "search" {
			p.style, p.script, p.hasForm = layout.Search, layout.Search, true
		}
	case *views.Offline:
		p.Summary, p.linksManifest = p.builder.graph.Site.Texts.Say("offline_summary"), true
		if p.builder.offlineState() == "yes" {
			p.style, p.script = layout.Offline, layout.Offline
		}
	case *views.Listing:
		p.Isolated, p.style = v.Kind.Isolated, layout.Study
	case *views.Index, *views.Tracker:
		p.style = layout.Study
	case *views.RecentChanges:
		p.style = layout.Front
	case *views.Practice:
		p.style, p.script = layout.Quiz, layout.Quiz
	case *views.Coverage:
		p.styleFile = true
	case *views.Sheet:
		p.Source, p.style, p.styleFile = v.StatementView.Base(), layout.Sheet, true
	case *views.TeachingPage:
		p.Source, p.style, p.styleFile = &v.Module.Page, layout.Quiz, true
		if v.View == "slides" {
			p.style, p.script = layout.Slides, layout.Slides
		}
	}
	address, p.Title = value.(interface {
		AddressAndTitle() (address, title string)
	}).AddressAndTitle()
	return address
}

// TabTitle returns the title for the browser tab. Pages for parents have a neutral title, since other
// people may see the screen. The title of a sample protocol has a prefix.
func (p *Page) TabTitle() string {
	switch v := p.data.(type) {
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
		return p.Locale.Words.Say("tab")
	}
	return p.view.TitleWithReview(p.Title, p.Address) + " – " + p.Locale.Words.Say("site_title")
}

// FullTitle returns the title for use outside the page, such as in link previews. The title
// of a withdrawn page or sample protocol has a prefix.
func (p *Page) FullTitle() string {
	if e, ok := p.data.(model.Entry); ok {
		return p.builder.feeds.Title(e)
	}
	return p.view.TitleWithReview(p.Title, p.Address)
}

// ContentSecurityPolicy returns the content security policy of the page.
func (p *Page) ContentSecurityPolicy() string {
	style := "'self'"
	if !p.styleFile {
		style = p.builder.assets.Style(p.style, p.Source != nil && p.Source.Body.HasCode).Hash
	}
	return layout.ContentSecurityPolicy{
		Style: style, Form: p.hasForm, Files: p.builder.options.Files, Connect: p.builder.options.PreviewScript != "", Manifest: p.linksManifest, Worker: p.script == layout.Offline,
	}.String()
}

// Versions returns all language versions of the page, with the original first. It returns
// nil for a generated page and for a page in only one language.
func (p *Page) Versions() []*model.Page {
	if !p.IsContentPage {
		return nil
	}
	return p.builder.feeds.Versions(p.Source)
}

// NewerOriginalLink returns a link to the original if the page is an outdated translation, or
// "" otherwise.
func (p *Page) NewerOriginalLink() layout.HTML {
	if !p.IsContentPage || !p.builder.graph.Site.IsOutdatedTranslation(p.Source) {
		return ""
	}
	original := p.builder.graph.Site.OriginalOf(p.Source).Base()
	return layout.HTML(p.builder.writer.AppendLink(nil, &p.view, p.builder.graph.Page(original), original.Title))
}

// Breadcrumbs returns the page's breadcrumb links as list items. The first is the home page, and the
// page itself is not included. It returns "" for the home page, pages directly below it and pages for
// parents.
func (p *Page) Breadcrumbs() layout.HTML {
	address := p.Address
	if _, isAudiencePage := p.data.(*views.AudiencePage); isAudiencePage || address == "/" || p.Isolated {
		return ""
	}
	links := []body.NavigationLink{{Address: "/", Text: p.Locale.Say("home")}}
	if quality := p.builder.graph.At(xref.AudienceURL(model.Quality)); quality != nil && strings.HasPrefix(address, "/actions/") {
		links = append(links, body.NavigationLink{Address: quality.Address, Text: p.builder.label(p.Locale, quality)})
	}
	for i := 1; i < len(address)-1; i++ {
		if address[i] != '/' {
			continue
		}
		t := p.builder.graph.At(address[:i+1])
		if t == nil {
			continue // a folder without an index page
		}
		if t = p.view.Counterpart(t); t.Address != address { // a translation is in the folder of its original, so it can be its own parent
			links = append(links, body.NavigationLink{Address: t.Address, Text: p.builder.label(p.Locale, t)})
		}
	}
	if len(links) == 1 { // the name of the site at the top of the page already is this link
		return ""
	}
	return p.builder.writer.Navigation(&p.view, links)
}

// label returns the label of t as HTML, with a lang attribute if its language is not that
// of l.
func (b *builder) label(l *layout.Locale, t *xref.Target) layout.HTML {
	tag := b.graph.Site.DefaultLanguage() // language of generated pages
	if t.Page != nil {
		tag = b.graph.Site.LanguageOf(t.Page)
	}
	return l.MarkLanguage(tag, html.EscapeString(t.Label))
}
