package generator

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

// emptyPattern matches a list, table or section without content, a heading without content below it, and
// a nav element that is the last element of the main element.
var emptyPattern = regexp.MustCompile(`<(?:dl|ul|ol|table|section)(?: [^>]*)?>\s*</(?:dl|ul|ol|table|section)>` +
	`|<h2[^>]*>(?:[^<]|</?(?:a|span)\b[^>]*>)*</h2>\s*(?:<h2|<section[^>]*>\s*<h2|</section>|</main>)` +
	`|</nav>\s*</main>`)

// TestNoEmptyElements checks that no page of the sites in testdata/shapes has an empty list or section, or
// a heading with nothing beneath it.
func TestNoEmptyElements(t *testing.T) {
	for _, heading := range []string{"<h2>A</h2>\n<h2>B</h2>", `<h2 id="a"><a href="b">A</a></h2></main>`, `<dl class="facts">` + "\n</dl>", "<nav></nav>\n</main>"} {
		if !emptyPattern.MatchString(heading) {
			t.Errorf("%s is not recognised as empty", heading)
		}
	}
	for _, name := range shapeFiles(t) {
		t.Run(strings.TrimSuffix(path.Base(name), ".txtar"), func(t *testing.T) {
			for file, html := range buildFiles(t, &Site{Shipped: addShippedFiles(t, readArchive(t, name).siteFiles()), Today: "2026-06-01"}) {
				for _, empty := range emptyPattern.FindAllString(html, -1) {
					if strings.HasSuffix(file, ".html") {
						t.Errorf("%s: nothing in or beneath %s", file, empty)
					}
				}
			}
		})
	}
}
