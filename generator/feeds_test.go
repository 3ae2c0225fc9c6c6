package generator

import (
	"encoding/xml"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/model"
)

// The tests in this file compare the feed, the sitemap and the metadata with the pages of the site.

// siteWithoutBase returns the golden site without a base URL.
func siteWithoutBase(t *testing.T) *Site {
	t.Helper()
	s := goldenSite(t)
	f := s.Shipped.(fstest.MapFS)["content/site.yaml"]
	f.Data = regexp.MustCompile(`(?m)^base:.*\n`).ReplaceAll(f.Data, nil)
	return s
}

// feedSites returns the sites whose feeds and metadata are tested, by name.
func feedSites(t *testing.T) map[string]*Site {
	return map[string]*Site{"real": repositorySite(t), "golden": goldenSite(t), "live": liveSite(t), "without base URL": siteWithoutBase(t),
		"languages": {Shipped: addShippedFiles(t, readArchive(t, "testdata/languages.txtar").siteFiles()), Today: "2026-06-01"}}
}

// A feed is an Atom feed with the elements required by RFC 4287, sections 4.1.1 and 4.1.2.
type feed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Subtitle string      `xml:"subtitle"`
	Author   string      `xml:"author>name"`
	Title    string      `xml:"title"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []feedLink  `xml:"link"`
	Entries  []feedEntry `xml:"entry"`
}

// A feedEntry is an entry in an Atom feed.
type feedEntry struct {
	Title   string     `xml:"title"`
	ID      string     `xml:"id"`
	Updated string     `xml:"updated"`
	Summary string     `xml:"summary"`
	Links   []feedLink `xml:"link"`
}

// A feedLink is a link element in an Atom feed.
type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// TestFeed checks that feed.xml has the elements that Atom requires, that each entry links to an
// existing page, and that no page for parents and no withdrawn page is listed.
func TestFeed(t *testing.T) {
	for name, s := range feedSites(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := buildTree(t, s)
			pages := crawl(t, tree)
			site := linkSite(t, s).graph.Site
			data, err := fs.ReadFile(tree, "feed.xml")
			if err != nil {
				t.Fatal(err)
			}
			var f feed
			if err := xml.Unmarshal(data, &f); err != nil {
				t.Fatal(err)
			}
			if f.Lang == "" || f.Author != site.Partnership || site.Demonstration && f.Subtitle != site.Banner {
				t.Errorf("language %q, author %q, subtitle %q", f.Lang, f.Author, f.Subtitle)
			}
			ids := make(map[string]bool)
			for _, e := range append(f.Entries, feedEntry{Title: f.Title, ID: f.ID, Updated: f.Updated, Links: f.Links}) {
				if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title == "" || !strings.HasPrefix(e.ID, "urn:") || ids[e.ID] {
					t.Errorf("%q: the id %q is not a new URN, or the entry has no title or date: %v", e.Title, e.ID, err)
				}
				ids[e.ID] = true
				if e.Updated > f.Updated {
					t.Errorf("%s is newer than the feed", e.ID)
				}
				alternates := 0
				for _, link := range e.Links {
					if link.Rel == "" {
						alternates++
					}
					to, absolute := strings.CutPrefix(link.Href, strings.TrimSuffix(site.BaseURL, "/")+"/")
					if absolute != (site.BaseURL != "") {
						t.Errorf("%s links to %s", e.ID, link.Href)
					}
					if strings.HasPrefix(strings.TrimPrefix(to, "./"), "parents/") {
						t.Errorf("a page for parents is in the feed: %s", link.Href)
					}
					if _, err := resolveLink(tree, pages, "index.html", "./"+strings.TrimPrefix(to, "./"), "/"); err != nil {
						t.Error(err)
					}
				}
				if alternates != 1 {
					t.Errorf("%s has %d links to its page", e.ID, alternates)
				}
			}
			for _, e := range site.Entries {
				p := e.Base()
				if p.Status == model.Withdrawn && strings.Contains(string(data), p.Address+`"`) {
					t.Errorf("%s is withdrawn but listed in the feed", p.Address)
				}
				if p.Kind.Name == "protocol" && p.Status == model.Sample && strings.Contains(string(data), "<title>"+p.Title) {
					t.Errorf("the title of %s does not state that it is a sample", p.Address)
				}
			}
			if len(f.Entries) == 0 && name != "languages" && (name != "real" || isShipped(site)) {
				t.Error("the feed has no entries")
			}
		})
	}
}

