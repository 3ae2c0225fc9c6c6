package generator

import (
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/sitetest"
)

// siteWithTwoReviews returns the shipped site with a copy of its review under another name, and a page
// with the title of a finding. On pages outside the reviews, every reference to the original that has
// no link text, in the body or in front matter, is followed by one to the copy. Link text that does
// not name the review is then ambiguous.
func siteWithTwoReviews(t *testing.T) *Site {
	t.Helper()
	shippedSite(t)
	const folder = "content/reviews/baby-r/"
	site := make(fstest.MapFS)
	sitetest.Copy(t, site, safelearn.Shipped, "content")
	inBody := regexp.MustCompile(`\[\[baby-r/([^]|]+)\]\]`)
	inFront := regexp.MustCompile(`("?)\bbaby-r/([\w.-]+)("?)([],])`)
	for name, f := range site {
		text := string(f.Data)
		if rest, ok := strings.CutPrefix(name, folder); ok {
			text = strings.ReplaceAll(text, "baby-r/", "twin/")
			if rest == "index.md" {
				text = regexp.MustCompile(`(?m)^title: .*$`).ReplaceAllString(text, `title: "The twin review"`)
				text = regexp.MustCompile(`(?m)^short: .*$`).ReplaceAllString(text, `short: Twin`)
			}
			site["content/reviews/twin/"+rest] = &fstest.MapFile{Data: []byte(text)}
			continue
		}
		front, body, found := strings.Cut(text, "\n---\n")
		if !found || path.Ext(name) != ".md" {
			continue
		}
		front = inFront.ReplaceAllString(front, "${1}baby-r/$2$3, ${1}twin/$2$3$4")
		body = inBody.ReplaceAllString(body, "[[baby-r/$1]], [[twin/$1]]")
		site[name] = &fstest.MapFile{Data: []byte(front + "\n---\n" + body)}
	}
	site["content/pages/daily-life.md"] = &fstest.MapFile{Data: []byte("---\ntitle: The children’s daily life and voice\nsummary: A page with the title of a finding.\naudience: [practitioner]\nstatus: sample\n" +
		"owner: Nobody\nreviewed: 2026-11-01\nreview_due: 2028-11-01\nchanges: [{date: 2026-11-01, what: First written.}]\n---\n\nSee [[childs-voice]].\n")}
	return &Site{Shipped: addShippedFiles(t, site), Today: "2026-12-31"}
}

// TestUnambiguousLinkText builds a site with two reviews and checks that links in the same
// list, table or paragraph that have the same text also have the same target.
func TestUnambiguousLinkText(t *testing.T) {
	pages := crawl(t, buildTree(t, siteWithTwoReviews(t)))
	if len(pages) < 200 {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, p := range pages {
		for _, list := range linksByContainer(p.html) {
			targets := make(map[string]string)
			for _, link := range list {
				if other, known := targets[link.text]; known && other != link.target {
					t.Errorf("%s: %q links to both %s and %s in one list", name, link.text, other, link.target)
				}
				targets[link.text] = link.target
			}
		}
	}
}

// TestTitlesNameReview checks that pages of two reviews have different titles in browser tabs, in link
// previews and in the feed, and that index.json says which review a generated page belongs to.
func TestTitlesNameReview(t *testing.T) {
	tree := buildTree(t, siteWithTwoReviews(t))
	first := make(map[string]string) // first page with each title
	expectNewTitle := func(title, address string) {
		if !strings.Contains(address, "reviews/") {
			return
		}
		if other, known := first[title]; known && other != address {
			t.Errorf("%s and %s have the title %q", other, address, title)
		}
		first[title] = address
	}
	for name, p := range crawl(t, tree) {
		expectNewTitle("tab: "+regexp.MustCompile(`<title>(.*?)</title>`).FindStringSubmatch(p.html)[1], name)
		for _, m := range regexp.MustCompile(`<meta property="og:title" content="(.*?)">`).FindAllStringSubmatch(p.html, -1) {
			expectNewTitle("preview: "+m[1], name)
		}
	}
	feed, err := tree.ReadFile("feed.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?s)<entry>\s*<title>(.*?)</title>.*?<link href="(.*?)">`).FindAllStringSubmatch(string(feed), -1) {
		expectNewTitle("feed: "+m[1], m[2])
	}
	index, err := tree.ReadFile("index.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\{"view":"[^"]+","address":"(reviews/[^"]+/)","title":"([^"]*)"(.*?)\},?$`).FindAllStringSubmatch(string(index), -1) {
		expectNewTitle("index.json: "+m[2]+m[3], m[1])
	}
	if len(first) < 200 {
		t.Errorf("only %d titles", len(first))
	}
}

// TestLinkTextNamesReview checks the text of links in lists, tables and paragraphs that lead from
// outside a review to a page in it. The text must name the review, unless an author wrote it.
func TestLinkTextNamesReview(t *testing.T) {
	names := map[string]string{"reviews/baby-r/": "Baby R", "reviews/twin/": "Twin"}
	site := siteWithTwoReviews(t)
	var written []string // link texts that authors wrote
	for _, f := range site.Shipped.(fstest.MapFS) {
		for _, m := range regexp.MustCompile(`\|([^]|]+)\]\]`).FindAllStringSubmatch(string(f.Data), -1) {
			written = append(written, m[1])
		}
	}
	for name, p := range crawl(t, buildTree(t, site)) {
		for _, list := range linksByContainer(p.html) {
			for _, link := range list {
				for review, reviewName := range names {
					rest, inReview := strings.CutPrefix(strings.TrimLeft(link.target, "./"), review)
					if !inReview || rest == "" || strings.HasPrefix(name, review) || slices.Contains(written, link.text) {
						continue
					}
					if !strings.Contains(strings.ToLower(link.text), strings.ToLower(reviewName)) {
						t.Errorf("%s: %q links to %s and does not name the review", name, link.text, link.target)
					}
				}
			}
		}
	}
}

// A listLink is a link in a list, table, paragraph or details element.
type listLink struct{ text, target string }

// listTagPattern matches a link, or the start or end tag of a list, table, paragraph or
// details element.
var listTagPattern = regexp.MustCompile(`(?s)<(/?)(ul|ol|dl|table|p|details)\b[^>]*>|<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>`)

// linksByContainer returns the links in a page, grouped by the innermost list, table, paragraph
// or details element that contains them. It leaves out links that are in none of these.
func linksByContainer(page string) [][]listLink {
	var open, done [][]listLink
	for _, m := range listTagPattern.FindAllStringSubmatch(page, -1) {
		switch {
		case m[2] == "" && len(open) > 0:
			text := strings.TrimSpace(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[4], "")))
			open[len(open)-1] = append(open[len(open)-1], listLink{text: text, target: html.UnescapeString(m[3])})
		case m[2] != "" && m[1] == "":
			open = append(open, nil)
		case m[2] != "" && len(open) > 0:
			done = append(done, open[len(open)-1])
			open = open[:len(open)-1]
		}
	}
	return append(done, open...)
}

// TestWithdrawnSourceMarked checks that the page of a protocol marks a source that has been withdrawn.
func TestWithdrawnSourceMarked(t *testing.T) {
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	const name = "content/guidance/post-guide.md"
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[name].Data), "status: sample", "status: withdrawn", 1))}
	text := crawl(t, buildTree(t, s))["protocols/addresses/index.html"].html
	if !strings.Contains(text, `</a> <span class="kind">(withdrawn)</span>`) {
		t.Error("a protocol does not mark a withdrawn source")
	}
}
