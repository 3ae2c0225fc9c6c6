package generator

import (
	"maps"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

var (
	// reviewNounPattern matches the word "review", but not keys such as review_due.
	reviewNounPattern = regexp.MustCompile(`\breview\b`)

	// pageReviewPattern matches phrases in which "review" is correct: those about the periodic review
	// of a page, and those about reviews that are not on the site.
	pageReviewPattern = regexp.MustCompile(`(?i)the review of this page|the review was due on|start the review's own page|the review [a-z]+, which this site does not have|Next review|<th scope="col">Review<|review overdue`)

	// publicationPattern matches phrases in which "review" means a publication of the site.
	publicationPattern = regexp.MustCompile(`(?i)\b(?:the|this|that) review\b|across a review\b|\breview,|>review<`)
)

// inquirySite returns files with the type of each review changed to "inquiry", and with "review"
// replaced by "inquiry" in the text of authors.
func inquirySite(files fstest.MapFS) fstest.MapFS {
	changed := maps.Clone(files)
	for name, f := range files {
		if !strings.HasPrefix(name, "content/") || !(strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".yaml")) {
			continue
		}
		text := reviewNounPattern.ReplaceAllString(string(f.Data), "inquiry")
		if isReview, _ := filepath.Match("content/reviews/*/index.md", name); isReview && strings.HasPrefix(text, "---\n") {
			text = "---\ntype: inquiry\n" + strings.TrimPrefix(regexp.MustCompile(`(?m)^type: .*\n`).ReplaceAllString(text, ""), "---\n")
		}
		changed[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return changed
}

// TestPublicationNoun builds sites whose reviews are all inquiries, and checks that no page calls
// one of them a review.
func TestPublicationNoun(t *testing.T) {
	names, pages := append(shapeFiles(t), "testdata/site.txtar", "testdata/three-reviews.txtar"), 0
	for _, name := range names {
		for file, text := range buildFiles(t, &Site{Shipped: addShippedFiles(t, inquirySite(readArchive(t, name).siteFiles())), Today: "2026-06-01"}) {
			if !strings.HasSuffix(file, ".html") {
				continue
			}
			pages++
			text = pageReviewPattern.ReplaceAllString(text, "")
			if m := publicationPattern.FindStringIndex(text); m != nil {
				t.Errorf("%s: %s calls an inquiry a review: …%s…", name, file, text[max(0, m[0]-60):min(len(text), m[1]+60)])
			}
		}
	}
	if pages < 200 {
		t.Errorf("only %d pages", pages)
	}
}

// TestPublicationNounInMessages checks that no message about the sites in testdata/rules calls an inquiry a
// review.
func TestPublicationNounInMessages(t *testing.T) {
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	base, messages := readArchive(t, "testdata/base.txtar").siteFiles(), 0
	for _, name := range names {
		site := maps.Clone(base)
		maps.Copy(site, readArchive(t, name).siteFiles())
		maps.DeleteFunc(site, func(_ string, f *fstest.MapFile) bool { return len(f.Data) == 0 })
		for _, d := range findProblems(t, inquirySite(site)) {
			messages++
			text := d.Message + "; " + d.Hint
			for _, note := range d.Notes {
				text += "; " + note.Message
			}
			if publicationPattern.MatchString(pageReviewPattern.ReplaceAllString(text, "")) {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
	if messages < 200 {
		t.Errorf("only %d messages", messages)
	}
}
