package generator

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// TestAddApproval checks that an approval is added to differently formatted front matter, with the
// line endings of the file, and that nothing else changes.
func TestAddApproval(t *testing.T) {
	a := Approval{Role: model.Legal, Body: "Board", Date: "2026-01-01", Text: "1-2"}
	const line = `- {role: legal, body: "Board", date: 2026-01-01, text: "1-2"}`
	const other = "- {role: clinical, body: Ward, date: 2026-01-01}"
	for _, c := range []struct{ before, after string }{
		{"---\ntitle: A\n---\n\nWords.\n", "---\ntitle: A\napprovals:\n  " + line + "\n---\n\nWords.\n"},
		{"---\r\ntitle: A\r\n---\r\nWords.", "---\r\ntitle: A\r\napprovals:\r\n  " + line + "\r\n---\r\nWords."},
		{"\ufeff---\napprovals: []\n\n# b\ntitle: A\n---\n", "\ufeff---\napprovals:\n  " + line + "\n\n# b\ntitle: A\n---\n"},
		{"---\napprovals:\n" + other + "\n# b\ntitle: A\n---\n", "---\napprovals:\n" + other + "\n" + line + "\n# b\ntitle: A\n---\n"},
		{"---\napprovals:\n  - role: legal\n    body: Board\n    date: 2025-01-01\n  " + other + "\ntitle: A\n---\n", "---\napprovals:\n  " + line + "\n  " + other + "\ntitle: A\n---\n"},
		{"---\napprovals: [{role: clinical, body: Ward, date: 2026-01-01}]\ntitle: A\n---\n", ""},
	} {
		const name = "content/pages/a.md"
		file, _, err := source.LoadFile(fstest.MapFS{name: {Data: []byte(c.before)}}, name)
		if err != nil {
			t.Fatal(err)
		}
		site, _ := model.Read([]*source.File{file}, nil)
		r := newRewrite(c.before)
		ok := r.addApproval(site.Entries[0].Base(), a)
		if got := r.String(); !ok && c.after != "" || ok && got != c.after {
			t.Errorf("%q became\n%q, %t, want\n%q", c.before, got, ok, c.after)
		}
	}
}

// siteToEdit returns the site of testdata/base.txtar with the given files added, in a temporary
// folder.
func siteToEdit(t *testing.T, files fstest.MapFS) *Site {
	t.Helper()
	all := readArchive(t, "testdata/base.txtar").siteFiles()
	maps.Copy(all, files)
	s := &Site{Folder: t.TempDir(), Shipped: all, Today: "2026-06-01"}
	writeFiles(t, s.Folder, all)
	return s
}

// checkEdit runs edit on a site in which the named file contains the text before. The file must then
// contain the text after. If after is "", edit must instead return an error that contains manualHint, and
// change nothing.
func checkEdit(t *testing.T, name, before, after, byHand string, edit func(*Site) error) {
	t.Helper()
	s := siteToEdit(t, fstest.MapFS{name: {Data: []byte(before)}})
	err := edit(s)
	data, readErr := os.ReadFile(filepath.Join(s.Folder, name))
	if readErr != nil {
		t.Fatal(readErr)
	}
	got := regexp.MustCompile(`text: "?[0-9a-f]+(-[0-9a-f]+)+"?`).ReplaceAllString(string(data), "text: T")
	switch {
	case after == "" && (err == nil || !strings.Contains(err.Error(), "write by hand "+byHand) || string(data) != before):
		t.Errorf("%q became\n%q, %v, want an error that says what to write by hand", before, got, err)
	case after != "" && (err != nil || got != after):
		t.Errorf("%q became\n%q, %v, want\n%q", before, got, err, after)
	}
}

