package xref

import (
	"maps"
	"testing"

	"safelearn/generator/model"
)

// secondReviewPages contains another review, some of whose ids also occur in reviewPages, and other
// pages.
var secondReviewPages = map[string]string{
	"reviews/s/index":               "title: The S review\nshort: S\nparagraphs: {1: 2, 2: 1}\n\n1.1 Other words. See [[2.1]].\n\n## Later\n\n1.2 More about [[about]], as [[1.1]] says.",
	"reviews/s/findings/voice":      "title: Voice\n\nWords.",
	"reviews/r/findings/voice":      "title: Voice\n\nWords.",
	"reviews/s/recommendations/2.1": "title: Do more\nshort: \"2.1\"\nlabel: 2.1\nparts: [{label: a, text: Do, nature: act, rests_on: [1.1]}]\n\n2.1 Do more.",
	"protocols/p":                   "title: Protocol\nsteps: [{id: act, title: Act, text: Act.}]\n\nWords.",
	"guidance/g":                    "title: Guidance\npublisher: P\ndated: 2026\nread: reported\nreported_by: P\nchecked: 2026-11-01\n\nWords.",
}

// linkTwoReviews links a site with two reviews.
func linkTwoReviews(t *testing.T) *Graph {
	pages := maps.Clone(reviewPages)
	maps.Copy(pages, secondReviewPages)
	return linkPages(t, pages, "xref-unknown")
}

// TestNames checks that the name of a target includes the name of its review only outside
// that review.
func TestNames(t *testing.T) {
	g := linkTwoReviews(t)
	at := func(address string) Viewpoint { return g.Viewpoint(address, g.At(address).Page, Addressing{}) }
	for _, c := range []struct {
		target                                 model.ID
		from                                   string
		wantName, wantListName, wantSourceName string
	}{
		{"r/1.1", "/reviews/r/", "1.1", "1.1 in R", "1.1"},
		{"r/1.1", "/reviews/r/coverage/", "1.1", "1.1 in R", "1.1"},
		{"r/1.1", "/reviews/s/", "R 1.1", "R 1.1", "R 1.1"},
		{"r/1.1", "/pages/about/", "R 1.1", "R 1.1", "R 1.1"},
		{"r/2.1", "/reviews/r/", "2.1", "2.1: Do it", "2.1"},
		{"r/2.1", "/pages/about/", "R 2.1", "R 2.1: Do it", "R 2.1"},
		{"s/2.1a", "/reviews/s/", "2.1a", "2.1a", "2.1a"},
		{"s/2.1a", "/protocols/p/", "S 2.1a", "S 2.1a", "S 2.1a"},
		{"s/voice", "/reviews/s/", "Voice", "Voice", "Voice"},
		{"s/voice", "/reviews/r/findings/", "Voice (S)", "Voice (S)", "Voice (S)"},
		{"s", "/pages/about/", "S", "The S review", "S"},
		{"s#later", "/reviews/s/", "Later", "", "Later"},
		{"s#later", "/pages/about/", "Later (S)", "", "Later (S)"},
		{"p#act", "/reviews/r/", "Act", "Protocol: Act", "Protocol: Act"},
		{"g", "/reviews/r/", "Guidance", "Guidance", "Guidance (checked 1 November 2026)"},
		{"line", "/reviews/r/", "+44 (0)1632 960-100", "Line", "+44 (0)1632 960-100"},
	} {
		l := linker{graph: g}
		from := at(c.from)
		to := l.findTarget(g.At("/pages/about/").Page, string(c.target))
		if got := from.Name(to); got != c.wantName {
			t.Errorf("%s is named %q from %s, want %q", c.target, got, c.from, c.wantName)
		}
		if got := from.ListName(to); got != c.wantListName && c.wantListName != "" {
			t.Errorf("%s is named %q in a list from %s, want %q", c.target, got, c.from, c.wantListName)
		}
		if got := from.SourceName(to); got != c.wantSourceName {
			t.Errorf("%s is named %q as a source from %s, want %q", c.target, got, c.from, c.wantSourceName)
		}
	}
	for from, want := range map[string]string{"/reviews/r/": "Gaps in the report and on this site", "/reviews/s/coverage/": "R: Gaps in the report and on this site", "/quality/": "R: Gaps in the report and on this site"} {
		v := g.Viewpoint(from, nil, Addressing{})
		if got := v.GeneratedPageName(g.PagesBelow("/reviews/r/coverage/gaps/")[0]); got != want {
			t.Errorf("the view is named %q from %s, want %q", got, from, want)
		}
	}
}

