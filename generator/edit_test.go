package generator

import (
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// TestAddApproval checks that an approval is added to front matter of any form, with the line endings of
// the file, and that nothing else changes.
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
		err = r.addApproval(site.Entries[0].Base(), a)
		if got := r.String(); err != nil && c.after != "" || err == nil && got != c.after {
			t.Errorf("%q became\n%q, %v, want\n%q", c.before, got, err, c.after)
		}
	}
}
