package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/sitetest"
)

// sheetKinds returns the kinds of content that a sheet can have too much of.
func sheetKinds() []string {
	return []string{"parts", "bodies", "bases", "summary", "facts", "replies", "actions", "owners", "measures", "evidence", "outcomes", "judgement", "known"}
}

// repeatedWords returns a text of n words.
func repeatedWords(n int) string {
	const text = "Write down the present address at each visit and send it to the neighbourhood clerk who keeps the book until every letter reaches the family that it was written for wherever they are living now "
	return strings.Join(strings.Fields(strings.Repeat(text, 1+n/30))[:n], " ") + "."
}

// siteWithFullSheet returns the site in testdata/site.txtar with more content of the given kinds on
// recommendation 8.1 than fits on a side, and with 12 actions, or none if "no action" is
// among the kinds. With "capitals" or "one word", the texts are in capitals or without spaces.
func siteWithFullSheet(t testing.TB, kinds ...string) fstest.MapFS {
	t.Helper()
	words := func(kind string, n int, short string) string {
		switch {
		case slices.Contains(kinds, kind) && slices.Contains(kinds, "capitals"):
			return strings.ToUpper(repeatedWords(n))
		case slices.Contains(kinds, kind) && slices.Contains(kinds, "one word"):
			return strings.ReplaceAll(repeatedWords(n), " ", "")
		case slices.Contains(kinds, kind):
			return repeatedWords(n)
		}
		return short
	}
	count := func(kind string, n int) int {
		if slices.Contains(kinds, kind) {
			return n
		}
		return 1
	}
	files := addShippedFiles(t, readArchive(t, "testdata/site.txtar").siteFiles())
	bodies := []string{"clinic"}
	for i := 2; i <= count("bodies", 12); i++ {
		id := fmt.Sprintf("body-%d", i)
		bodies = append(bodies, id)
		files["content/glossary/"+id+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Partnership of all community services number %d\nshort: Community service %d\nagency: true\nreach: %q\nsummary: A body.\nmeaning: A body.\naudience: [quality]\nstatus: sample\nowner: Learning officer\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n", i, i, repeatedWords(20))}
	}
	var parts, actions, updates, responses strings.Builder
	for i := range count("parts", 14) {
		fmt.Fprintf(&parts, "  - {label: %c, text: %q, nature: act, to: [%s], rests_on: [%s]}\n", 'a'+i, words("parts", 60, "Name who keeps the addresses."), strings.Join(bodies, ", "),
			strings.Join([]string{"\"5.1\"", "\"5.2\"", "\"5.3\"", "\"5.10\""}[:count("bases", 4)], ", "))
	}
	page := files["content/reviews/larch/recommendations/8.1.md"]
	head, rest, _ := strings.Cut(string(page.Data), "parts:\n")
	_, rest, _ = strings.Cut(rest, "changes:")
	rest, _, _ = strings.Cut(rest, "## Actions")
	head = strings.Replace(head, "One book, and one who keeps it.", fmt.Sprintf("%q", words("summary", 100, "One book.")), 1)
	printed := fmt.Sprintf("printed: {lead: %q, due: %q, measure: %q}\n", words("facts", 50, "The clinic."), words("facts", 50, "At once."), words("facts", 50, "Letters."))
	known := fmt.Sprintf("known: %q\n", words("known", 100, "Nothing."))
	page.Data = []byte(head + printed + known + "parts:\n" + parts.String() + "changes:" + rest)
	for i := range count("replies", 9) {
		fmt.Fprintf(&responses, "  - {id: r%d, statement: \"8.1\", by: clinic, answer: accepted, date: 2025-02-%02d, text: %q}\n", i, i+1, words("replies", 80, "Yes."))
	}
	for i := range 12 {
		m := "measure"
		fmt.Fprintf(&actions, "  - {id: MADE-%d, agreed: 2025-01-10, answers: [\"8.1\"], text: %q, lead: %s, owner: %q, due: 2026-04-30, outcome: %q, measure: {what: %q, start: %q, target: %q}}\n",
			i, words("actions", 70, "Keep the book."), bodies[i%len(bodies)], words("owners", 30, "Clinic manager"), words("outcomes", 70, "A letter arrives."), words(m+"s", 70, "Letters"), words(m+"s", 70, "1"), words(m+"s", 70, "2"))
		var evidence []string
		for j := range count("evidence", 4) {
			evidence = append(evidence, fmt.Sprintf("{kind: dip-sample, shows: %s, title: %q, date: 2026-04-%02d, n: 14, of: 20, access: held, holder: %q}", []string{"outcome", "practice", "activity"}[j%3], words("evidence", 40, "Sample"), j+1, words("evidence", 20, "Office")))
		}
		fmt.Fprintf(&updates, "  - {id: m%d, date: 2026-04-20, action: MADE-%d, said_by: clinic, state: in-progress, what: Begun., due: 2026-06-30, reason: Late., now: %q, evidence: [%s]}\n", i, i, words("measures", 70, "3"), strings.Join(evidence, ", "))
	}
	fmt.Fprintf(&updates, "  - {id: j1, date: 2026-05-01, statement: \"8.1\", said_by: board, addressed: partly, what: %q}\n", words("judgement", 80, "In part."))
	if slices.Contains(kinds, "no action") {
		actions.Reset()
		updates.Reset()
	}
	files["content/reviews/larch/progress.yaml"].Data = []byte("released: {date: 2026-05-20, by: board}\nresponses:\n" + responses.String() + "actions:\n" + actions.String() + "updates:\n" + updates.String())
	writeReleaseFingerprints(t, files)
	return files
}

// TestFullSheet checks that a sheet with too much of everything shows an action, and says of each list
// and each text that it has shortened where all of it is.
func TestFullSheet(t *testing.T) {
	files := siteWithFullSheet(t, sheetKinds()...)
	main := mainElement(t, buildTree(t, &Site{Shipped: files, Today: "2026-06-01"}), larchSheet)
	text := plainText(main)
	if n := strings.Count(main, "<b>MADE-"); n == 0 {
		t.Error("the sheet shows no action")
	}
	if n := strings.Count(text, "in full on the page"); n < 7 {
		t.Errorf("the sheet says %d times that a text is shortened: %s", n, text)
	}
	for _, want := range []string{"and 12 more, on the page Why", "and 10 more, on the page Due", "and 7 more, on the page Action"} {
		if !strings.Contains(strings.ReplaceAll(text, "Printed due", "Due"), want) {
			t.Errorf("the sheet does not say %q: %s", want, text)
		}
	}
}

// TestSheetUsesItsSpace checks that the sheet of a recommendation with five parts and known facts shows at
// least four of 12 actions.
func TestSheetUsesItsSpace(t *testing.T) {
	main := mainElement(t, buildTree(t, shippedWithActions(t, 12)), "reviews/baby-r/recommendations/6.9/sheet/index.html")
	if n := strings.Count(main, "<b>CM-"); n < 4 {
		t.Errorf("the sheet shows %d of 12 actions", n)
	}
}

// shippedWithActions returns the shipped site with n actions on recommendation 6.9, which has five
// parts.
func shippedWithActions(t testing.TB, n int) *Site {
	t.Helper()
	files := addShippedFiles(t, make(fstest.MapFS))
	sitetest.Copy(t, files, safelearn.Shipped, "content")
	var actions, updates strings.Builder
	for i := range n {
		fmt.Fprintf(&actions, "  - {id: CM-%d, agreed: 2025-01-12, answers: [6.9%c], text: \"One way of referral from every agency to the front door, written down and taught.\", lead: csc, owner: Designated nurse, due: 2026-06-30, measure: {what: Babies seen the same day, start: 11 of 19, target: all}, outcome: \"A baby with a mark is seen the same day, at any hour.\"}\n", i+1, 'a'+i%5)
		fmt.Fprintf(&updates, "  - {id: u%d, date: 2025-09-24, action: CM-%d, said_by: csc, state: complete, what: In force., evidence: [{kind: dip-sample, shows: practice, title: Sample of records, date: 2025-09-01, n: 12, of: 14, access: held, holder: The partnership}]}\n", i+1, i+1)
	}
	files["content/reviews/baby-r/progress.yaml"].Data = []byte("actions:\n" + actions.String() + "updates:\n" + updates.String())
	return &Site{Shipped: files, Today: "2026-12-31", Internal: true}
}
