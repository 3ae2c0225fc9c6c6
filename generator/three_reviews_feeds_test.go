package generator

import (
	"encoding/json"
	"encoding/xml"
	"io/fs"
	"strings"
	"testing"
)

// threeReviewsTree builds the site with three fictional reviews.
func threeReviewsTree(t *testing.T) fs.FS {
	t.Helper()
	return buildTree(t, &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles()), Today: "2026-06-01"})
}

// checkReviewNamed checks that names, the text of the entry for an address, contains the id of the
// review to which the address belongs. It also checks that no earlier entry had the same text, and
// records names and address in seen.
func checkReviewNamed(t *testing.T, seen map[string]string, address, names string) {
	t.Helper()
	if r := reviewIDFromAddress(address); r != "" && !strings.Contains(strings.ToLower(names), r) {
		t.Errorf("the entry of %s does not name its review: %q", address, names)
	}
	if other, twice := seen[names]; twice {
		t.Errorf("the entries of %s and %s have the same names: %q", address, other, names)
	}
	seen[names] = address
}

// TestThreeReviewsSearch checks that every search result for a page in a review names the review, and
// that no two results read the same.
func TestThreeReviewsSearch(t *testing.T) {
	tree := threeReviewsTree(t)
	files, err := fs.Glob(tree, "search/files/h*.js")
	if err != nil || len(files) == 0 {
		t.Fatal("the site has no search results", err)
	}
	seen, inReviews := make(map[string]string), make(map[string]int)
	for _, name := range files {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		_, list, _ := strings.Cut(string(data), ",")
		var results [][]string
		if err := json.Unmarshal([]byte(strings.TrimSuffix(list, ")\n")), &results); err != nil {
			t.Fatal(name, err)
		}
		for _, fields := range results {
			address, title, kind, review := fields[0], fields[1], fields[2], fields[3]
			checkReviewNamed(t, seen, address, title+" | "+kind+" | "+review)
			inReviews[reviewIDFromAddress(address)]++
		}
	}
	for _, r := range []string{"ash", "beech", "cedar"} {
		pages, err := fs.Glob(tree, "reviews/"+r+"/*/index.html")
		if err != nil || inReviews[r] <= len(pages) {
			t.Errorf("the search has %d pages of the review %s, want more than the %d in its folder: %v", inReviews[r], r, len(pages), err)
		}
	}
}

// TestThreeReviewsIndexJSON checks that every entry of index.json for a page in a review names the
// review in its id or in its field "of", and that no two entries have the same names.
func TestThreeReviewsIndexJSON(t *testing.T) {
	list, _ := readIndexJSON(t, threeReviewsTree(t))
	seen := make(map[string]string)
	for _, p := range list.Pages {
		checkReviewNamed(t, seen, p.Address, string(p.ID))
		for _, part := range p.Parts {
			checkReviewNamed(t, seen, p.Address+"#"+part.Anchor, string(part.ID))
		}
	}
	for _, d := range list.Derived {
		if string(d.SourceID) != reviewIDFromAddress(d.Address) && !strings.HasPrefix(d.Address, "modules/") {
			t.Errorf("the page %s is said to be of %q", d.Address, d.SourceID)
		}
		checkReviewNamed(t, seen, d.Address, d.Title+" | "+string(d.SourceID))
	}
	for _, e := range list.Edges {
		if seen[string(e.From)] == "" || seen[string(e.To)] == "" {
			t.Errorf("an edge leads from %s to %s, which are not both listed", e.From, e.To)
		}
	}
}

// TestThreeReviewsFeed checks that the title of every feed entry about a page in a review names the
// review, and that the feed contains the changes to all pages that are not withdrawn.
func TestThreeReviewsFeed(t *testing.T) {
	data, err := fs.ReadFile(threeReviewsTree(t), "feed.xml")
	var f feed
	if err == nil {
		err = xml.Unmarshal(data, &f)
	}
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]string)
	for _, e := range f.Entries {
		checkReviewNamed(t, seen, e.Links[0].Href, e.Title)
	}
	want := 0
	for _, source := range readSources(t) {
		if source.Status != "withdrawn" {
			want += len(source.Changes)
		}
	}
	if len(f.Entries) != want {
		t.Errorf("the feed has %d entries, want %d", len(f.Entries), want)
	}
}
