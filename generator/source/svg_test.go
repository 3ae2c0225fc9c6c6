package source

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// FuzzSVG checks that any SVG file is either reported, at a position within the file, or
// contains no active content. It does not check the content of files with declarations or
// comments.
func FuzzSVG(f *testing.F) {
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
		checkSVG(diag.Pos{Path: "static/a.svg"}, []byte(text), &problems)
		lines := strings.Count(text, "\n") + 1
		for _, d := range problems {
			if d.Line < 1 || d.Line > lines || d.Column < 1 || d.Hint == "" || strings.Contains(d.Message, "\n") {
				t.Errorf("unexpected diagnostic: %v", d)
			}
		}
		if len(problems) > 0 || strings.Contains(text, "<!") || strings.Contains(text, "<?") {
			return
		}
		lower := strings.ToLower(text)
		for _, element := range []string{"<script", "<foreignobject", "<iframe"} {
			if strings.Contains(lower, element) {
				t.Errorf("%q is published with %s", text, element)
			}
		}
		if found := style.FindString(lower); found != "" {
			t.Errorf("%q is published with %q", text, found)
		}
	})
}
