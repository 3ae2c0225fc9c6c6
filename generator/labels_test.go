package generator

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// siteWithReview returns the site in testdata/base.txtar with two pages added: a review "oak" with the
// given front matter and body, and a page outside that review.
func siteWithReview(t *testing.T, front, body, page string) fstest.MapFS {
	t.Helper()
	const common = "summary: Words.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n"
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	site["content/reviews/oak/index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: The Oak review\nshort: Oak\n" + common + front + "---\n\n" + body + "\n")}
	site["content/pages/tried.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Tried\n" + common + "---\n\n" + page + "\n")}
	return site
}

// TestBracesOutsideReviews checks that, on a page outside reviews, text that looks like a label in
// braces is shown as plain text.
func TestBracesOutsideReviews(t *testing.T) {
	site := siteWithReview(t, "numbering: N\n", "{41} Words.", "{41} First.\n\n{Finding 3} Second.\n\n{oak/41} Third.\n\n> {41} Fourth.")
	if problems := findProblems(t, site); problems.Failed() {
		t.Error(problems)
	}
	page := buildFiles(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})["pages/tried/index.html"]
	for _, want := range []string{"<p>{41} First.</p>", "<p>{Finding 3} Second.</p>", "<p>{oak/41} Third.</p>", "<p>{41} Fourth.</p>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
	if strings.Contains(page, `id="p41"`) || strings.Contains(page, `class="num"`) {
		t.Error("the page has the label of a paragraph")
	}
}

// TestMissingNumbers checks that a range may include a paragraph number that the report skips, but
// that a reference to that number, or a paragraph with it, is an error that says that the report has
// no such paragraph.
func TestMissingNumbers(t *testing.T) {
	const front, body = "paragraphs: {1: 5}\nmissing: [1.3]\n", "1.1 A.\n\n1.2 B.\n\n1.4 D.\n\n1.5 E."
	site := siteWithReview(t, front, body, "See [[oak/1.2-1.4]].")
	review := buildFiles(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})["reviews/oak/index.html"]
	if n := strings.Count(review, "See Oak 1.2–1.4."); n != 2 {
		t.Errorf("%d paragraphs list the range that leads to them, want 2", n)
	}
	const omitted = "content/reviews/oak/index.md:10:11: note: 1.3 is listed here as left out"
	for _, c := range []struct{ body, page, want string }{
		{body, "See [[oak/1.3]].", "content/pages/tried.md:10:5: error: the review oak has no paragraph 1.3"},
		{body, "See [[oak/1.3-1.5]].", "content/pages/tried.md:10:5: error: the review oak has no paragraph 1.3"},
		{body, "See [[oak/1.1-1.3]].", "content/pages/tried.md:10:5: error: the review oak has no paragraph 1.3"},
		{strings.Replace(body, "1.4 D.", "1.3 C.", 1), "Words.", "content/reviews/oak/index.md:17:1: error: the review oak leaves out 1.3"},
	} {
		text := fmt.Sprint(findProblems(t, siteWithReview(t, front, c.body, c.page)))
		if !strings.Contains(text, c.want) || !strings.Contains(text, omitted) {
			t.Errorf("%s, %s: the problems are\n%s\nwant %s\nand %s", c.body, c.page, text, c.want, omitted)
		}
	}
}

// TestWordsThatLookLikeNumbers checks that labels in a document with the numbering "words" may look
// like numbers, ranges, parts of statements or anchors of paragraphs.
func TestWordsThatLookLikeNumbers(t *testing.T) {
	body, page := "", ""
	labels := []string{"4.18", "Paragraph 5", "1.1", "1.1-1.2", "Point 4", "Point 4a", "4", "4a", "p7"}
	for i, label := range labels {
		body += fmt.Sprintf("{%s} Words of number %d.\n\n", label, i)
		page += fmt.Sprintf("See [[oak/%s]].\n\n", strings.ReplaceAll(strings.ToLower(label), " ", "-"))
	}
	tree := buildFiles(t, &Site{Shipped: addShippedFiles(t, siteWithReview(t, "numbering: words\n", body+"4.19 per cent.\n", page)), Today: "2026-06-01"})
	for i, label := range labels {
		_, link, found := strings.Cut(tree["pages/tried/index.html"], ">Oak "+label+"</a>")
		before, _, _ := strings.Cut(tree["pages/tried/index.html"], ">Oak "+label+"</a>")
		anchor := before[strings.LastIndex(before, "#")+1:]
		anchor = strings.TrimSuffix(anchor, `"`)
		_, at, _ := strings.Cut(tree["reviews/oak/index.html"], fmt.Sprintf(`id="%s"`, anchor))
		if want := fmt.Sprintf("Words of number %d.", i); !found || link == "" || !strings.Contains(at[:min(len(at), 300)], want) {
			t.Errorf("the link to %s leads to %q, want %s", label, anchor, want)
		}
	}
}

// TestStatementOrder checks that the statements of a review, with or without a separate page, are listed in
// the order of its documents and, within a document, in the order of their labels.
func TestStatementOrder(t *testing.T) {
	documents := "documents:\n  - {id: report, kind: overview-report, numbering: words, main: true}\n  - {id: yard, kind: appendix, numbering: words}\n  - {id: barn, kind: appendix, numbering: words}\n"
	site := siteWithReview(t, documents, "Words.", "Words.")
	for file, label := range map[string]string{"a": "barn:Point 1", "b": "yard:Point 10", "c": "Point 2", "d": "yard:Point 9"} {
		site["content/reviews/oak/recommendations/"+file+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: Page " + file + "\nsummary: Words.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\nlabel: \"" + label + "\"\n---\n\nWords.\n")}
	}
	site["content/reviews/oak/statements.yaml"] = &fstest.MapFile{Data: []byte("statements:\n  - {label: Point 1, type: recommendation, text: Listed one.}\n  - {label: Point 3, type: recommendation, text: Listed three.}\n")}
	tree := buildFiles(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})
	for _, name := range []string{"reviews/oak/index.html", "reviews/oak/coverage/index.html"} {
		_, text, _ := strings.Cut(tree[name], `<main`)
		if at := strings.Index(text, `id="_recommendations"`); at >= 0 {
			text = text[at:]
		}
		last := 0
		for _, want := range []string{"Listed one.", "Page c", "Listed three.", "Page d", "Page b", "Page a"} {
			at := strings.Index(text, want)
			if at < last {
				t.Errorf("%s: %s is at %d, before what precedes it in the report at %d", name, want, at, last)
			}
			last = max(last, at)
		}
	}
}
