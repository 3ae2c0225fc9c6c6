package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"safelearn"
	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// compileSchemas returns the compiled schemas by name.
func compileSchemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiled := make(map[string]*jsonschema.Schema)
	for _, s := range Schemas() {
		text, err := jsonschema.UnmarshalJSON(strings.NewReader(s.Text))
		if err != nil {
			t.Fatal(s.Name, err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(s.FileName(), text); err != nil {
			t.Fatal(s.Name, err)
		}
		if compiled[s.Name], err = c.Compile(s.FileName()); err != nil {
			t.Fatal(s.Name, err)
		}
	}
	return compiled
}

// validate returns the paths of the values in a YAML text that violate a schema, such as
// "steps/0/id".
func validate(t *testing.T, s *jsonschema.Schema, text string) []string {
	t.Helper()
	data, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	var invalid *jsonschema.ValidationError
	if err := s.Validate(value); !errors.As(err, &invalid) {
		return nil
	}
	return errorPaths(invalid)
}

// errorPaths returns the paths of the values that are the innermost causes of a validation error.
func errorPaths(e *jsonschema.ValidationError) []string {
	if len(e.Causes) == 0 {
		return []string{strings.Join(e.InstanceLocation, "/")}
	}
	var all []string
	for _, cause := range e.Causes {
		all = append(all, errorPaths(cause)...)
	}
	return all
}

// schemaNameFor returns the name of the schema whose file pattern matches the given path.
func schemaNameFor(t *testing.T, file string) string {
	t.Helper()
	if kind, _ := KindOfPath(file); kind != nil && strings.HasSuffix(file, ".md") {
		return kind.Name
	}
	for _, f := range dataFiles() {
		if m, err := fs.Glob(fstest.MapFS{file: {}}, f.path); err == nil && len(m) == 1 {
			return f.name
		}
	}
	t.Fatalf("no schema for %s", file)
	return ""
}

// TestSchemasAcceptShippedSite checks that the schemas accept the front matter of each shipped
// page, and each shipped data file.
func TestSchemasAcceptShippedSite(t *testing.T) {
	files, _, err := source.Load(safelearn.Shipped)
	if err != nil {
		t.Fatal(err)
	}
	schemas := compileSchemas(t)
	for _, f := range files {
		name := schemaNameFor(t, f.Path)
		for _, path := range validate(t, schemas[name], f.Front) {
			t.Errorf("%s: the schema refuses %s", f.Path, path)
		}
	}
}

// TestSchemasAcceptNewPages checks that the schemas accept a new page of each kind.
func TestSchemasAcceptNewPages(t *testing.T) {
	schemas := compileSchemas(t)
	for _, k := range Kinds {
		_, text, err := k.NewPage(k.Example, "2026-06-01", nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		front, _, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "---\n")
		for _, path := range validate(t, schemas[k.Name], front) {
			t.Errorf("%s: the schema refuses %s", k.Name, path)
		}
	}
}

// validFiles contains the text of a valid file for each schema, by name, with one key on each line.
// For schemas that are not listed, withLine uses a default.
var validFiles = map[string]string{
	"contacts": "contacts: []\n", "words": "alike: []\n", "privacy": "allowed: []\n", "language": "home: Home\n", "progress": "actions: []\n", "statements": "statements: []\n", "site": siteYAML,
	"guidance": "title: A\nstatus: draft\npublisher: A\ndated: 2020\nchecked: 2026-01-05\nread: first-hand\n",
	"term":     "title: A\nstatus: draft\nmeaning: A\n",
}

// withLine returns a valid file for the named schema, in which line replaces the line with the same
// key or, if there is none, is added.
func withLine(name, line string) string {
	base, ok := validFiles[name]
	if !ok {
		base = "title: A\nstatus: draft\n"
	}
	key, _, _ := strings.Cut(line, ":")
	text := line + "\n"
	for other := range strings.Lines(base) {
		if !strings.HasPrefix(other, key+":") {
			text += other
		}
	}
	return text
}

// TestSchemasRejectMistakes checks that the schemas reject typical mistakes by authors, and that the
// decoder reports the same mistakes.
func TestSchemasRejectMistakes(t *testing.T) {
	schemas := compileSchemas(t)
	for _, test := range []struct{ name, line, path string }{
		{"page", "sumary: A", ""},
		{"page", "Title: A", ""},
		{"protocol", "theme: A", ""},
		{"page", "title:", "title"},
		{"page", "title: ''", "title"},
		{"page", "title: [A]", "title"},
		{"page", "title: {a: b}", "title"},
		{"page", "status:", "status"},
		{"page", "status: published", "status"},
		{"page", "status: Live", "status"},
		{"page", "status: [draft]", "status"},
		{"page", "summary: [A, B]", "summary"},
		{"page", "summary: ' '", "summary"},
		{"page", "reviewed: 2026-02-30", "reviewed"},
		{"page", "reviewed: 2026-13-01", "reviewed"},
		{"page", "reviewed: 2025-02-29", "reviewed"},
		{"page", "reviewed: 05/01/2026", "reviewed"},
		{"page", "reviewed: 5 January 2026", "reviewed"},
		{"page", "reviewed: 2026", "reviewed"},
		{"page", "review_due: 2026-06", "review_due"},
		{"page", "review_due: 1826-06-01", "review_due"},
		{"page", "audience: practitioner", "audience"},
		{"page", "audience: [practitioners]", "audience/0"},
		{"page", "audience: [[parent]]", "audience/0"},
		{"page", "sources: working-together", "sources"},
		{"page", "sources: [/guidance/working-together]", "sources/0"},
		{"page", "sources: [../guidance/a]", "sources/0"},
		{"page", "sources: ['']", "sources/0"},
		{"page", "replaced_by: [a]", "replaced_by"},
		{"page", "changes: First written", "changes"},
		{"page", "changes: [{date: 2026-01-05}]", "changes/0"},
		{"page", "changes: [{date: May 2026, what: A}]", "changes/0/date"},
		{"page", "changes: [{date: 2026-01-05, what: A, who: B}]", "changes/0"},
		{"guidance", "read: second-hand", "read"},
		{"guidance", "dated: 2020-7", "dated"},
		{"guidance", "dated: 99", "dated"},
		{"guidance", "publisher:", "publisher"},
		{"review", "numbering: 1.1", "numbering"},
		{"review", "paragraphs: [4, 2]", "paragraphs"},
		{"review", "paragraphs: {1: many}", "paragraphs/1"},
		{"review", "withheld: 4.1", "withheld"},
		{"review", "withheld: ['[4.1]']", "withheld/0"},
		{"review", "key_periods: [{title: A}]", "key_periods/0"},
		{"review", "documents: [{id: es, kind: summary}]", "documents/0/kind"},
		{"recommendation", "parts: [{label: a, text: A, nature: do}]", "parts/0/nature"},
		{"recommendation", "parts: [{label: a, nature: act}]", "parts/0"},
		{"finding", "level: council", "level"},
		{"learning-point", "reply: {days: soon}", "reply/days"},
		{"statements", "statements: A", "statements"},
		{"protocol", "steps: [{id: a, title: A}]", "steps/0"},
		{"protocol", "steps: {id: a, title: A, text: B}", "steps"},
		{"protocol", "steps: [a]", "steps/0"},
		{"module", "minutes: 20 minutes", "minutes"},
		{"module", "minutes: 0", "minutes"},
		{"term", "agency: yes", "agency"},
		{"term", "meaning:", "meaning"},
		{"site", "demonstration: 1", "demonstration"},
		{"site", "languages: cy", "languages"},
		{"site", "accent: purple", "accent"},
		{"site", "accent: '#abc'", "accent"},
		{"site", "accent: 123456", "accent"},
		{"contacts", "contacts: [{id: a, name: A, checked: 2026-01-01}]", "contacts/0"},
		{"contacts", "contacts: [{id: a, name: A, source: A, checked: today}]", "contacts/0/checked"},
		{"words", "alike: [[bruise, mark]]", "alike/0"},
		{"privacy", "allowed: [{file: a, kind: address, ends: ab, reason: A}]", "allowed/0/kind"},
		{"progress", "updates: [{id: u1, date: 2026-01-05, said_by: icb, state: finished}]", "updates/0/state"},
		{"progress", "actions: [{id: CM-1, agreed: 2026-01-05, text: A}]", "actions/0"},
		{"progress", "updates: [{id: u1, date: 2026-01-05, said_by: icb, evidence: [{kind: audit, shows: practice, title: A, n: many}]}]", "updates/0/evidence/0/n"},
		{"language", "hme: Hafan", ""},
	} {
		text := withLine(test.name, test.line)
		if got := validate(t, schemas[test.name], text); !slices.Contains(got, test.path) {
			t.Errorf("%s: %s: the schema refuses %q, want %q", test.name, test.line, got, test.path)
		}
		if problems := decodeText(t, test.name, text); !problems.Failed() {
			t.Errorf("%s: %s: the decoder accepts it", test.name, test.line)
		}
	}
}

// decodeText decodes the text of a data file or of front matter and returns the problems.
func decodeText(t *testing.T, name, text string) (problems diag.List) {
	t.Helper()
	file := &source.File{Path: "content/x.yaml", Text: text, Front: text}
	if k := KindByName(name); k != nil {
		decode(file, k.make(), &problems)
		return problems
	}
	i := slices.IndexFunc(dataFiles(), func(f dataFile) bool { return f.name == name })
	decode(file, reflect.New(reflect.TypeOf(dataFiles()[i].content)).Interface(), &problems)
	return problems
}

// TestSchemasAcceptDecodedValues checks, for each key and for many kinds of values, that the schemas
// accept every value that the decoder accepts.
func TestSchemasAcceptDecodedValues(t *testing.T) {
	values := []string{"", "~", "''", "' '", "a", "a b", "4.10", "4.1a", "41", "0", "-5", "2026", "2026-07", "2026-07-31", "2026-02-30", "1.5", "true", "'true'", "no", "draft",
		"N.N", "act", "..", "a..b", "/a", ".a", "a.", "a#b", "a/4.18-4.23", "Finding 3", "'[a]'", "[]", "[a]", "[4.10]", "[2026]", "[true]", "['']", "[[a]]", "[{}]", "{}", "{a: b}", "{1: 2}", "99999999999"}
	schemas, refused := compileSchemas(t), 0
	for _, s := range Schemas() {
		var root struct{ Properties map[string]any }
		if err := json.Unmarshal([]byte(s.Text), &root); err != nil {
			t.Fatal(err)
		}
		for _, key := range slices.Sorted(maps.Keys(root.Properties)) {
			for _, value := range values {
				text := withLine(s.Name, key+": "+value)
				got := validate(t, schemas[s.Name], text)
				if len(got) > 0 {
					refused++
				}
				if problems := decodeText(t, s.Name, text); len(got) > 0 && !problems.Failed() {
					t.Errorf("%s: %s: %s: the schema refuses %q, but it is decoded", s.Name, key, value, got)
				}
			}
		}
	}
	if refused < 1000 {
		t.Errorf("the schemas refuse %d values", refused)
	}
}

// TestReadmeListsSchemas checks that the settings for VS Code in README.md associate each data file
// with its schema.
func TestReadmeListsSchemas(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Schemas() {
		if line := fmt.Sprintf("%q: %q", SchemaFolder+"/"+s.FileName(), s.Files); KindByName(s.Name) == nil && !strings.Contains(string(readme), line) {
			t.Errorf("README.md has no line %s", line)
		}
	}
}

// TestSchemasDescribeEveryKey checks that each key in the schemas has a description.
func TestSchemasDescribeEveryKey(t *testing.T) {
	var walk func(path string, value any)
	walk = func(path string, value any) {
		properties, _ := value.(map[string]any)
		for key, inner := range properties {
			if key == "properties" {
				for name, p := range inner.(map[string]any) {
					if p.(map[string]any)["description"] == "" {
						t.Errorf("%s.%s has no description", path, name)
					}
					walk(path+"."+name, p)
				}
			} else {
				walk(path, inner)
			}
		}
	}
	for _, s := range Schemas() {
		var root any
		if err := json.Unmarshal([]byte(s.Text), &root); err != nil {
			t.Fatal(err)
		}
		walk(s.Name, root)
	}
}
