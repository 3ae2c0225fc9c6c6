package xref

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// referencePattern matches a cross-reference or a link destination.
var referencePattern = regexp.MustCompile(`\[\[[^\n]*?\]\]|\]\([^)\n]*\)`)

// FuzzReference checks that any cross-reference or link, in a body or in front matter, is
// either resolved to an address on the site or reported at a position within the page.
func FuzzReference(f *testing.F) {
	for _, pattern := range []string{"../testdata/*.txtar", "../testdata/rules/*.txtar", "../markdown/testdata/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatal(pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, text := range referencePattern.FindAllString(string(data), -1) {
				f.Add(strings.Trim(text, "[]()"))
			}
		}
	}
	otherContent := fstest.MapFS{"content/site.yaml": {Data: []byte("id: x\ntitle: X\npartnership: None\ndemonstration: true\nbanner: X\n")}}
	for name, page := range reviewPages {
		front, body, _ := strings.Cut(page, "\n\n")
		otherContent["content/"+name+".md"] = &fstest.MapFile{Data: []byte("---\nstatus: draft\n" + front + "\n---\n" + body + "\n")}
	}
	others, _, err := source.Load(otherContent)
	if err != nil {
		f.Fatal(err)
	}
	otherSite, _ := model.Read(others, nil)
	f.Fuzz(func(t *testing.T, reference string) {
		if len(reference) > 2000 || strings.ContainsAny(reference, "\r\n") {
			t.Skip()
		}
		text := "---\ntitle: Tried\nstatus: draft\nsources: ['" + strings.ReplaceAll(reference, "'", "''") + "']\n---\n\n[[" + reference + "]] and [words](" + reference + ") and [more](<" + reference + ">).\n"
		files, problems, err := source.Load(fstest.MapFS{"content/pages/tried.md": {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		site, more := model.Read(slices.Concat(others, files), otherSite)
		problems = append(problems, more...)
		g, more := Link(site, []string{"files/leaflet.pdf"})
		problems = append(problems, more...)
		lines := strings.Count(text, "\n") + 1
		for _, d := range problems {
			if d.Line > lines || strings.ContainsAny(d.Message+d.Hint, "\n") || strings.HasSuffix(d.Rule, "-fault") {
				t.Errorf("a malformed diagnostic: %v", d)
			}
		}
		for _, e := range site.Entries {
			p := e.Base()
			for i, ref := range p.Body.Refs {
				to := g.BodyTarget(p, i)
				if to == nil && len(problems) == 0 {
					t.Errorf("%q is not resolved and not reported", ref.Target)
				}
				if to != nil && (!strings.HasPrefix(to.Address, "/") || strings.HasPrefix(to.Address, "//") || strings.Contains(to.Address, "..")) {
					t.Errorf("%q links to %s", ref.Target, to.Address)
				}
			}
		}
	})
}
