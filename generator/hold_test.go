package generator

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestHoldBlocksOneReview checks that a site with a review on hold is published without the text and
// progress of that review and without the pages that quote it, but with everything else.
func TestHoldBlocksOneReview(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", generateProgress(generatedSeed))
	index := files["content/reviews/beech/index.md"]
	index.Data = []byte(strings.Replace(string(index.Data), "---\n", "---\nproceedings: {why: Care proceedings., until: 2026-12-31}\n", 1))
	head := "summary: Tried.\naudience: [quality]\nstatus: sample\nowner: Learning officer\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n\n"
	files["content/pages/speaks.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Speaks of it\n" + head + "It was [[beech/recommendation-1|asked for quzzically]].\n")}
	files["content/pages/rests.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Rests on it\nsources: [beech/recommendation-1, post-guide]\n" + head + "Read [the post guide](/guidance/post-guide/), and [[speaks]].\n")}
	files["content/pages/counts.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Counts it\n" + head + "See [what quzzically covers](/reviews/beech/coverage/).\n")}
	lesson := strings.Replace(string(files["content/modules/letters-lesson.md"].Data), "{#address}", "{#basis}", 1)
	files["content/modules/basis-lesson.md"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("Unsafe. ", "", "[[post-guide]]", "[[beech/recommendation-1]]", "Families move.", "They said so quzzically.").Replace(lesson))}
	site := &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}

	held := regexp.MustCompile(`(?i)zqbeech|the beech review|Letters went to an old address|quzzically`)
	texts := buildFiles(t, site)
	for name, text := range texts {
		if found := held.FindString(text); found != "" || strings.HasPrefix(name, "reviews/beech/") {
			t.Errorf("%s is published, with %q", name, found)
		}
	}
	if text := texts["pages/rests/index.html"]; !strings.Contains(text, "guidance/post-guide/") || !strings.Contains(text, "and Speaks of it.") || strings.Contains(text, "recommendation-1") {
		t.Errorf("a page that rests on the review and on a source does not show the source alone: %s", text)
	}
	for name, word := range map[string]string{"reviews/ash/index.html": "The Ash review", "actions/index.html": "zqash", "protocols/letters/index.html": "letters"} {
		if !strings.Contains(texts[name], word) {
			t.Errorf("%s is not published, or lacks %q", name, word)
		}
	}
	site.Today = "2027-01-01" // after the hold has ended
	if texts := buildFiles(t, site); texts["reviews/beech/index.html"] == "" || texts["pages/speaks/index.html"] == "" {
		t.Error("the review is not published after the hold")
	}
}

// TestChangedReleaseBlocksOneReview checks that a site is published although an entry in the progress
// of a review has changed since its release. The site must show no progress entries of that review,
// and must say so.
func TestChangedReleaseBlocksOneReview(t *testing.T) {
	all := generateProgress(generatedSeed)
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", all)
	file := files["content/reviews/beech/progress.yaml"]
	file.Data = []byte(strings.Replace(string(file.Data), "text: Words zq", "text: Other words zq", 1))
	site := &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}

	const says = "What was agreed and done about Beech is not shown until the board has released it again."
	texts := buildFiles(t, site)
	for name, text := range texts {
		if strings.Contains(text, "zqbeech") {
			t.Errorf("%s has an entry that is not as it was released", name)
		}
	}
	for _, name := range []string{"actions/index.html", "reviews/coverage/index.html", "quality/index.html"} {
		if text, found := texts[name]; found && !strings.Contains(text, says) {
			t.Errorf("%s does not say %q", name, says)
		}
	}
	if !strings.Contains(texts["actions/index.html"], "zqash") {
		t.Error("the entries of another review are not published")
	}
	site.Internal = true
	if text := buildFiles(t, site)["actions/index.html"]; !strings.Contains(text, "zqbeech") || strings.Contains(text, says) {
		t.Error("the site of the board lacks the entries, or says that they are not shown")
	}
}
