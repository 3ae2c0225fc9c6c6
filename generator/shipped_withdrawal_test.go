package generator

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/sitetest"
)

// TestShippedProtocolWithdrawn withdraws the bruising protocol in a copy of the shipped site, and
// checks the effect on coverage, gaps, search, questions, saved copies and quotations.
func TestShippedProtocolWithdrawn(t *testing.T) {
	const (
		day      = "2026-12-01"
		protocol = "protocols/bruising/"
		folder   = "reviews/baby-r/"
	)
	shipped := shippedSite(t).Shipped
	before := buildFiles(t, &Site{Shipped: shipped, Today: day})
	site := make(fstest.MapFS)
	for _, name := range []string{"content", "layouts", "static"} {
		sitetest.Copy(t, site, shipped, name)
	}
	edit := func(name, old, text string) {
		data := string(site[name].Data)
		if !strings.Contains(data, old) {
			t.Fatalf("%s does not contain %q", name, old)
		}
		site[name] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, text, 1))}
	}
	edit("content/protocols/bruising.md", "\nstatus: sample\n", "\nstatus: withdrawn\nwithdrawn: {date: 2026-11-30, by: Quality subgroup, why: A test.}\nreplaced_by: think-family\n")
	after := buildFiles(t, &Site{Shipped: site, Today: day})

	for _, name := range []string{"coverage/index.html", "recommendations/6.9/index.html"} {
		if !strings.Contains(before[folder+name], protocol+"#") || strings.Contains(after[folder+name], protocol+"#") {
			t.Errorf("%s lists steps of the withdrawn protocol, or listed none before", name)
		}
	}
	gaps := func(files map[string]string) int {
		_, untested, _ := strings.Cut(files[folder+"coverage/gaps/index.html"], `id="no-question"`)
		return strings.Count(untested, "recommendations/")
	}
	if gaps(after) <= gaps(before) {
		t.Errorf("no question tests %d parts before and %d after the protocol was withdrawn", gaps(before), gaps(after))
	}
	const question = `id="marks-explanation"`
	if !strings.Contains(before["practice/index.html"], question) || strings.Contains(after["practice/index.html"], question) {
		t.Error("practice asks a question on the withdrawn protocol, or asked it not before")
	}
	if !strings.Contains(after["modules/marks-on-babies/index.html"], "This question is not asked, because what it tests or rests on is withdrawn.") {
		t.Error("the module does not say which questions are no longer asked")
	}
	for _, files := range []map[string]string{before, after} {
		for name, html := range files {
			if m := regexp.MustCompile(`^modules/[^/]+/index.html$`).FindString(name); m != "" {
				checkQuestionsToStart(t, name, html)
			}
		}
	}
	if strings.Contains(after["modules/marks-on-babies/index.html"], "Start the questions") {
		t.Error("the module whose questions are not asked offers to start them")
	}
	const notice = "This page no longer applies. Do not follow it."
	if short := "s/bruising/index.html"; strings.Contains(before[short], notice) || !strings.Contains(after[short], notice) {
		t.Error("the page at the short address does not say that the protocol is withdrawn, or said so before")
	}
	if !strings.Contains(before["sw.js"], protocol) || strings.Contains(after["sw.js"], protocol) {
		t.Error("the withdrawn protocol is saved, or was not before")
	}
	if !strings.Contains(before["practitioners/index.html"], protocol) || strings.Contains(after["practitioners/index.html"], protocol) {
		t.Error("a task leads to the withdrawn protocol, or led to it not before")
	}
	if !strings.Contains(after["practitioners/index.html"], `href="../protocols/think-family/">At work, I’ve seen a bruise</a>`) {
		t.Error("the task of the withdrawn protocol does not lead to what replaces it")
	}
	if index := after["index/index.html"]; !strings.Contains(index, `protocols/think-family/">bruise on a baby</a>`) || strings.Contains(index, ">birthmarks</a>") {
		t.Error("the index does not lead to what replaces the withdrawn protocol, or lists one of its sections")
	}
	own := after[protocol+"index.html"]
	if !strings.Contains(own, "Withdrawn on 30 November 2026 by Quality subgroup: A test.") || strings.Contains(own, ">Covers<") {
		t.Error("the page of the withdrawn protocol does not say so, or says that it covers something")
	}
	search := func(files map[string]string, text string) (found bool) {
		for name, data := range files {
			found = found || strings.HasPrefix(name, "search/") && strings.Contains(data, text)
		}
		return found
	}
	_, words, _ := strings.Cut(string(site["content/protocols/bruising.md"].Data), "\nsummary: \"")
	words, _, _ = strings.Cut(words, ".")
	if was, is := search(before, words), search(after, words); !was || is {
		t.Errorf("the search finds %q before: %t, after the protocol was withdrawn: %t", words, was, is)
	}
	_, title, _ := strings.Cut(string(site["content/protocols/bruising.md"].Data), "title: \"")
	if title, _, _ = strings.Cut(title, "\""); !search(after, title) {
		t.Error("the search does not find the title of the withdrawn protocol")
	}
	mention := after["glossary/section-47/index.html"]
	if !strings.Contains(mention, "(withdrawn on 30 November 2026, replaced by <a") {
		t.Error("a page that mentions the withdrawn protocol does not say when it was withdrawn and what replaced it")
	}
	quotations := func(files map[string]string) int {
		n := 0
		for name, data := range files {
			if strings.HasPrefix(name, "guidance/") {
				n += strings.Count(data, `href="../../`+protocol)
			}
		}
		return n
	}
	if quotations(after) >= quotations(before) {
		t.Errorf("pages on national sources quote the protocol %d times before and %d times after it was withdrawn", quotations(before), quotations(after))
	}
}

// checkQuestionsToStart checks that the page of a module counts the questions that it asks, that its
// link leads to the first of them, and that it has no such link if it asks none.
func checkQuestionsToStart(t *testing.T, name, html string) {
	t.Helper()
	var asked []string
	for _, m := range regexp.MustCompile(`<div class="?question(?: story)?"? id="?([a-z0-9-]+)`).FindAllStringSubmatch(html, -1) {
		asked = append(asked, m[1])
	}
	start := regexp.MustCompile(`(?s)<a class="?start"? href="?#([a-z0-9-]+)"?>Start the questions</a>\s*<span>(\d+) question`).FindStringSubmatch(html)
	switch {
	case start == nil && asked != nil:
		t.Errorf("%s does not offer its %d questions", name, len(asked))
	case start != nil && (asked == nil || start[1] != asked[0] || start[2] != strconv.Itoa(len(asked))):
		t.Errorf("%s offers %s questions from %s on, and asks %q", name, start[2], start[1], asked)
	}
}
