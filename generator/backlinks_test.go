package generator

import (
	"strings"
	"testing"
)

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
