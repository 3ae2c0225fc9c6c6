package generator

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// changedRecommendation matches an entry for a recommendation in the list of recent changes. The
// submatches are the date of the change and the number of the recommendation.
var changedRecommendation = regexp.MustCompile(`<time datetime="([^"]*)">[^<]*</time> <a href="[^"]*/recommendations/6\.(\d+)/"`)

// TestChangesInReportOrder checks that recommendations that changed on the same day are listed in
// the order of their numbers in the report: 6.2 before 6.10.
func TestChangesInReportOrder(t *testing.T) {
	page, err := fs.ReadFile(buildTree(t, shippedSite(t)), "changes/index.html")
	if err != nil {
		t.Fatal(err)
	}
	byDay := make(map[string][]int)
	for _, m := range changedRecommendation.FindAllStringSubmatch(string(page), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		byDay[m[1]] = append(byDay[m[1]], n)
	}
	several := false
	for day, numbers := range byDay {
		several = several || len(numbers) > 2
		if !slices.IsSorted(numbers) {
			t.Errorf("on %s, the recommendations are in the order %d", day, numbers)
		}
	}
	if !several {
		t.Errorf("no day with several recommendations: %v", byDay)
	}
}