// TestApproveForms checks that an approval is added to front matter in every form that authors and
// editors use, or that an error says what to write by hand.
func TestApproveForms(t *testing.T) {
	const (
		head    = "---\ntitle: A\nstatus: draft\n"
		line    = `- {role: legal, body: "Board", date: 2026-01-01, text: T}`
		other   = "- {role: clinical, body: Ward, date: 2026-01-01}\n"
		earlier = "- {role: legal, body: Board, date: 2025-01-01}\n"
	)
	for _, c := range []struct{ before, after string }{
		// the line ending of one pasted line is different
		{head + "---\n\nOne.\nTwo.\r\nThree.\n", head + "approvals:\n  " + line + "\n---\n\nOne.\nTwo.\r\nThree.\n"},
		{head + "approvals:\n  " + other + "---\n\nTwo.\r\n", head + "approvals:\n  " + other + "  " + line + "\n---\n\nTwo.\r\n"},
		{"---\r\ntitle: A\nstatus: draft\n---\nTwo.\n", "---\r\ntitle: A\nstatus: draft\napprovals:\r\n  " + line + "\r\n---\nTwo.\n"},
		{"---\rtitle: A\rstatus: draft\r---\rTwo.\n", "---\rtitle: A\rstatus: draft\rapprovals:\n  " + line + "\n---\rTwo.\n"},
		// fences followed by blanks
		{head + "---\t\nTwo.\n", head + "approvals:\n  " + line + "\n---\t\nTwo.\n"},
		{head + "approvals:\n  " + other + "--- \t\nTwo.\n---\n", head + "approvals:\n  " + other + "  " + line + "\n--- \t\nTwo.\n---\n"},
		// forms of a key
		{head + "\"approvals\":\n  " + other + "---\n", head + "\"approvals\":\n  " + other + "  " + line + "\n---\n"},
		{head + "approvals :\n  " + other + "---\n", head + "approvals :\n  " + other + "  " + line + "\n---\n"},
		{head + "'approvals': []\n---\n", head + "approvals:\n  " + line + "\n---\n"},
		{head + "\"\\x61pprovals\":\n  " + other + "---\n", ""},
		// lists in brackets, and hyphens on separate lines
		{head + "approvals: [{role: clinical, body: Ward, date: 2026-01-01}]\n---\n", ""},
		{head + "approvals:\n  [{role: clinical, body: Ward, date: 2026-01-01}]\n---\n", ""},
		{head + "approvals: [\n]\n---\n", ""},
		{head + "approvals:\n  -\n    role: legal\n    body: Board\n    date: 2025-01-01\n---\n", ""},
		// text that looks like the key
		{head + "summary: \"one\n  approvals:\n  two\"\n---\n", head + "summary: \"one\n  approvals:\n  two\"\napprovals:\n  " + line + "\n---\n"},
		{head + "summary: \"one\napprovals: two\"\n---\n", ""},
		// comments between items are kept
		{head + "approvals:\n  " + earlier + "  # the ward\n\n  " + other + "---\n", head + "approvals:\n  " + line + "\n  # the ward\n\n  " + other + "---\n"},
		{head + "approvals:\n" + other + "# the board\n" + earlier + "# the end\n---\n", head + "approvals:\n" + other + "# the board\n" + line + "\n# the end\n---\n"},
		// comments on the lines of a replaced item, and on lines between them, are preserved
		{head + "approvals:\n  - role: legal # for families\n    # the chair: \"yes\"\n    body: Board\n    date: 2025-01-01\n    record: 'Minute #1' # by post\n  " + other + "---\n",
			head + "approvals:\n  # for families\n  # the chair: \"yes\"\n  # by post\n  " + line + "\n  " + other + "---\n"},
		{head + "approvals:\n  - {role: legal, body: Board, date: 2025-01-01, record: \"Minute \\\" #1\"} # again\n---\n", head + "approvals:\n  # again\n  " + line + "\n---\n"},
		{head + "approvals: [] # none yet\n---\n", head + "# none yet\napprovals:\n  " + line + "\n---\n"},
	} {
		checkEdit(t, "content/pages/a.md", c.before, c.after, "under approvals:", func(s *Site) error {
			_, _, err := s.Approve(t.Context(), "a", Approval{Role: model.Legal, Body: "Board", Date: "2026-01-01"})
			return err
		})
	}
}

