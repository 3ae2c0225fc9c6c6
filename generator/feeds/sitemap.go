package feeds

import (
	"fmt"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// sitemapLength is the number of addresses in one sitemap. The protocol (sitemaps.org)
// allows 50,000 in 50 MB, which this number of the longest addresses stays below.
const sitemapLength = 20_000

// A listedPage is a page in the sitemap.
type listedPage struct {
	Address string
	Page    *model.Page  // the page of the content; nil for the home page and generated pages
	derived xref.Derived // the generated page
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
	var files []File
	for part := range slices.Chunk(w.listedPages(), sitemapLength) {
		name := fmt.Sprintf("sitemap-%d.xml", len(files)+1)
		files = append(files, File{name, func() ([]byte, error) { return w.execute("sitemap.xml", part) }})
	}
	if len(files) == 1 {
		return []File{{"sitemap.xml", files[0].Content}}
	}
	return append(files, File{"sitemap.xml", func() ([]byte, error) { return w.execute("sitemap-index.xml", files) }})
}

// listedPages lists the home page, the pages in force and the generated ones.
func (w *Writer) listedPages() []listedPage {
	list := []listedPage{{Address: "/"}}
	for _, e := range w.graph.Site.All() {
		if p := e.Base(); w.graph.Site.InForce(p) {
			list = append(list, listedPage{Address: p.Address, Page: p})
		}
	}
	for _, d := range w.graph.Derived {
		list = append(list, listedPage{Address: d.Address, derived: d})
	}
	return list
}

// changed returns the day on which a page last changed.
func (w *Writer) changed(p listedPage) model.Date {
	if p.Page != nil {
		return p.Page.LastChanged()
	}
	return w.calendar().Of(p.derived)
}
