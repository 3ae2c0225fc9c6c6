package generator

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/export"
	"safelearn/generator/model"
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