// TestReleaseForms checks that a release is written to a progress.yaml in every form, or that an error
// says what to write by hand.
func TestReleaseForms(t *testing.T) {
	const line, end = "released: {date: 2026-01-31, by: hub, text: T}", "actions: []\n"
	for _, c := range []struct{ before, after string }{
		{"", line + "\n"},
		{end, line + "\n" + end},
		{"\ufeff" + end, "\ufeff" + line + "\n" + end},
		{"\ufeff# a\n" + end, "\ufeff# a\n" + line + "\n" + end},
		{"---\n" + end, "---\n" + line + "\n" + end},
		{"# a\n\n---\n" + end, "# a\n\n---\n" + line + "\n" + end},
		{"# a\n# b\n" + end + "# c\r\n", "# a\n# b\n" + line + "\n" + end + "# c\r\n"},
		{"# a\r\nactions: []\r\n", "# a\r\n" + line + "\r\nactions: []\r\n"},
		{"\"released\": {date: 2025-01-31, by: hub}\n" + end, line + "\n" + end},
		{"released :\n  date: 2025-01-31\n  by: hub\n" + end, line + "\n" + end},
		{"released: {date: 2025-01-31, by: hub} # minute 4\n" + end, "# minute 4\n" + line + "\n" + end},
		{"released:\n  date: 2025-01-31\n  # by post\n  by: hub\n" + end, "# by post\n" + line + "\n" + end},
		{"\"rele\\x61sed\": {date: 2025-01-31, by: hub}\n" + end, ""},
		{"{actions: []}\n", ""},
		{"--- {actions: []}\n", ""},
		{"released: {date: 2025-01-31,\nby: hub}\n", ""},
	} {
		checkEdit(t, "content/reviews/hill/progress.yaml", c.before, c.after, "on a line of its own: released: {", func(s *Site) error {
			_, _, err := s.Release(t.Context(), "hill", "hub", "", "2026-01-31")
			return err
		})
	}
}

// TestAddressListForms checks that addresses are added to lists in every form, or that an error says
// what to write by hand.
func TestAddressListForms(t *testing.T) {
	const added, short = "/glossary/hub/", "  - /s/parents/\n" // the second is a short address
	old := []string{"/guidance/paper/", "/pages/about/", "/parents/", "/reviews/hill/"}
	list := "  - " + strings.Join(old, "\n  - ") + "\n"
	for _, c := range []struct{ before, after string }{
		{"addresses:\n" + list + "# c\r\n", "addresses:\n  - " + added + "\n" + list + short + "# c\r\n"},
		{"\"addresses\":\n" + list, "\"addresses\":\n  - " + added + "\n" + list + short},
		{"\ufeffaddresses :\n" + list, "\ufeffaddresses :\n  - " + added + "\n" + list + short},
		{"---\naddresses:\n" + list, "---\naddresses:\n  - " + added + "\n" + list + short},
		{"\"\\x61ddresses\":\n" + list, ""},
		{"addresses: [" + strings.Join(old, ", ") + "]\n", ""},
		{"addresses:\n  [" + strings.Join(old, ",\n  ") + "]\n", ""},
	} {
		checkEdit(t, "content/published.yaml", c.before, c.after, "under addresses:", func(s *Site) error {
			_, _, err := s.RecordAddresses(t.Context())
			return err
		})
	}
}

