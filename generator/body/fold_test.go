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
		`<h3>A</h3><a href="tel:999">999</a><h2>B</h2>`: `<details class="fold" open><summary><h3>A</h3></summary><a href="tel:999">999</a></details>
<h2>B</h2>`,
		"<h3>A</h3><p>last</p>": "<h3>A</h3><p>last</p>",
	} {
		var heads []int
		for i := range text {
			if strings.HasPrefix(text[i:], "<h2") || strings.HasPrefix(text[i:], "<h3") {
				heads = append(heads, i)
			}
		}
		if got := string(fold(nil, []byte(text), heads)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
