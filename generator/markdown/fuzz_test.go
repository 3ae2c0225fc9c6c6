package markdown

import (
	"bytes"
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

// FuzzParse checks the results of parsing any text, with and without sections. The seeds are the
// bodies in testdata, the files in hostile.txtar and the CommonMark examples.
func FuzzParse(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		_, files := readArchive(f, name)
		for _, s := range files {
			if strings.HasSuffix(s.name, ".md") {
				f.Add(s.data)
			}
		}
	}
	_, files := readArchive(f, "../testdata/hostile.txtar")
	for _, s := range files {
		f.Add(s.data)
	}
	for _, e := range readExamples(f) {
		f.Add(e.Markdown)
	}
	plainGoldmark := goldmark.New(goldmark.WithExtensions(extension.Table, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()), goldmark.WithRendererOptions(html.WithXHTML(), html.WithUnsafe()))
	f.Fuzz(func(t *testing.T, body string) {
		site := fstest.MapFS{"content/page.md": &fstest.MapFile{Data: []byte("---\n---\n" + body)}}
		files, _, err := source.Load(site)
		if err != nil || len(files) != 1 {
			t.Skip()
		}
		page := files[0]
		doc, problems := Parse(page, Options{Lines: true})
		checkDoc(t, page, doc, problems)
		checkHTML(t, htmlWithPlaceholders(doc))
		checkTextPreserved(t, page, doc, problems)
		checkAgainstGoldmark(t, page, plainGoldmark)
		sectioned, problems := Parse(page, Options{Sections: testSyntax})
		checkDoc(t, page, sectioned, problems)
		checkElements(t, sectioned)
	})
}

// checkDoc checks that every offset and index in d is in range, that slots are sorted by offset,
// that each reference is within its sentence, and that each problem has a hint and a position in
// the page.
func checkDoc(t *testing.T, page *source.File, d *Doc, problems diag.List) {
	t.Helper()
	checkRange := func(what string, at, from, to int) {
		t.Helper()
		if at < from || at > to {
			t.Errorf("%s at %d is not between %d and %d", what, at, from, to)
		}
	}
	for i, h := range d.Slots {
		checkRange("a slot", h.At, 0, d.size)
		if i > 0 && h.At < d.Slots[i-1].At {
			t.Errorf("slot %d is before slot %d", i, i-1)
		}
		indexLimits := map[SlotKind]int{SlotRef: len(d.Refs), SlotURL: len(d.Refs), SlotParagraph: len(d.Paragraphs), SlotEnd: 1, SlotLabel: len(d.Callouts), SlotCall: len(d.Callouts), SlotStep: len(d.Callouts), SlotHeading: len(d.Headings), SlotTask: 2, SlotSection: len(d.Sections), SlotLines: len(page.Text) + 2}
		checkRange("a slot's index", h.Index, 0, indexLimits[h.Kind]-1)
	}
	text := len(page.Text)
	for i, r := range d.Refs {
		checkRange("a reference", r.Offset, page.Body, text)
		checkRange("a reference's block", r.Block, 0, len(d.Blocks)-1)
		checkRange("a reference's paragraph", r.Paragraph, -1, len(d.Paragraphs)-1)
		checkRange("a reference's text", r.at, 0, len(d.Blocks[r.Block].Text))
		sentence, marks := d.Sentence(i)
		for _, m := range marks {
			checkRange("a mark of a sentence", m.At, 0, len(sentence))
		}
		if r.Kind == CrossRef && r.Text == "" && !slices.ContainsFunc(marks, func(m Mark) bool { return m.Ref == i }) {
			t.Errorf("the sentence %q does not contain its reference", sentence)
		}
		if r.Kind != Image && len(r.Text) < maxSentence/2 && !strings.Contains(sentence, strings.TrimSpace(r.Text)) {
			t.Errorf("the sentence %q does not contain the text %q", sentence, r.Text)
		}
	}
	for _, h := range d.Headings {
		checkRange("a heading", h.Offset, page.Body, text)
		checkRange("a level", h.Level, 2, 6)
		checkRange("a heading's block", h.Block, 0, len(d.Blocks)-1)
	}
	for _, b := range d.Blocks {
		checkRange("a block", b.Offset, page.Body, text)
		checkRange("a block's paragraph", b.Paragraph, -1, len(d.Paragraphs)-1)
		for _, m := range b.Marks {
			checkRange("a mark", m.At, 0, len(b.Text))
			checkRange("a mark's reference", m.Ref, 0, len(d.Refs)-1)
		}
	}
	for _, p := range d.Paragraphs {
		if !strings.HasPrefix(page.Text[p.Offset:], p.Source()+" ") {
			t.Errorf("no %s at %d", p.Source(), p.Offset)
		}
	}
	for line, words := range d.LineTexts() {
		checkRange("a line", line.Offset, page.Body, text)
		if words == "" {
			t.Errorf("an empty line at %d", line.Offset)
		}
	}
	for _, p := range problems {
		if p.Path != page.Path || p.Line < 3 && page.Body < text || p.Column < 1 {
			t.Errorf("problem at %v", p.Pos)
		}
		if strings.ContainsRune(p.Message+p.Hint, '\n') || p.Hint == "" {
			t.Errorf("malformed message: %q, %q", p.Message, p.Hint)
		}
	}
}

