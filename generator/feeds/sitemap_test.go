package feeds

import (
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// TestLongSitemap checks that a site with more pages than a sitemap file may list has two sitemap
// files and an index, and that their URLs are escaped.
func TestLongSitemap(t *testing.T) {
	site := &model.Site{Settings: model.Settings{ID: "long", Title: "Long", BaseURL: "https://long.example/a/"}}
	for i := range maxSitemapURLs {
		address := fmt.Sprintf("/pages/%d/", i)
		if i == 7 {
			address = "/pages/é ü/"
		}
		site.Entries = append(site.Entries, &model.SitePage{Page: model.Page{Title: "T", ID: model.ID(fmt.Sprint(i)), Address: address,
			Kind: model.KindByName("page"), Origin: model.Origin{File: new(source.File)}, Body: new(markdown.Doc)}})
	}
	graph, _ := xref.Link(site, nil)
	files := make(map[string][]byte)
	for _, f := range NewWriter(graph, xref.Addressing{}).SitemapFiles() {
		data, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = data
	}
	if names := slices.Sorted(maps.Keys(files)); !slices.Equal(names, []string{"sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"}) {
		t.Fatal(names)
	}
	count := 0
	for _, name := range []string{"sitemap-1.xml", "sitemap-2.xml"} {
		data := files[name]
		var part struct {
			URLs []struct{} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
		}
		if err := xml.Unmarshal(data, &part); err != nil || len(part.URLs) > 50_000 || len(data) > 50<<20 {
			t.Error(name, len(part.URLs), len(data), err)
		}
		count += len(part.URLs)
		if name == "sitemap-1.xml" && !strings.Contains(string(data), "<loc>https://long.example/a/pages/%C3%A9%20%C3%BC/</loc>") {
			t.Error("an address is not escaped")
		}
	}
	if want := 1 + len(site.Entries) + len(graph.GeneratedPages); count != want {
		t.Errorf("%d addresses, want %d", count, want)
	}
	if index := string(files["sitemap.xml"]); !strings.Contains(index, "<loc>https://long.example/a/sitemap-2.xml</loc>") {
		t.Error(index)
	}
}
