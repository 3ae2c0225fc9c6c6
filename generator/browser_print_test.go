//go:build browser

package generator

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"safelearn/generator/model"
)

// unprintedSummariesJS is a JavaScript expression that returns the summaries of details elements that
// would be printed without their content. The note below a numbered paragraph is printed without its
// list of links, so its summary must not be printed either.
const unprintedSummariesJS = `[...document.querySelectorAll('details:not([open]) > summary')].filter((s) => {
	if (!s.checkVisibility() || s.closest('.record')) return false;
	if (s.parentElement.matches('.ours')) return !s.querySelector('b') || s.querySelector('b').checkVisibility();
	return ![...s.parentElement.children].some((e) => e !== s && e.checkVisibility({contentVisibilityAuto: true}));
}).map((s) => s.textContent)`

// testPrintedPages prints an example page of each layout. It checks that no summary is printed without its
// content, and calls checkPrintedText and checkPrintedSheets.
func testPrintedPages(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	for _, p := range site.examplePages() {
		tab.visit(site.root + p.addressWithoutRedirect())
		tab.mustRun(emulation.SetEmulatedMedia().WithMedia("print"))
		for _, words := range eval[[]string](tab, unprintedSummariesJS) {
			t.Errorf("the printout of /%s has no content for %q", p.address, words)
		}
		foot := strings.Fields(eval[string](tab, "document.querySelector('.foot')?.innerText ?? ''"))
		tab.mustRun(setColorScheme("light"))
		pdf := tab.printPDF(1)
		tab.checkPrintedText(site, p, tab.pdfText(pdf))
		if p.layout != "slides" { // see testPrintedSlides
			tab.checkPrintedSheets(site, p, foot, splitPDFText(tab.pdfText(pdf, "-layout")))
		}
	}
}

// checkPrintedText checks that the printed text of the current page includes the heading and, in a
// demonstration, the banner, but no navigation.
func (p *tab) checkPrintedText(site *webSite, printed webPage, text string) {
	// pdftotext drops a hyphen at the end of a line, so hyphens are not compared.
	normalize := func(text string) string { return strings.Join(strings.Fields(strings.ReplaceAll(text, "-", "")), " ") }
	text = normalize(text)
	if heading := normalize(eval[string](p, "document.querySelector('h1').innerText")); !strings.Contains(text, heading) {
		p.t.Errorf("the printout of /%s has no heading %q:\n%s", printed.address, heading, text)
	}
	if site.settings.Demonstration && !strings.Contains(text, normalize(site.settings.Banner)) {
		p.t.Errorf("the printout of /%s has no banner:\n%s", printed.address, text)
	}
	if strings.Contains(printed.address, "learning-points/lp6/") && !strings.Contains(text, "Printed as 4.17–4.22") {
		p.t.Errorf("the printout of /%s does not say how the review prints its references:\n%s", printed.address, text)
	}
	main := normalize(eval[string](p, "document.querySelector('main').innerText"))
	for _, words := range eval[[]string](p, "[...document.querySelectorAll('nav, .skip')].map((e) => e.innerText)") {
		if words = normalize(words); strings.Contains(text, words) && !strings.Contains(main, words) {
			p.t.Errorf("the printout of /%s contains the navigation %q:\n%s", printed.address, words, text)
		}
	}
}

// checkPrintedSheets checks that each printed sheet of the current page has the demonstration notice, the
// review date of the page and text other than the foot, whose words are foot.
func (p *tab) checkPrintedSheets(site *webSite, printed webPage, foot, sheets []string) {
	notice := "Demonstration. " + site.settings.Notice
	dated := eval[bool](p, "Boolean(document.querySelector('.foot time'))")
	for i, text := range sheets {
		words := strings.Fields(text)
		text = strings.Join(words, " ")
		if !strings.Contains(text, notice) && !strings.Contains(text, site.settings.Banner) || dated && !strings.Contains(text, "Next review") {
			p.t.Errorf("/%s: sheet %d of %d has no notice or no dates:\n%s", printed.address, i+1, len(sheets), text)
		}
		if len(words) < len(foot)+len(strings.Fields(notice))+5 {
			p.t.Errorf("/%s: sheet %d of %d has nothing but notice and foot:\n%s\n%s", printed.address, i+1, len(sheets), text, sheets[0])
		}
	}
}

