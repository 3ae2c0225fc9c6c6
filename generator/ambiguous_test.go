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
)

// twins returns the shipped site with a copy of its review under another name. Every reference
// to the one is followed by a reference to the other, so a name without the review is ambiguous.
func twins(t *testing.T) *Site {
	t.Helper()
	shippedSite(t)
	const folder = "content/reviews/baby-r/"
	site := make(fstest.MapFS)
	copyFolder(t, site, safelearn.Shipped, "content")
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
	site["content/pages/daily-life.md"] = &fstest.MapFile{Data: []byte("---\ntitle: The children's daily life and voice\nsummary: A page with the title of a finding.\naudience: [practitioner]\nstatus: sample\n" +
		"owner: Nobody\nreviewed: 2026-11-01\nreview_due: 2028-11-01\nchanges: [{date: 2026-11-01, what: First written.}]\n---\n\nSee [[childs-voice]].\n")}
	return &Site{Shipped: withShipped(t, site), Today: "2026-11-28"}
}

// TestUnambiguous checks that on a site of two reviews no list of a page has two links of
// the same words that lead to different pages or parts.
func TestUnambiguous(t *testing.T) {
	pages := crawl(t, buildTree(t, twins(t)))
	if len(pages) < 200 {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, p := range pages {
		for _, list := range listsOf(p.html) {
			targets := make(map[string]string)
			for _, link := range list {
				if other, known := targets[link.words]; known && other != link.target {
					t.Errorf("%s: %q leads to %s and to %s in one list", name, link.words, other, link.target)
				}
				targets[link.words] = link.target
			}
		}
	}
}

// TestReviewNamed checks that a page outside both reviews names the review of every part of
// one that a list of it leads to.
func TestReviewNamed(t *testing.T) {
	names := map[string]string{"reviews/baby-r/": "Baby R", "reviews/twin/": "Twin"}
	site := twins(t)
	var written []string // words that authors gave references
	for _, f := range site.Shipped.(fstest.MapFS) {
		for _, m := range regexp.MustCompile(`\|([^]|]+)\]\]`).FindAllStringSubmatch(string(f.Data), -1) {
			written = append(written, m[1])
		}
	}
	for name, p := range crawl(t, buildTree(t, site)) {
		for _, list := range listsOf(p.html) {
			for _, link := range list {
				for review, words := range names {
					rest, leads := strings.CutPrefix(strings.TrimLeft(link.target, "./"), review)
					if !leads || rest == "" || strings.HasPrefix(name, review) || slices.Contains(written, link.words) {
						continue
					}
					if !strings.Contains(strings.ToLower(link.words), strings.ToLower(words)) {
						t.Errorf("%s: %q leads to %s and does not name the review", name, link.words, link.target)
					}
				}
			}
		}
	}
}

// A listLink is one of a list.
type listLink struct{ words, target string }

var listTags = regexp.MustCompile(`(?s)<(/?)(ul|ol|dl|table|p|details)\b[^>]*>|<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>`)

// listsOf returns the links of each list, table and paragraph of a page.
func listsOf(text string) [][]listLink {
	var open, done [][]listLink
	for _, m := range listTags.FindAllStringSubmatch(text, -1) {
		switch {
		case m[2] == "" && len(open) > 0:
			words := strings.TrimSpace(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[4], "")))
			open[len(open)-1] = append(open[len(open)-1], listLink{words: words, target: html.UnescapeString(m[3])})
		case m[2] != "" && m[1] == "":
			open = append(open, nil)
		case m[2] != "" && len(open) > 0:
			done = append(done, open[len(open)-1])
			open = open[:len(open)-1]
		}
	}
	return append(done, open...)
}

// TestMarks checks that a list marks a withdrawn page.
func TestMarks(t *testing.T) {
	s := goldenSite(t)
	files := s.Shipped.(fstest.MapFS)
	const name = "content/guidance/post-guide.md"
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[name].Data), "status: sample", "status: withdrawn", 1))}
	text := crawl(t, buildTree(t, s))["protocols/addresses/index.html"].html
	if !strings.Contains(text, `</a> <span class="kind">(withdrawn)</span>`) {
		t.Error("a protocol does not mark a withdrawn source")
	}
}
