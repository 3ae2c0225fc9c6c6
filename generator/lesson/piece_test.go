package lesson

import (
	"strings"
	"testing"
)

// TestCut checks that a list is cut into two lists, and that the second part of an
// ordered list continues its numbering.
func TestCut(t *testing.T) {
	items := func(words ...string) (list []piece) {
		for _, w := range words {
			list = append(list, piece{html: "<li>" + w + "</li>", lines: 1})
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
		if first.lines != float64(test.count) || first.lines+second.lines != float64(len(test.list.items)) {
			t.Errorf("%s takes %v lines, %s %v", first.html, first.lines, second.html, second.lines)
		}
	}
}

// TestLinesOf checks that longer text takes more lines.
func TestLinesOf(t *testing.T) {
	short, long, two := linesOf(50), linesOf(100), linesOf(50, 50)
	if linesOf(0) != 0 || short < 1 || long <= short || two <= long {
		t.Errorf("nothing takes %v lines, one line %v, two %v, two paragraphs %v", linesOf(0), short, long, two)
	}
	if n := length(" “words” "); n != 7 {
		t.Errorf("%d characters", n)
	}
}

// TestAdd checks that every piece is added to exactly one slide, and that no slide ends
// with a heading.
func TestAdd(t *testing.T) {
	d := &deck{}
	d.start(slide{id: "s", heading: "H"})
	var pieces []piece
	for range 12 {
		pieces = append(pieces, piece{html: "<h3>h</h3>", lines: 1.3, leads: true}, piece{html: "<p>p</p>", lines: 2.3},
			listPiece(list{tag: "ol", start: 1, items: []piece{{html: "<li>1</li>", lines: 2.3}, {html: "<li>2</li>", lines: 2.3}, {html: "<li>3</li>", lines: 2.3}}}))
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
