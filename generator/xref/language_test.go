package xref

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// TestManyAnchors checks that headings and other anchors are found on a page with 100,000 headings,
// and that looking up 3,000 anchors, the maximum number of links on a page, takes little time there.
func TestManyAnchors(t *testing.T) {
	doc := &markdown.Doc{Anchors: []markdown.Anchor{{ID: "h1"}, {ID: "note"}}}
	for i := range 100000 {
		doc.Headings = append(doc.Headings, markdown.Heading{ID: fmt.Sprint("h", i), Text: fmt.Sprint("Heading ", i)})
	}
	doc.Headings = append(doc.Headings, markdown.Heading{ID: "h1", Text: "Again"})
	g := &Graph{Site: &model.Site{}}
	p := &model.Page{ID: "page", Body: doc}
	page := &Target{ID: p.ID, Type: PageTarget, Page: p, Label: "Page"}
	g.pages = map[*model.Page]*pageTargets{p: {page: page, anchors: sync.OnceValue(func() map[string]int { return headingIndexes(doc) })}}
	for anchor, want := range map[string]string{"h1": "Heading 1", "h99999": "Heading 99999", "note": "Page", "none": ""} {
		got := g.anchorTarget(page, anchor)
		if (got != nil) != (want != "") || got != nil && got.Label != want {
			t.Errorf("%s: got %v, want %q", anchor, got, want)
		}
	}
	least := time.Hour // the shortest of three rounds, since other programs may be running
	for range 3 {
		start := time.Now()
		for i := range 3000 {
			g.anchorTarget(page, fmt.Sprint("none", i))
		}
		least = min(least, time.Since(start))
	}
	if least > 100*time.Millisecond {
		t.Errorf("looking up 3,000 anchors takes %v", least)
	}
}
