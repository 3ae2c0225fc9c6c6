package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"safelearn/generator/source"
)

// update makes the tests rewrite the expected output in testdata.
var update = flag.Bool("update", false, "rewrite what testdata expects")

// newFile returns a source file with the given body, which starts on line 3 after empty
// front matter.
func newFile(t testing.TB, body string) *source.File {
	t.Helper()
	site := fstest.MapFS{"content/page.md": &fstest.MapFile{Data: []byte("---\n---\n" + body)}}
	files, problems, err := source.Load(site)
	if err != nil || len(files) != 1 {
		t.Fatalf("loading: %v %v", err, problems)
	}
	return files[0]
}

// TestGolden compares the results of parsing each body in the testdata archives with the expected
// results. Each body name.md is followed by name.html, which has a placeholder for each slot,
// name.problems and optionally name.doc, a description of the rest of the Doc.
func TestGolden(t *testing.T) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	if len(archives) == 0 {
		t.Fatal("no archives in testdata")
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { testArchive(t, name) })
	}
}

// testArchive tests the bodies in the named archive. With -update it rewrites the archive
// with the actual results.
func testArchive(t *testing.T, name string) {
	comment, files := readArchive(t, name)
	want := map[string]string{}
	for _, s := range files {
		want[s.name] = s.data
	}
	var updated strings.Builder
	updated.WriteString(comment)
	for _, s := range files {
		base, ok := strings.CutSuffix(s.name, ".md")
		if !ok {
			continue
		}
		doc, problems := Parse(newFile(t, s.data), Options{Lines: true})
		var reported strings.Builder
		for _, problem := range problems {
			fmt.Fprintln(&reported, strings.ReplaceAll(problem.String(), "content/page.md:", ""))
		}
		fmt.Fprintf(&updated, "-- %s --\n%s", s.name, s.data)
		results := []archiveFile{{base + ".html", htmlWithPlaceholders(doc)}, {base + ".problems", reported.String()}}
		if _, expected := want[base+".doc"]; expected {
			results = append(results, archiveFile{base + ".doc", describeDoc(doc)})
		}
		for _, r := range results {
			if r.data != want[r.name] && !*update {
				t.Errorf("%s: %s\n--- body\n%s--- got\n%s--- want\n%s", name, r.name, s.data, r.data, want[r.name])
			}
			if r.data != "" {
				fmt.Fprintf(&updated, "-- %s --\n%s", r.name, r.data)
			}
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(updated.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// archiveFile is a file in a txtar archive.
type archiveFile struct{ name, data string }

// readArchive reads a txtar archive and returns its comment and its files.
func readArchive(t testing.TB, name string) (comment string, files []archiveFile) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if title, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(title, " --\n") {
			files = append(files, archiveFile{name: strings.TrimSuffix(title, " --\n")})
		} else if len(files) == 0 {
			comment += line
		} else {
			files[len(files)-1].data += line
		}
	}
	return comment, files
}

// htmlWithPlaceholders returns the HTML of d with a placeholder in braces for each slot, except for
// SlotEnd on a page without numbered paragraphs.
func htmlWithPlaceholders(d *Doc) string {
	return string(d.AppendHTML(nil, Text{}, d.appendPlaceholder))
}

// appendPlaceholder appends a placeholder for slot to dst.
func (d *Doc) appendPlaceholder(dst []byte, slot Slot) []byte {
	switch slot.Kind {
	case SlotRef:
		return append(appendEscaped(fmt.Appendf(dst, "{{ref %s ", d.Refs[slot.Index].Target), []byte(d.Refs[slot.Index].Text)), "}}"...)
	case SlotURL:
		return append(appendEscaped(append(dst, "{{url "...), []byte(d.Refs[slot.Index].Target)), "}}"...)
	case SlotParagraph:
		return fmt.Appendf(dst, "{{paragraph %s}}", d.Paragraphs[slot.Index].Label)
	case SlotEnd:
		if len(d.Paragraphs) == 0 {
			return dst // there is no paragraph to end
		}
		return append(dst, "{{end}}\n"...)
	case SlotLabel:
		return fmt.Appendf(dst, "{{label %s}}", d.Callouts[slot.Index].Kind.Name())
	case SlotCall:
		return fmt.Appendf(dst, "{{call %d}}\n", slot.Index)
	case SlotStep:
		return fmt.Appendf(dst, " class=\"{{step %d}}\"", slot.Index)
	case SlotTask:
		return fmt.Appendf(dst, "{{task %d}}", slot.Index)
	case SlotSection:
		return fmt.Appendf(dst, "{{section %d}}\n", slot.Index)
	case SlotHeading, SlotLines:
		return dst
	}
	return append(dst, "{{?}}"...)
}

// describeDoc describes the fields of d as text, except for its HTML, callouts and sections.
func describeDoc(d *Doc) string {
	var b strings.Builder
	for i, r := range d.Refs {
		text, marks := d.Sentence(i)
		fmt.Fprintf(&b, "ref %d: kind %d, %q, words %q, at %d, paragraph %d, block %d: %q %v\n", i, r.Kind, r.Target, r.Text, r.Offset, r.Paragraph, r.Block, text, marks)
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %q %q at %d, block %d\n", h.Level, h.ID, h.Text, h.Offset, h.Block)
	}
	for _, p := range d.Paragraphs {
		fmt.Fprintf(&b, "paragraph %s at %d, block %d\n", p.Source(), p.Offset, p.Block)
	}
	for line, text := range d.LineTexts() {
		if line.Form > NumberedLine {
			fmt.Fprintf(&b, "line at %d: form %d, %.12q\n", line.Offset, line.Form, text)
		}
	}
	for _, a := range d.Anchors {
		fmt.Fprintf(&b, "anchor %q at %d\n", a.ID, a.Offset)
	}
	for i, k := range d.Blocks {
		fmt.Fprintf(&b, "block %d at %d: prose %v, heading %d, paragraph %d: %q %v\n", i, k.Offset, k.Prose, k.Heading, k.Paragraph, k.Text, k.Marks)
	}
	fmt.Fprintf(&b, "words %d, code %v\n", d.WordCount(), d.HasCode)
	return b.String()
}

// TestLead checks which paragraph is the lead of a page, and that the offsets of tables are recorded.
func TestLead(t *testing.T) {
	for text, want := range map[string]string{
		"One.\n\nTwo.":                "One.",
		"[a]: b\n\nOne.":              "One.",
		"# One":                       "",
		"> One.":                      "",
		"{41} One.":                   "",
		"4.18 One.":                   "",
		"| a |\n|---|\n| b |\n\nOne.": "",
	} {
		page := newFile(t, text)
		d, _ := Parse(page, Options{Labels: true})
		if got := d.Plain(d.Lead, nil); got != want {
			t.Errorf("%q: the lead is %q, want %q", text, got, want)
		}
		if isTable := strings.HasPrefix(text, "|"); len(d.Tables) != map[bool]int{true: 1}[isTable] || isTable && d.Tables[0] != page.Body {
			t.Errorf("%q: tables at %v", text, d.Tables)
		}
	}
}

// TestConcurrent checks that several goroutines can parse the same page concurrently.
func TestConcurrent(t *testing.T) {
	f := newFile(t, "## A [[lp6]]\n\n4.18 It's \"so\"[^1]: [[4.18-4.23|these]].\n\n```yaml\na: b\n```\n\n> [!DO-NOW] Ring\n> **now**\n\n[^1]: Note.\n")
	first, _ := Parse(f, Options{Lines: true})
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 50 {
				if doc, _ := Parse(f, Options{Lines: true}); htmlWithPlaceholders(doc) != htmlWithPlaceholders(first) || describeDoc(doc) != describeDoc(first) {
					t.Errorf("two results for the same page differ\n%s\n%s", htmlWithPlaceholders(doc), htmlWithPlaceholders(first))
					return
				}
			}
		})
	}
	group.Wait()
}

