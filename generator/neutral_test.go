package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/sitetest"
)

// shippedSubjects matches words that refer to the shipped review or its subjects, and that must not
// occur in the output for other sites.
var shippedSubjects = regexp.MustCompile(`(?i)baby.?r\b|bexley|s\.?h\.?i\.?e\.?l\.?d\b|bruis|section.47|\bs\.? ?47\b|\bpanel\b|think.family`)

// TestOutputIsNeutral checks that no file of a site without the shipped review, such as a page, a
// script, the search index, the feed or a schema, mentions that review.
func TestOutputIsNeutral(t *testing.T) {
	names, err := filepath.Glob("testdata/shapes/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "testdata/languages.txtar", "testdata/site.txtar") {
		site := readArchive(t, name).siteFiles()
		said := contentText(site)
		for file, text := range buildFiles(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}) {
			expectNeutral(t, filepath.Base(name)+": "+file, text, said)
		}
	}
}

// TestMessagesAreNeutral checks that messages and hints do not mention subjects of the shipped review
// unless the content of the site does.
func TestMessagesAreNeutral(t *testing.T) {
	base := readArchive(t, "testdata/base.txtar").siteFiles()
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		a := readArchive(t, name)
		for _, f := range a.files {
			if strings.HasPrefix(f.name, "want") {
				expectNeutral(t, name, f.text, contentText(base)+contentText(a.siteFiles()))
			}
		}
	}
}

// TestNewAndHelpAreNeutral checks that new pages, schemas, help texts, layouts and static files say nothing
// about the shipped review.
func TestNewAndHelpAreNeutral(t *testing.T) {
	for i, example := range KindExamples() {
		expectNeutral(t, "the examples of new", example, "")
		kind, id, _ := strings.Cut(example, " ")
		folder := t.TempDir()
		writeFiles(t, folder, readArchive(t, "testdata/base.txtar").siteFiles())
		file, err := (&Site{Folder: folder, Shipped: fstest.MapFS{}, Today: "2026-06-01"}).New(t.Context(), kind, id+"-new", nil)
		if err != nil {
			t.Fatal(i, err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		expectNeutral(t, file, string(data), "")
	}
	for _, schema := range Schemas() {
		expectNeutral(t, schema.FileName(), fmt.Sprint(schema), "")
	}
	help, err := filepath.Glob("../cmd/safelearn/help/*.txt")
	if err != nil || len(help) == 0 {
		t.Fatal("no help", err)
	}
	for _, name := range help {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		expectNeutral(t, name, string(data), "")
	}
	shipped := fstest.MapFS{}
	for _, folder := range []string{"layouts", "static"} {
		sitetest.Copy(t, shipped, safelearn.Shipped, folder)
	}
	for name, f := range shipped {
		expectNeutral(t, name, string(f.Data), "")
	}
}

// expectNeutral fails the test if text mentions a subject of the shipped review that does not occur in
// siteText, the content of the site.
func expectNeutral(t *testing.T, name, text, siteText string) {
	t.Helper()
	for _, found := range shippedSubjects.FindAllString(text, -1) {
		if !strings.Contains(strings.ToLower(siteText), strings.ToLower(found)) {
			t.Errorf("%s mentions %q", name, found)
		}
	}
}

// contentText returns the concatenated names and texts of all files in content/.
func contentText(site fstest.MapFS) string {
	var b strings.Builder
	for name, f := range site {
		if strings.HasPrefix(name, "content/") {
			b.WriteString(name + "\n")
			b.Write(f.Data)
		}
	}
	return b.String()
}