// TestSitemap checks that the sitemap lists exactly the pages that a search engine may index, each
// once, and that some of them have the expected modification date.
func TestSitemap(t *testing.T) {
	s := liveSite(t)
	tree := buildTree(t, s)
	site := linkSite(t, s).graph.Site
	data, err := fs.ReadFile(tree, "sitemap.xml")
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		URLs []struct {
			Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
			LastMod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
		} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	}
	if err := xml.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	lastMod := make(map[string]string) // date of the last change, by file
	for _, u := range list.URLs {
		file := strings.TrimPrefix(u.Loc, strings.TrimSuffix(site.BaseURL, "/")+"/") + "index.html"
		if _, twice := lastMod[file]; twice {
			t.Errorf("%s is listed twice", u.Loc)
		}
		lastMod[file] = u.LastMod
		if u.LastMod > string(s.Today) {
			t.Errorf("%s changed on %s, in the future", u.Loc, u.LastMod)
		}
	}
	for name, p := range crawl(t, tree) {
		_, listed := lastMod[name]
		if want := name != "404.html" && !strings.HasPrefix(name, "s/") && !strings.Contains(p.html, "Do not follow it."); listed != want {
			t.Errorf("%s: listed %v, want %v", name, listed, want)
		}
	}
	for file, day := range map[string]string{
		"index.html":               "2026-03-01",
		"reviews/larch/index.html": "2026-03-01",
		"reviews/larch/findings/address-book/index.html": "2026-02-01",
		"reviews/larch/findings/index.html":              "2026-02-01",
		"reviews/larch/coverage/index.html":              "2026-05-01", // date of the newest update that has been released
		"protocols/index.html":                           "2026-03-01",
		"glossary/index.html":                            "", // no glossary term has a date
	} {
		if lastMod[file] != day {
			t.Errorf("%s changed on %q, want %q", file, lastMod[file], day)
		}
	}
}

// TestSocialMetadata checks the Open Graph metadata of each page: the title, the site name, the URL
// and, in a demonstration, the banner. Pages for parents, short addresses and the error page must have
// no metadata.
func TestSocialMetadata(t *testing.T) {
	for name, s := range feedSites(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := linkSite(t, s).graph.Site
			for from, p := range crawl(t, buildTree(t, s)) {
				meta := make(map[string]string)
				for _, g := range p.tags {
					if key := g.attr["property"] + g.attr["name"]; g.name == "meta" && (strings.HasPrefix(key, "og:") || strings.HasPrefix(key, "twitter:")) {
						meta[key] = g.attr["content"]
					}
				}
				if strings.HasPrefix(from, "parents/") || strings.HasPrefix(from, "s/") || from == "404.html" {
					if len(meta) > 0 {
						t.Errorf("%s has the metadata %v", from, meta)
					}
					continue
				}
				if isDefault := strings.Contains(p.html, `<html lang="`+site.DefaultLanguage()+`"`); !isDefault {
					if meta["og:title"] == "" || meta["og:site_name"] == "" || site.Demonstration && meta["og:description"] == "" {
						t.Errorf("%s has the metadata %v", from, meta)
					}
					continue // the expected metadata is in English
				}
				if meta["og:title"] == "" || meta["og:type"] == "" || meta["og:site_name"] != site.Title {
					t.Errorf("%s has the metadata %v", from, meta)
				}
				if site.Demonstration && !strings.HasPrefix(meta["og:description"], site.Banner) {
					t.Errorf("%s: the description has no banner: %v", from, meta)
				}
				if at := strings.TrimSuffix(site.BaseURL, "/") + "/" + strings.TrimSuffix(from, "index.html"); site.BaseURL != "" && meta["og:url"] != at || site.BaseURL == "" && meta["og:url"] != "" {
					t.Errorf("%s has the URL %q", from, meta["og:url"])
				}
				i := slices.IndexFunc(site.Entries, func(e model.Entry) bool { return e.Base().Address == "/"+strings.TrimSuffix(from, "index.html") })
				if i < 0 {
					continue
				}
				if e := site.Entries[i].Base(); e.Kind.Name == "protocol" && e.Status == model.Sample && meta["og:title"] != "Sample, not a live procedure: "+e.Title {
					t.Errorf("%s has the title %q", from, meta["og:title"])
				}
			}
		})
	}
}
