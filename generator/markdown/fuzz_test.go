package markdown

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// FuzzParse starts from every body of the test data and every example of the
// specification.
func FuzzParse(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		_, sections := readArchive(f, name)
		for _, s := range sections {
			if strings.HasSuffix(s.name, ".md") {
				f.Add(s.data)
			}
		}
	}
	_, sections := readArchive(f, "../testdata/hostile.txtar")
	for _, s := range sections {
		f.Add(s.data)
	}
	for _, e := range examples(f) {
		f.Add(e.Markdown)
	}
	theirs := goldmark.New(goldmark.WithExtensions(extension.Table, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()), goldmark.WithRendererOptions(html.WithXHTML(), html.WithUnsafe()))
	f.Fuzz(func(t *testing.T, body string) {
		site := fstest.MapFS{"content/page.md": &fstest.MapFile{Data: []byte("---\n---\n" + body)}}
		files, _, err := source.Load(site)
		if err != nil || len(files) != 1 {
			t.Skip()
		}
		page := files[0]
		doc, problems := parse(page, ours)
		checkDoc(t, page, doc, problems)
		checkHTML(t, filled(doc))
		checkNothingLost(t, page, doc, problems)
		checkTheirs(t, page, theirs)
		held, problems := Parse(page, Options{Sections: syntax})
		checkDoc(t, page, held, problems)
		checkElements(t, held)
	})
}

// checkDoc checks that every offset is inside the text it counts in, and that lists are
// in order.
func checkDoc(t *testing.T, page *source.File, d *Doc, problems diag.List) {
	t.Helper()
	within := func(what string, at, from, to int) {
		t.Helper()
		if at < from || at > to {
			t.Errorf("%s at %d is not between %d and %d", what, at, from, to)
		}
	}
	for i, h := range d.Holes {
		within("a hole", h.At, 0, d.length())
		if i > 0 && h.At < d.Holes[i-1].At {
			t.Errorf("hole %d is before hole %d", i, i-1)
		}
		most := map[HoleKind]int{HoleRef: len(d.Refs), HoleURL: len(d.Refs), HoleParagraph: len(d.Paragraphs), HoleEnd: 1, HoleLabel: len(d.Callouts), HoleSection: len(d.Sections)}
		within("a hole's index", h.Index, 0, most[h.Kind]-1)
	}
	text := len(page.Text)
	for i, r := range d.Refs {
		within("a reference", r.Offset, page.Body, text)
		within("a reference's block", r.Block, 0, len(d.Blocks)-1)
		within("a reference's paragraph", r.Paragraph, -1, len(d.Paragraphs)-1)
		within("a reference's words", r.at, 0, len(d.Blocks[r.Block].Text))
		sentence, marks := d.Sentence(i)
		for _, m := range marks {
			within("a mark of a sentence", m.At, 0, len(sentence))
		}
		if r.Kind == Cross && r.Words == "" && !slices.ContainsFunc(marks, func(m Mark) bool { return m.Ref == i }) {
			t.Errorf("the sentence %q lacks its reference", sentence)
		}
		if r.Kind != Image && len(r.Words) < maxSentence/2 && !strings.Contains(sentence, strings.TrimSpace(r.Words)) {
			t.Errorf("the sentence %q lacks the words %q", sentence, r.Words)
		}
	}
	for _, h := range d.Headings {
		within("a heading", h.Offset, page.Body, text)
		within("a level", h.Level, 2, 6)
		within("a heading's block", h.Block, 0, len(d.Blocks)-1)
	}
	for _, b := range d.Blocks {
		within("a block", b.Offset, page.Body, text)
		within("a block's paragraph", b.Paragraph, -1, len(d.Paragraphs)-1)
		for _, m := range b.Marks {
			within("a mark", m.At, 0, len(b.Text))
			within("a mark's reference", m.Ref, 0, len(d.Refs)-1)
		}
	}
	for _, p := range d.Paragraphs {
		if !strings.HasPrefix(page.Text[p.Offset:], fmt.Sprintf("%d.%d ", p.Section, p.Number)) {
			t.Errorf("no %d.%d at %d", p.Section, p.Number, p.Offset)
		}
	}
	for _, s := range d.MalformedNumbers {
		within("a malformed number", s.Offset, page.Body, text)
	}
	for _, p := range problems {
		if p.Path != page.Path || p.Line < 3 && page.Body < text || p.Column < 1 {
			t.Errorf("a problem at %v", p.Pos)
		}
		if strings.ContainsRune(p.Message+p.Hint, '\n') || p.Hint == "" {
			t.Errorf("a malformed message: %q, %q", p.Message, p.Hint)
		}
	}
}

