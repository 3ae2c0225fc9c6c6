package render

import (
	"html"
	"net/url"
	"slices"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A frameKey contains everything that determines the frame of a page.
type frameKey struct {
	view                                     xref.Viewpoint // result of WithoutPage
	navigationAddress                        string         // result of navigationAddress
	isNavPage                                bool           // whether the page is the one at navigationAddress
	isolated, isHome, linksManifest, hasCode bool
	hasForm, headerSearch                    bool // whether the page has a form, and whether the form is the search form in the header
	style, script                            string
	styleFile                                bool // whether the style sheet is loaded from a file
}

// Frame returns the frame of the page. Frames are cached by frameKey: rendering each frame
// only once saves a tenth of the build time.
func (p *Page) Frame() (*layout.FrameHTML, error) {
	key := frameKey{
		view: p.view.WithoutPage(), navigationAddress: p.navigationAddress(), isNavPage: p.Address == p.navigationAddress(), isolated: p.Isolated, isHome: p.view.Address == "/", linksManifest: p.linksManifest,
		hasCode: p.Source != nil && p.Source.Body.HasCode, style: p.style, styleFile: p.styleFile, script: p.script, hasForm: p.hasForm, headerSearch: p.headerSearch,
	}
	b := p.builder
	if f, ok := b.frames.Load(key); ok {
		return f.(*layout.FrameHTML), nil
	}
	f, err := b.layouts.Frame(b.newFrame(&key, p.ContentSecurityPolicy()), key.view.Language)
	if err == nil {
		b.frames.Store(key, f)
	}
	return f, err
}

// newFrame returns the template data for the frame with key k and the given content security policy,
// which is determined by k.
func (b *builder) newFrame(k *frameKey, policy string) *layout.Frame {
	locale := b.locales.ForTag(k.view.Language)
	addressIf := func(linked bool, address string) string {
		if linked {
			return k.view.RelativeURL(address)
		}
		return ""
	}
	logo := b.graph.Site.Logo
	f := &layout.Frame{
		Site: &b.graph.Site.Settings, Locale: locale, Policy: layout.Attributes(`content="` + policy + `"`), Previews: k.view.Address != "" && !k.isolated, Internal: b.graph.Site.Internal, Isolated: k.isolated, ReportTo: locale.ReportMistakeText(), PreviewScript: b.options.PreviewScript,
		Icon: addressIf(b.exists("/icon.svg"), "/icon.svg"), Logo: addressIf(logo != "", (&url.URL{Path: "/" + logo}).EscapedPath()), Manifest: addressIf(k.linksManifest, "/manifest.webmanifest"),
		Index: addressIf(k.isHome, "/index.json"), Feed: addressIf(!k.isolated, "/feed.xml"), Home: k.view.RelativeURL("/"),
		Script: k.view.RelativeURL("/" + b.assets.Script(k.view.Language, k.script).Name), Style: b.assets.Style(k.style, k.hasCode).Element,
	}
	if k.styleFile {
		f.Style = layout.HTML(`<link rel="stylesheet" href="` + html.EscapeString(k.view.RelativeURL("/"+b.assets.StyleFile(k.style).Name)) + `">`)
	}
	if k.isolated {
		f.Home = k.view.RelativeURL("/parents/")
		if t := b.graph.At("/parents/"); t != nil {
			f.Home = k.view.RelativeURL(k.view.Counterpart(t).Address)
		}
		return f
	}
	f.Search, f.SearchFormURL = addressIf(b.exists("/search/"), "/search/"), addressIf(k.headerSearch, "/index/")
	if site := b.graph.Site; !site.Demonstration || site.Partnership != "None" && !strings.HasPrefix(site.Partnership, "None (") {
		f.Partnership = locale.MarkLanguage(site.DefaultLanguage(), html.EscapeString(site.Partnership))
	}
	f.Navigation, f.AboutLinks = b.navigationLinks(&k.view, k.navigationAddress, k.isNavPage), b.aboutLinks(&k.view, locale)
	return f
}

// navigationAddress returns the URL path of the page in the main navigation that p is, or that p belongs
// to, or "" if there is none.
func (p *Page) navigationAddress() string {
	_, teaching := p.data.(*views.TeachingPage)
	trainers := xref.AudienceURL(model.Trainer)
	switch {
	case teaching && p.builder.exists(trainers):
		return trainers
	case strings.HasPrefix(p.Address, "/actions/"):
		return xref.AudienceURL(model.Quality)
	case slices.ContainsFunc(xref.AudiencePages, func(d xref.GeneratedPage) bool { return d.Address == p.Address }):
		return p.Address
	case strings.HasPrefix(p.Address, "/reviews/"), strings.HasPrefix(p.Address, "/themes/"):
		return "/reviews/"
	case p.Source != nil && len(p.Source.Audience) > 0:
		return xref.AudienceURL(p.Source.Audience[0])
	}
	return ""
}

// navigationLinks returns the site's main navigation as list items: links to the audience pages and to
// the reviews. The link to navigationAddress has aria-current="page" if isNavPage is true, or "true"
// otherwise.
func (b *builder) navigationLinks(view *xref.Viewpoint, navigationAddress string, isNavPage bool) layout.HTML {
	l := b.locales.ForTag(view.Language)
	var links []body.NavigationLink
	for _, link := range []body.NavigationLink{
		{Address: "/practitioners/", Text: l.Say("practitioners")}, {Address: "/trainers/", Text: l.Say("trainers")}, {Address: "/parents/", Text: l.Say("parents")},
		{Address: "/quality/", Text: l.Say("quality")}, {Address: "/reviews/", Text: l.Say("reviews")},
	} {
		if b.exists(link.Address) {
			if link.Address == navigationAddress {
				link.Current = "true"
				if isNavPage {
					link.Current = "page"
				}
			}
			links = append(links, link)
		}
	}
	return b.writer.Navigation(view, links)
}

// maxAboutLinks is the maximum number of links in the footer's "about" list. If there are
// more pages about the site, a link to the complete list follows.
const maxAboutLinks = 8

// aboutLinks returns the footer links as list items: links to the contacts, the glossary, the index,
// the recent changes and the pages about the site.
func (b *builder) aboutLinks(view *xref.Viewpoint, l *layout.Locale) layout.HTML {
	var links []body.NavigationLink
	if contacts := b.graph.At("/contacts/"); contacts != nil {
		links = append(links, body.NavigationLink{Address: contacts.Address, Text: l.Say("contacts")})
	}
	if b.exists("/glossary/") {
		links = append(links, body.NavigationLink{Address: "/glossary/", Text: l.Say("glossary")})
	}
	if len(b.graph.GeneratedPages) > 0 {
		links = append(links, body.NavigationLink{Address: "/index/", Text: l.Say("index")}, body.NavigationLink{Address: "/changes/", Text: l.Say("recent")})
	}
	for _, p := range model.Pages[*model.SitePage](b.graph.Site) {
		if !b.graph.Site.Listed(&p.Page) {
			continue
		}
		if len(links) == maxAboutLinks {
			links = append(links, body.NavigationLink{Address: "/pages/", Text: l.Say("more_pages")})
			break
		}
		t := view.Counterpart(b.graph.Page(&p.Page))
		links = append(links, body.NavigationLink{Address: t.Address, Text: b.label(l, t)})
	}
	return b.writer.Navigation(view, links)
}
