package generator

import (
	"fmt"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// larchSheet is the file name of the sheet for recommendation 8.1 of the review "larch" in
// testdata/site.txtar.
const larchSheet = "reviews/larch/recommendations/8.1/sheet/index.html"

// plainText returns the words in an HTML text, without tags.
func plainText(text string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tagPattern.ReplaceAllString(text, " "))), " ")
}

// TestSheetOfEachStatement checks that each statement that asks for an action has a sheet, and that
// the page that shows the statement links to the sheet.
func TestSheetOfEachStatement(t *testing.T) {
	for _, name := range append(shapeFiles(t), "testdata/site.txtar", "testdata/three-reviews.txtar") {
		t.Run(strings.TrimSuffix(path.Base(name), ".txtar"), func(t *testing.T) {
			files := addShippedFiles(t, readArchive(t, name).siteFiles())
			g, pages := linkWithoutWarnings(t, files), buildFiles(t, &Site{Shipped: files, Today: "2026-06-01"})
			for _, r := range model.Pages[*model.Review](g.Site) {
				for _, s := range model.StatementsIn(g.Site, r.ReviewFolder()) {
					address := s.Entry.Base().Address
					found := slices.ContainsFunc(g.PagesBelow(address+"sheet/"), func(d xref.GeneratedPage) bool {
						return d.Statement.ID == s.ID && strings.Contains(pages[address[1:]+"index.html"], strings.TrimPrefix(d.Address, address)+`">One side of A4`)
					})
					if want := s.Type.Asks() && g.Site.Listed(s.Entry.Base()); found != want {
						t.Errorf("the page %s links to a sheet of %s: %v, want %v", address, s.ID, found, want)
					}
				}
			}
		})
	}
}

// TestSheetTexts checks the texts on the sheet of a recommendation and their order.
func TestSheetTexts(t *testing.T) {
	files := addShippedFiles(t, readArchive(t, "testdata/site.txtar").siteFiles())
	text := plainText(mainElement(t, buildTree(t, &Site{Shipped: files, Today: "2026-06-01"}), larchSheet))
	for _, want := range []string{
		"Larch", "Recommendation 8.1", "Why", "Addressed to", "Due date", "accepted in part", "LA-1", "first 28 February 2026", "Practice", "held by Partnership office", "Activity",
		"start: 11 of 19", "target: all", "now: 14 of 20", "What is different for children now", "Not known to us.", "Asked for in an earlier review?", "Next check", "10 October 2026", "20 May 2026", "Signed",
	} {
		_, rest, found := strings.Cut(text, want)
		if !found {
			t.Fatalf("the sheet does not say %q, or says it too early: … %s", want, text)
		}
		text = rest
	}
}

// TestSheetOutcome checks that a sheet says what is different for children if there is evidence
// of it, unless a later check has found that the result did not last.
func TestSheetOutcome(t *testing.T) {
	const outcome = "A letter reaches the family."
	proof := "  - {id: v1, date: 2026-04-20, action: MADE-2, said_by: clinic, state: complete, evidence: [{kind: data, shows: outcome, title: Count}]}\n"
	closed := "  - {id: v2, date: 2026-04-21, action: MADE-2, said_by: board, state: closed, closed_as: implemented, record: Minute 5, check_again: 2026-05-01}\n"
	slipped := "  - {id: v3, date: 2026-05-02, action: MADE-2, said_by: board, check: slipped}\n"
	for updates, want := range map[string]bool{"": false, proof: true, proof + closed: true, proof + closed + slipped: false} {
		files := siteWithActions(t, 2, updates)
		text := plainText(mainElement(t, buildTree(t, &Site{Shipped: files, Today: "2026-06-01"}), larchSheet))
		if shown := strings.Contains(text, outcome); shown != want || shown == strings.Contains(text, "Not known to us.") {
			t.Errorf("with the updates %q the outcome is shown: %v, want %v:\n%s", updates, shown, want, text)
		}
	}
}

