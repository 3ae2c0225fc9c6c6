package generator

import (
	"slices"
	"strings"
	"testing"

	"safelearn/generator/xref"
)

// TestLearningPointsOfParts checks that the backlinks of a recommendation do not include learning
// points that only its lettered parts name.
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

// TestPartsAreLinkedBothWays checks that if a page refers to a step of a protocol or to a lettered
// part of a recommendation, the page of that protocol or recommendation links back.
func TestPartsAreLinkedBothWays(t *testing.T) {
	checked := 0
	for _, s := range []*Site{goldenSite(t), repositorySite(t)} {
		g, tree := linkSite(t, s).graph, buildTree(t, s)
		for _, e := range g.Edges {
			if e.To.Type != xref.PartTarget || e.To.Page == e.From.Page || !slices.Contains([]string{"protocol", "recommendation"}, e.To.Page.Kind.Name) || !g.IsShown(e) || e.From.Page.Kind.Isolated {
				continue
			}
			data, err := tree.ReadFile(strings.TrimPrefix(e.To.Page.Address, "/") + "index.html")
			if err != nil {
				t.Fatal(err)
			}
			from := strings.Split(e.From.Address, "/")
			if end := strings.Join(from[len(from)-2:], "/"); !strings.Contains(string(data), "/"+end+`"`) {
				t.Errorf("%s does not link to %s, which refers to %s", e.To.Page.Address, e.From.Address, e.To.ID)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no reference to a part")
	}
}

// TestRepeatedSentences checks that a list of the pages that refer to a paragraph shows a sentence that
// several of them have in common once.
func TestRepeatedSentences(t *testing.T) {
	text := mainText(t, buildTree(t, shippedSite(t)), "reviews/baby-r/index.html")
	const sentence = "had not done so when the review was written, so their account is missing (Baby R 5.1)."
	if n := strings.Count(text, sentence); n != 1 {
		t.Errorf("the page of the review shows %d times %q, want once", n, sentence)
	}
}
