package source

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// FuzzDrawing asks of any drawing that it is told of at a place inside it, or has
// none of what makes one live: not in any spelling that XML has for it.
func FuzzDrawing(f *testing.F) {
	data, err := os.ReadFile("../testdata/rules/static-svg.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, part := range strings.Split(string(data), " --\n") {
		drawing, _, _ := strings.Cut(part, "\n-- ")
		f.Add(drawing)
	}
	style := regexp.MustCompile(`<(?:\w+:)?style(?:\s[^>]*)?>[^<]*(?:@import|image-set\(|url\(\s*["']?\s*\w)`)
	f.Fuzz(func(t *testing.T, text string) {
		var problems diag.List
		drawing(diag.Pos{Path: "static/a.svg"}, []byte(text), &problems)
		lines := strings.Count(text, "\n") + 1
		for _, d := range problems {
			if d.Line < 1 || d.Line > lines || d.Column < 1 || d.Hint == "" || strings.Contains(d.Message, "\n") {
				t.Errorf("an odd message: %v", d)
			}
		}
		if len(problems) > 0 || strings.Contains(text, "<!") || strings.Contains(text, "<?") {
			return // what stands in comments is not looked at
		}
		small := strings.ToLower(text)
		for _, live := range []string{"<script", "<foreignobject", "<iframe"} {
			if strings.Contains(small, live) {
				t.Errorf("%q is published with %s", text, live)
			}
		}
		if found := style.FindString(small); found != "" {
			t.Errorf("%q is published with %q", text, found)
		}
	})
}