// TestApproveEveryPage checks that an approval can be added to each page of the shipped site, with
// each kind of line ending.
func TestApproveEveryPage(t *testing.T) {
	files, _, err := source.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	for i, e := range site.All() {
		text := e.Base().File.Text
		if i%2 == 0 {
			text = "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
		}
		for n := range 2 { // the second approval replaces the first
			file, _ := source.ParseFile(e.Base().File.Path, text)
			alone, _ := model.Read([]*source.File{file}, nil)
			r, added := newRewrite(text), addApproval(alone.All()[0].Base(), Approval{Role: model.Legal, Body: "Board", Date: "2026-01-01", Text: strings.Repeat("1-", n) + "2"})
			if !added.change(r) || !added.isCorrect(r.String()) {
				t.Errorf("%s cannot be approved", file.Path)
			}
			text = r.String()
		}
	}
}

// TestEditOfChangedFile checks that a file that has changed since it was read is not replaced.
func TestEditOfChangedFile(t *testing.T) {
	const name, changed = "content/pages/a.md", "---\ntitle: A\nstatus: draft\n---\n\nOther words.\n"
	s := siteToEdit(t, fstest.MapFS{name: {Data: []byte("---\ntitle: A\nstatus: draft\n---\n\nWords.\n")}})
	s.Progress = func(stage string, _, _ int) {
		if stage == "checking" {
			writeFiles(t, s.Folder, fstest.MapFS{name: {Data: []byte(changed)}})
		}
	}
	_, _, err := s.Approve(t.Context(), "a", Approval{Role: model.Legal, Body: "Board", Date: "2026-01-01"})
	data, _ := os.ReadFile(filepath.Join(s.Folder, name))
	if err == nil || !strings.Contains(err.Error(), "has changed since it was read") || string(data) != changed {
		t.Errorf("got %v and\n%s", err, data)
	}
}

// TestApproveAgain checks that a live page that was changed after its approval ended can be approved
// again with the command in the hint, unless its review is overdue.
func TestApproveAgain(t *testing.T) {
	const (
		name = "content/pages/a.md"
		text = "---\ntitle: A\nsummary: A.\nstatus: live\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2027-01-01\n" +
			"approvals:\n  - {role: partnership, body: Board, date: 2026-01-01, until: 2026-05-01}\n" +
			"changes:\n  - {date: 2026-05-31, what: A word.}\n---\n\nWords.\n"
		site = "id: small\ntitle: A small site\npartnership: None\nbase: https://example.org/\n"
	)
	approve := func(text string) (*Site, error) {
		s := siteToEdit(t, fstest.MapFS{name: {Data: []byte(text)}, "content/site.yaml": {Data: []byte(site)}})
		_, _, err := s.Approve(t.Context(), "a", Approval{Role: model.ByPartnership, Body: "Board", Date: "2026-06-01"})
		return s, err
	}
	s, err := approve(text)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := s.Check(t.Context())
	for _, d := range problems {
		if d.Path == name || err != nil {
			t.Errorf("after the approval: %v, %v", d, err)
		}
	}
	overdue := strings.Replace(strings.Replace(text, "2027-01-01", "2026-04-01", 1), "until: 2026-05-01", "until: 2026-12-01", 1)
	if _, err := approve(overdue); err == nil || !strings.Contains(err.Error(), "correct the errors") {
		t.Errorf("an overdue page was approved: %v", err)
	}
}

// TestCommentOf checks that yamlComment finds the comment on a line of YAML with quotation marks
// inside and outside the comment.
func TestCommentOf(t *testing.T) {
	for line, want := range map[string]string{
		`date: 2026-01-01 # checked`:            "# checked",
		`record: 'The board''s minute # 4'`:     "",
		`record: 'The board''s minute' # 4`:     "# 4",
		`record: "a \\" # a note`:               "# a note",
		`record: "a \" # b"`:                    "",
		`record: 'C:\' # a drive`:               "# a drive",
		`record: it''s said # plainly`:          "# plainly",
		`text: {id: u1, what: "x # y"} # and z`: "# and z",
		`what: '' # empty`:                      "# empty",
		`what: a#b`:                             "",
	} {
		if got := yamlComment(line); got != want {
			t.Errorf("the comment of %s is %q, want %q", line, got, want)
		}
	}
}
