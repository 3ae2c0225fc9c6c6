package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// expectedDifferences lists the CommonMark examples that this package parses differently,
// with the reason.
var expectedDifferences = map[int]string{
	548: "[[foo]] is a reference, even within brackets",
	590: "[[foo]] is a reference, even after an exclamation mark",
}

// example is one of the CommonMark examples, as encoded in spec.json.
type example struct {
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
	Example  int    `json:"example"`
	Section  string `json:"section"`
}

// readExamples returns the CommonMark examples. It reads them from the folder of the
// goldmark module, and skips the test if the go command cannot find that folder.
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
	var examples []example
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}

// renderSpec returns the HTML of d, which was parsed from source, in the form that CommonMark
// specifies: with the destinations of links, and with paragraph numbers as part of the text.
// Cross-references become <ref> elements. It removes the ids of headings, the rel attributes of links,
// and span elements.
func renderSpec(source string, d *Doc) string {
	filled := string(d.AppendHTML(nil, Text{}, func(dst []byte, slot Slot) []byte {
		switch slot.Kind {
		case SlotRef:
			return append(append(append(dst, "<ref>"...), d.Refs[slot.Index].Target...), "</ref>"...)
		case SlotURL:
			return appendEscaped(dst, util.URLEscape([]byte(d.Refs[slot.Index].Target), false))
		case SlotParagraph:
			p := d.Paragraphs[slot.Index]
			number, _ := parseNumber([]byte(source[p.Offset:]))
			return append(append(append(dst, "<p>"...), number...), ' ')
		}
		return dst
	}))
	return regexp.MustCompile(`(<h[2-6]) id="[^"]*"| rel="noreferrer"|</?span[^>]*>`).ReplaceAllString(filled, "$1")
}

// TestCommonMark checks each example twice: that its syntax tree, rendered by goldmark,
// gives the expected HTML, and that this package prints the expected HTML, apart from
// what it adds on all pages. It skips the second check for content for which printsDifferently returns true.
func TestCommonMark(t *testing.T) {
	all := readExamples(t)
	if len(all) < 650 {
		t.Fatalf("only %d examples", len(all))
	}
	printed := 0
	for _, e := range all {
		f := newFile(t, e.Markdown)
		if got := renderTree(t, f); got != e.HTML && expectedDifferences[e.Example] == "" {
			t.Errorf("example %d (%s)\n--- body\n%s--- tree\n%s--- want\n%s", e.Example, e.Section, e.Markdown, got, e.HTML)
		}
		doc, problems := Parse(f, Options{KeepTypography: true})
		got, want := renderSpec(f.Text, doc), adaptHTML(e.HTML)
		reason, known := expectedDifferences[e.Example]
		switch {
		case got == want && known:
			t.Errorf("example %d (%s) no longer differs: remove it from expectedDifferences", e.Example, reason)
		case printsDifferently(problems):
			continue
		case got != want && !known:
			t.Errorf("example %d (%s)\n--- body\n%s--- got\n%s--- want\n%s", e.Example, e.Section, e.Markdown, got, want)
		}
		printed++
	}
	if printed < 550 {
		t.Errorf("only %d examples are printed without a refusal", printed)
	}
}

// renderTree parses the body of f and returns its syntax tree as rendered by goldmark's own renderer.
func renderTree(t testing.TB, f *source.File) string {
	t.Helper()
	context := parser.NewContext()
	s := newState(f, Options{KeepTypography: true}, []byte(f.Text[f.Body:]))
	context.Set(stateKey, s)
	root := shared.parsers[true].Parse(text.NewReader(s.body), parser.WithContext(context))
	var b bytes.Buffer
	ours := util.Prioritized(customRenderer{}, 1)
	theirs := goldmark.New(goldmark.WithExtensions(extension.Table, extension.DefinitionList), goldmark.WithRendererOptions(html.WithXHTML(), html.WithUnsafe(), renderer.WithNodeRenderers(ours)))
	if err := theirs.Renderer().Render(&b, s.body, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A customRenderer renders the node types of this package as nothing.
type customRenderer struct{}

func (customRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(customKind, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) { return ast.WalkSkipChildren, nil })
}

// printsDifferently reports whether one of problems concerns content that this package deliberately
// prints differently from CommonMark: raw HTML, or a URL to which a page may not link.
func printsDifferently(problems diag.List) bool {
	return slices.ContainsFunc(problems, func(d diag.Diagnostic) bool {
		return slices.Contains([]string{"html-raw", "link-scheme", "link-elsewhere", "link-host", "link-empty", "link-nested", "image-elsewhere"}, d.Rule)
	})
}

// adaptHTML converts the HTML of a CommonMark example to the HTML that this package is expected to
// print, apart from the ids of headings.
func adaptHTML(html string) string {
	html = strings.NewReplacer("<br />", "<br>", "<hr />", "<hr>", "<pre><code", `<pre class="code" tabindex="0"><code`,
		"<h1>", "<h2>", "</h1>", "</h2>").Replace(html)
	return regexp.MustCompile(`(<img [^>]*) />`).ReplaceAllString(html, "$1>")
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
	s := newState(f, Options{KeepTypography: true}, []byte(f.Text[f.Body:]))
	context.Set(stateKey, s)
	found := false
	_ = ast.Walk(shared.parsers[true].Parse(text.NewReader(s.body), parser.WithContext(context)), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		found = found || n.Kind() == ast.KindHTMLBlock || n.Kind() == ast.KindRawHTML
		return ast.WalkContinue, nil
	})
	return found
}
