package generator

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// TestShippedWording checks that the pages of the shipped site avoid figures and words that the
// editorial rules exclude.
func TestShippedWording(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	percentPattern := regexp.MustCompile(`\b20 ?(?:%|per ?cent)`)
	enquiriesPattern := regexp.MustCompile(`(?i)section 47 enquiries (?:every time|whatever|in every case|always|automatically)`)
	for _, name := range fileNames(t, tree) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(invisiblePattern.ReplaceAllString(string(data), " ")), " ")
		if m := percentPattern.FindString(text); m != "" {
			t.Errorf("%s contains %q, but the figure counts notifications, not injuries", name, m)
		}
		if enquiriesPattern.MatchString(text) && !strings.Contains(text, "panel") {
			t.Errorf("%s states the review's view of section 47 enquiries without the panel's", name)
		}
		for _, word := range []string{"perpetrator", "murder", "killed", "guilty", "suicid"} {
			if strings.Contains(strings.ToLower(text), word) {
				t.Errorf("%s contains %q, which the editorial rules exclude", name, word)
			}
		}
	}
}
