package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/render"
)

// actionIDPattern matches the id of an action at the start of a row of the tracker.
var actionIDPattern = regexp.MustCompile(`<th scope="row"><a class="num"[^>]*>([A-Z]+-\d+)</a>`)

// trackerActionIDs returns the sorted ids of the actions on each page of the tracker, separated by
// spaces. The map is keyed by the address of the page relative to /actions/.
func trackerActionIDs(t *testing.T, files map[string]string) map[string]string {
	t.Helper()
	pages := make(map[string]string)
	for name, page := range files {
		filter, isTracker := strings.CutPrefix(name, "actions/")
		if !isTracker {
			continue
		}
		var keys []string
		for _, m := range actionIDPattern.FindAllStringSubmatch(page, -1) {
			keys = append(keys, m[1])
		}
		slices.Sort(keys)
		pages[strings.TrimSuffix(filter, "index.html")] = strings.Join(keys, " ")
	}
	return pages
}

// TestTrackerFilters checks which actions each page of the tracker shows, that each page says how many
// of all actions it shows, and that each total equals the number of rows on the page to which it
// links.
func TestTrackerFilters(t *testing.T) {
	files := buildFiles(t, goldenSite(t))
	want := map[string]string{
		"": "LA-1 LA-2 LA-3 LA-4 LA-5", "late/": "LA-1 LA-3", "no-update/": "LA-5", "complete/": "LA-4", "closed/": "LA-2",
		"no-owner/": "LA-3", "moved/": "LA-1", "no-effect/": "LA-4", "answers/": "", "lead/clinic/": "LA-1 LA-2 LA-4", "lead/school/": "LA-3 LA-5",
		"owner/clinic-manager/": "LA-1 LA-2 LA-4", "owner/head-teacher/": "LA-5",
	}
	got := trackerActionIDs(t, files)
	if !maps.Equal(got, want) {
		t.Errorf("the pages of the tracker list %q, want %q", got, want)
	}
	for filter, keys := range want {
		page := files["actions/"+filter+"index.html"]
		n := len(strings.Fields(keys))
		said := fmt.Sprintf("%d of 5 actions", n)
		switch {
		case filter == "":
			said = "5 actions and 1 awaited answer"
		case filter == "answers/":
			n, said = 1, "1 of 1 awaited answer"
		}
		if !strings.Contains(page, said) || filter != "" && !strings.Contains(page, ">See the whole tracker</a>") {
			t.Errorf("the page %q lacks %q or a link to the whole tracker", filter, said)
		}
		if !strings.Contains(page, "as at 20 May 2026") && filter != "answers/" {
			t.Errorf("the page %q lacks the date for which it stands", filter)
		}
		for _, name := range []string{"actions/index.html", "quality/index.html"} {
			total := regexp.MustCompile(`actions/` + filter + `"[^>]*><b>(\d+)</b>`).FindStringSubmatch(files[name])
			if total != nil && total[1] != fmt.Sprint(n) {
				t.Errorf("%s says %s of the page %q, which has %d rows", name, total[1], filter, n)
			}
			if total == nil && (name == "actions/index.html" && strings.Count(filter, "/") < 2 || strings.Contains(" late/ no-owner/ no-effect/ answers/ ", " "+filter+" ")) {
				t.Errorf("%s has no total for the page %q", name, filter)
			}
		}
	}
	if link := `<a href="../actions/lead/clinic/">Clinic</a>`; !strings.Contains(files["actions/index.html"], link) {
		t.Errorf("the tracker lacks %q, which leads from the lead of an action to its actions", link)
	}
	if link := `<a href="../../../glossary/clinic/">Clinic</a>`; !strings.Contains(files["actions/lead/clinic/index.html"], link) {
		t.Errorf("the page of a lead lacks %q: a link to itself leads nowhere", link)
	}
	if order := actionIDPattern.FindAllStringSubmatch(files["actions/index.html"], 2); order[0][1] != "LA-3" || order[1][1] != "LA-1" {
		t.Errorf("the first rows are %s and %s, not those that are overdue longest", order[0][1], order[1][1])
	}
}

