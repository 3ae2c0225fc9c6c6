package lesson

import (
	"math"
	"strings"
	"testing"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/source"
)

// TestSplitList checks that a list is split after a number of items, and that the second part of an
// ordered list continues its numbering.
func TestSplitList(t *testing.T) {
	items := func(words ...string) (list []piece) {
		for _, w := range words {
			list = append(list, piece{html: "<li>" + w + "</li>", size: textSize(1)})
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
		first, second := test.list.split(test.count)
		if first.html != test.first || second.html != test.second {
			t.Errorf("got %s and %s, want %s and %s", first.html, second.html, test.first, test.second)
		}
		if got := first.size.lines(65); math.Abs(got-1.3*float64(test.count)) > 1e-9 {
			t.Errorf("%s has %v lines", first.html, got)
		}
		if got := len(first.list.items); got != test.count || got+len(second.list.items) != len(test.list.items) {
			t.Errorf("%s has %d items, %s has %d", first.html, got, second.html, len(second.list.items))
		}
	}
}

// TestLines checks how many lines paragraphs, items, rows, callouts, images and code take.
func TestLines(t *testing.T) {
	long := strings.Repeat("word ", 20) // 99 characters
	for text, want := range map[string]float64{
		"":                                0,
		"---":                             1,
		"one":                             1.3,
		long:                              2.3,
		"one\n\ntwo":                      2.6,
		"a *b* `c`":                       1.3,
		strings.Repeat("&amp;", 60):       1.3,
		strings.Repeat("&amp;", 66):       2.3,
		"- a\n  - b":                      2.6,
		"| a | b |\n|---|---|\n| c | d |": 2.6,
		"> [!NOTE]\n> a":                  3.6,
		"> [!NOTE] b\n> a":                3.6,
		"```\na\nb\n```":                  3,
		"- a\n\n  ```\n  b\n  ```":        3.3,
		"![a](b.svg) c":                   2.3,
		strings.Repeat("a", 65) + "[^1]\n\n[^1]: b": 3.6,
	} {
		doc, _ := markdown.Parse(&source.File{Text: text}, markdown.Options{Sections: &markdown.SectionSyntax{}})
		r := htmlRenderer{page: &model.Page{Body: doc}, onSlides: true}
		got := 0.0
		for _, e := range doc.Elements {
			got += r.elementSize(&e).lines(65)
		}
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s takes %v lines, want %v", text, got, want)
		}
	}
	doc := &markdown.Doc{Blocks: []markdown.Block{{Text: "“Words”"}}}
	r := htmlRenderer{page: &model.Page{Body: doc}, onSlides: true}
	if n := r.length(markdown.Text{Blocks: [2]int32{0, 1}}); n != 7 {
		t.Errorf("%d characters", n)
	}
	site, _ := model.Read(nil, nil)
	locale := layout.NewLocales(site).ForPage(nil)
	for text, want := range map[string]float64{"Unsafe. a": 1.3, "Unsafe. " + strings.Repeat("a", 40): 2.3, strings.Repeat("a", 40): 1.3} {
		doc, _ := markdown.Parse(&source.File{Text: text}, markdown.Options{Sections: &markdown.SectionSyntax{}})
		r := htmlRenderer{page: &model.Page{Body: doc}, locale: locale, onSlides: true}
		if p := r.reasonPiece(doc.Elements[0].Text); math.Abs(p.size.lines(65)-want) > 1e-9 {
			t.Errorf("%s takes %v lines, want %v", p.html, p.size.lines(65), want)
		}
	}
}
