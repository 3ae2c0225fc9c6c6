package feeds

import (
	"fmt"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// maxSitemapURLs is the maximum number of URLs in a sitemap file. The sitemap protocol (sitemaps.org)
// allows 50,000 URLs and 50 MB, and 20,000 of the longest possible URLs fit in 50 MB.
const maxSitemapURLs = 20_000

// A sitemapPage is a sitemap entry.
type sitemapPage struct {
	Address   string             // site path
	Page      *model.Page        // content page, or nil for the home page and generated pages
	generated xref.GeneratedPage // generated page, if Page is nil
}

// A File is a file whose content is generated on request.
type File struct {
	Name    string                 // file name in the root folder
	Content func() ([]byte, error) // generates the content
}

// hasSitemap reports whether the site has a sitemap. A demonstration has none, because search
// engines must not index it. A site without a base URL has none, because URLs in a sitemap must be
// absolute.
func (w *Writer) hasSitemap() bool {
	return !w.graph.Site.Demonstration && w.graph.Site.BaseURL != ""
}

// SitemapFiles returns the sitemap files: a single sitemap or, if it would exceed maxSitemapURLs,
// several sitemaps and a sitemap index. It returns nil if the site has no sitemap.
func (w *Writer) SitemapFiles() []File {
	if !w.hasSitemap() {
		return nil
	}
	var files []File
	for part := range slices.Chunk(w.sitemapPages(), maxSitemapURLs) {
		name := fmt.Sprintf("sitemap-%d.xml", len(files)+1)
		files = append(files, File{name, func() ([]byte, error) { return w.execute("sitemap.xml", part) }})
	}
	if len(files) == 1 {
		return []File{{"sitemap.xml", files[0].Content}}
	}
	return append(files, File{"sitemap.xml", func() ([]byte, error) { return w.execute("sitemap-index.xml", files) }})
}

// sitemapPages returns the home page, the content pages that are not withdrawn and the generated
// pages.
func (w *Writer) sitemapPages() []sitemapPage {
	list := []sitemapPage{{Address: "/"}}
	for _, e := range w.graph.Site.All() {
		if p := e.Base(); w.graph.Site.Listed(p) {
			list = append(list, sitemapPage{Address: p.Address, Page: p})
		}
	}
	for _, d := range w.graph.GeneratedPages {
		list = append(list, sitemapPage{Address: d.Address, generated: d})
	}
	return list
}

// lastChanged returns the date of the last change to p, or "" if it is not known.
func (w *Writer) lastChanged(p sitemapPage) model.Date {
	if p.Page != nil {
		return p.Page.LastChanged()
	}
	return w.calendar().LastChanged(p.generated)
}