// TestDifferenceOnPageAndSheet checks that the page and the sheet of a statement count the same evidence
// that an action made a difference: the action must be in progress, or delivered with a lasting
// result. The page must name the action and the date.
func TestDifferenceOnPageAndSheet(t *testing.T) {
	const address = "reviews/larch/recommendations/8.1/"
	for state, want := range map[string]string{
		"in-progress": "Outcome: MADE-2, 20 April 2026", "complete": "Outcome: MADE-2, 20 April 2026",
		"paused, reason: Late": "Practice: MADE-1, 1 March 2025", "stopped, reason: Late": "Practice: MADE-1, 1 March 2025",
	} {
		update := "  - {id: v1, date: 2026-04-20, action: MADE-2, said_by: clinic, state: " + state + ", evidence: [{kind: data, shows: outcome, title: Count}]}\n"
		tree := buildTree(t, &Site{Shipped: siteWithActions(t, 2, update), Today: "2026-06-01"})
		if text := mainText(t, tree, address+"index.html"); !strings.Contains(text, "Evidence of a difference "+want) {
			t.Errorf("%s: the page does not say %q: %s", state, want, text)
		}
		text := mainText(t, tree, address+"sheet/index.html")
		if shown := !strings.Contains(text, "Not known to us."); shown != strings.HasPrefix(want, "Outcome") || shown != strings.Contains(text, "Outcome: Count") {
			t.Errorf("%s: the sheet shows an outcome: %v: %s", state, shown, text)
		}
	}
}

// TestSheetLeavesOutActions checks that a sheet with too many actions leaves out those that were
// closed earliest, and then open ones, and says how many it leaves out.
func TestSheetLeavesOutActions(t *testing.T) {
	for _, test := range []struct{ actions, closed, open int }{{5, 3, 2}, {10, 1, 5}, {40, 0, 6}} {
		main := mainElement(t, buildTree(t, &Site{Shipped: siteWithActions(t, test.actions, ""), Today: "2026-06-01"}), larchSheet)
		var closed, open []int
		for i := range test.actions {
			switch n := i + 1; {
			case !strings.Contains(main, fmt.Sprintf("<b>MADE-%d</b>", n)):
			case n%2 == 1:
				closed = append(closed, n)
			default:
				open = append(open, n)
			}
		}
		if len(closed) != test.closed || len(open) != test.open || test.closed > 0 && closed[len(closed)-1] != (test.actions-1)|1 {
			t.Errorf("of %d actions, of which every second is closed, the sheet shows the closed ones %v and the open ones %v", test.actions, closed, open)
		}
		want, text := "", plainText(regexp.MustCompile(`(?s)</table>(.*?)<dl`).FindStringSubmatch(main)[1])
		if more := test.actions - test.closed - test.open; more > 0 {
			want = fmt.Sprintf("and %d more, on the page : ", more)
			if notClosed := test.actions/2 - test.open; notClosed > 0 {
				want += fmt.Sprintf("%d In progress, ", notClosed)
			}
			want += fmt.Sprintf("%d Closed", test.actions/2-test.closed)
		}
		if text != want {
			t.Errorf("of %d actions, the sheet says after those that it shows: %q, want %q", test.actions, text, want)
		}
	}
}

// siteWithLongTexts returns the site of siteWithActions with n actions, each of which has a long outcome
// and evidence of it, and with replies of about 80 words to recommendation 8.1.
func siteWithLongTexts(t testing.TB, n, replies int) fstest.MapFS {
	t.Helper()
	var updates, responses strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&updates, "  - {id: v%d, date: 2026-04-%02d, action: MADE-%d, said_by: clinic, now: 14 of 20, evidence: [{kind: dip-sample, shows: outcome, title: Dip sample of letters, date: 2026-04-%02d, n: 14, of: 20, access: held, holder: Partnership office}]}\n", i, i, i, i)
	}
	for i := 1; i <= replies; i++ {
		fmt.Fprintf(&responses, "  - {id: r%d, statement: \"8.1\", by: clinic, answer: accepted, date: 2025-02-%02d, text: \"%s\"}\n", i, i, strings.Repeat("The clinic accepts this and will report each quarter on how many letters came back and why. ", 5))
	}
	files := siteWithActions(t, n, updates.String())
	file := files["content/reviews/larch/progress.yaml"]
	text := strings.ReplaceAll(string(file.Data), "outcome: A letter reaches the family.", "outcome: \"A letter about a baby reaches the family at the address where they live now, whichever service sends it.\"")
	file.Data = []byte(strings.Replace(text, "actions:\n", "responses:\n"+responses.String()+"actions:\n", 1))
	writeReleaseFingerprints(t, files)
	return files
}