// TestNamesWithOneReview checks that names in lists do not start with the name of the review on a site
// with only one.
func TestNamesWithOneReview(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	v := g.Viewpoint("/pages/about/", g.At("/pages/about/").Page, Addressing{})
	for id, want := range map[model.ID]string{"r/1.1": "1.1 in R", "r/2.1": "2.1: Do it", "r/2.1a": "2.1a"} {
		if got := v.ListName(g.targets[id]); got != want {
			t.Errorf("%s is named %q in a list, want %q", id, got, want)
		}
	}
}

// TestQuotation checks that a sentence quoted outside its review names the review with each
// paragraph number.
func TestQuotation(t *testing.T) {
	g := linkTwoReviews(t)
	for from, want := range map[string]string{"/reviews/s/": "More about About, as 1.1 says.", "/pages/about/": "More about About, as S 1.1 says.", "/reviews/r/": "More about About, as S 1.1 says."} {
		v := g.Viewpoint(from, g.At(from).Page, Addressing{})
		for _, e := range g.ReferencesTo(g.targets["about"]) {
			if e.From.ID == "s/1.2" && v.Sentence(e) != want {
				t.Errorf("on %s the sentence is %q, want %q", from, v.Sentence(e), want)
			}
		}
	}
}

// TestRelativeURL checks the relative address of a target as it appears on a given page.
func TestRelativeURL(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	files, served := Addressing{Files: true}, Addressing{Base: "/learn/"}
	for _, c := range []struct {
		from, to   string
		addressing Addressing
		want       string
	}{
		{"/pages/about/", "/", served, "../../"},
		{"/pages/about/", "/pages/other/#where", served, "../../pages/other/#where"},
		{"/pages/about/", "/pages/about/", served, "../../pages/about/"},
		{"/pages/about/", "/pages/about/#where", served, "#where"},
		{"/pages/about/", "/files/leaflet.pdf", files, "../../files/leaflet.pdf"},
		{"/pages/about/", "/pages/other/#where", files, "../../pages/other/index.html#where"},
		{"/pages/about/", "tel:999", files, "tel:999"},
		{"/", "/", served, "./"},
		{"/", "/", files, "index.html"},
		{"/", "/pages/", served, "pages/"},
		{"/", "/#top", served, "#top"},
		{"", "/pages/", served, "/learn/pages/"},
		{"/a/b/c/d/e/f/g/h/i/j/", "/x/", served, "../../../../../../../../../../x/"},
	} {
		v := g.Viewpoint(c.from, nil, c.addressing)
		if got := v.RelativeURL(c.to); got != c.want {
			t.Errorf("from %q to %q is %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// TestBadges checks the badge that a list shows next to the name of a target, such as draft or
// withdrawn.
func TestBadges(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	v := g.Viewpoint("/pages/", nil, Addressing{})
	g.Site.Today = "2026-06-01"
	other := g.targets["other"].Page
	for want, page := range map[Badge]model.Page{Draft: {Status: model.Draft, ReviewDue: "2026-05-31"}, Overdue: {Status: model.Sample, ReviewDue: "2026-05-31"}, NoBadge: {Status: model.Sample, ReviewDue: "2026-06-01"}} {
		if other.Status, other.ReviewDue = page.Status, page.ReviewDue; v.Badge(g.targets["other"]) != want {
			t.Errorf("a %s page that was due on %s has the badge %d, want %d", page.Status, page.ReviewDue, v.Badge(g.targets["other"]), want)
		}
	}
	other.Status = model.Withdrawn
	for id, want := range map[model.ID]Badge{"about": NoBadge, "other": Withdrawn, "r/1.1": NoBadge, "r/1.2": Quiet, "r/1.3": Withheld, "r/2.2": Unwritten, "line": NoBadge} {
		if got := v.Badge(g.targets[id]); got != want {
			t.Errorf("%s has the badge %d, want %d", id, got, want)
		}
	}
	ownViewpoint := g.Viewpoint("/pages/other/", g.targets["other"].Page, Addressing{})
	if got := ownViewpoint.Badge(g.targets["other"]); got != NoBadge {
		t.Errorf("a page has the badge %d on itself", got)
	}
}

// TestDescription checks that Description names a paragraph by its document rather than by its
// page.
func TestDescription(t *testing.T) {
	g := linkPages(t, map[string]string{
		"reviews/w/index": "title: Willow\nshort: Willow\ndocuments: [{id: or, kind: overview-report, numbering: N.N}, {id: es, kind: executive-summary, numbering: N.N}]\n\n{es:1.1} Words.\n\n2.1 Words.",
	})
	for id, want := range map[model.ID]string{"w/es:1.1": `"executive summary 1.1" on the page "Willow"`, "w/2.1": `"2.1" on the page "Willow"`} {
		if got := g.targets[id].Description(); got != want {
			t.Errorf("%s is described as %s, want %s", id, got, want)
		}
	}
}
