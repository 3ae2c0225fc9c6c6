package render

import (
	"fmt"
	"html/template"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A frameKey is all that the frame of a page depends on.
type frameKey struct {
	from          xref.Viewpoint // without a page
	isolated      bool
	home          bool
	install, code bool
	style, script string
}

// frame returns the frame of a page. Frames are most of what surrounds the content of a
// page: laying out one for all pages that share it saves a tenth of the time of a build.
func (b *builder) frame(dot any) (*layout.Framing, error) {
	s := b.of(dot)
	key := frameKey{
		from: s.from.WithoutPage(), isolated: s.apart, home: s.address == "/", install: b.installs(dot),
		code: s.page != nil && s.page.Body.Code, style: s.style, script: s.script,
	}
	if f, ok := b.frames.Load(key); ok {
		return f.(*layout.Framing), nil
	}
	f, err := b.layouts.Frame(b.newFrame(key))
	if err == nil {
		b.frames.Store(key, f)
	}
	return f, err
}

// newFrame returns the value that the frame of a key is laid out with.
func (b *builder) newFrame(k frameKey) *layout.Frame {
	locale := b.locales.Tagged(k.from.Language())
	f := &layout.Frame{
		Site: &b.Site.Settings, Words: locale.Words, Isolated: k.isolated, Home: k.from.RelativeAddress("/"),
		Style: b.assets.Style(k.style, k.code).Element, Scripts: b.scripts(&k), ReportTo: locale.ReportTo(),
	}
	if b.At("/icon.svg") != nil {
		f.Icon = k.from.RelativeAddress("/icon.svg")
	}
	if k.install {
		f.Manifest = k.from.RelativeAddress("/manifest.webmanifest")
	}
	if k.home {
		f.Index = k.from.RelativeAddress("/index.json")
	}
	if k.isolated {
		f.Home = b.parentsHome(&k.from)
		return f
	}
	f.Feed = k.from.RelativeAddress("/feed.xml")
	f.Doors = b.doors(&k.from)
	f.About = b.about(&k.from)
	return f
}

func (b *builder) scripts(k *frameKey) template.HTML {
	scripts := fmt.Sprintf(`<script src="%s" defer></script>`, k.from.RelativeAddress("/"+b.assets.Script(k.script).Name))
	if b.options.Live != "" {
		scripts += fmt.Sprintf(`<script src="%s" defer></script>`, b.options.Live)
	}
	return template.HTML(scripts)
}

// parentsHome returns the address of the home page of the pages for parents.
func (b *builder) parentsHome(from *xref.Viewpoint) string {
	const home = "/parents/"
	if t := b.At(home); t != nil {
		return from.RelativeAddress(from.Counterpart(t).Address)
	}
	return from.RelativeAddress(home)
}

// doors returns links to the pages for each audience, the glossary and the search, as
// list items.
func (b *builder) doors(from *xref.Viewpoint) layout.HTML {
	w := b.locales.Tagged(from.Language()).Words
	var links []body.NavigationLink
	for _, link := range []body.NavigationLink{
		{Address: "/practitioners/", Words: w.Practitioners}, {Address: "/trainers/", Words: w.Trainers}, {Address: "/parents/", Words: w.Parents},
		{Address: "/quality/", Words: w.Quality}, {Address: "/glossary/", Words: w.Glossary}, {Address: "/search/", Words: w.Search},
	} {
		if b.At(link.Address) != nil {
			links = append(links, link)
		}
	}
	return b.writer.Navigation(from, links)
}

// aboutLinks is the number of links to pages about the site at the foot of every page.
// The list of these pages leads to the others.
const aboutLinks = 8

// about returns links to the pages about the site, as list items.
func (b *builder) about(from *xref.Viewpoint) layout.HTML {
	locale := b.locales.Tagged(from.Language())
	var links []body.NavigationLink
	if len(b.Derived) > 0 {
		links = []body.NavigationLink{{Address: "/index/", Words: locale.Words.Index}, {Address: "/changes/", Words: locale.Words.Recent}}
	}
	for _, p := range model.Pages[*model.SitePage](b.Site) {
		if !b.Site.InForce(&p.Page) {
			continue
		}
		if len(links) == aboutLinks {
			links = append(links, body.NavigationLink{Address: "/pages/", Words: locale.Marked(model.English, "More about this site")})
			break
		}
		t := from.Counterpart(b.Page(&p.Page))
		links = append(links, body.NavigationLink{Address: t.Address, Words: b.label(locale, t)})
	}
	return b.writer.Navigation(from, links)
}