// TestSheetLimitsTexts checks that a sheet shows the newest two outcomes and how many others there are,
// and that it leaves out the words of long replies if they do not fit, but not the replies.
func TestSheetLimitsTexts(t *testing.T) {
	const outcome, words, elsewhere = "A letter about a baby reaches the family", "The clinic accepts this and will report", "in full on the page"
	for _, test := range []struct{ actions, replies, outcomes, words int }{{2, 1, 2, 1}, {17, 0, 2, 0}, {3, 4, 2, 0}, {1, 2, 1, 2}} {
		main := mainElement(t, buildTree(t, &Site{Shipped: siteWithLongTexts(t, test.actions, test.replies), Today: "2026-06-01"}), larchSheet)
		_, text, _ := strings.Cut(plainText(main), "What is different for children now")
		text, _, _ = strings.Cut(text, "Asked for in")
		if n := strings.Count(text, outcome); n != test.outcomes || strings.Contains(text, fmt.Sprintf("and %d more, on the page", test.actions-n)) != (n < test.actions) || !strings.Contains(text, fmt.Sprintf("(MADE-%d)", test.actions)) {
			t.Errorf("of %d outcomes, the sheet shows %d: %s", test.actions, n, text)
		}
		text, _, _ = strings.Cut(plainText(main), "Lead and owner")
		if n := strings.Count(text, words) / 5; n != test.words || strings.Count(text, "accepted") != test.replies || strings.Count(text, elsewhere) != test.replies-n {
			t.Errorf("beside %d actions, the sheet shows the words of %d of %d replies: %s", test.actions, n, test.replies, text)
		}
	}
}

// siteWithListedActions returns the site in testdata/three-reviews.txtar with 20 actions on a
// statement in statements.yaml. The actions have no lead or owner, changed due dates, and evidence of
// different levels.
func siteWithListedActions(t testing.TB) fstest.MapFS {
	t.Helper()
	var actions, updates strings.Builder
	states := []model.ActionState{model.Stopped, model.Paused, model.InProgress, model.Complete}
	for i := 1; i <= 20; i++ {
		fmt.Fprintf(&actions, "  - {id: AS-%d, agreed: 2024-01-10, answers: [recommendation-1], text: Give each team one page that says how to check an address at registration., due: 2024-08-14, measure: {what: Letters that came back each month}}\n", i)
		fmt.Fprintf(&updates, "  - {id: u%d, date: 2024-02-01, action: AS-%d, said_by: clinic, state: %s, what: Begun., due: 2026-%02d-20, reason: Late., evidence: [{kind: audit, shows: %s, title: Audit of letters}]}\n", i, i, states[i%4], 1+i%12, []string{"activity", "practice", "outcome"}[i%3])
	}
	site := addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles())
	body := "---\ntitle: Fernley clinic\nshort: Clinic\nagency: true\nsummary: A clinic.\nmeaning: A clinic.\naudience: [quality]\nstatus: sample\nowner: Learning officer\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n"
	site["content/glossary/clinic.md"] = &fstest.MapFile{Data: []byte(body)}
	site["content/reviews/ash/progress.yaml"] = &fstest.MapFile{Data: []byte("actions:\n" + actions.String() + "updates:\n" + updates.String())}
	return site
}