// TestLateActionsOfAllReviews checks that the page of late actions lists those of all reviews
// together, longest overdue first, and says for each action which review it belongs to and whether its
// due date was put back or brought forward.
func TestLateActionsOfAllReviews(t *testing.T) {
	site := siteWithListedActions(t)
	site["content/reviews/beech/progress.yaml"] = &fstest.MapFile{Data: []byte(`actions:
  - {id: BE-1, agreed: 2026-01-10, answers: [recommendation-1], text: Read letters., lead: clinic, owner: Manager, due: 2026-05-20}
  - {id: BE-2, agreed: 2026-01-10, answers: [recommendation-1], text: Send letters., lead: clinic, owner: Manager, due: 2026-05-20}
updates:
  - {id: u1, date: 2026-02-01, action: BE-1, said_by: clinic, state: in-progress, what: Begun., due: 2026-03-10, reason: Asked., record: Minute 6.2.}
`)}
	tree := buildTree(t, &Site{Shipped: site, Today: "2026-06-01", Internal: true})
	text := mainText(t, tree, "actions/late/index.html")
	at := 0
	for _, want := range []string{"In the whole tracker:", "AS-", "BE-1 Read letters.", "The Beech review, as at 1 June 2026", "10 Mar 2026 at first 20 May 2026; moved once, brought forward", "at first 14 August 2024; moved once, put back", "BE-2"} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("the page does not say %q, or says it too early: %s", want, text)
		}
		at += i
	}
	for name, order := range map[string]string{
		"actions/index.html":             "AS-1 AS-13 BE-1 AS-2 AS-14 BE-2 AS-5", // as on the page of late actions, for both reviews
		"actions/lead/clinic/index.html": "BE-1 BE-2",
	} {
		text := mainText(t, tree, name)
		at := 0
		for key := range strings.FieldsSeq(order) {
			i := strings.Index(text[at:], key)
			if i < 0 {
				t.Fatalf("%s does not list the actions of all reviews by how late they are: %s", name, text)
			}
			at += i + len(key)
		}
	}
	if text := mainText(t, tree, "reviews/beech/recommendations/one/index.html"); !strings.Contains(text, "Recorded in: Minute 6.2.") || strings.Contains(text, "6.2..") {
		t.Errorf("the update has two full stops: %s", text)
	}
}

