package render

import (
	"encoding/xml"
	"fmt"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// A sitemap may list 50,000 addresses in 50 MB (sitemaps.org). So many fit into
// one however long they are.
const sitemapLength = 20_000

type sitemap struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string    `xml:"xmlns:xhtml,attr,omitempty"` // of the links to other languages, where there are some
	URLs    []siteURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []siteURL `xml:"sitemap"`
}

type siteURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
	Links   []siteLink
}

// A siteLink says where a page is in another language; each of them lists all.
type siteLink struct {
	XMLName  xml.Name `xml:"xhtml:link"`
	Rel      string   `xml:"rel,attr"`
	HrefLang string   `xml:"hreflang,attr"`
	Href     string   `xml:"href,attr"`
}

// mapped reports whether there is a sitemap: a demonstration asks not to be listed,
// and a sitemap has whole addresses or none.
func (b *builder) mapped() bool { return !b.Site.Demonstration && b.Site.BaseURL != "" }

// addSitemap adds the sitemap, and where one would be too long a list of several.
func (b *builder) addSitemap(tree *Tree) {
	if !b.mapped() {
		return
	}
	var shown []model.Entry
	for _, e := range b.Site.All() {
		if b.Site.EffectiveStatus(e.Base()) != model.Withdrawn {
			shown = append(shown, e)
		}
	}
	count := 1 + len(shown) + len(b.Derived)
	if count <= sitemapLength {
		tree.add("sitemap.xml", func() ([]byte, error) { return document(b.sitemapOf(b.siteURLs(shown))) })
		return
	}
	var index sitemapIndex
	for first := 0; first < count; first += sitemapLength {
		name := fmt.Sprintf("sitemap-%d.xml", len(index.Maps)+1)
		index.Maps = append(index.Maps, siteURL{Loc: b.absolute("/" + name)})
		tree.add(name, func() ([]byte, error) {
			return document(b.sitemapOf(b.siteURLs(shown)[first:min(first+sitemapLength, count)]))
		})
	}
	tree.add("sitemap.xml", func() ([]byte, error) { return document(index) })
}

func (b *builder) sitemapOf(urls []siteURL) sitemap {
	s := sitemap{URLs: urls}
	if len(b.Site.Translations) > 0 {
		s.XHTML = "http://www.w3.org/1999/xhtml"
	}
	return s
}

// siteURLs lists the home page, the pages of the content and the derived ones, each
// with the day on which it last changed.
func (b *builder) siteURLs(shown []model.Entry) []siteURL {
	calendar := views.CalendarOf(b.Graph)
	list := []siteURL{{Loc: b.absolute("/"), LastMod: string(calendar.Newest)}}
	for _, e := range shown {
		u := siteURL{Loc: b.absolute(e.Base().Address), LastMod: string(e.Base().LastChanged())}
		for _, v := range b.versions(e) {
			u.Links = append(u.Links, siteLink{Rel: "alternate", HrefLang: v.Tag, Href: v.Whole})
		}
		list = append(list, u)
	}
	for _, d := range b.Derived {
		list = append(list, siteURL{Loc: b.absolute(d.Address), LastMod: string(calendar.Of(d))})
	}
	return list
}
