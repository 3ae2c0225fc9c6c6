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
	// reviewWord matches the noun in the words of authors. It matches neither keys nor addresses.
	reviewWord = regexp.MustCompile(`\breview\b`)

	// pageReview matches words about the review of a page, which is not a publication, and about
	// publications that the site does not have.
	pageReview = regexp.MustCompile(`(?i)the review of this page|start the review's own page|the review [a-z]+, which this site does not have|Next review|<th scope="col">Review<|review overdue`)

	// particularReview matches words for one particular publication.
	particularReview = regexp.MustCompile(`(?i)\b(?:the|this|that) review\b|across a review\b|\breview,|>review<`)
)

// asInquiry gives each review of a site the type inquiry, and writes "inquiry" for "review" in all
// words of its authors.
func asInquiry(files fstest.MapFS) fstest.MapFS {
	changed := maps.Clone(files)
	for name, f := range files {
		if !strings.HasPrefix(name, "content/") || !(strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".yaml")) {
			continue
		}
		text := reviewWord.ReplaceAllString(string(f.Data), "inquiry")
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
		for file, text := range readTree(t, withShipped(t, asInquiry(readArchive(t, name).siteFiles()))) {
			if !strings.HasSuffix(file, ".html") {
				continue
			}
			pages++
			text = pageReview.ReplaceAllString(text, "")
			if m := particularReview.FindStringIndex(text); m != nil {
				t.Errorf("%s: %s calls an inquiry a review: …%s…", name, file, text[max(0, m[0]-60):min(len(text), m[1]+60)])
			}
		}
	}
	if pages < 200 {
		t.Errorf("only %d pages", pages)
	}
}

// TestPublicationNounInMessages checks that no message of the rules' tests calls an inquiry a review.
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
		for _, d := range problemList(t, asInquiry(site)) {
			messages++
			text := d.Message + "; " + d.Hint
			for _, note := range d.Notes {
				text += "; " + note.Message
			}
			if particularReview.MatchString(pageReview.ReplaceAllString(text, "")) {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
	if messages < 200 {
		t.Errorf("only %d messages", messages)
	}
}
