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

var written = regexp.MustCompile(`\[\[[^\n]*?\]\]|\]\([^)\n]*\)`)

// FuzzReference puts any reference and any address into a body and into front matter. Each of
// them is resolved to something of the site or reported at a position inside the page, and none
// leads out of the site.
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
			for _, text := range written.FindAllString(string(data), -1) {
				f.Add(strings.Trim(text, "[]()"))
			}
		}
	}
	rest := fstest.MapFS{"content/site.yaml": {Data: []byte("id: x\ntitle: X\npartnership: None\ndemonstration: true\nbanner: X\n")}}
	for name, page := range review {
		front, body, _ := strings.Cut(page, "\n\n")
		rest["content/"+name+".md"] = &fstest.MapFile{Data: []byte("---\nstatus: draft\n" + front + "\n---\n" + body + "\n")}
	}
	others, _, err := source.Load(rest)
	if err != nil {
		f.Fatal(err)
	}
	last, _ := model.Read(others, nil)
	f.Fuzz(func(t *testing.T, reference string) {
		if len(reference) > 2000 || strings.ContainsAny(reference, "\r\n") {
			t.Skip()
		}
		text := "---\ntitle: Tried\nstatus: draft\nsources: ['" + strings.ReplaceAll(reference, "'", "''") + "']\n---\n\n[[" + reference + "]] and [words](" + reference + ") and [more](<" + reference + ">).\n"
		files, problems, err := source.Load(fstest.MapFS{"content/pages/tried.md": {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		site, more := model.Read(slices.Concat(others, files), last)
		problems = append(problems, more...)
		g, more := Link(site, []string{"files/leaflet.pdf"})
		problems = append(problems, more...)
		lines := strings.Count(text, "\n") + 1
		for _, d := range problems {
			if d.Line > lines || strings.ContainsAny(d.Message+d.Hint, "\n") || strings.HasSuffix(d.Rule, "-fault") {
				t.Errorf("a malformed problem: %v", d)
			}
		}
		for _, e := range site.Entries {
			p := e.Base()
			for i, ref := range p.Body.Refs {
				to := g.Resolved(p, i)
				if to == nil && len(problems) == 0 {
					t.Errorf("%q leads nowhere and is not reported", ref.Target)
				}
				if to != nil && (!strings.HasPrefix(to.Address, "/") || strings.HasPrefix(to.Address, "//") || strings.Contains(to.Address, "..")) {
					t.Errorf("%q leads to %s", ref.Target, to.Address)
				}
			}
		}
	})
}
