package generator

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestGoldenLanguages renders the site in testdata/languages.txtar, which is in three languages, and
// compares its pages and problems with the expected ones in the archive.
func TestGoldenLanguages(t *testing.T) {
	const path = "testdata/languages.txtar"
	a := readArchive(t, path)
	compareGolden(t, path, a)
	a.expect(t, path, "want/problems", problemLines(t, addShippedFiles(t, a.siteFiles())))
}

// TestSiteNotInEnglish checks a site with Polish as its default language. Navigation and notices must
// be in Polish, untranslated text marked as English, straight quotation marks unchanged, and the
// reading level must not be estimated, because it is defined only for English.
func TestSiteNotInEnglish(t *testing.T) {
	site := readArchive(t, "testdata/languages.txtar").siteFiles()
	words := site["content/languages/pl.yaml"]
	words.Data = regexp.MustCompile(`(?m)^(site_title|banner|report):.*\n`).ReplaceAll(words.Data, nil) // site.yaml defines these texts
	maps.DeleteFunc(site, func(name string, _ *fstest.MapFile) bool { return name != "content/contacts.yaml" })
	site["content/languages/pl.yaml"] = words
	site["content/site.yaml"] = &fstest.MapFile{Data: []byte("id: prom\ntitle: Przychodnia\npartnership: Wymyślona\nlanguages: [pl]\ndemonstration: true\nbanner: Na próbę.\n")}
	page := func(name, title, text string) {
		site["content/"+name+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\nsummary: Co jest.\nstatus: sample\nowner: My\nreviewed: 2026-03-01\nreview_due: 2027-03-01\nversion: \"1\"\n---\n\n" + text)}
	}
	page("parents/index", "Dla rodziców", "Otolaryngologiczna poradnia specjalistyczna. Mówimy \"dzień dobry\".\n\n> [!URGENT] Zadzwoń\n> Teraz.\n")
	page("pages/about", "O nas", "Zobacz [[news]].\n")
	page("pages/news", "Nowości", "Nowe drzwi.\n")
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	if text := problemLines(t, site); strings.Contains(text, "plain-") || strings.Contains(text, "error") {
		t.Error(text)
	}
	pages := crawl(t, buildTree(t, s))
	for name, list := range map[string][]string{
		"parents/index.html":    {`<html lang="pl">`, "Opuść tę stronę", "Pilna porada:", "&quot;dzień dobry&quot;", "Następne sprawdzenie", "1 marca 2027", "Na próbę."},
		"pages/news/index.html": {`<p class="relation"><span lang="en-GB" dir="ltr">Mentioned in</span></p>`, `>O nas</a>`, "Strona główna"},
		"404.html":              {`<h1><span lang="en-GB" dir="ltr">Page not found</span></h1>`},
	} {
		for _, want := range list {
			if !strings.Contains(pages[name].html, want) {
				t.Errorf("%s does not contain %s", name, want)
			}
		}
	}
	if strings.Contains(pages["parents/index.html"].html, "hreflang") {
		t.Error("a page in one language links to other languages")
	}
}

