package feeds

import (
	"encoding/xml"
	"fmt"

	"safelearn/generator/model"
	"safelearn/generator/views"
)

// sitemapLength is the number of addresses in one sitemap. The protocol (sitemaps.org)
// allows 50,000 in 50 MB, which this number of the longest addresses stays below.
const sitemapLength = 20_000

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr,omitempty"` // set if there are links to other languages
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []sitemapURL `xml:"sitemap"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
	Links   []sitemapLink
}

// A sitemapLink leads to a page in one of its languages; each of them lists all.
type sitemapLink struct {
	XMLName  xml.Name `xml:"xhtml:link"`
	Rel      string   `xml:"rel,attr"`
	HrefLang string   `xml:"hreflang,attr"`
	Href     string   `xml:"href,attr"`
}

// A File is a file whose content is made when it is read.
type File struct {
	Name    string                 // in the root folder
	Content func() ([]byte, error) // makes the file
}

// hasSitemap reports whether the site has a sitemap. A demonstration asks search engines
// not to list it, and a sitemap needs whole addresses.
func (w *Writer) hasSitemap() bool {
	return !w.graph.Site.Demonstration && w.graph.Site.BaseURL != ""
}

// Sitemap returns the files of the sitemap: one, or an index and several where one would
// be too long. It returns none for a site without a sitemap.
func (w *Writer) Sitemap() []File {
	if !w.hasSitemap() {
		return nil
	}
	var listed []model.Entry
	for _, e := range w.graph.Site.All() {
		if w.graph.Site.InForce(e.Base()) {
			listed = append(listed, e)
		}
	}
	count := 1 + len(listed) + len(w.graph.Derived)
	if count <= sitemapLength {
		return []File{{"sitemap.xml", func() ([]byte, error) { return xmlDocument(w.sitemap(w.sitemapURLs(listed))) }}}
	}
	var files []File
	var index sitemapIndex
	for first := 0; first < count; first += sitemapLength {
		name := fmt.Sprintf("sitemap-%d.xml", len(index.Maps)+1)
		index.Maps = append(index.Maps, sitemapURL{Loc: w.Address("/" + name)})
		files = append(files, File{name, func() ([]byte, error) {
			return xmlDocument(w.sitemap(w.sitemapURLs(listed)[first:min(first+sitemapLength, count)]))
		}})
	}
	return append(files, File{"sitemap.xml", func() ([]byte, error) { return xmlDocument(index) }})
}

func (w *Writer) sitemap(urls []sitemapURL) sitemap {
	s := sitemap{URLs: urls}
	if len(w.graph.Site.Translations) > 0 {
		s.XHTML = "http://www.w3.org/1999/xhtml"
	}
	return s
}

// sitemapURLs lists the home page, the given pages and the generated ones, each with the
// day of its last change.
func (w *Writer) sitemapURLs(listed []model.Entry) []sitemapURL {
	calendar := views.CalendarOf(w.graph)
	list := []sitemapURL{{Loc: w.Address("/"), LastMod: string(calendar.Newest)}}
	for _, e := range listed {
		u := sitemapURL{Loc: w.Address(e.Base().Address), LastMod: string(e.Base().LastChanged())}
		for _, version := range w.Versions(e.Base()) {
			u.Links = append(u.Links, sitemapLink{Rel: "alternate", HrefLang: w.graph.Site.LanguageOf(version), Href: w.Address(version.Address)})
		}
		list = append(list, u)
	}
	for _, d := range w.graph.Derived {
		list = append(list, sitemapURL{Loc: w.Address(d.Address), LastMod: string(calendar.Of(d))})
	}
	return list
}

// Versions returns a page in each of its languages, the original first, and nil for a
// page in one language. Withdrawn versions of another page are left out.
func (w *Writer) Versions(p *model.Page) []*model.Page {
	var list []*model.Page
	for _, e := range w.graph.Site.LanguageVersions(p) {
		if version := e.Base(); version == p || w.graph.Site.InForce(version) {
			list = append(list, version)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}
