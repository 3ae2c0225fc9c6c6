package model

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// readSite reads a site from files, a map of paths to texts, and returns it with all problems found.
func readSite(t testing.TB, files map[string]string) (*Site, diag.List) {
	t.Helper()
	list, problems := loadFiles(t, files)
	site, more := Read(list, nil)
	return site, append(problems, more...)
}

// loadFiles loads files, a map of paths to texts.
func loadFiles(t testing.TB, files map[string]string) ([]*source.File, diag.List) {
	t.Helper()
	m := make(fstest.MapFS)
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	list, problems, err := source.Load(m)
	if err != nil {
		t.Fatal(err)
	}
	return list, problems
}

// siteYAML is the text of a valid site.yaml.
const siteYAML = "id: x\ntitle: X\npartnership: None\ndemonstration: true\nbanner: X\n"

// readPage reads a site with a valid site.yaml and one other file, and returns its only page and
// its problems.
func readPage(t testing.TB, name, text string) (Entry, diag.List) {
	t.Helper()
	site, problems := readSite(t, map[string]string{name: text, "content/site.yaml": siteYAML})
	if len(site.Entries) != 1 {
		t.Fatalf("got %d pages, want 1: %v", len(site.Entries), problems)
	}
	return site.Entries[0], problems
}

// TestDecodeProblems checks the position and the rule of each problem. The archives in
// ../testdata/rules check the messages.
func TestDecodeProblems(t *testing.T) {
	for _, c := range []struct{ name, front, want string }{
		{"a second colon", "title: A: B", "2:8 front-syntax"},
		{"a tab", "title: A\nchanges:\n\t- {}", "4:1 front-syntax"},
		{"an open quote", "title: \"A\nstatus: draft", "2:8 front-syntax"},
		{"an open list", "title: A\nstatus: draft\nsources: [a, b", "4:10 front-syntax"},
		{"an alias", "title: *A", "2:8 front-syntax"},
		{"a reserved character", "title: @A", "2:8 front-syntax"},
		{"no key", "words", "2:1 front-type"},
		{"a list at the top", "- a", "2:1 front-type"},
		{"an unknown key", "title: A\ncolour: red", "3:1 front-unknown-key"},
		{"after non-ASCII letters", "title: Ä\nsümmary: ü", "3:1 front-unknown-key"},
		{"a duplicate key", "title: A\ntitle: B", "3:1 front-duplicate"},
		{"a duplicate key in an item", "title: A\nchanges: [{date: 2026-01-01, what: x, date: 2026-01-02}]", "3:39 front-duplicate"},
		{"a list for a scalar", "title: [A]", "2:8 front-type"},
		{"a mapping for a scalar", "title: {a: b}", "2:8 front-type"},
		{"a scalar for a list", "title: A\nsources: a", "3:10 front-type"},
		{"a scalar for a mapping", "title: A\nchanges: [a]", "3:11 front-type"},
		{"a nested list", "title: A\nsources: [[a]]", "3:11 front-type"},
		{"brackets in a scalar", "title: \"See [[a]]\"", "2:8 front-brackets"},
		{"an unknown status", "title: A\nstatus: final", "3:9 front-value"},
		{"an unknown audience", "title: A\naudience:\n  - nobody", "4:5 front-value"},
		{"not a date", "title: A\nreviewed: 1/2/2026", "3:11 front-value"},
		{"not a day of the calendar", "title: A\nreviewed: 2026-02-29", "3:11 front-value"},
		{"not an id", "title: A\nsources: [../a]", "3:11 front-value"},
		{"no title", "summary: A", "1:1 front-required"},
		{"an empty title", "title:", "2:7 front-required"},
		{"an empty item", "title: A\nchanges:\n  -\n", "4:4 front-required, 4:4 front-required"},
		{"a change without what", "title: A\nchanges: [{date: 2026-01-01}]", "3:11 front-required"},
	} {
		if strings.Contains(c.front, ":") && !strings.Contains(c.front, "status:") {
			c.front += "\nstatus: draft"
		}
		_, problems := readPage(t, "content/pages/a.md", "---\n"+c.front+"\n---\n")
		var got []string
		for _, d := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Rule))
			if d.Hint == "" {
				t.Errorf("%s: no hint: %v", c.name, d)
			}
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %s, want %s", c.name, text, c.want)
		}
	}
}

// TestDecodeComma checks that only an unknown key after a value on one line is read as the rest of it.
func TestDecodeComma(t *testing.T) {
	for front, want := range map[string]bool{
		"{date: 2026-01-01, what: More, and then some}": true,
		"{date: 2026-01-01, what: Come, wait}":          true,
		"{date: 2026-01-01, wat: }":                     false,
		"{what: [a], colour: }":                         false,
	} {
		_, problems := readPage(t, "content/pages/a.md", "---\ntitle: A\nstatus: draft\nchanges: ["+front+"]\n---\n")
		got := slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Message, "a comma ends") })
		if got != want {
			t.Errorf("%s: %v", front, problems)
		}
	}
}

