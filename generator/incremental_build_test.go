package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator/diag"
)

// TestOneChange changes a sentence of one page of a large site, whose next build writes
// some files and leaves the rest: a page must not depend on the words of all others. How
// large is the variable SIZE, 500 pages where it is not set.
func TestIncrementalBuild(t *testing.T) {
	t.Parallel()
	size, folder := envInt(t, "SIZE", 500), t.TempDir()
	makeCorpus(t, folder, size)
	site := &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
	build := func() Report {
		t.Helper()
		report, problems, err := site.Build(filepath.Join(folder, "public"))
		if err != nil || problems.Count(diag.Error) > 0 {
			t.Fatal(err, problems)
		}
		return report
	}
	first := build()
	if again := build(); first.Files < size || again.Written+again.Removed > 0 {
		t.Errorf("of %+v the next build writes %+v", first, again)
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
		t.Errorf("a sentence of one page changed: %+v", report)
	}
}
