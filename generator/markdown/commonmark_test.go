package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// specDialect parses without the typographer and renders HTML in the form of the
// CommonMark examples.
var specDialect = dialect{parser: newParser(false), spec: true}

// expectedDifferences lists the CommonMark examples that this package parses differently,
// with the reason.
var expectedDifferences = map[int]string{
	548: "[[foo]] is a reference, even within brackets",
	590: "[[foo]] is a reference, even after an exclamation mark",
}

// example is one of the CommonMark examples, as they are encoded in spec.json.
type example struct {
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
	Example  int    `json:"example"`
	Section  string `json:"section"`
}

// readExamples returns the CommonMark examples. It reads them from the folder of the
// goldmark module, which is available wherever this package can be built.
func readExamples(t testing.TB) []example {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skipf("the go command cannot find the folder of goldmark: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// renderSpec returns the HTML of d with each hole filled as CommonMark would render its
// content, and each cross-reference as a <ref> element.
func renderSpec(source string, d *Doc) string {
	return string(d.AppendHTML(nil, func(dst []byte, h Hole) []byte {
		switch h.Kind {
		case HoleRef:
			return append(append(append(dst, "<ref>"...), d.Refs[h.Index].Target...), "</ref>"...)
		case HoleURL:
			return appendEscaped(dst, util.URLEscape([]byte(d.Refs[h.Index].Target), false))
		case HoleParagraph:
			p := d.Paragraphs[h.Index]
			number, _ := readNumber([]byte(source[p.Offset:]))
			return append(append(append(dst, "<p>"...), number.source...), ' ')
		}
		return dst
	}))
}

// TestCommonMark compares the output for each CommonMark example with the expected HTML.
func TestCommonMark(t *testing.T) {
	all := readExamples(t)
	if len(all) < 650 {
		t.Fatalf("only %d examples", len(all))
	}
	for _, e := range all {
		f := newFile(t, e.Markdown)
		doc, _ := parse(f, specDialect)
		got := renderSpec(f.Text, doc)
		reason, known := expectedDifferences[e.Example]
		if got == e.HTML && known {
			t.Errorf("example %d (%s) no longer differs: remove it from expectedDifferences", e.Example, reason)
		}
		if got != e.HTML && !known {
			t.Errorf("example %d (%s)\n--- body\n%s--- got\n%s--- want\n%s", e.Example, e.Section, e.Markdown, got, e.HTML)
		}
	}
}

// TestRawHTMLIsReported checks that raw HTML in a CommonMark example is reported.
func TestRawHTMLIsReported(t *testing.T) {
	raw := 0
	for _, e := range readExamples(t) {
		f := newFile(t, e.Markdown)
		if !containsRawHTML(f) {
			continue
		}
		raw++
		_, problems := Parse(f, Options{})
		if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Rule == "html-raw" }) {
			t.Errorf("example %d: raw HTML is not reported\n%s", e.Example, e.Markdown)
		}
	}
	if raw < 60 {
		t.Errorf("only %d examples contain HTML", raw)
	}
}

// containsRawHTML reports whether the body of f contains raw HTML.
func containsRawHTML(f *source.File) bool {
	context := parser.NewContext()
	s := newState(f)
	context.Set(stateKey, s)
	found := false
	_ = ast.Walk(specDialect.parser.Parse(text.NewReader(s.body), parser.WithContext(context)), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		found = found || n.Kind() == ast.KindHTMLBlock || n.Kind() == ast.KindRawHTML
		return ast.WalkContinue, nil
	})
	return found
}
