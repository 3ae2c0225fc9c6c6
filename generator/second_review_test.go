package generator

import (
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/sitetest"
	"safelearn/generator/xref"
)

// TestSecondReview builds a site with the shipped review and a fictional one. Short ids that exist in
// both reviews, such as lp1 and 4.1, must refer to the review of the page that uses them.
func TestSecondReview(t *testing.T) {
	shippedSite(t)
	site := readArchive(t, "testdata/second-review.txtar").siteFiles()
	sitetest.Copy(t, site, safelearn.Shipped, "content")
	g := linkWithoutWarnings(t, addShippedFiles(t, site))
	for from, want := range map[model.ID]model.ID{
		"moss/1.1": "moss/4.1", "moss/4.2": "moss/5.1a", "moss/lp1": "moss/4.1", "moss/5.1a": "moss/lp1",
		"baby-r/lp1": "baby-r/4.7", "baby-r/6.9a": "baby-r/lp6",
	} {
		found := false
		for _, edge := range lookUpTarget(t, g, from).References {
			found = found || edge.To.ID == want
			if reviewPrefix(edge.To.ID) != "" && reviewPrefix(edge.To.ID) != reviewPrefix(from) {
				t.Errorf("%s refers to %s in another review", from, edge.To.ID)
			}
		}
		if !found {
			t.Errorf("%s does not refer to %s", from, want)
		}
	}
}

// TestSecondReviewAlone checks that a site with only the fictional review has no errors or warnings.
func TestSecondReviewAlone(t *testing.T) {
	archive := readArchive(t, "testdata/second-review.txtar")
	site := archive.siteFiles()
	for name, file := range site {
		if strings.HasPrefix(name, "content/") {
			site[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(file.Data), " and [[baby-r/4.1|another review]]", ""))}
		}
	}
	site["content/site.yaml"] = site["alone/site.yaml"]
	linkWithoutWarnings(t, addShippedFiles(t, site))
}

// linkWithoutWarnings links, renders and crawls a site, and returns the graph of its pages and
// references. It fails the test if the site has errors or warnings.
func linkWithoutWarnings(t *testing.T, files fstest.MapFS) *xref.Graph {
	t.Helper()
	s := &Site{Shipped: files, Today: "2026-12-31"}
	l, problems, err := s.link(t.Context(), nil)
	if err != nil || problems.Count(diag.Error)+problems.Count(diag.Warning) > 0 {
		t.Fatal(err, problems)
	}
	crawl(t, buildTree(t, s))
	return l.graph
}

// lookUpTarget returns the link target with the given id: a page, a paragraph or another part of a
// page. It returns nil if there is none.
func lookUpTarget(t *testing.T, g *xref.Graph, id model.ID) *xref.Target {
	t.Helper()
	for _, e := range g.Site.All() {
		p := e.Base()
		targets := append(g.NumberedParagraphs(p), g.Page(p))
		if r, ok := e.(*model.Review); ok {
			targets = append(targets, g.UnwrittenParagraphs(r)...)
		}
		for _, part := range e.Parts() {
			targets = append(targets, g.Part(p, part.ID))
		}
		for _, target := range targets {
			if target != nil && target.ID == id {
				return target
			}
		}
	}
	return nil
}
