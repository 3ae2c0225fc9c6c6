package generator

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn"
)

// TestServeConceals checks that the server never shows or prints the text of a withheld paragraph, not
// even in a preview. The subtests write the paragraph before the server starts, add it later, or mark
// it as withheld later.
func TestServeConceals(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(files fstest.MapFS) { writeFiles(t, folder, files) }
	write(siteWithRestrictedParagraph("withheld", "", "(4.33) Zebrafinch."))
	d := serveFolder(t, folder)
	conceals := func(step string) {
		t.Helper()
		for _, path := range []string{"/", "/reviews/hill/findings/f/", "/index.json", "/search/"} {
			if strings.Contains(d.get(path), secretWord) {
				t.Errorf("%s: %s shows the words of a withheld paragraph", step, path)
			}
		}
		if strings.Contains(d.out.String(), secretWord) {
			t.Errorf("%s: the server prints the words of a withheld paragraph", step)
		}
	}
	// Saving several files may start several builds, so messages from before the last change do not
	// count.
	printed := 0
	wait := func(text string) {
		t.Helper()
		for range 60000 {
			if strings.Contains(d.out.String()[printed:], text) {
				return
			}
			time.Sleep(time.Millisecond)
		}
		t.Fatalf("no %q in %s", text, d.out.String()[printed:])
	}
	change := func(files fstest.MapFS) {
		printed = len(d.out.String())
		write(files)
	}
	wait("there is no site to show yet")
	conceals("typed before the start")
	change(siteWithRestrictedParagraph("withheld", "", "Words."))
	wait("built in")
	change(siteWithRestrictedParagraph("withheld", "", "- 4.33 Zebrafinch."))
	wait("there is no site to show yet")
	conceals("typed later")
	change(siteWithRestrictedParagraph("quiet", "", "4.33 Zebrafinch."))
	wait("built in")
	if !strings.Contains(d.get("/reviews/hill/findings/f/"), secretWord) {
		t.Error("a quiet paragraph is not on its own page")
	}
	change(siteWithRestrictedParagraph("withheld", "", "4.33 Zebrafinch."))
	wait("there is no site to show yet")
	conceals("withheld later")

	site := &servedSite{Site: &Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}}
	write(siteWithRestrictedParagraph("withheld", "", "Words."))
	if _, problems, err := site.build(t.Context()); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	for body, want := range map[string]bool{"More words.": true, "4.33 Zebrafinch.": false, "> 4.33 Zebrafinch.": false, "4.32 Words.": true} {
		write(siteWithRestrictedParagraph("withheld", "", body))
		if got := site.preview([]string{filepath.Join(folder, "content/reviews/hill/findings/f.md")}) != nil; got != want {
			t.Errorf("%s: there is a preview: %t, want %t", body, got, want)
		}
	}
}
