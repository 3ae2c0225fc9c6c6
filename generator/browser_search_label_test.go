//go:build browser

package generator

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"safelearn"
	"safelearn/generator/model"
	"safelearn/generator/sitetest"
)

// A labelQuery is a query that contains the label, id or abbreviation of a page or paragraph.
type labelQuery struct {
	text string
	want string // URL path of the page or paragraph that the label refers to
}

// writtenLabelQueries contains queries for paragraphs and statements of the shipped review, in forms
// that people type.
var writtenLabelQueries = []labelQuery{
	{"Baby R 4.18", "/reviews/baby-r/findings/bruising-response/#p4.18"},
	{"para 4.18", "/reviews/baby-r/findings/bruising-response/#p4.18"},
	{"paragraph 4.18", "/reviews/baby-r/findings/bruising-response/#p4.18"},
	{"§4.18", "/reviews/baby-r/findings/bruising-response/#p4.18"},
	{"§ 4.18 bruise", "/reviews/baby-r/findings/bruising-response/#p4.18"},
	{"para4.18", "/reviews/baby-r/findings/bruising-response/#p4.18"},
	{"bruising 6.9b", "/reviews/baby-r/recommendations/6.9/#p6.9b"},
	{"recommendation 6.9(b)", "/reviews/baby-r/recommendations/6.9/#p6.9b"},
	{"6.9 (b) bruising policy", "/reviews/baby-r/recommendations/6.9/#p6.9b"},
	{"rec 6.9", "/reviews/baby-r/recommendations/6.9/"},
	{"rec6.9", "/reviews/baby-r/recommendations/6.9/"},
	{"LP6 referral", "/reviews/baby-r/learning-points/lp6/"},
	{"learning point 6", "/reviews/baby-r/learning-points/lp6/"},
	{"LP 6", "/reviews/baby-r/learning-points/lp6/"},
	{"lp-6 bruise", "/reviews/baby-r/learning-points/lp6/"},
	{"s.47", "/glossary/section-47/"},
	{"s 47 enquiries and bruises", "/glossary/section-47/"},
	{"section 47 strategy discussion", "/glossary/section-47/"},
	{"4.2 bruising", "/reviews/baby-r/findings/moves-between-areas/#p4.2"},
	{"nice-cg89 bruise", "/guidance/nice-cg89/"},
}

// abbreviationPattern matches names that are abbreviations or labels.
var abbreviationPattern = regexp.MustCompile(`^([a-zA-Z]*[A-Z][a-z]*[A-Z]+|[A-Za-z]{1,4}[0-9]+|[0-9]+\.[0-9]+)$`)

