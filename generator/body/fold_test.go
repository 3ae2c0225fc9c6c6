package body

import (
	"strings"
	"testing"
)

// TestFold folds the sections of level 3 of a text, with the offset of each h2 and h3 as its heads.
func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"<p>a</p>": "<p>a</p>",
		"<h2>A</h2><h3>B</h3><p>b</p><h3>C</h3><p>c</p><h2>D</h2>": `<h2>A</h2><details class="fold"><summary><h3>B</h3></summary><p>b</p></details>
<details class="fold"><summary><h3>C</h3></summary><p>c</p></details>
<h2>D</h2>`,
		"<h3>A</h3><p>last</p>": "<h3>A</h3><p>last</p>",
	} {
		var heads []int
		for i := range text {
			if strings.HasPrefix(text[i:], "<h2") || strings.HasPrefix(text[i:], "<h3") {
				heads = append(heads, i)
			}
		}
		if got := string(fold(part{[]byte(text), heads}, false)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestDivide takes the sections with the ids ask and talk out of a text.
func TestDivide(t *testing.T) {
	for text, want := range map[string][3]string{
		"<h2>A</h2>a<h3>B</h3>b": {"<h2>A</h2>a<h3>B</h3>b"},
		`<h2>A</h2>a<h2 id="ask">B</h2>b<h3>C</h3>c<h2>D</h2>d<h2 id="talk">E</h2><h2>F</h2>f`: {
			"<h2>A</h2>a", `<h2 id="ask">B</h2>b<h3>C</h3>c<h2 id="talk">E</h2>`, "<h2>D</h2>d<h2>F</h2>f"},
		`<h2>A</h2><h2 id="talk">B</h2>footnotes`: {`<h2>A</h2><h2 id="talk">B</h2>footnotes`},
	} {
		var heads []int
		for i := range text {
			if strings.HasPrefix(text[i:], "<h2") || strings.HasPrefix(text[i:], "<h3") {
				heads = append(heads, i)
			}
		}
		before, beside, after := divide(part{[]byte(text), heads})
		for i, p := range []part{before, beside, after} {
			if string(p.text) != want[i] {
				t.Errorf("%s: part %d is %s, want %s", text, i, p.text, want[i])
			}
			for _, at := range p.heads {
				if !strings.HasPrefix(string(p.text[at:]), "<h") {
					t.Errorf("%s: no heading at %d of %s", text, at, p.text)
				}
			}
		}
	}
}
