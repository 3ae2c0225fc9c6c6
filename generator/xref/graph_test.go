package xref

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// linkPages links a site with the given pages and two contacts. The keys of pages are paths below
// content, without .md; the values are front matter and body, separated by an empty line. Every page
// is parsed as a draft and then linked as sample content. It fails the test for any problem whose rule
// is not in allowed.
func linkPages(t *testing.T, pages map[string]string, allowed ...string) *Graph {
	t.Helper()
	m := fstest.MapFS{
		"content/site.yaml": {Data: []byte("id: x\ntitle: X\npartnership: None\ndemonstration: true\nbanner: X\n")},
		"content/contacts.yaml": {Data: []byte("contacts:\n  - {id: line, name: Line, phone: +44 (0)1632 960-100, source: x, checked: 2026-01-01}\n" +
			"  - {id: post, name: Post, email: a@example.org, source: x, checked: 2026-01-01}\n")},
	}
	for name, text := range pages {
		front, body, _ := strings.Cut(text, "\n\n")
		m["content/"+name+".md"] = &fstest.MapFile{Data: []byte("---\nstatus: draft\n" + front + "\n---\n" + body + "\n")}
	}
	files, _, err := source.Load(m)
	if err != nil {
		t.Fatal(err)
	}
	site, problems := model.Read(files, nil)
	for _, e := range site.All() {
		e.Base().Status = model.Sample
	}
	g, more := Link(site, []string{"files/leaflet.pdf"})
	for _, d := range append(problems, more...) {
		if !slices.Contains(allowed, d.Rule) {
			t.Error(d)
		}
	}
	return g
}

