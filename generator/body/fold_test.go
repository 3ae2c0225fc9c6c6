package body

import (
	"regexp"
	"strconv"
	"testing"

	"safelearn/generator/markdown"
)

// headingPattern matches a heading in the HTML of a test.
var headingPattern = regexp.MustCompile(`<h(\d)(?: id="(\w+)")?>.*?</h\d>`)

// newFragment returns a fragment with the given HTML and a boundary at each heading.
func newFragment(html string) fragment {
	f := fragment{html: []byte(html)}
	for _, m := range headingPattern.FindAllStringSubmatchIndex(html, -1) {
		h := markdown.Heading{}
		h.Level, _ = strconv.Atoi(html[m[2]:m[3]])
		if m[4] >= 0 {
			h.ID = html[m[4]:m[5]]
		}
		f.boundaries = append(f.boundaries, boundary{m[0], &h, m[1]})
	}
	return f
}

// TestMakeCollapsible checks that level 3 sections, except one at the end of the page, are wrapped in
// details elements.
func TestMakeCollapsible(t *testing.T) {
	for text, want := range map[string]string{
		"<p>a</p>": "<p>a</p>",
		"<h2>A</h2><h3>B</h3><p>b</p><h3>C</h3><p>c</p><h2>D</h2>": `<h2>A</h2><details class="fold"><summary><h3>B</h3></summary><p>b</p></details>
<details class="fold"><summary><h3>C</h3></summary><p>c</p></details>
<h2>D</h2>`,
		"<h3>A</h3><p>last</p>": "<h3>A</h3><p>last</p>",
	} {
		if got := string(makeCollapsible(newFragment(text), 3, false)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestMakeLevel2Collapsible checks that a level 2 section is wrapped with the level 3 sections in it.
func TestMakeLevel2Collapsible(t *testing.T) {
	const text = "<p>a</p><h2>B</h2><p>b</p><h3>C</h3><p>c</p><h2>D</h2><p>d</p>"
	page := newFragment(text)
	page.boundaries = append(page.boundaries, boundary{offset: len(text)})
	want := `<p>a</p><details class="fold"><summary><h2>B</h2></summary><p>b</p><h3>C</h3><p>c</p></details>
<details class="fold"><summary><h2>D</h2></summary><p>d</p></details>
`
	if got := string(makeCollapsible(page, 2, false)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestSplitBeside checks that the sections with the ids ask and talk, except one at the end of the
// page, are separated from the others.
func TestSplitBeside(t *testing.T) {
	for text, want := range map[string][3]string{
		"<h2>A</h2>a<h3>B</h3>b": {"<h2>A</h2>a<h3>B</h3>b"},
		`<h2>A</h2>a<h2 id="ask">B</h2>b<h3>C</h3>c<h2>D</h2>d<h2 id="talk">E</h2><h2>F</h2>f`: {
			"<h2>A</h2>a", `<h2 id="ask">B</h2>b<h3>C</h3>c<h2 id="talk">E</h2>`, "<h2>D</h2>d<h2>F</h2>f"},
		`<h2>A</h2><h2 id="talk">B</h2>footnotes`: {`<h2>A</h2><h2 id="talk">B</h2>footnotes`},
	} {
		before, beside, after := splitSideColumn(newFragment(text))
		for i, p := range []fragment{before, beside, after} {
			if string(p.html) != want[i] {
				t.Errorf("%s: part %d is %s, want %s", text, i, p.html, want[i])
			}
			for _, b := range p.boundaries {
				if !headingPattern.Match(p.html[b.offset:b.titleEnd]) {
					t.Errorf("%s: no heading at %d to %d of %s", text, b.offset, b.titleEnd, p.html)
				}
			}
		}
	}
}
