package generator

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"safelearn/generator/model"
)

// TestThreeReviews builds a site with three fictional reviews that share themes, and compares the page
// that lists all reviews and the page of a theme with the expected pages in an archive.
func TestThreeReviews(t *testing.T) {
	compareGolden(t, "testdata/three-reviews.txtar", readArchive(t, "testdata/three-reviews.txtar"))
}

// TestThreeReviewsCounts checks that the numbers on the pages of themes and on the page that lists all
// reviews equal the numbers of statements on the site that are not withdrawn.
func TestThreeReviewsCounts(t *testing.T) {
	site := addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles())
	g := linkWithoutWarnings(t, site)
	pages := buildFiles(t, &Site{Shipped: site, Today: "2026-06-01"})
	total, byTheme, reviewsOf := 0, make(map[model.ID]int), make(map[model.ID][]model.ID)
	reviews := make(map[model.ID]bool)
	for _, r := range model.Pages[*model.Review](g.Site) {
		for _, s := range model.StatementsIn(g.Site, r.ReviewFolder()) {
			if s.ListEntry() == nil && !g.Site.Listed(s.Entry.Base()) {
				continue
			}
			total++
			reviews[r.ID] = true
			for _, theme := range s.Themes {
				byTheme[theme]++
				if !slices.Contains(reviewsOf[theme], r.ID) {
					reviewsOf[theme] = append(reviewsOf[theme], r.ID)
				}
			}
		}
	}
	if want := fmt.Sprintf(">%d statements in %d reviews<", total, len(reviews)); !strings.Contains(pages["reviews/index.html"], want) {
		t.Errorf("the page of all reviews does not contain %q", want)
	}
	statement := regexp.MustCompile(`<span class="kind">(?:finding|recommendation|consideration)</span>`)
	for _, theme := range model.Pages[*model.Theme](g.Site) {
		page := pages[theme.Address[1:]+"index.html"]
		want := fmt.Sprintf(">%d statements in %d reviews<", byTheme[theme.ID], len(reviewsOf[theme.ID]))
		if byTheme[theme.ID] == 0 {
			want = "No review on this site has a statement on this theme."
		}
		if !strings.Contains(page, want) {
			t.Errorf("the page of the theme %s does not contain %q", theme.ID, want)
		}
		if got := len(statement.FindAllString(page, -1)); got != byTheme[theme.ID] {
			t.Errorf("the page of the theme %s lists %d statements, want %d", theme.ID, got, byTheme[theme.ID])
		}
	}
}

// TestThreeReviewsNamed checks that every link from outside a review to a page or part of the
// review names the review, either in its text or in a heading above it.
func TestThreeReviewsNamed(t *testing.T) {
	site := addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles())
	tree := buildTree(t, &Site{Shipped: site, Today: "2026-06-01"})
	link := regexp.MustCompile(`<a href="[^"]*reviews/(ash|beech|cedar)/[^"]*"[^>]*>(.*?)</a>`)
	title := regexp.MustCompile(`<title>[^<]*</title>`)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if r := reviewIDFromAddress(name); r != "" && !strings.Contains(strings.ToLower(title.FindString(string(data))), r) {
			t.Errorf("%s: the title does not name the review %s", name, r)
		}
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			if !strings.HasPrefix(name, "reviews/"+m[1]+"/") && !strings.Contains(strings.ToLower(m[2]), m[1]) {
				t.Errorf("%s: the link %s does not name the review %s", name, m[0], m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAskedBefore checks what pages say about an earlier statement that asked for the same thing: that
// it was published before or during the events or, if a date is unknown, only that it asked for the
// same.
func TestAskedBefore(t *testing.T) {
	pages := buildFiles(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles()), Today: "2026-06-01"})
	tag := regexp.MustCompile(`<[^>]*>`)
	for name, want := range map[string][]string{
		"reviews/beech/recommendations/one/index.html":   {"Asked beforeAsh Recommendation 1, before these events (published 2017); judged by Quality subgroup, 1 February 2024", "Asked again inCedar Recommendation 1"},
		"reviews/beech/recommendations/three/index.html": {"Also askedCedar Recommendation 1; judged by Quality subgroup", "Edition 2 of the report no longer has this."},
		"reviews/cedar/index.html":                       {"Asked beforeBeech Recommendation 1, while these events went on (published September 2023); judged by", "Asked beforeAsh Recommendation 1, before these events", "Also asked inBeech Recommendation 3"},
		"reviews/ash/index.html":                         {"The report was available until May 2022. For a copy, ask: the partnership office.", "Asked again inBeech"},
	} {
		text := tag.ReplaceAllString(pages[name], "")
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not contain %q", name, words)
			}
		}
	}
}

// reviewIDFromAddress returns the id of the review in three-reviews.txtar to which the page with the
// given address or file name belongs, or "" if it belongs to none.
func reviewIDFromAddress(address string) string {
	m := regexp.MustCompile(`(?:^|/)reviews/(ash|beech|cedar)/`).FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	return m[1]
}