// TestSheetOfListedStatement checks that the printed URL on the sheet of a statement in
// statements.yaml is that of the statement on the page of its review, and that the longest overdue
// actions come first.
func TestSheetOfListedStatement(t *testing.T) {
	tree := buildTree(t, &Site{Shipped: siteWithListedActions(t), Today: "2026-06-01", Internal: true})
	main := mainElement(t, tree, "reviews/ash/sheet/recommendation-1/index.html")
	if want := "<b>https://fernley.example/learn/reviews/ash/#p:recommendation-1</b>"; !strings.Contains(main, want) {
		t.Errorf("the sheet lacks the address %s: %s", want, main)
	}
	if !strings.Contains(plainText(main), "Decision asked of the board: Signed") {
		t.Error("the sheet asks for no decision")
	}
	var statuses []string
	for _, m := range regexp.MustCompile(`<td><span class="chip ([a-z-]+)`).FindAllStringSubmatch(main, -1) {
		statuses = append(statuses, m[1])
	}
	if order := slices.Compact(statuses); !slices.Equal(order, []string{"late"}) {
		t.Errorf("the actions of the sheet are ordered %q", statuses)
	}
}

// TestSheetNextCheck checks that a sheet says for how long the next check of a closed action has
// been due.
func TestSheetNextCheck(t *testing.T) {
	closed := "  - {id: v1, date: 2026-04-20, action: MADE-2, said_by: clinic, state: complete}\n  - {id: v2, date: 2026-04-21, action: MADE-2, said_by: board, state: closed, closed_as: implemented, reason: It is small., record: Minute 5, check_again: 2026-05-01}\n"
	for updates, want := range map[string]string{
		"": "Next check 10 October 2026 (MADE-1) ", closed: "Next check 1 May 2026 (MADE-2), 19 days overdue ",
	} {
		text := plainText(mainElement(t, buildTree(t, &Site{Shipped: siteWithActions(t, 2, updates), Today: "2026-06-01"}), larchSheet))
		if !strings.Contains(strings.ReplaceAll(text, " ,", ","), want) {
			t.Errorf("with the updates %q the sheet does not say %q: %s", updates, want, text)
		}
	}
}

// TestUncheckedEvidence checks that the page of a recommendation, the tracker and the yearly report say the
// same of a closed action on which its lead alone has added evidence of a difference.
func TestUncheckedEvidence(t *testing.T) {
	const closed = "  - {id: v1, date: 2026-04-20, action: MADE-2, said_by: clinic, state: complete}\n  - {id: v2, date: 2026-04-21, action: MADE-2, said_by: board, state: closed, closed_as: implemented, reason: It is small., record: Minute 5, check_again: 2026-10-01}\n" +
		"  - {id: v3, date: 2026-04-25, action: MADE-2, said_by: clinic, what: Families asked., evidence: [{kind: survey, shows: outcome, title: Survey, date: 2026-04-24, access: held, holder: Office}]}\n"
	const note = "no other body has checked it"
	site := &Site{Shipped: siteWithActions(t, 2, closed), Today: "2026-06-01"}
	tree := buildTree(t, site)
	for _, name := range []string{"reviews/larch/recommendations/8.1/index.html", "actions/index.html"} {
		text := plainText(mainElement(t, tree, name))
		if strings.Contains(text, "closed without evidence") || !strings.Contains(text, note) {
			t.Errorf("%s does not say %q: %s", name, note, text)
		}
	}
	_, rows := yearReportCounts(t, site, "2026-01-01", "2026-05-20")
	if !slices.ContainsFunc(rows, func(row []string) bool {
		return strings.Contains(strings.Join(row, "|"), "MADE-2") && strings.Contains(strings.Join(row, "|"), note)
	}) {
		t.Errorf("the report does not say %q: %q", note, rows)
	}
}

