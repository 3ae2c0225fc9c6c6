package generator

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/render"
)

// mainText returns the text in the main element of a page, with one space for each run of white
// space.
func mainText(t *testing.T, tree *render.Tree, name string) string {
	t.Helper()
	data, err := tree.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "<main")
	text, _, _ = strings.Cut(text, "</main>")
	text = regexp.MustCompile(`</?(li|p|dt|dd|td|th|h\d|ul)\b[^>]*>`).ReplaceAllString(text, " ")
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""))), " ")
}

// TestQualityPage checks the overdue pages and contacts that the quality page lists, on the last day
// on which nothing is overdue and on the day after.
func TestQualityPage(t *testing.T) {
	s := goldenSite(t)
	for today, want := range map[model.Date][]string{
		"2026-08-01": {"0 pages of this website due for a check", "0 contacts to check again", "No page of this website is due for a check. The next check is due on 1 March 2027.", "Every phone number and address was compared with its source on 1 February 2026 or later. That doesn’t mean that anyone has rung the numbers."},
		"2026-08-02": {"3 contacts to check again", "3 contacts were last checked more than six months ago:", "checked on 1 February 2026"},
		"2027-03-01": {"0 pages of this website due for a check"},
		"2027-03-02": {"pages of this website due for a check", "pages of this website are due for a check:", "When a family moves (review overdue), due on 1 March 2027"},
	} {
		s.Today = today
		text := mainText(t, buildTree(t, s), "quality/index.html")
		for _, phrase := range want {
			if !strings.Contains(text, phrase) {
				t.Errorf("on %s the page for quality lacks %q: %s", today, phrase, text)
			}
		}
		if today == "2027-03-02" && strings.Contains(text, " 0 pages overdue") {
			t.Error("no page counts as overdue on the day after the review was due")
		}
	}
}

// TestQualityNumbers checks the numbers on the quality page and the coverage pages: covered
// recommendations, which have not necessarily been carried out, work that the review itself reports,
// by state, and paragraphs, without withheld ones.
func TestQualityNumbers(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	for page, want := range map[string][]string{
		"quality/index.html": {"10 of 11 recommendations are counted here: we have seen no report of what was done", "24 asked for, with no report since", "This site itself 33 parts have a step", "The review in brief", "33 parts have a step or module here; that does not mean that they have been carried out", "33 = 21 (new requests) + 3 (work to keep up) + 9 (reported as done or under way)",
			"reports as done (5) or under way (4): no update since, and not counted as progress", "not that anyone has carried it out", "no report from those who were asked"},
		"reviews/baby-r/coverage/index.html": {"33 parts have a step or module here; that does not mean that they have been carried out", "reports as done (5) or under way (4): no update since, and not counted as progress", "33 = 21 (new requests)", "not that anyone has carried it out",
			"Addressed to Children’s social care (our inference)", "it may appear more than once"},
		"reviews/baby-r/coverage/findings/index.html": {"35 numbered paragraphs in the findings", "7 with no learning point", "2 withheld paragraphs are in the tables"},
		"reviews/baby-r/coverage/gaps/index.html":     {"5 Findings with a paragraph that led to no learning point or recommendation", "1 with no finding behind it"},
		"reviews/baby-r/recommendations/6.9/sheet/index.html": {"What else is known: The review reports policies and training at Bromley Healthcare (4.22)", "Bexley’s page lists a protocol on bruising, revised in November 2023", "We have not seen one.",
			"ask: Bexley S.H.I.E.L.D., through its website", "Safeguarding partners, through Bexley S.H.I.E.L.D.: the review does not list them.", "Ask Bexley S.H.I.E.L.D., which commissioned the report.", "(a live site prints its own address here)"},
	} {
		text := mainText(t, tree, page)
		for _, phrase := range want {
			if !strings.Contains(text, phrase) {
				t.Errorf("%s lacks %q", page, phrase)
			}
		}
	}
}

// TestQualityOfBoard checks the quality page on an internal site: it must list the closed actions that
// are due to be checked again, count actions without a lead and those whose due date was changed, and
// explain how to get the yearly report and tables. The public page must contain no commands.
func TestQualityOfBoard(t *testing.T) {
	files := siteWithProgress(readArchive(t, "testdata/three-reviews.txtar").siteFiles(), "2026-11-30", generateProgress(generatedSeed))
	site := &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-01", Internal: true}
	text := mainText(t, buildTree(t, site), "quality/index.html")
	for _, want := range []string{"closed actions are due to be looked at again", "To be looked at again on", "actions not closed, with no lead", "actions not closed, with a date that moved", "Ask the person who builds this site", "safelearn export actions --to actions.xlsx", "All of this as data, for programs: index.json"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page for quality of a board lacks %q: %s", want, text)
		}
	}
	site.Internal = false
	if text := mainText(t, buildTree(t, site), "quality/index.html"); strings.Contains(text, "safelearn ") || !strings.Contains(text, "index.json") {
		t.Errorf("the public page for quality has a command, or no link to the data: %s", text)
	}
}

// TestTwoTapsToRecommendation checks that the page of a recommendation can be reached from the home
// page by following two links, and that it starts with the progress, the evidence and the pages that
// cover it.
func TestTwoTapsToRecommendation(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	for page, link := range map[string]string{"index.html": `href="quality/"`, "quality/index.html": `href="../reviews/baby-r/recommendations/6.7/"`} {
		data, err := tree.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), link) {
			t.Errorf("%s has no link %s", page, link)
		}
	}
	head, _, found := strings.Cut(mainText(t, tree, "reviews/baby-r/recommendations/6.7/index.html"), "The parts")
	if !found {
		t.Fatal("the recommendation has no parts")
	}
	for _, phrase := range []string{"Progress 1 of 6 reported as under way in the review. No update on the other 5.", "To find out what was done, ask those it is addressed to.", "Evidence of a difference None held", "On this site 4 steps, 5 questions for 6.7 If you disagree with a conference: ",
		"Due date, lead and measure None given in the report", "Challenge and escalate: ", "The review itself says that 1 part was under way.", "It does not mean that nothing was done."} {
		if !strings.Contains(head, phrase) {
			t.Errorf("the head of the recommendation lacks %q: %s", phrase, head)
		}
	}
}
