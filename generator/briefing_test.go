package generator

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

var (
	// headingHintPattern matches a hint to write a heading. The submatches are the heading and its position.
	headingHintPattern = regexp.MustCompile(`^write (##+ [^,]+)(?:, with its text(?:, (above|after the text of) (## .+))?|, or combine it with the text above)?$`)

	// headingOrderPattern matches a hint to sort headings. The submatch lists the headings in order.
	headingOrderPattern = regexp.MustCompile(`^put the headings, each with the text below it, in this order: (.+)$`)

	// absentKindsPattern matches names for kinds of content that the site in testdata/briefing.txtar
	// lacks.
	absentKindsPattern = regexp.MustCompile(`(?i)\b(reviews?|findings?|recommendations?|learning points?|coverage|the case|protocols?|glossary|abbreviation|numbers)\b`)

	// reviewDuePattern matches phrases about the review date of a page, which are removed before
	// absentKindsPattern is applied.
	reviewDuePattern = regexp.MustCompile(`Next review|past its review date`)
)

// TestBriefingHints checks briefings with wrong headings and repeatedly follows the first hint to the
// letter until no problems remain. The briefing must then have the headings that the settings of the
// site list.
func TestBriefingHints(t *testing.T) {
	want := []string{"## Ask", "## Why it’s so", "## What next", "## Talk"}
	site := fstest.MapFS{"static/icon.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}, "content/site.yaml": {Data: []byte("id: s\ntitle: S\npartnership: P\nbase: https://example.org/\nbriefing_blocks: [Ask, Why it's so, What next, Talk]\n")}}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var lines []string
		for range random.IntN(7) {
			lines = append(lines, slices.Concat(want, []string{"## Asked", "## More"})[random.IntN(6)])
		}
		written := slices.Clone(lines)
		for range 20 {
			site["content/briefings/b.md"] = &fstest.MapFile{Data: []byte("---\ntitle: B\nstatus: draft\n---\n" + strings.Join(lines, "\n") + "\n")}
			problems := findProblems(t, site)
			if len(problems) == 0 {
				break
			}
			lines = followHeadingHint(t, lines, problems[0].Line-5, strings.ReplaceAll(problems[0].Hint, "'", "’"))
		}
		blocks := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, "###") })
		if got := fmt.Sprint(blocks); got != fmt.Sprint(want) {
			t.Errorf("the headings %q became %q", written, lines)
		}
	}
}

// followHeadingHint follows a hint about the heading lines[at] of a briefing, and returns the
// resulting headings.
func followHeadingHint(t *testing.T, lines []string, at int, hint string) []string {
	if m := headingOrderPattern.FindStringSubmatch(hint); m != nil {
		order := strings.Split(m[1], ", ")
		rank := func(line string) int { return slices.Index(order, line) }
		slices.SortStableFunc(lines, func(a, b string) int { return rank(a) - rank(b) }) // headings of level 3 are already in their place
		return slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "###") })
	}
	if strings.HasPrefix(hint, "take it out") {
		return slices.Delete(lines, at, at+1)
	}
	m := headingHintPattern.FindStringSubmatch(hint)
	if m == nil {
		t.Fatalf("the hint %q cannot be followed", hint)
	}
	switch index := slices.Index(lines, m[3]); {
	case m[2] == "above":
		return slices.Insert(lines, at, m[1])
	case m[2] != "":
		for index++; index < len(lines) && strings.HasPrefix(lines[index], "###"); index++ {
		}
		return slices.Insert(lines, index, m[1])
	case strings.Contains(hint, "with its text"):
		return append(lines, m[1])
	}
	lines[at] = m[1]
	return lines
}

// TestBriefingSite builds a site with only a briefing and a module. Its pages must list both, and
// must not mention kinds of content that the site lacks.
func TestBriefingSite(t *testing.T) {
	files := addShippedFiles(t, readArchive(t, "testdata/briefing.txtar").siteFiles())
	g := linkWithoutWarnings(t, files)
	tested := g.ReferencesTo(g.Page(model.Pages[*model.Briefing](g.Site)[0].Base()))
	if n := len(slices.DeleteFunc(slices.Clone(tested), func(e *xref.Edge) bool { return e.Relation != model.Tests })); n != 3 {
		t.Errorf("%d questions test the briefing, want 3", n)
	}
	pages := crawl(t, buildTree(t, &Site{Shipped: files, Today: "2026-06-01"}))
	for name, page := range pages {
		visible := reviewDuePattern.ReplaceAllString(html.UnescapeString(invisiblePattern.ReplaceAllString(page.html, " ")), "")
		for _, tag := range page.tags {
			if tag.name == "meta" {
				visible += "\n" + tag.attr["content"]
			}
		}
		if words := absentKindsPattern.FindString(visible); words != "" {
			t.Errorf("%s mentions %q", name, words)
		}
	}
	for name, want := range map[string]string{
		"index.html":                             "What to do, and why it matters.",
		"practitioners/index.html":               "7 min",
		"trainers/index.html":                    "Practise what to do at a closed door.",
		"briefings/missed-visits/index.html":     "Questions that test this",
		"modules/first-visit/index.html":         "Tests Missed visits.",
		"modules/first-visit/slides/index.html":  "Tests Missed visits.",
		"modules/first-visit/key/index.html":     "What a good answer covers:",
		"modules/first-visit/pack/index.html":    "Tests Missed visits.",
		"modules/first-visit/handout/index.html": "One missed visit says nothing.",
		"practice/index.html":                    "One missed visit says nothing.",
		"index/index.html":                       "Missed visits",
		"search/index.html":                      "or look in the index of this site",
		"offline/index.html":                     "Saves this page and the home page, the page for practitioners, and the search",
	} {
		if pages[name] == nil {
			t.Errorf("there is no %s", name)
		} else if text := strings.Join(strings.Fields(tagPattern.ReplaceAllString(pages[name].html, "")), " "); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}

// TestHomeWithoutAudiences checks that, if no page of a site names an audience, the home page links
// to the listings instead, and has no empty list.
func TestHomeWithoutAudiences(t *testing.T) {
	files := addShippedFiles(t, readArchive(t, "testdata/briefing.txtar").siteFiles())
	for name, file := range files {
		if strings.HasPrefix(name, "content/") {
			files[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(file.Data), "audience:", "# audience:"))}
		}
	}
	home := crawl(t, buildTree(t, &Site{Shipped: files, Today: "2026-06-01"}))["index.html"].html
	for _, want := range []string{`href="briefings/"`, `href="modules/"`} {
		if !strings.Contains(home, want) {
			t.Errorf("the home page lacks %s", want)
		}
	}
	if strings.Contains(home, `<ul class="doors">`) {
		t.Error("the home page has an empty list")
	}
}
