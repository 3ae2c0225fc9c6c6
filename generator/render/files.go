package render

import (
	"encoding/xml"
	"fmt"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// addFiles adds what machines read. Where pages are opened as files there is no
// server and no crawler to read it.
func (b *builder) addFiles(tree *Tree) {
	tree.add("feed.xml", b.feed)
	if b.options.Files {
		return
	}
	tree.add("robots.txt", func() ([]byte, error) { return []byte(b.robots()), nil })
	tree.add("_headers", func() ([]byte, error) { return []byte(b.headers()), nil })
	if !b.Site.Demonstration {
		tree.add("sitemap.xml", b.sitemap)
	}
}

// robots lets crawlers in even on a demonstration: they have to read a page to see
// that it asks not to be listed.
func (b *builder) robots() string {
	text := "User-agent: *\nAllow: /\n"
	if !b.Site.Demonstration {
		text += "Sitemap: " + b.absolute("/sitemap.xml") + "\n"
	}
	return text
}

// headers say what a meta element cannot, in the form that Netlify and Cloudflare
// Pages read.
func (b *builder) headers() string {
	lines := []string{
		"/*",
		"  Content-Security-Policy: frame-ancestors 'none'",
		"  X-Content-Type-Options: nosniff",
		"  Referrer-Policy: no-referrer",
		"  Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
		"  Cross-Origin-Opener-Policy: same-origin",
	}
	if b.Site.Demonstration {
		lines = append(lines, "  X-Robots-Tag: noindex")
	}
	for _, script := range b.published() {
		lines = append(lines, "/"+script.name, "  Cache-Control: public, max-age=31536000, immutable")
	}
	return strings.Join(lines, "\n") + "\n"
}

// absolute gives the whole address of a page, where the site knows its own.
func (b *builder) absolute(address string) string {
	if b.Site.Base == "" {
		return address
	}
	return strings.TrimSuffix(b.Site.Base, "/") + address
}

// The feed is Atom (RFC 4287); its entries are the dated changes of pages.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

const feedLength = 50

func (b *builder) feed() ([]byte, error) {
	urn := "urn:safelearn:" + b.Site.ID
	f := atomFeed{Title: b.Site.Title, ID: urn, Updated: midnight(""), Author: b.Site.Partnership,
		Links: []atomLink{{"self", b.absolute("/feed.xml")}, {"", b.absolute("/")}}}
	changes := views.Changes(b.Graph)
	for i, c := range changes[:min(feedLength, len(changes))] {
		p := c.Entry.Base()
		if i == 0 {
			f.Updated = midnight(c.Date)
		}
		f.Entries = append(f.Entries, atomEntry{
			Title: p.Title, ID: fmt.Sprintf("%s:%s:%s:%d", urn, p.ID, c.Date, changeNumber(p, c)), Updated: midnight(c.Date),
			Link: atomLink{Href: b.absolute(p.Address)}, Summary: c.What,
		})
	}
	return document(f)
}

// changeNumber counts from the oldest change of a page, so that an entry's id
// stays when newer ones are added.
func changeNumber(p *model.Page, c views.Change) int {
	for i, own := range p.Changes {
		if own == (model.Change{Date: c.Date, What: c.What}) {
			return len(p.Changes) - i
		}
	}
	return 0
}

func midnight(d model.Date) string {
	if d == "" {
		d = "1970-01-01"
	}
	return string(d) + "T00:00:00Z"
}

type sitemap struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// sitemap lists the pages of the content; dates come from their changes.
func (b *builder) sitemap() ([]byte, error) {
	list := sitemap{URLs: []siteURL{{Loc: b.absolute("/")}}}
	for _, e := range b.Site.Entries {
		p := e.Base()
		if p.Status == model.Withdrawn {
			continue
		}
		u := siteURL{Loc: b.absolute(p.Address)}
		if len(p.Changes) > 0 {
			u.LastMod = string(p.Changes[0].Date)
		}
		list.URLs = append(list.URLs, u)
	}
	for _, d := range b.Derived {
		list.URLs = append(list.URLs, siteURL{Loc: b.absolute(d.Address)})
	}
	return document(list)
}

func document(v any) ([]byte, error) {
	data, err := xml.MarshalIndent(v, "", "  ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}