// testBriefingSheets checks that each briefing is printed on at most two sides, and each page for
// parents on at most three, or four if it has many questions. A page for parents starts with the full
// list of emergency signs. It also checks that in a wide window no emergency sign is split between two
// columns.
func testBriefingSheets(t *testing.T, b *browser, site *webSite) {
	tab := b.newTab(t, wideWidth)
	for _, p := range site.pages {
		if p.layout != "briefing" && p.layout != "parent-page" {
			continue
		}
		tab.visit(site.root + p.address)
		for _, sign := range eval[[]string](tab, `[...document.querySelectorAll(".emergency li")].filter((li) => li.getClientRects().length > 1).map((li) => li.textContent)`) {
			t.Errorf("/%s: a sign in two columns: %s", p.address, sign)
		}
		sides := 2
		if p.layout == "parent-page" {
			sides = 3
			if eval[int](tab, "document.querySelectorAll('.fold').length") > 14 {
				sides = 4
			}
		}
		if sheets := tab.printedPageTexts(1); len(sheets) > sides {
			t.Errorf("the printout of /%s takes %d sides:\n%s", p.address, len(sheets), sheets[len(sheets)-1])
		}
	}
}

// TestBrowserPrintBreaks checks that a printed list of many statements leaves no large gaps at the
// ends of sheets, and that the owner of a page is printed on the same page as the heading above it.
func TestBrowserPrintBreaks(t *testing.T) {
	t.Parallel()
	tab := startBrowser(t).newTab(t, wideWidth)
	visit := func(shape, address string) {
		a := readArchive(t, "testdata/shapes/"+shape+".txtar")
		tab.visit(publishSite(t, &Site{Shipped: addShippedFiles(t, a.siteFiles()), Today: "2026-06-01"}).root + address)
	}
	visit("03-flat", "reviews/alder/")
	pages := tab.printedPageTexts(1)
	for i, text := range pages[:len(pages)-1] {
		const minLines = 15
		if lines := len(regexp.MustCompile(`\n+`).FindAllString(text, -1)); lines < minLines {
			t.Errorf("page %d of %d has %d lines, want at least %d:\n%s", i+1, len(pages), lines, minLines, text)
		}
	}
	visit("13-agency-appendix", "reviews/birch/")
	for scale := 1.0; scale > .85; scale -= .01 { // at some of these scales, a printed page ends near the owner
		for _, text := range tab.printedPageTexts(scale) {
			if strings.Contains(text, "Owner and reviewer") != strings.Contains(text, "Learning officer") {
				t.Errorf("at scale %.2f the owner is not with its heading:\n%s", scale, text)
			}
		}
	}
}

// sidesPattern matches the numbers of printed sides in the notes for the trainer of a shipped
// module.
var sidesPattern = regexp.MustCompile(`What to print\. For each person: the handout \((\d+) sides\), or just its last (?:side|(\d+)), “To take away”\. For you: the answer key \((\d+)\) and the session pack \((\d+)\)\. Steps not approved\? For each person: the handout’s first (\d+) sides, and side (\d+) of the pack\.`)

// TestBrowserModuleSheets checks that the printed material of each shipped module has as many sides as
// the notes for the trainer say, and that the confidence table is printed on the same side as the
// questions to take away.
func TestBrowserModuleSheets(t *testing.T) {
	s := repositorySite(t)
	root := publishSite(t, s).root
	tab := startBrowser(t).newTab(t, wideWidth)
	for _, m := range model.Pages[*model.Module](linkSite(t, s).graph.Site) {
		said := sidesPattern.FindStringSubmatch(m.Facilitator)
		if said == nil {
			t.Errorf("the notes of %s do not say how many sides to print", m.ID)
			continue
		}
		for i, view := range []string{"handout", "key", "pack"} {
			tab.visit(root + strings.TrimPrefix(m.Address, "/") + view + "/")
			sides, toKeep := tab.printedPageTexts(1), 0
			for at, text := range sides {
				if strings.Contains(text, "Write a number from 1") && !strings.Contains(text, "Three questions to take away") {
					t.Errorf("the %s of %s has the table of confidence on side %d without the questions", view, m.ID, at+1)
				}
				if view == "pack" && strings.Contains(text, "Write a number from 1") {
					if copied := strconv.Itoa(at + 1); copied != said[6] || strings.Contains(text, "Record of the session") || strings.Contains(text, "If someone finds it hard") {
						t.Errorf("the pack of %s has the table of confidence on side %s, its notes say that side %s has it alone", m.ID, copied, said[6])
					}
				}
				if strings.Contains(text, "To take away\n") {
					toKeep = len(sides) - at
				}
			}
			want := said[[]int{1, 3, 4}[i]]
			if got := strconv.Itoa(len(sides)); got != want {
				t.Errorf("the %s of %s takes %s sides, its notes say %s", view, m.ID, got, want)
			}
			if view != "handout" {
				continue
			}
			if want := cmp.Or(said[2], "1"); strconv.Itoa(toKeep) != want {
				t.Errorf("what learners of %s keep takes %d sides, its notes say %s", m.ID, toKeep, want)
			}
			if got := strconv.Itoa(len(sides) - toKeep); got != said[5] {
				t.Errorf("what comes before what learners of %s keep takes %s sides, its notes say %s", m.ID, got, said[5])
			}
		}
	}
}