// tag matches every tag that a body may have, with every attribute.
var tag = regexp.MustCompile(`^<(/?)(p|h[2-6]|em|strong|code|pre|a|img|ul|ol|li|blockquote|div|span|table|thead|tbody|tr|th|td|dl|dt|dd|sup|br|hr)` +
	`((?: (?:id|class|href|src|alt|title|rel|role|aria-label|start|scope|tabindex|data-label)="[^"<>]*")*)>$`)

var attribute = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)

// checkHTML checks that the HTML has only the tags of this package, correctly nested,
// that ids are unique, and that no script can run.
func checkHTML(t *testing.T, html string) {
	t.Helper()
	html = regexp.MustCompile(`\{\{paragraph [0-9.]+\}\}`).ReplaceAllString(html, "<p>")
	var open []string
	ids := map[string]bool{}
	for rest := html; ; {
		at := strings.IndexByte(rest, '<')
		if at < 0 {
			break
		}
		end := strings.IndexByte(rest[at:], '>')
		if end < 0 {
			t.Fatalf("a tag without end: %s", rest[at:])
		}
		one := rest[at : at+end+1]
		rest = rest[at+end+1:]
		m := tag.FindStringSubmatch(one)
		if m == nil {
			t.Fatalf("an unexpected tag: %s", one)
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			checkAttribute(t, a[1], a[2], ids)
		}
		switch name := m[2]; {
		case name == "br" || name == "hr" || name == "img":
		case m[1] == "":
			if (name == "a" || name == "p") && slices.Contains(open, name) {
				t.Fatalf("<%s> inside <%s>", name, name)
			}
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("</%s> ends no <%s>, open are %v", name, name, open)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("never closed: %v", open)
	}
}

func checkAttribute(t *testing.T, name, value string, ids map[string]bool) {
	t.Helper()
	switch name {
	case "id":
		if ids[value] || !isID(value) {
			t.Errorf("the id %q is there twice, or is not valid", value)
		}
		ids[value] = true
	case "href":
		scheme, _, _ := strings.Cut(value, ":")
		if !strings.HasPrefix(value, "{{") && !strings.HasPrefix(value, "#fn") && !schemes[strings.ToLower(scheme)] {
			t.Errorf("an unsafe address: %q", value)
		}
	case "src":
		if !strings.HasPrefix(value, "{{url ") {
			t.Errorf("an unsafe image: %q", value)
		}
	}
}

// checkNothingLost checks that every letter of a body without special characters is
// printed.
func checkNothingLost(t *testing.T, page *source.File, d *Doc, problems diag.List) {
	t.Helper()
	body := page.Text[page.Body:]
	if strings.ContainsAny(body, "[]&{}`~<\\\x00") || len(problems) > 0 {
		return
	}
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, s)
	}
	shown := regexp.MustCompile(`<[^>]*>|&[a-z]+;|\{\{end\}\}|\{\{paragraph [0-9.]+\}\}`).ReplaceAllString(filled(d), " ")
	if letters(shown) != letters(body) {
		t.Errorf("letters are lost or added\n--- body\n%s\n--- shown\n%s", body, shown)
	}
}

// checkTheirs checks that a body without the syntax of this package is printed as
// goldmark prints it.
func checkTheirs(t *testing.T, page *source.File, theirs goldmark.Markdown) {
	t.Helper()
	body := page.Text[page.Body:]
	for _, own := range []string{"[[", "[!", "[^", "[ ]", "[x]", "[X]", "[\n]", "[\t]", "{"} {
		if strings.Contains(body, own) {
			return
		}
	}
	if strings.Contains(body, "![") && strings.Contains(body, "<") {
		return // goldmark leaves HTML out of the alternative text of an image; this package does not
	}
	var want bytes.Buffer
	if err := theirs.Convert([]byte(body), &want); err != nil || strings.Contains(want.String(), "<table") {
		return
	}
	s := newState(page)
	if exceedsLimit(s) {
		return
	}
	doc, _ := parse(page, spec)
	if got := plainly(page.Text, doc); got != want.String() {
		t.Errorf("printed in another way\n--- body\n%s\n--- got\n%s\n--- goldmark\n%s", body, got, want.String())
	}
}
