package lesson

import (
	"math"
	"strings"
	"testing"
)

// TestCut checks that a list is cut into two lists after a number of items, and that the
// second part of an ordered list continues its numbering.
func TestCut(t *testing.T) {
	items := func(words ...string) (list []string) {
		for _, w := range words {
			list = append(list, "<li>"+w+"</li>")
		}
		return list
	}
	tests := []struct {
		list          list
		count         int
		first, second string
	}{
		{list{tag: "ul", items: items("a", "b")}, 1, "<ul><li>a</li></ul>", "<ul><li>b</li></ul>"},
		{list{tag: "ol", attributes: ` class="x"`, start: 1, items: items("a", "b", "c")}, 2,
			`<ol class="x"><li>a</li><li>b</li></ol>`, `<ol class="x" start="3"><li>c</li></ol>`},
		{list{tag: "ol", start: 4, items: items("a", "b")}, 1, `<ol start="4"><li>a</li></ol>`, `<ol start="5"><li>b</li></ol>`},
		{list{tag: "ol", start: 0, items: items("a", "b")}, 1, `<ol start="0"><li>a</li></ol>`, `<ol><li>b</li></ol>`},
	}
	for _, test := range tests {
		first, second := test.list.cut(test.count)
		if first.html != test.first || second.html != test.second {
			t.Errorf("got %s and %s, want %s and %s", first.html, second.html, test.first, test.second)
		}
		if got := len(first.list.items); got != test.count || got+len(second.list.items) != len(test.list.items) {
			t.Errorf("%s has %d items, %s has %d", first.html, got, second.html, len(second.list.items))
		}
	}
}

// TestLineCount checks how many lines paragraphs, items, rows, callouts and code take.
func TestLineCount(t *testing.T) {
	long := strings.Repeat("word ", 20) // 99 characters
	for markup, want := range map[string]float64{
		"":                             0,
		"<hr>\n":                       1,
		"<p>one</p>":                   1.3,
		"<p>" + long + "</p>":          2.3,
		"<p>one</p>\n<p>two</p>":       2.6,
		"<p>a <em>b</em> <b>c</b></p>": 1.3,
		`<p>a <a href="x" class="y">` + strings.Repeat("&amp;", 60) + "</a></p>":                 1.3,
		"<ul><li>a<ul><li>b</li></ul></li></ul>":                                                 2.6,
		"<table><tr><td>a</td>\n<td>b</td></tr></table>":                                         1.3,
		`<div class="callout note"><p class="callout-title"><span>Note</span></p><p>a</p></div>`: 3.6,
		"<pre class=\"code\"><code>a\n<span>b</span>\n</code></pre>\n":                           3,
	} {
		if got := lineCount(markup); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s takes %v lines, want %v", markup, got, want)
		}
	}
	if n := visibleLength(" “<b>words</b>” "); n != 7 {
		t.Errorf("%d characters", n)
	}
}

// TestAdd checks that everything in the pieces that are added to a deck is on exactly one
// slide, and that no slide ends with a heading.
func TestAdd(t *testing.T) {
	long := strings.Repeat(" word", 20)
	d := &deck{}
	d.start(slide{id: "s", heading: "H"})
	var pieces []piece
	for range 12 {
		pieces = append(pieces, piece{html: "<h3>h</h3>", keepWithNext: true}, piece{html: "<p>" + long + "</p>"},
			listPiece(list{tag: "ol", start: 1, items: []string{"<li>1" + long + "</li>", "<li>2" + long + "</li>", "<li>3" + long + "</li>"}}))
	}
	d.add(pieces...)
	d.end()
	out := string(d.out)
	for what, want := range map[string]int{"<h3>": 12, "<p>": 12, "<li>1": 12, "<li>2": 12, "<li>3": 12, ` id="s"`: 1} {
		if got := strings.Count(out, what); got != want {
			t.Errorf("%d %s, want %d", got, what, want)
		}
	}
	if strings.Contains(out, "</h3></section>") {
		t.Error("a slide ends with a heading")
	}
	if slides := strings.Count(out, "<section"); slides != d.part || slides < 10 {
		t.Errorf("%d slides, %d parts", slides, d.part)
	}
}
