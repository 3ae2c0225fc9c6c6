package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// problemsPage is the path of the content file of the page that explains every rule.
const problemsPage = "../content/pages/problems.md"

// problemsIntroduction is the front matter and the first section of problemsPage.
const problemsIntroduction = `---
title: "What each message means"
summary: "Every problem that the program finds in the pages, and what to do."
audience: [quality, trainer]
search: title
status: sample
owner: "The site's editors (demonstration)"
reviewed: 2026-11-23
review_due: 2027-05-23
version: "1"
changes:
  - date: 2026-11-23
    what: "First written."
sources: []
---

When the program finds a problem, its message ends with a short name in round brackets, such as (link-broken). Look for that name here.

- An **error** must be put right before the site can be published.
- A **warning** does not stop the site from being published. Look at it soon.
- A **notice** is for your information. Nothing is wrong.

Each entry says what the message means, and shows an example of the advice that comes with it. Your own message names your own file and words.
`

// problemSections lists the sections of problemsPage. The areas of a section are separated by
// spaces. A section contains the rules whose names start with one of its areas and a hyphen.
var problemSections = []struct{ title, areas string }{
	{"Files and addresses", "source static page site door address id"},
	{"Front matter and status", "front status review"},
	{"Approval, withdrawal and launch", "advice approval extension withdrawn launch"},
	{"Text", "text heading anchor list table code footnote callout image html limit body"},
	{"Links and references", "link ref xref"},
	{"Numbered paragraphs and actions", "paragraph period learning action progress"},
	{"Protocols and briefings", "step briefing"},
	{"Modules and questions", "module question scenario scene ending"},
	{"Pages for parents", "parent plain"},
	{"Private data, contacts, search words", "privacy contact words"},
	{"Languages and translations", "language translation"},
}

// TestProblemsPage checks that problemsPage is up to date with problemsIntroduction, the archives in
// testdata/rules and untestedRules. With -update it rewrites the page.
func TestProblemsPage(t *testing.T) {
	shippedSite(t)
	entries := make(map[string][]string)
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		rule := strings.TrimSuffix(filepath.Base(name), ".txtar")
		a := readArchive(t, name)
		meaning, _, _ := strings.Cut(a.comment, "\n")
		addProblem(entries, rule, meaning+adviceFor(a, rule))
	}
	for rule, meaning := range untestedRules {
		addProblem(entries, rule, meaning)
	}
	page := problemsIntroduction
	for _, section := range problemSections {
		page += "\n## " + section.title + "\n\n"
		for _, area := range strings.Fields(section.areas) {
			slices.Sort(entries[area])
			page += strings.Join(entries[area], "")
			delete(entries, area)
		}
	}
	for area := range entries {
		t.Errorf("no section of the page contains the rules named %s-...: add %s to problemSections", area, area)
	}
	if *update {
		if err := os.WriteFile(problemsPage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(problemsPage); err != nil || string(got) != page {
		t.Errorf("%s is out of date (%v): run go test ./generator -run TestProblemsPage -update", problemsPage, err)
	}
}

// addProblem adds a list item about a rule to the entries of the rule's area, which is the first word
// of its name.
func addProblem(entries map[string][]string, rule, text string) {
	area, _, _ := strings.Cut(rule, "-")
	entries[area] = append(entries[area], "- **"+rule+"** "+text+"\n")
}

// adviceFor returns " Advice: " and a code span with the first hint for a rule among the diagnostics
// that an archive expects, or "" if no hint is suitable. Hints that suggest a similar name are not
// suitable, because they apply only to the site in the archive, and hints of more than 200 bytes are
// too long for the list.
func adviceFor(a *archive, rule string) string {
	diagnostic := regexp.MustCompile(`(?m)^\S.*?: (?:error|warning|notice): .* \(` + rule + `\)((?:\n\t.*)*)$`)
	for _, f := range a.files {
		if f.name != "want" {
			continue
		}
		for _, m := range diagnostic.FindAllStringSubmatch(f.text, -1) {
			if _, hint, found := strings.Cut(m[1], "\thint: "); found && len(hint) <= 200 && !strings.HasPrefix(hint, "did you mean") {
				return " Advice: " + codeSpan(hint)
			}
		}
	}
	return ""
}

// codeSpan returns text as a Markdown code span, delimited by more backquotes than occur in text.
func codeSpan(text string) string {
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if fence == "`" {
		return fence + text + fence
	}
	return fmt.Sprintf("%s %s %s", fence, text, fence)
}
