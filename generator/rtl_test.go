package generator

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestArabicSite builds a site in Arabic. Its pages must be written from right to left, with Arabic
// dates, lists and plural forms, and English text that has no Arabic translation must be marked as
// English.
func TestArabicSite(t *testing.T) {
	site := readArchive(t, "testdata/languages.txtar").siteFiles()
	words := string(regexp.MustCompile(`(?m)^(site_title|banner|report):.*\n`).ReplaceAll(site["content/languages/ar.yaml"].Data, nil)) // site.yaml defines these texts
	files := fstest.MapFS{
		"content/site.yaml": {Data: []byte("id: ferry\ntitle: عيادة العبّارة\npartnership: شراكة\nlanguages: [ar]\ndemonstration: true\nbanner: تجربة.\n")},
		"content/languages/ar.yaml": {Data: []byte(words + `
list: "{a}، {b}"
list_and: "{a} و{b}"
kind_finding: "استنتاج"
kinds_finding: "استنتاجات"
noun_review: "مراجعة"
paragraph: "الفقرة {label}"
used_in: "يرد في"
count_question:
  zero: "لا أسئلة"
  one: "سؤال واحد"
  two: "سؤالان"
  few: "{n} أسئلة"
  many: "{n} سؤالًا"
  other: "{n} سؤال"
quiz_best: "أفضل إجابة"
quiz_best_several: "أفضل الإجابات"
quiz_to_question: "للسؤال {number}"
`)},
		"content/reviews/r/index.md":      {Data: []byte("---\ntitle: مراجعة\nsummary: ما حدث.\naudience: [practitioner]\nstatus: sample\nowner: نحن\nreviewed: 2026-03-01\nreview_due: 2027-03-01\nversion: \"1\"\npublished: 2020-05\nparagraphs: {1: 2}\n---\n\n1.1 زارت الممرضة الأسرة.\n\n1.2 كتبت رسالة.\n")},
		"content/modules/m.md":            {Data: []byte("---\ntitle: وحدة\nsummary: عن الزيارات.\naudience: [trainer]\nstatus: sample\nowner: نحن\nreviewed: 2026-03-01\nreview_due: 2027-03-01\nversion: \"1\"\ndrawn_from: [r/1.1, r/1.2]\n---\n\n## سبب\n\n[[r/1.1]] و[[r/1.1]].\n\n### Question: ماذا تفعل؟ {#first}\n\nTests: [[r/1.1]]\nBasis: [[r/1.2]]\n\n- [x] اسأل\n  > صحيح.\n- [x] اكتب\n  > صحيح.\n- [ ] انتظر\n  > لا.\n")},
		"content/reviews/r/findings/f.md": {Data: []byte("---\ntitle: استنتاج\nsummary: ما رأته.\naudience: [practitioner]\nstatus: sample\nowner: نحن\nreviewed: 2026-03-01\nreview_due: 2027-03-01\nversion: \"1\"\n---\n\nانظر [[1.1]].\n")},
	}
	tree := buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-06-01"})
	pages := crawl(t, tree)
	for name, p := range pages {
		if !strings.Contains(p.html, `<html lang="ar" dir="rtl">`) {
			t.Errorf("%s is not written from right to left", name)
		}
	}
	for name, list := range map[string][]string{
		"reviews/r/index.html": {"مايو 2020", "1 مارس 2026", `<span lang="en-GB" dir="ltr">Mentioned in</span>`},
		"modules/m/index.html": {"<span>سؤال واحد</span>", `<p class="best">أفضل الإجابات: B وC</p>`, `<span class="hide"> للسؤال 1</span>`, `#p1.1">مراجعة 1.1</a>، <a `, `<span lang="en-GB" dir="ltr">Question 1</span>`},
		"404.html":             {`<span lang="en-GB" dir="ltr">There is no page at this address.`},
	} {
		for _, want := range list {
			if p := pages[name]; p == nil || !strings.Contains(p.html, want) {
				t.Errorf("%s does not contain %s", name, want)
			}
		}
	}
	worker, err := fs.ReadFile(tree, "sw.js")
	if err != nil || !strings.Contains(string(worker), `toLocaleDateString("ar",`) {
		t.Errorf("the service worker does not say that it speaks Arabic: %v", err)
	}
}