// writeReleaseFingerprints writes the fingerprint of the released entries into each progress.yaml of a
// site.
func writeReleaseFingerprints(t testing.TB, files fstest.MapFS) {
	t.Helper()
	l, _, err := (&Site{Shipped: files, Today: "2026-06-01"}).link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for review, progress := range model.AllProgress(l.graph.Site) {
		if progress.Released.Date != "" {
			file := files["content/reviews/"+review+"/progress.yaml"]
			file.Data = regexp.MustCompile(`(?m)^(released: \{[^\n]*?)(?:, text: [^}\n]*)?\}`).ReplaceAll(file.Data, []byte("${1}, text: "+string(model.ReleaseFingerprint(progress, progress.Released))+"}"))
		}
	}
}

// siteWithActions returns the site in testdata/site.txtar with the actions on recommendation 8.1
// replaced with n generated ones. Every second action, starting with the first, is closed, in the
// order of their numbers. The updates in further are added. All entries dated up to 20 May 2026 have
// been released.
func siteWithActions(t testing.TB, n int, further string) fstest.MapFS {
	t.Helper()
	var actions, updates strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&actions, "  - {id: MADE-%d, agreed: 2025-01-10, answers: [\"8.1\"], text: Write down the present address at each visit and send it to the clerk who keeps the book., lead: clinic, owner: Clinic manager, due: 2026-04-30, outcome: A letter reaches the family., measure: {what: Letters that reach the family, start: 11 of 19, target: all}}\n", i)
		fmt.Fprintf(&updates, "  - {id: m%d, date: 2025-02-01, action: MADE-%d, said_by: clinic, state: in-progress, what: Begun., due: 2026-06-30, reason: The system was late.}\n", i, i)
		if i%2 == 1 {
			month, day := 3+i/28, 1+i%28
			fmt.Fprintf(&updates, "  - {id: n%d, date: 2025-%02d-%02d, action: MADE-%d, said_by: clinic, state: complete, what: Done., now: 14 of 20}\n", i, month, day, i)
			fmt.Fprintf(&updates, "  - {id: o%d, date: 2025-%02d-%02d, action: MADE-%d, said_by: board, state: closed, closed_as: implemented, record: Minute 3, check_again: 2026-10-10, evidence: [{kind: dip-sample, shows: practice, title: Sample of visits, date: 2025-03-01, n: 12, of: 14, access: held, holder: Partnership office}]}\n", i, month, day, i)
		}
	}
	files := addShippedFiles(t, readArchive(t, "testdata/site.txtar").siteFiles())
	files["content/reviews/larch/progress.yaml"].Data = []byte("released: {date: 2026-05-20, by: board}\nactions:\n" + actions.String() + "updates:\n" + updates.String() + further)
	writeReleaseFingerprints(t, files)
	return files
}

// TestSheetNamesInferredParts checks that the sheet, the page and the tracker say for which parts a body is
// inferred if the publication names it for others.
func TestSheetNamesInferredParts(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	for _, name := range []string{"sheet/index.html", "index.html"} {
		text := mainText(t, tree, "reviews/baby-r/recommendations/6.10/"+name)
		if want := "(named in the report; our inference for 6.10c)"; !strings.Contains(text, want) {
			t.Errorf("6.10/%s does not say %q: %s", name, want, text)
		}
	}
	if text := mainText(t, tree, "actions/index.html"); !strings.Contains(text, "(named in the report; our inference for 6.10c)") {
		t.Errorf("the tracker does not say for which part of 6.10 a body is inferred: %s", text)
	}
}

// TestShippedSheetsInventNothing checks that the sheets of the shipped site say that it has no report
// of progress, and claim nothing else.
func TestShippedSheetsInventNothing(t *testing.T) {
	tree := buildTree(t, &Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-31"})
	names, err := fs.Glob(tree, "reviews/*/recommendations/*/sheet/index.html")
	if err != nil || len(names) < 11 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		text := plainText(mainElement(t, tree, name))
		for _, want := range []string{"This site shows no update.", "To find out what was done, ask: ", "This site holds no other report to compare.", "Not known to us.", "None given in the report", "does not mean that nothing was done"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, text)
			}
		}
	}
}
