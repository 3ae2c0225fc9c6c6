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
	if strings.Contains(index, "drinking Protocol") {
		t.Error("the index lists a search word")
	}
}