// TestTranslationsNotListed checks that lists and counts of pages do not include translations, and
// that translations of drafts are not published.
func TestTranslationsNotListed(t *testing.T) {
	site := readArchive(t, "testdata/languages.txtar").siteFiles()
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	tree := buildTree(t, s)
	crawl(t, tree)
	for _, name := range fileNames(t, tree) {
		if strings.Contains(name, "plans") {
			t.Errorf("%s is published", name)
		}
		if strings.Contains(name, "/ar/") || strings.Contains(name, "/pl/") || name == "index.json" || path.Ext(name) == ".svg" {
			continue
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		text := languageLinkPattern.ReplaceAllString(string(data), "")
		for _, words := range []string{"زيارتك", "Pierwsza", "/ar/", "/pl/"} {
			if strings.Contains(text, words) {
				t.Errorf("%s contains %s", name, words)
			}
		}
	}
	g := linkSite(t, s).graph
	for _, edge := range g.ReferencesTo(lookUpTarget(t, g, "news")) {
		if edge.From.Page.Lang != "" {
			t.Errorf("the translation %s is listed as a backlink in addition to its original", edge.From.Page.File.Path)
		}
	}
	if in := g.ReferencesTo(lookUpTarget(t, g, "news.ar")); len(in) != 1 || in[0].From.ID != "about.ar" {
		t.Errorf("the Arabic page is linked from %d pages", len(in))
	}
}

// languageLinkPattern matches the links from a page to its translations.
var languageLinkPattern = regexp.MustCompile(`(?s)<link rel="alternate" hreflang[^>]*>|<nav class="languages".*?</nav>`)

// TestSitemapLanguages checks that in the sitemap of a live site the entries of a page and of its
// translations each list the page and all its translations.
func TestSitemapLanguages(t *testing.T) {
	site := readArchive(t, "testdata/languages.txtar").siteFiles()
	for _, f := range site {
		f.Data = []byte(strings.NewReplacer("demonstration: true", "demonstration: false", "status: sample", "status: live\nadvice: [none]\napprovals: [{role: partnership, body: The clinic, date: 2026-02-01, text: none}]").Replace(string(f.Data)))
	}
	for name, f := range site {
		if strings.HasPrefix(name, "content/pages/") {
			f.Data = []byte(regexp.MustCompile(`(?m)^(advice|approvals): .*\n`).ReplaceAllString(string(f.Data), ""))
		}
	}
	delete(site, "content/pages/plans.ar.md")
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	approvePages(t, s)
	data, err := fs.ReadFile(buildTree(t, s), "sitemap.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"", "ar/", "pl/"} {
		entry := regexp.MustCompile(`(?s)<loc>https://ferry.example/learn/parents/visit/` + tag + `</loc>.*?</url>`).FindString(string(data))
		for _, want := range []string{`hreflang="en-GB" href="https://ferry.example/learn/parents/visit/"`, `hreflang="ar" href="https://ferry.example/learn/parents/visit/ar/"`, `hreflang="pl" href="https://ferry.example/learn/parents/visit/pl/"`} {
			if !strings.Contains(entry, want) {
				t.Errorf("the entry of parents/visit/%s is %q, without %s", tag, entry, want)
			}
		}
	}
}

// TestTranslatedRecommendation adds a translation of a recommendation. Its actions must list as many
// responses as those of the original, and pages that refer to the recommendation must not change.
func TestTranslatedRecommendation(t *testing.T) {
	site := readArchive(t, "testdata/site.txtar").siteFiles()
	before := buildTree(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})
	site["content/site.yaml"].Data = []byte(strings.ReplaceAll(string(site["content/site.yaml"].Data), "[en-GB]", "[en-GB, pl]"))
	original := site["content/reviews/larch/recommendations/8.1.md"]
	site["content/reviews/larch/recommendations/8.1.pl.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(original.Data), "---\n", "---\ntranslates: \"1\"\n", 1))}
	after := buildTree(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})
	read := func(tree fs.FS, name string) string {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	const folder = "reviews/larch/recommendations/8.1/"
	actionPattern := regexp.MustCompile(`(?s)<section class="action".*?</section>`)
	want, got := actionPattern.FindAllString(read(before, folder+"index.html"), -1), actionPattern.FindAllString(read(after, folder+"pl/index.html"), -1)
	if len(want) == 0 || len(got) != len(want) {
		t.Fatalf("%d actions in Polish, %d in English", len(got), len(want))
	}
	for i := range want {
		if n, m := strings.Count(got[i], "<li>"), strings.Count(want[i], "<li>"); n != m || strings.Contains(got[i], "class=\"gap\"") != strings.Contains(want[i], "class=\"gap\"") {
			t.Errorf("an action has %d responses in Polish and %d in English:\n%s", n, m, got[i])
		}
	}
	for _, name := range []string{"reviews/larch/coverage/index.html", "reviews/larch/learning-points/lp1/index.html", "protocols/addresses/index.html"} {
		if normalizeHTML(read(before, name)) != normalizeHTML(read(after, name)) {
			t.Errorf("%s has changed", name)
		}
	}
}

// TestOverdueOriginal checks that the translation of an overdue page is also marked as overdue.
func TestOverdueOriginal(t *testing.T) {
	site := readArchive(t, "testdata/languages.txtar").siteFiles()
	const name = "content/parents/visit.md"
	site[name] = &fstest.MapFile{Data: bytes.Replace(site[name].Data, []byte("2027-03-01"), []byte("2026-05-31"), 1)}
	tree := buildTree(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})
	pages, err := fs.Glob(tree, "parents/visit/*/index.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("translations: %q, %v", pages, err)
	}
	for _, name := range append(pages, "parents/visit/index.html") {
		text, err := fs.ReadFile(tree, name)
		if err != nil || !bytes.Contains(text, []byte(`<p class="tag overdue">`)) || !bytes.Contains(text, []byte(`data-due="2026-05-31"`)) {
			t.Errorf("%s does not say that its review is overdue: %v", name, err)
		}
	}
}