// TestDecodeValues checks the decoded value of each form of YAML scalar.
func TestDecodeValues(t *testing.T) {
	for front, want := range map[string]string{
		"title: A":                    "A",
		"title: 'A: B'":               "A: B",
		`title: "A\u00e9"`:            "Aé",
		"title: 4.10":                 "4.10",
		"title: 0x1F":                 "0x1F",
		"title: 1_000":                "1_000",
		"title: yes":                  "yes",
		"title: true":                 "true",
		"title: ~":                    "",
		"title: |\n  A\n  B\n":        "A\nB",
		"title: >-\n  A\n  B\n":       "A B",
		"title: \"A\" # a comment":    "A",
		"title: A#1":                  "A#1",
		"# a comment\n\ntitle: A":     "A",
		"{title: A, status: draft}":   "A",
		"\"title\": A":                "A",
		"title: 2026-01-01":           "2026-01-01",
		"title: 2026-01-01T00:00:00Z": "2026-01-01T00:00:00Z",
	} {
		if !strings.Contains(front, "status") {
			front = strings.TrimSuffix(front, "\n") + "\nstatus: draft"
		}
		e, problems := readPage(t, "content/pages/a.md", "---\n"+front+"\n---\n")
		if got := e.Base().Title; got != want || want != "" && len(problems) > 0 {
			t.Errorf("%q gives %q, want %q: %v", front, got, want, problems)
		}
	}
}

// TestDecodeNumbers checks that paragraph numbers are decoded as written, so that 4.1 and 4.10 differ.
func TestDecodeNumbers(t *testing.T) {
	e, problems := readPage(t, "content/reviews/r/recommendations/4.10.md",
		"---\ntitle: A\nstatus: draft\nlabel: 4.10\nparts:\n  - {label: a, text: A, nature: act, rests_on: [4.1, \"4.10\", 4.100, 4.1-4.10]}\n---\n")
	r := e.(*Recommendation)
	if r.PrintedLabel != "4.10" || !reflect.DeepEqual(r.Items[0].RestsOn, []ID{"4.1", "4.10", "4.100", "4.1-4.10"}) || len(problems) > 0 {
		t.Errorf("%v, %v: %v", r.PrintedLabel, r.Items[0].RestsOn, problems)
	}
	e, problems = readPage(t, "content/reviews/r/index.md", "---\ntitle: A\nstatus: draft\nparagraphs:\n  1: 4\n  10: 20\nquiet: [1.1, 10.10]\n---\n")
	review := e.(*Review)
	if !reflect.DeepEqual(review.Publication.Paragraphs, ParagraphCounts{"1": 4, "10": 20}) || !reflect.DeepEqual(review.Quiet, []Label{"1.1", "10.10"}) || len(problems) > 0 {
		t.Errorf("%v, %v: %v", review.Publication.Paragraphs, review.Quiet, problems)
	}
}

// TestFieldPos checks the position of a field. For a missing field, this is the position of the
// nearest enclosing value.
func TestFieldPos(t *testing.T) {
	e, _ := readPage(t, "content/protocols/a.md", "---\ntitle: A\nstatus: draft\nsteps:\n  - id: first\n    title: One\n    text: Do\n  - id: second\n    title: Two\n    text: Do\n---\n")
	for field, want := range map[string]string{
		"title": "2:8", "steps": "5:3", "steps[1].id": "8:9", "steps[1].who": "8:5", "steps[9].who": "5:3", "owner": "1:1", "": "1:1",
	} {
		if got := e.Base().FieldPos(field); fmt.Sprintf("%d:%d", got.Line, got.Column) != want {
			t.Errorf("%s is at %d:%d, want %s", field, got.Line, got.Column, want)
		}
	}
}

// FuzzRead checks that any front matter is either decoded or reported, for every kind of page, without
// a panic.
func FuzzRead(f *testing.F) {
	rules, err := filepath.Glob("../testdata/rules/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(rules, "../testdata/hostile.txtar", "../testdata/site.txtar") {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(data), "---\n") {
			f.Add(part)
		}
	}
	for _, k := range Kinds {
		_, text, _ := k.NewPage("r/x", "2026-06-01", nil, nil)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, front string) {
		if len(front) > 4096 {
			return
		}
		files := map[string]string{"content/contacts.yaml": front, "content/site.yaml": front, "content/reviews/r/progress.yaml": front, "content/reviews/r/statements.yaml": front}
		for _, k := range Kinds {
			files[k.FilePath("r/x")] = "---\n" + front + "\n---\n"
		}
		files["content/reviews/r/index.md"] = "---\n" + front + "\n---\n"
		site, problems := readSite(t, files)
		for _, e := range site.Entries {
			e.Parts()
			Refs(e)
		}
		for _, d := range problems {
			if d.Line > 4+strings.Count(strings.ReplaceAll(front, "\r", "\n"), "\n") {
				t.Errorf("position outside the file: %v", d)
			}
			if strings.Contains(d.Message+d.Hint, "\n") || strings.HasSuffix(d.Rule, "-fault") {
				t.Errorf("message with a line break, or a panic: %v", d)
			}
		}
	})
}
