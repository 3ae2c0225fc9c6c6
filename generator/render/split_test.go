package render

import (
	"strings"
	"testing"
)

// TestBlocks takes HTML apart and puts it together again.
func TestBlocks(t *testing.T) {
	tests := []struct{ text, names string }{
		{"", ""},
		{"<p>One.</p>\n<p>Two.</p>", "p p"},
		{`<h2 id="x">A &gt; B</h2><ul class="links"><li><p>a<br>b</p></li><li>c</li></ul><hr><img src="a.svg" alt="">`, "h2 ul hr img"},
		{`<div class="callout"><p>One</p><ol><li>x</li></ol></div><section class="footnotes"><ol><li id="fn-1">n</li></ol></section>`, "div section"},
	}
	for _, test := range tests {
		var names []string
		whole := ""
		for _, b := range blocks(test.text) {
			names = append(names, b.name)
			whole += b.html
		}
		if got := strings.Join(names, " "); got != test.names {
			t.Errorf("%q: got %q, want %q", test.text, got, test.names)
		}
		if whole != strings.ReplaceAll(test.text, "\n", "") {
			t.Errorf("%q: put together %q", test.text, whole)
		}
	}
}

// TestHalves cuts lists; a numbered one goes on counting.
func TestHalves(t *testing.T) {
	tests := []struct {
		list        string
		first       int
		one, second string
	}{
		{"<ul><li>a</li><li>b</li></ul>", 1, "<ul><li>a</li></ul>", "<ul><li>b</li></ul>"},
		{`<ol class="x"><li>a</li><li>b</li><li>c</li></ol>`, 2, `<ol class="x"><li>a</li><li>b</li></ol>`, `<ol class="x" start="3"><li>c</li></ol>`},
		{`<ol start="4"><li>a</li><li>b</li></ol>`, 1, `<ol start="4"><li>a</li></ol>`, `<ol start="5"><li>b</li></ol>`},
	}
	for _, test := range tests {
		list := blocks(test.list)[0]
		_, inside := list.inner()
		one, second := list.halves(blocks(inside), test.first)
		if one.html != test.one || second.html != test.second {
			t.Errorf("%s: got %s and %s", test.list, one.html, second.html)
		}
	}
}

// TestLines asks that more text never takes less room.
func TestLines(t *testing.T) {
	word := strings.Repeat("word ", 10)
	short, long := lines("<p>"+word+"</p>"), lines("<p>"+word+word+"</p>")
	list := lines("<ul><li>" + word + "</li><li>" + word + "</li></ul>")
	if short < 1 || long <= short || list <= long {
		t.Errorf("one line %v, two %v, two items %v", short, long, list)
	}
	if framed := lines(`<div class="callout note"><p>` + word + `</p></div>`); framed <= short {
		t.Errorf("in a frame %v, without %v", framed, short)
	}
}
