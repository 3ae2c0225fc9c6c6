package generator

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unsupportedRule matches CSS that Safari 15.4 or Firefox 115 does not support and for which pages
// have no fallback. Other unsupported CSS, such as text-wrap and ::details-content, can be ignored
// without harm.
var unsupportedRule = regexp.MustCompile(`:has\(|@container|@scope|@starting-style|@position-try|anchor-name|position-area|color-mix\(|light-dark\(|subgrid|\b(?:oklch|lab|lch|round|sin)\(|&|\d(?:cqw|cqi)\b`)

// TestStyleOfOldBrowsers checks that no style sheet contains CSS that matches unsupportedRule.
func TestStyleOfOldBrowsers(t *testing.T) {
	names, err := filepath.Glob("../static/*.css")
	if err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		style := readRepositoryFile(t, "static/"+filepath.Base(name))
		for i, line := range strings.Split(style, "\n") {
			if found := unsupportedRule.FindString(line); found != "" {
				t.Errorf("%s:%d: some browsers that people use do not know %s", name, i+1, found)
			}
		}
	}
	for _, rule := range []string{"a:has(b) {}", "@container (width > 1rem)", ".a { & b {} }", "color: color-mix(in srgb, red, blue)"} {
		if !unsupportedRule.MatchString(rule) {
			t.Errorf("%s is not found", rule)
		}
	}
}