// formatEdges formats edges as lines of the form "from > to (relation) sentence", without
// the relation if it is Mentions, and without the sentence if there is none.
func formatEdges(g *Graph, edges []*Edge) string {
	var lines []string
	for _, e := range edges {
		line := fmt.Sprintf("%s > %s", e.From.ID, e.To.ID)
		if e.Relation != model.Mentions {
			line += " (" + e.Relation.Name() + ")"
		}
		from := g.Viewpoint(e.From.Page.Address, e.From.Page, Addressing{})
		if sentence := from.Sentence(e); sentence != "" {
			line += " " + sentence
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// reviewPages contains a review and two other pages, in the form that linkPages expects.
var reviewPages = map[string]string{
	"reviews/r/index":               "title: The R review\nshort: R\nparagraphs: {1: 3, 2: 2}\nquiet: [1.2]\nwithheld: [1.3]\n\n1.1 First. See [[2.1]], and [[1.1]] itself.\n\n1.2 A quiet word about [[about]].",
	"reviews/r/recommendations/2.1": "title: Do it\nshort: \"2.1\"\nlabel: 2.1\nparts: [{label: a, text: Do, nature: act, rests_on: [1.1-1.2]}]\n\n2.1 Do it.",
	"pages/about":                   "title: About\n\nBefore. The range [[r/1.1-1.2]] and once more [[r/1.1|the first]]. Call [[line]].\n\n## Where\n\n[Here](#where), [there](../../files/leaflet.pdf).",
	"pages/other":                   "title: Other\nsources: [about, r/2.1]\n\nSee [[about#where]], [[r/2.1a]] e.g. today. [[r/lost]]",
}

// TestReferencesTo checks the edges to a target: one for each source and relation, with the
// sentence around the reference.
func TestReferencesTo(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	for id, want := range map[model.ID]string{
		"about":       "r/1.2 > about\nother > about (cites)",
		"r/1.1":       "about > r/1.1 The range R 1.1–1.2 and once more the first.\nr/2.1a > r/1.1 (rests-on)",
		"r/1.2":       "about > r/1.2 The range R 1.1–1.2 and once more the first.\nr/2.1a > r/1.2 (rests-on)",
		"r/1.3":       "",
		"r/2.1":       "r/1.1 > r/2.1 See 2.1, and 1.1 itself.\nother > r/2.1 (cites)",
		"r/2.1a":      "other > r/2.1a See Where, R 2.1a e.g. today.",
		"about#where": "other > about#where See Where, R 2.1a e.g. today.",
		"line":        "about > line Call +44 (0)1632 960-100.",
	} {
		to := g.targets[id]
		if to == nil {
			t.Errorf("%s has no target", id)
			continue
		}
		if got := formatEdges(g, g.ReferencesTo(to)); got != want {
			t.Errorf("edges to %s:\n%s\nwant\n%s", id, got, want)
		}
	}
}

// TestLinkTargets checks the address, labels and state of several targets, and which addresses have a
// target.
func TestLinkTargets(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	for id, want := range map[model.ID]string{
		"r":      "/reviews/r/ R R written",
		"r/1.1":  "/reviews/r/#p1.1 1.1 R 1.1 written",
		"r/1.2":  "/reviews/r/#p1.2 1.2 R 1.2 written quiet",
		"r/1.3":  "/reviews/r/#p1.3 1.3 R 1.3 withheld",
		"r/2.1":  "/reviews/r/recommendations/2.1/ 2.1 R 2.1 written",
		"r/2.1a": "/reviews/r/recommendations/2.1/#p2.1a 2.1a R 2.1a written",
		"r/2.2":  "/reviews/r/#p2.2 2.2 R 2.2",
		"about":  "/pages/about/ About About written",
		"line":   "tel:+441632960100 +44 (0)1632 960-100 +44 (0)1632 960-100 written",
		"post":   "mailto:a@example.org a@example.org a@example.org written",
	} {
		to := g.targets[id]
		if to == nil {
			t.Errorf("%s has no target", id)
			continue
		}
		got := fmt.Sprintf("%s %s %s", to.Address, to.Label, to.FullLabel)
		for word, set := range map[string]bool{" written": to.Written, " quiet": to.Quiet, " withheld": to.Withheld} {
			if set {
				got += word
			}
		}
		if words := strings.Fields(got); !sameWords(words, strings.Fields(want)) {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	for _, address := range []string{"/", "/pages/about/", "/files/leaflet.pdf", "/pages/", "/reviews/r/recommendations/"} {
		if g.At(address) == nil {
			t.Errorf("nothing is at %s", address)
		}
	}
	for _, address := range []string{"/pages/about", "/about/", "/style.css", ""} {
		if g.At(address) != nil {
			t.Errorf("something is at %q", address)
		}
	}
}

// TestThemes checks that the coverage page of a theme is labelled with the theme's name,
// which starts with a capital letter if its script has capitals.
func TestThemes(t *testing.T) {
	for theme, want := range map[string]string{"voice": "Voice", "éveil": "Éveil", "ǆ": "ǅ", "صوت": "صوت", "4 hours": "4 hours"} {
		g := linkPages(t, map[string]string{"reviews/r/index": "title: R\nparagraphs: {1: 1}\n\n1.1 Words.", "reviews/r/findings/a": "title: A\ntheme: " + theme + "\n\nWords."})
		at := g.PagesBelow("/reviews/r/coverage/theme/")
		if len(at) != 1 || at[0].Label != want {
			t.Errorf("the theme %s is listed as %v", theme, at)
		}
	}
}

// sameWords reports whether a and b contain the same words in any order.
func sameWords(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// TestUnwritten checks that UnwrittenParagraphs returns the paragraphs of a review that no page
// contains and that are not withheld.
func TestUnwritten(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	r := model.Pages[*model.Review](g.Site)[0]
	var got []string
	for _, to := range g.UnwrittenParagraphs(r) {
		got = append(got, to.Label)
	}
	if strings.Join(got, " ") != "2.2" {
		t.Errorf("unwritten paragraphs %q", got)
	}
}

// TestManyBrokenReferences checks that a page with thousands of broken references still has
// a target.
func TestManyBrokenReferences(t *testing.T) {
	pages := map[string]string{"pages/about": "title: About\n\nWords."}
	var body strings.Builder
	for i := range 1400 {
		fmt.Fprintf(&body, "[[abuot%d]] and [x](../abuot/).\n\n", i%10)
	}
	pages["pages/many"] = "title: Many\n\n" + body.String()
	m := linkPages(t, pages, "xref-unknown", "link-broken", "limit-problems")
	if m.At("/pages/many/") == nil {
		t.Error("the page has no target")
	}
}

// TestFrontMatter checks that an id in front matter is resolved relative to its page, and
// a range to its first paragraph.
func TestFrontMatter(t *testing.T) {
	g := linkPages(t, reviewPages, "xref-unknown")
	for _, c := range []struct{ page, id, want model.ID }{
		{"other", "about", "about"},
		{"other", "r/2.1", "r/2.1"},
		{"r/2.1", "1.1-1.2", "r/1.1"},
		{"about", "r/2.1", ""}, // only in the body
	} {
		var got model.ID
		to := g.FrontMatterTarget(g.targets[c.page].Page, c.id)
		if to != nil {
			got = to.ID
		}
		if got != c.want {
			t.Errorf("%s in the front matter of %s is %q, want %q", c.id, c.page, got, c.want)
		}
	}
	v := g.Viewpoint("/pages/other/", g.targets["other"].Page, Addressing{})
	if got := v.ReferenceName(g.targets["r/1.1"], "r/1.1-1.2"); got != "R 1.1–1.2" {
		t.Errorf("a range is named %q", got)
	}
}