// TestRulesAreTested checks that every rule in a call to Error or Warn in this package, except
// body-fault, appears in the test data, in limits_test.go or in section_test.go.
func TestRulesAreTested(t *testing.T) {
	var reported strings.Builder
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range append(archives, "limits_test.go", "section_test.go") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		reported.Write(data)
	}
	sources, _ := filepath.Glob("*.go")
	rules := 0
	for _, name := range sources {
		data, _ := os.ReadFile(name)
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?:Error|Warn)\([^"\n]*"([a-z]+-[a-z-]+)"`).FindAllStringSubmatch(string(data), -1) {
			rules++
			if rule := m[1]; rule != "body-fault" && !strings.Contains(reported.String(), "("+rule+")") && !strings.Contains(reported.String(), `"`+rule+`"`) {
				t.Errorf("%s: no test for %s", name, rule)
			}
		}
	}
	if rules < 30 {
		t.Errorf("only %d rules found", rules)
	}
}

// TestLongestAbbreviation checks that longestAbbreviation is the length of the longest
// item in abbreviations.
func TestLongestAbbreviation(t *testing.T) {
	longest := 0
	for _, word := range strings.Fields(abbreviations) {
		longest = max(longest, len(word))
	}
	if longest != longestAbbreviation {
		t.Errorf("the longest abbreviation has %d bytes, not %d", longest, longestAbbreviation)
	}
}