// tagPattern matches every tag, with its attributes, that the HTML of a body may contain.
var tagPattern = regexp.MustCompile(`^<(/?)(p|h[2-6]|em|strong|code|pre|a|img|ul|ol|li|blockquote|div|span|table|thead|tbody|tr|th|td|dl|dt|dd|sup|br|hr|details|summary)` +
	`((?: (?:id|class|href|src|alt|title|rel|role|aria-label|start|scope|tabindex|data-label)="[^"<>]*")*)>$`)

// attributePattern matches an attribute in a tag.
var attributePattern = regexp.MustCompile(` ([a-z-]+)="([^"]*)"`)

// checkHTML checks that html contains only permitted tags, correctly nested, with unique
// ids and without URLs that can run a script.
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
			t.Fatalf("unclosed tag: %s", rest[at:])
		}
		element := rest[at : at+end+1]
		rest = rest[at+end+1:]
		m := tagPattern.FindStringSubmatch(element)
		if m == nil {
			t.Fatalf("unexpected tag: %s", element)
		}
		for _, a := range attributePattern.FindAllStringSubmatch(m[3], -1) {
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
			t.Fatalf("</%s> does not close <%s>, open elements are %v", name, name, open)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("unclosed elements: %v", open)
	}
}

// checkAttribute checks the value of an attribute named id, href or src. An id must be unique: it
// must not be in ids, to which checkAttribute then adds it.
func checkAttribute(t *testing.T, name, value string, ids map[string]bool) {
	t.Helper()
	switch name {
	case "id":
		if ids[value] || !isID(value) {
			t.Errorf("the id %q is a duplicate, or is not valid", value)
		}
		ids[value] = true
	case "href":
		scheme, _, _ := strings.Cut(value, ":")
		if !strings.HasPrefix(value, "{{") && !strings.HasPrefix(value, "#fn") && !isAllowedScheme(strings.ToLower(scheme)) {
			t.Errorf("unsafe URL: %q", value)
		}
	case "src":
		if !strings.HasPrefix(value, "{{url ") {
			t.Errorf("unsafe image: %q", value)
		}
	}
}

// checkTextPreserved checks that the HTML of a body contains exactly the letters of the
// body, in the same order. It skips bodies with problems or with some special characters.
func checkTextPreserved(t *testing.T, page *source.File, d *Doc, problems diag.List) {
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
	shown := regexp.MustCompile(`<[^>]*>|&[a-z]+;|\{\{end\}\}|\{\{paragraph [0-9.]+\}\}`).ReplaceAllString(htmlWithPlaceholders(d), " ")
	if letters(shown) != letters(body) {
		t.Errorf("letters are lost or added\n--- body\n%s\n--- shown\n%s", body, shown)
	}
}

// checkAgainstGoldmark checks that a body is rendered as goldmark renders it. It skips
// bodies that use the syntax of this package, contain a table or exceed a limit.
func checkAgainstGoldmark(t *testing.T, page *source.File, plainGoldmark goldmark.Markdown) {
	t.Helper()
	body := page.Text[page.Body:]
	for _, marker := range []string{"[[", "[!", "[^", "[ ]", "[x]", "[X]", "[\n]", "[\t]", "{"} {
		if strings.Contains(body, marker) {
			return
		}
	}
	if strings.Contains(body, "![") && strings.Contains(body, "<") {
		return // goldmark leaves HTML out of the alternative text of an image; this package does not
	}
	var want bytes.Buffer
	if err := plainGoldmark.Convert([]byte(body), &want); err != nil || strings.Contains(want.String(), "<table") {
		return
	}
	if exceedsLimit(newState(page, Options{}, []byte(page.Text[page.Body:]))) {
		return
	}
	if got := renderTree(t, page); got != want.String() {
		t.Errorf("parsed in another way\n--- body\n%s\n--- got\n%s\n--- goldmark\n%s", body, got, want.String())
	}
	doc, problems := Parse(page, Options{KeepTypography: true})
	if got, want := renderSpec(page.Text, doc), adaptHTML(want.String()); got != want && !printsDifferently(problems) {
		t.Errorf("printed in another way\n--- body\n%s\n--- got\n%s\n--- goldmark\n%s", body, got, want)
	}
}