// siteLabels maps the labels, ids and abbreviations of pages and paragraphs of the shipped site to
// their URL paths.
func siteLabels(t *testing.T) map[string]string {
	t.Helper()
	l, _, err := (&Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-31"}).link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	labels := make(map[string]string)
	for _, e := range l.graph.Site.Entries {
		p := e.Base()
		if p.Kind.Isolated || !l.graph.Site.Listed(p) {
			continue
		}
		for _, target := range l.graph.NumberedParagraphs(p) {
			labels[target.Label] = target.Address
		}
		for _, part := range e.Parts() {
			if part.Kind == "action" {
				labels[part.Label] = p.Address + "#" + part.Anchor
			}
		}
		names := []string{p.ShortTitle}
		if term, ok := e.(*model.Term); ok {
			names = append(names, term.Aliases...)
		}
		for _, name := range names {
			if abbreviationPattern.MatchString(name) {
				labels[name] = p.Address
			}
		}
		if id := string(p.ID); strings.ContainsAny(id, "-0123456789") && !strings.Contains(id, "/") {
			labels[id] = p.Address
		}
	}
	return labels
}

// labelQueries returns writtenLabelQueries and count generated queries. Each generated query contains
// a random label, with words from the site before it, after it, or both.
func labelQueries(t *testing.T, count int) []labelQuery {
	t.Helper()
	labels := siteLabels(t)
	names := slices.Sorted(maps.Keys(labels))
	if len(names) < count {
		t.Fatalf("the site has only %d labels", len(names))
	}
	r := rand.New(rand.NewPCG(17, 1))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	words := strings.Fields("bruising referral housing conference escalation baby recommendation protocol father what does it say about mental health moved training quiz audit family safeguarding")
	list := slices.Clone(writtenLabelQueries)
	for i, name := range names[:count] {
		before, after := words[r.IntN(len(words))], words[r.IntN(len(words))]
		text := []string{before + " " + name, name + " " + after, before + " " + name + " " + after}[i%3]
		list = append(list, labelQuery{text, labels[name]})
	}
	return list
}

// testSearchLabels checks that the first result of a query with a label, id or abbreviation is the
// page or paragraph with that name, whatever other words the query contains. A query for a label that
// does not exist must not find a similar label, and the search page must list the words of a query
// that do not occur on the site.
func testSearchLabels(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	first := func(query string) (address, nowhere string) {
		var got []string
		tab.mustRun(chromedp.Evaluate(fmt.Sprintf(`_search.find(%s).then(async (found) => {
			const hit = found.list[0], head = hit && await _search.head(hit.page), anchor = hit && head.section(hit.section)[0];
			return [hit ? head.address + (anchor && '#' + anchor) : '', found.nowhere.join('”, “')];
		})`, jsString(query)), &got, awaitPromise))
		return got[0], got[1]
	}
	queries := labelQueries(t, 60)
	for i, q := range queries {
		text, unknown := q.text, ""
		if i%4 == 3 {
			text, unknown = "xyzzy "+text, "xyzzy"
		}
		if got, nowhere := first(text); got != q.want || nowhere != unknown {
			t.Errorf("%q finds %s first, and says that %q is nowhere; want %s and %q", text, got, nowhere, q.want, unknown)
		}
	}
	for _, unknown := range []string{"s46", "CPR", "4.99", "LP66", "6.9z", "MAHS", "6.99b", "s4"} {
		if got, nowhere := first(unknown); got != "" || nowhere != unknown {
			t.Errorf("%q finds %s, and says that %q is nowhere", unknown, got, nowhere)
		}
		if got, nowhere := first("bruising " + unknown); got == "" || nowhere != unknown {
			t.Errorf("%q beside another word: finds %s, and says that %q is nowhere", unknown, got, nowhere)
		}
	}
	for _, number := range []string{"4.2", "4.1", "6.1"} {
		if got, want := tab.search(number, true, 1), siteLabels(t)[number]; len(got) != 1 || got[0] != strings.Split(want, "#")[0] {
			t.Errorf("while %s is typed, the first result is %v, want %s", number, got, want)
		}
	}
}

// testSearchReviews searches a site with two reviews for a label that occurs in both, together with
// the name of one of the reviews. The result in that review must come first. Each result must name its
// kind and its review.
func testSearchReviews(t *testing.T, b *browser, shipped *webSite) {
	shipped.skipUnlessShipped(t)
	files := readArchive(t, "testdata/second-review.txtar").siteFiles()
	sitetest.Copy(t, files, safelearn.Shipped, "content")
	site := publishSite(t, &Site{Shipped: addShippedFiles(t, files), Today: "2026-12-31"})
	tab := b.newTab(t, 1280)
	tab.visit(site.root + "search/")
	for query, want := range map[string]string{
		"LP1 moss": "/reviews/moss/learning-points/lp1/", "moss learning point 1": "/reviews/moss/learning-points/lp1/", "Baby R LP1": "/reviews/baby-r/learning-points/lp1/",
		"moss 5.1": "/reviews/moss/recommendations/5.1/", "baby r 4.1": "/reviews/baby-r/findings/moves-between-areas/",
	} {
		if got := tab.search(query, false, 1); len(got) != 1 || got[0] != want {
			t.Errorf("%q finds %v first, want %s", query, got, want)
		}
	}
	got := tab.submitSearch("LP1")
	for _, want := range []string{"Learning point · Moss", "Learning point · Baby R"} {
		if !strings.Contains(got, want) {
			t.Errorf("no result says %q:\n%s", want, got)
		}
	}
}

// submitSearch submits a query on the search page, which must be open, and returns the visible text of
// the results.
func (p *tab) submitSearch(query string) string {
	p.t.Helper()
	p.mustRun(chromedp.Evaluate(`document.querySelector('#_count').textContent = ''`, nil),
		chromedp.SetValue("#_q", query, chromedp.ByQuery), chromedp.SendKeys("#_q", kb.Enter, chromedp.ByQuery))
	p.waitFor("the message about "+query, searchStatusJS)
	return eval[string](p, `document.querySelector('#_results').innerText`)
}

// testSearchMessages checks the messages of the search page about words that are misspelt or do not
// occur on the site, and what it shows before a query is typed. Each result must name its kind, and
// for queries that are typical of parents there must be a link to the pages for parents.
func testSearchMessages(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	tab := b.newTab(t, 390)
	tab.visit(site.root + "search/")
	for query, want := range map[string][]string{
		"xyzzy bruise":              {"We couldn’t find “xyzzy”. Results for your other words: "},
		"what is xyzzy":             {"No results for “what is xyzzy”."},
		"Xyzzy plugh":               {"No results for “Xyzzy plugh”."},
		"xyzzy brusing":             {"We couldn’t find “xyzzy”.", "“brusing”", "Results with “bruising” instead"},
		"the xyzzy 4.18 CPR bruise": {"We couldn’t find “xyzzy”, “CPR”."},
		"paragraph 4.18":            {"Finding"},
		"suicide":                   {"1 result for “suicide”", "I’m worried about a parent"}, // a card alone
		"suicide xyzzy":             {"We couldn’t find “xyzzy”. Results for your other words: 1", "I’m worried about a parent"},
		"suicide review":            {" results for “suicide review”", "I’m worried about a parent"},
	} {
		got := tab.submitSearch(query)
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%q shows no %q:\n%s", query, part, got)
			}
		}
		if spoken := eval[string](tab, searchStatusJS); !strings.Contains(got, strings.TrimSpace(spoken)) {
			t.Errorf("%q shows something other than what is announced, %q:\n%s", query, spoken, got)
		}
		if strings.Contains(got, "Try other words") != strings.HasPrefix(got, "No results") {
			t.Errorf("%q asks for other words, although it has a result, or does not:\n%s", query, got)
		}
	}
	// A card answers only the words of the phrases that were typed.
	tab.mustRun(chromedp.Evaluate(`document.querySelector('[data-words*="|suicide|"]').dataset.words += '|xyzzy plugh'`, nil))
	for query, want := range map[string]bool{"suicide xyzzy": true, "suicide xyzzy plugh": false} {
		if got := strings.Contains(tab.submitSearch(query), "We couldn’t find"); got != want {
			t.Errorf("%q: a word is said not to be found: %v, want %v", query, got, want)
		}
	}
	// The card leads to the start of a page, of which another section is the best answer.
	tab.submitSearch("domestic abuse")
	if got := eval[string](tab, `document.querySelector('#_results ol a').href`); !strings.HasSuffix(got, "/protocols/think-family/#fear") {
		t.Errorf("the first result for domestic abuse is %s", got)
	}
	if got := tab.submitSearch("families"); strings.Contains(got, "familys") {
		t.Errorf("a form that is no word is shown:\n%.200s", got)
	}
	tab.submitSearch("bruise on a baby")
	if n := eval[int](tab, `[...document.querySelectorAll('#_results li')].filter((li) => !li.querySelector('.kind')?.textContent).length`); n > 0 {
		t.Errorf("%d results do not say their kind", n)
	}

	const door = `[...document.querySelectorAll('#_results > :not(ol, .answer) a')].some((a) => a.href === new URL('../parents/', location.href).href && a.compareDocumentPosition(document.querySelector('#_results ol')) & Node.DOCUMENT_POSITION_FOLLOWING)`
	for query, want := range map[string]bool{
		"will they take my baby": true, "social services at my door": true, "my baby has a bruise and the doctor": true, "My baby’s bruise": true, "my grandson has a bruise": true,
		"bruise on a baby": false, "parents explanation for bruise": false, "social services": false, "4.18": false,
	} {
		tab.submitSearch(query)
		if got := eval[bool](tab, door); got != want {
			t.Errorf("%q: a link to the pages for parents above the results: %v, want %v", query, got, want)
		}
	}

	tab.visit(site.root + "search/")
	tab.waitFor("examples", `document.querySelector('#_empty:not(.side) a[href*="?q="]')`)
	if !eval[bool](tab, `document.querySelector('#_empty a').getBoundingClientRect().bottom < innerHeight`) {
		t.Error("the examples are below the first screen")
	}
	for _, v := range b.axeViolations(tab, "light") {
		t.Error("nothing typed:", v)
	}
	for _, address := range []string{"practitioners/", "trainers/", "parents/", "quality/"} {
		if !eval[bool](tab, `!!document.querySelector('#_empty a[href="../`+address+`"]')`) {
			t.Errorf("the empty search page has no link to %s", address)
		}
	}
	for _, query := range eval[[]string](tab, `[...document.querySelectorAll('#_empty a[href*="?q="]')].map((a) => a.textContent)`) {
		if len(tab.search(query, false, 1)) == 0 {
			t.Errorf("the example %q finds nothing", query)
		}
	}
	tab.mustRun(chromedp.Click(`#_empty a[href*="?q="]`, chromedp.ByQuery))
	tab.waitFor("the results of the first example", searchStatusJS+` && document.querySelector('#_results ol a') && location.search`)
}

