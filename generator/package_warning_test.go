package generator

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/export"
	"safelearn/generator/model"
	"safelearn/generator/render"
)

// translatedSite returns the files of a site whose module "second" is at version 2 and has a Welsh
// translation of the given version.
func translatedSite(t *testing.T, version string) fstest.MapFS {
	t.Helper()
	site := readArchive(t, quizArchive).siteFiles()
	second := site["content/modules/second.md"]
	text := strings.Replace(string(second.Data), `version: "1"`, `version: "2"`, 1)
	site["content/modules/second.md"] = &fstest.MapFile{Data: []byte(text)}
	site["content/modules/second.cy.md"] = &fstest.MapFile{Data: []byte(strings.Replace(strings.Replace(text, "title:", "translates: \""+version+"\"\ntitle:", 1), "A second module", "Ail fodiwl", 1))}
	site["content/site.yaml"].Data = append(site["content/site.yaml"].Data, "languages: [en-GB, cy]\n"...)
	return addShippedFiles(t, site)
}

// TestPackageWarnings checks that a translation of an older version and a module whose review is overdue
// are exported only with --stale, and that what is exported then says first what is wrong.
func TestPackageWarnings(t *testing.T) {
	const translation, overdue = "translation of an older version", "review was due on"
	for _, c := range []struct {
		translates string
		today      model.Date
		want       []string
	}{
		{"2", "2026-06-01", nil},
		{"1", "2026-06-01", []string{translation}},
		{"2", "2027-06-01", []string{overdue}},
		{"1", "2027-06-01", []string{translation, overdue}},
	} {
		s := &Site{Shipped: translatedSite(t, c.translates), Today: c.today}
		for _, f := range export.Formats {
			if !f.OfModules {
				continue
			}
			_, _, err := s.Export(t.Context(), f.Exporter(export.Options{Modules: []string{"second.cy"}}), filepath.Join(t.TempDir(), "packages"))
			for _, w := range []struct{ warning, refusal string }{{translation, "an older version"}, {overdue, "the review is overdue"}} {
				if refused := err != nil && strings.Contains(err.Error(), w.refusal) && strings.Contains(err.Error(), "second.cy") && strings.Contains(err.Error(), "--stale"); refused != slices.Contains(c.want, w.warning) {
					t.Errorf("%s of version %s on %s: %v", f.Name, c.translates, c.today, err)
				}
			}
			folder := exportModules(t, s, f.Name, export.Options{Modules: []string{"second.cy"}, Stale: true})
			data, err := os.ReadFile(filepath.Join(folder, export.LossesJSON))
			var losses export.Losses
			if err != nil || json.Unmarshal(data, &losses) != nil {
				t.Fatal(err, string(data))
			}
			start := ""
			if f.Name == "scorm12" {
				files, _ := readLocalHeaders(t, readPackages(t, folder)[losses.Modules[0].File])
				page := string(files["index.html"])
				checkPackagePage(t, "second.cy", page)
				_, body, _ := strings.Cut(page, "<body>")
				start, _, _ = strings.Cut(body, "<aside") // the notice of a demonstration
				start = regexp.MustCompile(`(?s)<[a-z]+[^>]* hidden>.*?</div>`).ReplaceAllString(start, "")
				if c.translates == "1" && !strings.Contains(start, `href="https://elder.example/learn/modules/second/"`) {
					t.Errorf("no link to the newest version: %s", start)
				}
			} else {
				card, err := os.ReadFile(filepath.Join(folder, losses.Modules[0].File))
				if start = string(card); err != nil {
					t.Fatal(err)
				}
			}
			for _, warning := range []string{translation, overdue} {
				said := strings.Contains(losses.Modules[0].Warning, warning)
				shown := strings.Contains(start, map[string]string{translation: "of an older version of the page", overdue: "was due on"}[warning])
				if want := slices.Contains(c.want, warning); said != want || shown != want {
					t.Errorf("%s of version %s on %s: the losses say %q, readers %s", f.Name, c.translates, c.today, losses.Modules[0].Warning, start)
				}
			}
		}
	}
}

// passingOnPackage exports the module "passing-on" of a site and returns the text of its manifest and page.
func passingOnPackage(t *testing.T, s *Site) (manifest, page string) {
	t.Helper()
	for _, data := range readPackages(t, exportModules(t, s, "scorm12", export.Options{Modules: []string{"passing-on"}})) {
		files, _ := readLocalHeaders(t, data)
		manifest, page = string(files["imsmanifest.xml"]), string(files["index.html"])
	}
	return manifest, page
}

