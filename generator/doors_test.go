package generator

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestTaskWithoutPage checks that it is an error if a task in doors.yaml refers to a page that does
// not exist, even on a site without pages.
func TestTaskWithoutPage(t *testing.T) {
	site := addShippedFiles(t, fstest.MapFS{
		"content/site.yaml":  {Data: []byte("id: test\ntitle: Test\npartnership: None\ndemonstration: true\nbanner: A test.\n")},
		"content/doors.yaml": {Data: []byte("doors:\n  - audience: trainer\n    tasks: [{title: Teach, to: nowhere}]\n")},
	})
	problems, err := (&Site{Shipped: site, Today: "2026-06-01"}).Check(t.Context())
	if err != nil || len(problems) != 1 || !strings.Contains(problems[0].String(), "there is no page nowhere (door-target)") {
		t.Errorf("got %v, %v", problems, err)
	}
}

// TestIndexOfTasks checks that the index lists the page of a task under the names that doors.yaml
// gives for the index, and not under its search words.
func TestIndexOfTasks(t *testing.T) {
	index := mainText(t, buildTree(t, shippedSite(t)), "index/index.html")
	for _, name := range []string{"alcohol Protocol", "domestic abuse Protocol", "drugs Protocol", "fathers Protocol", "partners Protocol", "birthmarks Protocol", "bruise on a baby Protocol", "consent (bruises) Protocol", "dads Protocol", "home education Protocol", "Moodle Page", "no answer at the door Protocol", "no answer on the phone Protocol", "refusing a check Protocol", "spreadsheet Page"} {
		if !strings.Contains(index, name) {
			t.Errorf("the index lacks %q", name)
		}
	}
	if strings.Contains(index, "Category Term category") {
		t.Error("the index lists a page under two names that differ in capitals alone")
	}
	if strings.Contains(index, "drinking Protocol") {
		t.Error("the index lists a search word")
	}
}

// TestThemesListedOnce checks that no page of an audience lists the themes twice.
func TestThemesListedOnce(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	for _, door := range []string{"practitioners", "trainers", "quality"} {
		page, err := tree.ReadFile(door + "/index.html")
		if n := strings.Count(string(page), `href="../themes/"`); err != nil || n != 1 {
			t.Errorf("%s has %d links to the themes: %v", door, n, err)
		}
	}
}

// TestTaskSection checks that a task and an entry of the index lead to the section that doors.yaml
// names, on the pages of the audience, in the index and in the search.
func TestTaskSection(t *testing.T) {
	site := addShippedFiles(t, fstest.MapFS{
		"content/site.yaml":         {Data: []byte("id: test\ntitle: Test\npartnership: None\ndemonstration: true\nbanner: A test.\nbase: https://example.org/\n")},
		"content/pages/sleeping.md": {Data: []byte("---\ntitle: Sleeping\nsummary: How.\nstatus: sample\nowner: A\nreviewed: 2026-01-01\nreview_due: 2027-01-01\naudience: [practitioner]\n---\n\n## At night {#night}\n\nWords.\n\n## By day\n\nWords.\n")},
		"content/doors.yaml":        {Data: []byte("doors:\n  - audience: practitioner\n    tasks: [{title: They sleep, to: sleeping#night, words: [sleep]}]\nindex:\n  - {to: \"sleeping#by-day\", names: [naps]}\n  - {to: sleeping, names: [rest]}\n")},
	})
	files := buildFiles(t, &Site{Shipped: site, Today: "2026-06-01"})
	for name, link := range map[string]string{
		"practitioners/index.html": `<a href="../pages/sleeping/#night">They sleep</a>`,
		"index.html":               `<a href="pages/sleeping/#night">They sleep</a>`,
		"search/index.html":        `<a href="../pages/sleeping/#night">They sleep</a>`,
		"index/index.html":         `<a href="../pages/sleeping/#by-day">naps</a>`,
	} {
		if !strings.Contains(files[name], link) {
			t.Errorf("%s does not contain %s", name, link)
		}
	}
	if !strings.Contains(files["index/index.html"], `<a href="../pages/sleeping/">rest</a>`) {
		t.Error("the index does not list the page")
	}
}