// maxTypingShift is the maximum cumulative layout shift while a query is typed.
const maxTypingShift = .05

// testSearchTyping checks that nothing moves while a query is typed letter by letter, on a fast and
// on a slow connection. It also counts shifts shortly after a key is pressed, which the browser's
// own metric ignores.
func testSearchTyping(t *testing.T, b *browser, site *webSite) {
	site.skipUnlessShipped(t)
	for _, size := range [][2]int64{{390, 844}, {1280, 800}} {
		for _, latency := range []float64{0, 200} { // in milliseconds
			for _, query := range []string{"my baby has a brusing xyzzy", "LP6 referral"} {
				tab := b.newTab(t, size[0])
				tab.mustRun(chromedp.EmulateViewport(size[0], size[1]), network.EmulateNetworkConditions(false, latency, -1, -1))
				tab.visit(site.root + "search/")
				tab.waitFor("what the empty page offers", `document.querySelector('#_empty:not(.side) a')`)
				for _, letter := range query {
					tab.mustRun(chromedp.SendKeys("#_q", string(letter), chromedp.ByQuery))
					time.Sleep(150 * time.Millisecond)
				}
				tab.waitFor("the message", searchStatusJS)
				time.Sleep(time.Duration(2*latency) * time.Millisecond) // wait for the excerpts, which may move the results
				var shift float64
				tab.mustRun(chromedp.Evaluate(layoutShiftJS, &shift, awaitPromise))
				t.Logf("%q at %d by %d pixels, latency %v ms: %.4f", query, size[0], size[1], latency, shift)
				if shift > maxTypingShift {
					t.Errorf("%q at %d by %d pixels, latency %v ms: the layout shifts by %.3f", query, size[0], size[1], latency, shift)
				}
				if got := eval[string](tab, `location.search`); got != "?q="+strings.ReplaceAll(url.QueryEscape(query), "+", "%20") {
					t.Errorf("the query in the URL is %s", got)
				}
			}
		}
	}
}
