package generator

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestLinkedFromCount checks that, in "Linked from N places" below a paragraph of a review, N is
// the number of references in the list below that text.
func TestLinkedFromCount(t *testing.T) {
	pattern := regexp.MustCompile(`(?s)<summary>Linked from (\d+) places?<span.*?</summary>(.*?)</details>`)
	checked := 0
	for _, s := range []*Site{goldenSite(t), repositorySite(t)} {
		tree := buildTree(t, s)
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".html") {
				return err
			}
			data, err := tree.ReadFile(name)
			for _, m := range pattern.FindAllStringSubmatch(string(data), -1) {
				n, _ := strconv.Atoi(m[1])
				if listed := strings.Count(m[2], "<li>"); listed != n {
					t.Errorf("%s: a paragraph is linked from %d places and lists %d", name, n, listed)
				}
				checked++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if checked == 0 {
		t.Error("no page says from how many places a paragraph is linked")
	}
}

// TestLearningPointsOfParts checks that the backlinks of a recommendation do not include learning
// points to which only its parts respond.
func TestLearningPointsOfParts(t *testing.T) {
	text := mainText(t, buildTree(t, shippedSite(t)), "reviews/baby-r/recommendations/6.1/index.html")
	if strings.Contains(text, "Learning points behind this") {
		t.Error("the page lists learning points that its parts name")
	}
	for _, point := range []string{"LP3", "LP4", "LP6"} {
		if !strings.Contains(text, "Learning points "+point) {
			t.Errorf("no part names %s", point)
		}
	}
}
