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

// spec is the parser without the typographer, printed as the examples of CommonMark are.
var spec = dialect{parser: newParser(false), spec: true}

// changed lists the examples that the syntax of this package reads in another way.
var changed = map[int]string{
	548: "[[foo]] is a reference, within brackets, too",
	590: "[[foo]] is a reference, after an exclamation mark, too",
}

type example struct {
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
	Example  int    `json:"example"`
	Section  string `json:"section"`
}

// examples returns the examples of the specification, from the folder of goldmark's
// module, which is on every machine that can build this package.
func examples(t testing.TB) []example {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skipf("no go command to find goldmark's folder with: %v", err)
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

// plainly fills holes with what CommonMark prints in their positions. It has no
// cross-references.
func plainly(f string, d *Doc) string {
	return string(d.AppendHTML(nil, func(dst []byte, h Hole) []byte {
		switch h.Kind {
		case HoleRef:
			return append(append(append(dst, "<ref>"...), d.Refs[h.Index].Target...), "</ref>"...)
		case HoleURL:
			return appendEscaped(dst, util.URLEscape([]byte(d.Refs[h.Index].Target), false))
		case HoleParagraph:
			p := d.Paragraphs[h.Index]
			number, _ := readNumber([]byte(f[p.Offset:]))
			return append(append(append(dst, "<p>"...), number.source...), ' ')
		}
		return dst
	}))
}

func TestCommonMark(t *testing.T) {
	all := examples(t)
	if len(all) < 650 {
		t.Fatalf("only %d examples", len(all))
	}
	for _, e := range all {
		f := file(t, e.Markdown)
		doc, _ := parse(f, spec)
		got := plainly(f.Text, doc)
		reason, known := changed[e.Example]
		if got == e.HTML && known {
			t.Errorf("example %d (%s) is no longer changed: take it off the list", e.Example, reason)
		}
		if got != e.HTML && !known {
			t.Errorf("example %d (%s)\n--- body\n%s--- got\n%s--- want\n%s", e.Example, e.Section, e.Markdown, got, e.HTML)
		}
	}
}

// TestRawHTMLIsReported checks that each example with raw HTML in its output gives a
// diagnostic.
func TestRawHTMLIsReported(t *testing.T) {
	raw := 0
	for _, e := range examples(t) {
		f := file(t, e.Markdown)
		if !holdsHTML(f) {
			continue
		}
		raw++
		_, problems := Parse(f, Options{})
		if !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Rule == "html-raw" }) {
			t.Errorf("example %d: raw HTML is not reported\n%s", e.Example, e.Markdown)
		}
	}
	if raw < 60 {
		t.Errorf("only %d examples hold HTML", raw)
	}
}

func holdsHTML(f *source.File) bool {
	context := parser.NewContext()
	s := newState(f)
	context.Set(stateKey, s)
	found := false
	_ = ast.Walk(spec.parser.Parse(text.NewReader(s.body), parser.WithContext(context)), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		found = found || n.Kind() == ast.KindHTMLBlock || n.Kind() == ast.KindRawHTML
		return ast.WalkContinue, nil
	})
	return found
}