// TestPackageFacts checks that a package shows all facts about its module that the foot of its page on the
// site shows, such as its owner and who approved it.
func TestPackageFacts(t *testing.T) {
	site := readArchive(t, quizArchive).siteFiles()
	module := site["content/modules/passing-on.md"]
	module.Data = []byte(strings.Replace(string(module.Data), "\nowner:", "\napprovals: [{role: partnership, body: The board, date: 2026-03-01, text: none}]\nowner:", 1))
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	approvePages(t, s)
	tree, problems, err := s.renderPublished(t.Context(), render.Options{})
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	data, err := fs.ReadFile(tree, "modules/passing-on/index.html")
	if err != nil {
		t.Fatal(err)
	}
	tags, facts := regexp.MustCompile(`<[^>]*>`), regexp.MustCompile(`<div>(<dt>.*?)</div>`)
	_, page := passingOnPackage(t, s)
	var list []string
	for _, m := range facts.FindAllStringSubmatch(page, -1) {
		list = append(list, tags.ReplaceAllString(m[1], " "))
	}
	_, foot, _ := strings.Cut(string(data), "<footer")
	found := facts.FindAllStringSubmatch(foot, -1)
	for _, m := range found {
		if fact := tags.ReplaceAllString(m[1], " "); !slices.Contains(list, fact) {
			t.Errorf("the package does not show %q: %q", fact, list)
		}
	}
	if len(found) < 6 || !strings.Contains(foot, "The board") {
		t.Errorf("the page of the site shows %q", found)
	}
}

// TestPackageLinks checks that the links on a page and in its package keep their queries and fragments.
func TestPackageLinks(t *testing.T) {
	site := readArchive(t, quizArchive).siteFiles()
	module := site["content/modules/passing-on.md"]
	module.Data = []byte(strings.Replace(string(module.Data), "It goes to the [[hub]].", "[One](../../index/?q=a%20b&c=%C3%A9), [two](../second/?q=+#again) and [three](https://other.example/a?b=1&c=2#d).", 1))
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	tree, problems, err := s.renderPublished(t.Context(), render.Options{})
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	if page := mainElement(t, tree, "modules/passing-on/index.html"); !strings.Contains(page, `"../../index/?q=a%20b&amp;c=%C3%A9"`) || !strings.Contains(strings.ReplaceAll(page, "&#43;", "+"), `"../../modules/second/?q=+#again"`) {
		t.Errorf("the page of the site links to %s", regexp.MustCompile(`href="[^"]*"`).FindAllString(page, -1))
	}
	_, page := passingOnPackage(t, s)
	for _, want := range []string{"https://elder.example/learn/index/?q=a%20b&amp;c=%C3%A9", "https://elder.example/learn/modules/second/?q=+#again", "https://other.example/a?b=1&amp;c=2#d"} {
		if !strings.Contains(strings.ReplaceAll(page, "&#43;", "+"), `href="`+want+`"`) {
			t.Errorf("no link to %s: %s", want, regexp.MustCompile(`href="[^"]*(index|other)[^"]*"`).FindAllString(page, -1))
		}
	}
}

// TestPackageTitles checks that a long title is cut at the end of a word if there is one in its second
// half, and otherwise after as many characters as the schema allows.
func TestPackageTitles(t *testing.T) {
	const prefix = "Demonstration: " // 15 characters
	for title, want := range map[string]string{
		strings.Repeat("字", 260):                            prefix + strings.Repeat("字", 184) + "…",
		strings.Repeat("😀", 199) + " ab":                    prefix + strings.Repeat("😀", 184) + "…",
		strings.Repeat("a", 150) + " b":                     prefix + strings.Repeat("a", 150) + " b",
		strings.Repeat("a", 150) + strings.Repeat(" b", 30): prefix + strings.Repeat("a", 150) + strings.Repeat(" b", 17) + "…",
		strings.Repeat("a", 184) + " bcd":                   prefix + strings.Repeat("a", 184) + "…",
		"A short start " + strings.Repeat("a", 200):         prefix + "A short start " + strings.Repeat("a", 170) + "…",
	} {
		site := readArchive(t, quizArchive).siteFiles()
		module := site["content/modules/passing-on.md"]
		module.Data = []byte(strings.Replace(string(module.Data), "title: Passing it on", "title: "+title, 1))
		manifest, _ := passingOnPackage(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})
		if got := regexp.MustCompile(`<title>(.*)</title>`).FindStringSubmatch(manifest)[1]; got != want || len([]rune(got)) > 200 {
			t.Errorf("the title %s becomes %s, not %s", title, got, want)
		}
	}
}
