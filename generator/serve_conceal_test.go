package generator

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn"
)

// TestServeConceals checks that the server never shows or prints the text of a withheld
// paragraph, not even in a preview. The text is written before the server starts, added later,
// or withheld later.
func TestServeConceals(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(files fstest.MapFS) { writeFiles(t, folder, files) }
	write(restrictedSite("withheld", "", "(4.33) Zebrafinch."))
	d := serveFolder(t, folder)
	conceals := func(step string) {
		t.Helper()
		for _, path := range []string{"/", "/reviews/hill/findings/f/", "/index.json", "/search/"} {
			if strings.Contains(d.get(path), secret) {
				t.Errorf("%s: %s shows the words of a withheld paragraph", step, path)
			}
		}
		if strings.Contains(d.out.String(), secret) {
			t.Errorf("%s: the server prints the words of a withheld paragraph", step)
		}
	}
	wait := func(text string, times int) {
		t.Helper()
		for range 60000 {
			if strings.Count(d.out.String(), text) >= times {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Fatalf("no %q in %s", text, d.out.String())
	}
	wait("there is no site to show yet", 1)
	conceals("typed before the start")
	write(restrictedSite("withheld", "", "Words."))
	wait("built in", 1)
	write(restrictedSite("withheld", "", "- 4.33 Zebrafinch."))
	wait("there is no site to show yet", 2)
	conceals("typed later")
	write(restrictedSite("quiet", "", "4.33 Zebrafinch."))
	wait("built in", 2)
	if !strings.Contains(d.get("/reviews/hill/findings/f/"), secret) {
		t.Error("a quiet paragraph is not on its own page")
	}
	write(restrictedSite("withheld", "", "4.33 Zebrafinch."))
	wait("there is no site to show yet", 3)
	conceals("withheld later")

	site := &servedSite{Site: &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}}
	write(restrictedSite("withheld", "", "Words."))
	if _, problems, err := site.build(t.Context()); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	for body, want := range map[string]bool{"More words.": true, "4.33 Zebrafinch.": false, "> 4.33 Zebrafinch.": false, "4.32 Words.": true} {
		write(restrictedSite("withheld", "", body))
		if got := site.preview([]string{filepath.Join(folder, "content/reviews/hill/findings/f.md")}) != nil; got != want {
			t.Errorf("%s: there is a preview: %t, want %t", body, got, want)
		}
	}
}
