package generator

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLaunchList checks that the page for writers of a new site lists what is done before readers rely
// on the site, with what the program sees itself, and that what is recorded as done is no longer open.
func TestLaunchList(t *testing.T) {
	site := &Site{Folder: filepath.Join(t.TempDir(), "site"), Shipped: os.DirFS(".."), Today: "2026-12-01"}
	if _, err := Init(site, NewSiteOptions{Name: "North Area", Skeleton: os.DirFS("../cmd/safelearn/skeleton")}); err != nil {
		t.Fatal(err)
	}
	protocol, err := site.New(t.Context(), "protocol", "handover", nil)
	if err != nil {
		t.Fatal(err)
	}
	replaceIn(t, protocol, "status: draft", "status: sample")
	items := launchTexts(t, site)
	for _, want := range []string{
		"Open: each protocol and page for parents has its approvals (1 page without them; this is the first)",
		"Open: the phone numbers of the area are entered (not yet children's social care by day, children's social care at night and at weekends)",
		"Open: nothing is left to fill in on pages that readers see, and in the settings (",
		"Open: the lines for the press are ready (nobody has recorded it)",
		"Open: each number was checked in the last twelve months (1 number not yet checked; this is the first)",
		"Open: the address of the site is entered (",
	} {
		if !slices.ContainsFunc(items, func(item string) bool { return strings.HasPrefix(item, want) }) {
			t.Errorf("no %q in\n%s", want, strings.Join(items, "\n"))
		}
	}
	if text, err := recordTask(site, "press", ` the "learning" team `); err != nil || !strings.Contains(text, "the lines for the press are ready") {
		t.Errorf("%q, %v", text, err)
	}
	if items = launchTexts(t, site); !slices.Contains(items, "Done: the lines for the press are ready") {
		t.Errorf("what was recorded is open:\n%s", strings.Join(items, "\n"))
	}
	text, err := os.ReadFile(filepath.Join(site.Folder, "content", "launch.yaml"))
	if err != nil || !strings.Contains(string(text), "# The lines for the press are ready.\npress: {date: 2026-12-01, by: \"the \\\"learning\\\" team\"}\n\n# Taking down") {
		t.Errorf("the file is\n%s", text)
	}
	for task, by := range map[string]string{"family": " ", "place": "the learning team", "staff": "two\nlines", "number 998": "the learning team"} {
		if _, err := recordTask(site, task, by); err == nil {
			t.Errorf("%s was recorded as done by %q", task, by)
		}
	}
	if text, err := recordTask(site, "number 999", "the duty team"); err != nil || !strings.Contains(text, "the number of Emergency services was checked") {
		t.Errorf("%q, %v", text, err)
	}
	contacts, err := os.ReadFile(filepath.Join(site.Folder, "content", "contacts.yaml"))
	if err != nil || !strings.Contains(string(contacts), "\n    checked: 2026-12-01 # by the duty team\n  # - id: ") {
		t.Errorf("%v\n%s", err, contacts)
	}
	replaceIn(t, filepath.Join(site.Folder, "content", "contacts.yaml"), "# by the duty team", "# ask for the team")
	if text, err := recordTask(site, "number 999", "the duty team"); err != nil {
		t.Errorf("%q, %v", text, err)
	}
	contacts, err = os.ReadFile(filepath.Join(site.Folder, "content", "contacts.yaml"))
	if err != nil || !strings.Contains(string(contacts), "\n    # ask for the team\n    checked: 2026-12-01 # by the duty team\n") {
		t.Errorf("the comment of the author is lost: %v\n%s", err, contacts)
	}
	if items = launchTexts(t, site); !slices.Contains(items, "Done: each number was checked in the last twelve months") {
		t.Errorf("the number was checked, but the list is\n%s", strings.Join(items, "\n"))
	}
	site.Today = "2027-12-02"
	items = launchTexts(t, site)
	for _, want := range []string{
		"Open: the lines for the press are ready (last done on 1 December 2026, more than twelve months ago)",
		"Open: each number was checked in the last twelve months (1 number last checked more than twelve months ago; this is the first)",
	} {
		if !slices.Contains(items, want) {
			t.Errorf("no %q in\n%s", want, strings.Join(items, "\n"))
		}
	}
	if err := os.Remove(filepath.Join(site.Folder, "content", "launch.yaml")); err != nil {
		t.Fatal(err)
	}
	if items = launchTexts(t, site); items != nil {
		t.Errorf("a site without the file has the list\n%s", strings.Join(items, "\n"))
	}
}

// TestLaunchDay checks that what is done is recorded with the day on which that is said, and not with the
// day as on which the site is shown.
func TestLaunchDay(t *testing.T) {
	site := &Site{Folder: filepath.Join(t.TempDir(), "site"), Shipped: os.DirFS(".."), Today: "2048-01-01"}
	if _, err := Init(site, NewSiteOptions{Name: "North Area", Skeleton: os.DirFS("../cmd/safelearn/skeleton")}); err != nil {
		t.Fatal(err)
	}
	tools, err := newAuthorTools(&servedSite{Site: site})
	if err != nil {
		t.Fatal(err)
	}
	for task, name := range map[string]string{"number 999": "contacts", "press": "launch"} {
		if text, err := tools.Record(task, "the duty team"); err != nil {
			t.Errorf("%q, %v", text, err)
		}
		if text, err := os.ReadFile(filepath.Join(site.Folder, "content", name+".yaml")); err != nil || strings.Contains(string(text), "checked: 2048") || strings.Contains(string(text), "date: 2048") {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// replaceIn replaces a text in a file once.
func replaceIn(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// launchTexts builds a site as the server does, and returns the texts of the list before launch.
func launchTexts(t *testing.T, site *Site) []string { return listTexts(t, site, "Before launch") }

// listTexts builds a site as the server does, and returns the texts of a list on the page for writers.
func listTexts(t *testing.T, site *Site, title string) (texts []string) {
	t.Helper()
	s := &servedSite{Site: site}
	if _, problems, err := s.build(t.Context()); err != nil || problems.Failed() {
		t.Fatal(problems, err)
	}
	for _, list := range writerLists(s) {
		for _, item := range list.Items {
			if list.Title == title {
				texts = append(texts, item.Text)
			}
		}
	}
	return texts
}