// TestLateActionsOfSeveralDates checks that actions of reviews with different as-at dates are
// sorted by due date, and not by the number of days that they were overdue on those dates.
func TestLateActionsOfSeveralDates(t *testing.T) {
	all := generateProgress(generatedSeed)
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-20", all)
	beech := files["content/reviews/beech/progress.yaml"]
	_, text, _ := strings.Cut(string(beech.Data), "\n")
	beech.Data = []byte(text)
	releaseEntries(files, "beech", "2025-01-31")
	page := buildFiles(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"})["actions/late/index.html"]
	due := regexp.MustCompile(`data-label="Due"><time datetime="([0-9-]+)"`).FindAllStringSubmatch(page, -1)
	var days []string
	for _, m := range due {
		days = append(days, m[1])
	}
	if len(days) < 5 || !slices.IsSorted(days) {
		t.Errorf("the late actions are due on %q", days)
	}
}

// TestActionsWithoutOwner checks that the page of actions without an owner lists exactly those that
// have no owner and are not closed.
func TestActionsWithoutOwner(t *testing.T) {
	site := siteWithActions(t, 5, "  - {id: v2, date: 2026-04-20, action: MADE-2, said_by: clinic, state: complete}\n  - {id: v4, date: 2026-04-20, action: MADE-4, said_by: clinic, state: stopped, reason: Late.}\n")
	file := site["content/reviews/larch/progress.yaml"]
	file.Data = []byte(strings.ReplaceAll(string(file.Data), " owner: Clinic manager,", ""))
	writeReleaseFingerprints(t, site)
	if got, want := trackerActionIDs(t, buildFiles(t, &Site{Shipped: site, Today: "2026-06-01"}))["no-owner/"], "MADE-2 MADE-4"; got != want {
		t.Errorf("the actions without an owner are %q, want %q", got, want)
	}
}

// TestTrackerWithoutProgress checks the tracker of a site without progress: it must list each
// statement that asks for an action, and say that there is no update on the statement.
func TestTrackerWithoutProgress(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	text := mainText(t, tree, "actions/index.html")
	for _, phrase := range []string{"10 recommendations with no update since the report. This site shows no action for any of them. So you can’t tell from it what is overdue", "We do not count either as progress", "Baby R: a local child safeguarding practice review. Published: Not stated in the text we hold.", "No update 4 of 5 parts Reported as under way 1 of 5 parts, says the review 6.9: ", "What else is known: The review reports policies and training at Bromley Healthcare (4.22)", "Bexley S.H.I.E.L.D. (named in the report), Children’s social care (our inference)", "Bexley S.H.I.E.L.D., Safeguarding partners 3 steps, 7 questions for 6.9 Bruising in babies: 3 steps for 6.9 Marks on babies: 7 questions for 6.9", "Not counted: Baby R 6.6", "It does not mean that nothing was done."} {
		if !strings.Contains(text, phrase) {
			t.Errorf("the tracker lacks %q: %s", phrase, text)
		}
	}
	if strings.Contains(text, "Overdue") || strings.Contains(text, "as at") {
		t.Error("the tracker counts actions that nobody holds")
	}
	for _, name := range fileNames(t, tree) {
		if filter, isTracker := strings.CutPrefix(name, "actions/"); isTracker && filter != "index.html" && !strings.HasPrefix(filter, "theme/") {
			t.Errorf("the tracker has a page %q with nothing or with everything on it", filter)
		}
	}
}

// TestTrackerHasRowForEachRecommendation checks that the tracker has a row for every recommendation, also
// for one that asks for nothing new: its row must show what the publication reports. It must be on the
// page of its theme, too, and not be counted there either.
func TestTrackerHasRowForEachRecommendation(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	html, err := tree.ReadFile("actions/index.html")
	if err != nil {
		t.Fatal(err)
	}
	recommendations := 0
	for _, name := range fileNames(t, tree) {
		address, isPage := strings.CutSuffix(name, "index.html")
		if matched, _ := path.Match("reviews/*/recommendations/*/", address); !isPage || !matched {
			continue
		}
		recommendations++
		if !strings.Contains(string(html), `<th scope="row"><a href="../`+address+`"`) {
			t.Errorf("the tracker has no row for %s", address)
		}
	}
	if recommendations != 11 {
		t.Errorf("%d recommendations, want 11", recommendations)
	}
	row := "Reported as under way 2 of 3 parts, says the review Reported as done 1 of 3 parts, says the review 6.6: "
	for name, count := range map[string]string{"actions/index.html": "10 recommendations with no update", "actions/theme/parents-needs/index.html": "3 of 10 recommendations with no update"} {
		if text := mainText(t, tree, name); !strings.Contains(text, row) || !strings.Contains(text, count) || !strings.Contains(text, "Not counted: Baby R 6.6") {
			t.Errorf("%s lacks %q, %q or that 6.6 is not counted: %s", name, row, count, text)
		}
	}
}

// TestTrackerOfReviews checks the pages that show actions, on a site with several reviews whose
// progress files have different as-at dates. One action answers statements of two of them.
func TestTrackerOfReviews(t *testing.T) {
	site := addShippedFiles(t, readArchive(t, "testdata/three-reviews.txtar").siteFiles())
	body := "---\ntitle: Fernley clinic\nshort: Clinic\nagency: true\nsummary: A clinic.\nmeaning: A clinic.\naudience: [quality]\nstatus: sample\nowner: Learning officer\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n"
	site["content/glossary/clinic.md"] = &fstest.MapFile{Data: []byte(body)}
	site["content/reviews/ash/progress.yaml"] = &fstest.MapFile{Data: []byte(`actions:
  - {id: AS-1, agreed: 2026-01-10, answers: [recommendation-2a, beech/recommendation-1], text: Read letters for an hour a day., lead: clinic, owner: Manager, due: 2026-04-01}
updates:
  - {id: u1, date: 2026-02-01, action: AS-1, said_by: clinic, state: in-progress, what: Two teams have begun.}
`)}
	tree := buildTree(t, &Site{Shipped: site, Today: "2026-06-01", Internal: true})
	for name, phrases := range map[string][]string{
		"actions/index.html":                           {"The Ash review as at 1 June 2026 Overdue Red: 61 days overdue AS-1 Read letters for an hour a day. For Ash Recommendation 2a, Beech Recommendation 1", "The Cedar review No update Cedar Recommendation 1"},
		"actions/review/beech/index.html":              {"AS-1 Read letters"},
		"reviews/ash/index.html":                       {"What was agreed and done AS-1 Read letters", "Two teams have begun."},
		"reviews/beech/recommendations/one/index.html": {"What was agreed and done AS-1 Read letters", "Two teams have begun."},
		"reviews/index.html":                           {"Actions not closed Overdue", "1 1"},
		"themes/time/index.html":                       {"Actions that are not closed AS-1 Read letters for an hour a day. Overdue due 1 April 2026"},
		"reviews/coverage/index.html":                  {"0 delivered locally (every action complete, or closed as carried out)"},
		"reviews/ash/coverage/index.html":              {"Plan an hour a day for it. Asks for an action Overdue AS-1 None held"},
	} {
		text := mainText(t, tree, name)
		for _, phrase := range phrases {
			if !strings.Contains(text, phrase) {
				t.Errorf("%s lacks %q: %s", name, phrase, text)
			}
		}
	}
	data, err := tree.ReadFile("reviews/ash/index.html")
	if err != nil || strings.Count(string(data), `id="AS-1"`) != 1 {
		t.Error("the page of the review does not have the action once", err)
	}
}

// TestNothingReleased checks a public site with a review for which nothing has been released. The site
// must say so, must not count the statements of the review as lacking an action, and must be the same
// whether or not the review has a progress.yaml.
func TestNothingReleased(t *testing.T) {
	site := func(held bool) fstest.MapFS {
		files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-20", generateProgress(generatedSeed))
		cedar := files["content/reviews/cedar/progress.yaml"]
		_, text, _ := strings.Cut(string(cedar.Data), "\n")
		cedar.Data = []byte(text)
		statements := files["content/reviews/cedar/statements.yaml"]
		statements.Data = append(bytes.TrimSpace(statements.Data), "\n  - {label: Recommendation 2, type: recommendation, text: Ring first., parts: [{label: a, text: Ring., nature: done}]}\n"...)
		if !held {
			delete(files, "content/reviews/cedar/progress.yaml")
		}
		return addShippedFiles(t, files)
	}
	with, without := buildFiles(t, &Site{Shipped: site(true), Today: "2026-12-01"}), buildFiles(t, &Site{Shipped: site(false), Today: "2026-12-01"})
	build := regexp.MustCompile(`start_[0-9a-f]+`) // a fingerprint of all files
	for name, page := range with {
		if name != "sw.js" && !strings.Contains(name, "/start_") && build.ReplaceAllString(without[name], "") != build.ReplaceAllString(page, "") {
			t.Errorf("%s shows whether the board holds actions that are not released", name)
		}
	}
	tree := buildTree(t, &Site{Shipped: site(true), Today: "2026-12-01"})
	for name, phrases := range map[string][]string{
		"actions/index.html":              {"statements with no update", "Ring first. None held No update"},
		"actions/review/cedar/index.html": {"no update"},
		"quality/index.html":              {"with no report since"},
		"reviews/index.html":              {"This site shows no update."},
	} {
		text := mainText(t, tree, name)
		for _, phrase := range phrases {
			if !strings.Contains(text, phrase) {
				t.Errorf("%s lacks %q: %s", name, phrase, text)
			}
		}
		if strings.Contains(text, "nobody has") || strings.Contains(name, "cedar") && strings.Contains(text, "No action held") {
			t.Errorf("%s speaks of what is held: %s", name, text)
		}
	}
}

// TestDroppedByEdition checks that a recommendation that a later edition of its report no longer
// contains is marked as dropped at the top of its page, on its sheet, in lists, and beside the actions
// that answer it.
func TestDroppedByEdition(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-20", generateProgress(generatedSeed))
	tree := buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"})
	for name, before := range map[string]string{
		"reviews/beech/recommendations/three/index.html": "Evidence of a difference", "reviews/beech/recommendations/three/sheet/index.html": "In our words",
		"quality/index.html": "All of this as data", "actions/index.html": "How to read this",
	} {
		head, _, _ := strings.Cut(mainText(t, tree, name), before)
		if !strings.Contains(head, "Edition 2 of the report no longer has this.") {
			t.Errorf("%s does not say before %q that the edition has dropped it: %s", name, before, head)
		}
	}
}

// TestUnreleasedWords checks that no file of a public site contains a word from an entry that is dated
// after the release or that has been redacted, and that the internal site contains the words dated
// after the release.
func TestUnreleasedWords(t *testing.T) {
	hidden := regexp.MustCompile(`(?i)unreleasedword|LA-6|words that had to go`)
	public := goldenSite(t)
	internal := goldenSite(t)
	internal.Internal = true
	found := func(tree *render.Tree) (list []string) {
		for _, name := range fileNames(t, tree) {
			data, err := fs.ReadFile(tree, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range hidden.FindAllString(string(data), -1) {
				list = append(list, name+": "+strings.ToLower(m))
			}
		}
		return list
	}
	if list := found(buildTree(t, public)); list != nil {
		t.Errorf("a public site shows %q", list)
	}
	list := found(buildTree(t, internal))
	for _, want := range []string{"actions/index.html: unreleasedword", "reviews/larch/recommendations/8.1/index.html: unreleasedword"} {
		if !slices.Contains(list, want) {
			t.Errorf("the site of a board lacks %q", want)
		}
	}
	if slices.ContainsFunc(list, func(s string) bool { return strings.HasSuffix(s, "words that had to go") }) {
		t.Error("the site of a board shows words that were removed")
	}
}

// TestSearchActions checks that a search for the id of an action finds its page.
func TestSearchActions(t *testing.T) {
	for name, text := range buildFiles(t, goldenSite(t)) {
		if strings.HasPrefix(name, "search/files/") && strings.Contains(text, `"LA-1","LA-1"`) {
			return
		}
	}
	t.Error("no search file has the key LA-1 as a section")
}

// TestActionHistory checks which updates on its actions the page of a recommendation shows, and how.
func TestActionHistory(t *testing.T) {
	text := mainText(t, buildTree(t, goldenSite(t)), "reviews/larch/recommendations/8.1/index.html")
	for _, phrase := range []string{
		"Due 10 May 2026 at first 28 February 2026; moved 2 times, put back",
		"start: 11 of 19; target: all; now: 14 of 20; source: Dip sample",
		"The board reported Green.",
		"Practice: Sample of visits dip sample, 12 of 14, held by Partnership office; not published",
		"Words removed because of personal data.",
		"This corrects the update of 12 February 2026. Three people asked.",
		"Corrected later. This no longer counts.",
		"What is missing a due date, a measure, evidence beyond activity",
		"Answer of School awaited, due 1 April 2026, 49 days overdue",
		"addressed in part: Board, 1 May 2026.",
	} {
		if !strings.Contains(text, phrase) {
			t.Errorf("the recommendation lacks %q: %s", phrase, text)
		}
	}
	if strings.Index(text, "25 March 2026") > strings.Index(text, "20 February 2026") {
		t.Error("the newest update is not first")
	}
}

// TestTrackerTotalsAddUp checks that the numbers beside the states of actions, without those that a number
// counts a second time and names, add up to the number of all actions.
func TestTrackerTotalsAddUp(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", generateProgress(generatedSeed))
	main := mainElement(t, buildTree(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01"}), "actions/index.html")
	all, sum, twice := 0, 0, 0
	for _, m := range regexp.MustCompile(`<b>(\d+)</b> (<span class="chip|actions agreed)(?:[^\n]*, (\d+) of them overdue)?`).FindAllStringSubmatch(main, -1) {
		n, _ := strconv.Atoi(m[1])
		again, _ := strconv.Atoi(m[3])
		if m[2] == "actions agreed" {
			all = n
		} else {
			sum, twice = sum+n-again, twice+again
		}
	}
	if all == 0 || twice == 0 || sum != all {
		t.Errorf("the numbers of states add up to %d, without %d that are counted again, want %d: %s", sum, twice, all, plainText(main)[:700])
	}
}
