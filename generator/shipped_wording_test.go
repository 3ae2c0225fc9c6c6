package generator

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// TestShippedWording checks every page of the shipped site against the editorial rules
// that a program can check.
func TestShippedWording(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	figure := regexp.MustCompile(`\b20 ?(?:%|per ?cent)`)
	half := regexp.MustCompile(`(?i)section 47 enquiries (?:every time|whatever|in every case|always|automatically)`)
	for _, name := range tree.Names() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(invisible.ReplaceAllString(string(data), " ")), " ")
		if m := figure.FindString(text); m != "" {
			t.Errorf("%s prints %q: the speech counts notifications, not injuries", name, m)
		}
		if half.MatchString(text) && !strings.Contains(text, "panel") {
			t.Errorf("%s teaches the review's half of the conflict alone", name)
		}
		for _, word := range []string{"perpetrator", "murder", "killed", "guilty", "suicid"} {
			if strings.Contains(strings.ToLower(text), word) {
				t.Errorf("%s says %q: no verdict, and never more than a mental health crisis", name, word)
			}
		}
	}
}
