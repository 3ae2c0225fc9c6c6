package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator/diag"
)

// TestIncrementalBuild changes a sentence on one page of a large site and checks that the next
// build writes only a few files, since no page may depend on the text of all others. The
// environment variable SIZE sets the number of pages; the default is 500.
func TestIncrementalBuild(t *testing.T) {
	t.Parallel()
	size, folder := envInt(t, "SIZE", 500), t.TempDir()
	generateCorpus(t, folder, size, 0)
	site := &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
	build := func() Report {
		t.Helper()
		report, problems, err := site.Build(t.Context(), filepath.Join(folder, "public"))
		if err != nil || problems.Count(diag.Error) > 0 {
			t.Fatal(err, problems)
		}
		return report
	}
	first := build()
	if again := build(); first.Files < size || again.Written+again.Removed > 0 {
		t.Errorf("the first build reports %+v, and a build without changes %+v", first, again)
	}
	page := filepath.Join(folder, "content", "reviews", "r0", "findings", "f3.md")
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(string(data), ". See [[")
	if !found {
		t.Fatalf("%s has no sentence before a reference", page)
	}
	if err := os.WriteFile(page, []byte(before+" and umbrellas. See [["+after), 0o644); err != nil {
		t.Fatal(err)
	}
	report := build()
	t.Logf("%d pages: %+v", size, report)
	if report.Written == 0 || report.Written >= 30 {
		t.Errorf("after one sentence has changed: %+v, want between 1 and 29 files written", report)
	}
}
