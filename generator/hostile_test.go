package generator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// hostileFiles returns the files in a folder of hostile.txtar, named relative to that folder. It adds
// front matter to pages that have none.
func hostileFiles(t *testing.T, folder string) []archiveFile {
	t.Helper()
	var list []archiveFile
	for _, f := range readArchive(t, "testdata/hostile.txtar").files {
		name, ok := strings.CutPrefix(f.name, folder+"/")
		if !ok {
			continue
		}
		if path.Ext(name) == ".md" && !strings.HasPrefix(f.text, "---\n") {
			f.text = "---\ntitle: Words\nsummary: Words.\nstatus: sample\nowner: Us\nreviewed: 2026-03-01\nreview_due: 2027-03-01\n---\n\n" + f.text
		}
		list = append(list, archiveFile{name, f.text})
	}
	return list
}

// expectedErrors maps the base name of each file in the folder "refused" that has more than one error
// to its number of errors.
var expectedErrors = map[string]int{
	"drawing.md": 2, "host-hidden.md": 2, "reference.md": 2, "note-unknown.md": 2, "callout.md": 2,
	"bomb.md": 3, "merge.md": 2, "basis.md": 2, "way-out.md": 2,
}

// TestHostileRefused adds each file in the folder "refused" of hostile.txtar to a valid site. It
// checks the number of errors. Each error must have a position inside the file, a message and a hint
// of one line, and an excerpt that is valid HTML without event handlers.
func TestHostileRefused(t *testing.T) {
	base := addShippedFiles(t, readArchive(t, "testdata/site.txtar").siteFiles())
	list := hostileFiles(t, "refused")
	if len(list) < 90 {
		t.Fatalf("hostile.txtar has %d refused files, want at least 90", len(list))
	}
	for _, f := range list {
		site := maps.Clone(base)
		if f.name == "content/contacts.yaml" { // site.yaml refers to contacts that this file lacks
			site["content/site.yaml"] = &fstest.MapFile{Data: []byte("id: test\ntitle: Test\npartnership: None\ndemonstration: true\nbanner: A test.\nmay_close: [board]\n")}
		}
		if f.name == "content/site.yaml" { // site.yaml must list the bodies that may close an action
			delete(site, "content/reviews/larch/progress.yaml")
		}
		site[f.name] = &fstest.MapFile{Data: []byte(f.text)}
		s := &Site{Shipped: site, Today: "2026-06-01"}
		problems, err := s.Check(t.Context())
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
		}
		lines := strings.Split(f.text, "\n")
		if want := max(1, expectedErrors[path.Base(f.name)]); problems.Count(diag.Error) != want {
			t.Errorf("%s: %d errors, want %d: %v", f.name, problems.Count(diag.Error), want, problems)
		}
		for _, d := range problems {
			if d.Severity == diag.Error && (d.Path != f.name || d.Line < 1 || d.Line > len(lines) || d.Column < 1 || d.Column > len([]rune(lines[d.Line-1]))+1) {
				t.Errorf("%s: the position of %v is outside the file", f.name, d)
			}
			if strings.Contains(d.Message+d.Hint, "\n") || strings.Contains(d.Message, "goroutine") || strings.HasSuffix(d.Rule, "-fault") {
				t.Errorf("%s: a message has several lines or reports a fault in the program: %v", f.name, d)
			}
			parsePage(t, f.name, s.excerpt(d.Pos))
		}
	}
}

// hostileSite returns the site in site.txtar with the files in the folder "inert" of hostile.txtar
// added.
func hostileSite(t *testing.T) fstest.MapFS {
	t.Helper()
	site := addShippedFiles(t, readArchive(t, "testdata/site.txtar").siteFiles())
	for _, f := range hostileFiles(t, "inert") {
		site[f.name] = &fstest.MapFile{Data: []byte(f.text)}
	}
	return site
}

// TestHostileInert renders hostileSite with several options and checks with checkInert that the output
// contains nothing harmful. Template syntax in the content must appear as text.
func TestHostileInert(t *testing.T) {
	s := &Site{Shipped: hostileSite(t), Today: "2026-06-01"}
	for _, o := range []render.Options{{}, {Files: true}, {NoOffline: true}} {
		tree, problems, err := s.renderPublished(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if problems.Failed() {
			t.Fatal(problems)
		}
		checkInert(t, tree)
		text, err := fs.ReadFile(tree, "pages/templates/index.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"{{.}} {{.Title}} {{template", "{{/* words */}}", "${hostile=1} #{hostile} &lt;%=", "{% include", "%!v(MISSING)", "{{range $i := .}}"} {
			if !strings.Contains(string(text), want) {
				t.Errorf("the page about templates does not contain %s", want)
			}
		}
	}
}

// payload is hostile text to append to front matter values. It tries to close attributes, elements,
// strings and comments in every language that occurs in the output.
const payload = `"'><script>hostile=1</script><img src=x onerror=hostile=1>]]>--></title></style></textarea>{{.Title}}{{template "x"}}` +
	"${hostile=1}`<%= 1 %>\u2028\\u003cscript\\\";hostile=1;//javascript:hostile=1&#106;&lt;\n\nhostile: 1"

// TestHostileFields appends payload to texts in the front matter and data files of several sites, and
// checks with checkInert that the output contains nothing harmful.
func TestHostileFields(t *testing.T) {
	for _, name := range []string{"site", "quiz", "languages"} {
		t.Run(name, func(t *testing.T) {
			checkInert(t, treeWithPayload(t, name))
		})
	}
}

// treeWithPayload renders the site in the named archive, with payload appended to all text that was
// decoded from front matter and data files, except the values of validatedKeys.
func treeWithPayload(t *testing.T, name string) *render.Tree {
	t.Helper()
	s := &Site{Shipped: addShippedFiles(t, readArchive(t, "testdata/"+name+".txtar").siteFiles()), Today: "2026-06-01"}
	root, layouts, static, err := s.openFolders()
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := source.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	assets, _, err := source.LoadStatic(static)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	injected := injectPayload(reflect.ValueOf(&site.Settings).Elem()) + injectPayload(reflect.ValueOf(site.Contacts))
	for _, e := range site.All() {
		injected += injectPayload(reflect.ValueOf(e).Elem())
	}
	for _, p := range site.Progress {
		injected += injectPayload(reflect.ValueOf(p).Elem())
	}
	site.English = site.English.Clone()
	for _, c := range append(slices.Collect(maps.Values(site.Catalogues)), site.English) {
		for key, text := range c.Texts {
			if text.Plain != "" {
				text.Plain += payload
			}
			text.Forms = maps.Clone(text.Forms)
			for form := range text.Forms {
				text.Forms[form] += payload
			}
			c.Texts[key] = text
			injected++
		}
	}
	site.SearchVocabulary = model.SearchVocabulary{Synonyms: []model.SynonymSet{{Words: []string{"clinic", "surgery"}}}, Parents: []string{"my baby"}, Examples: []string{"bruise"}}
	injected += injectPayload(reflect.ValueOf(&site.SearchVocabulary).Elem())
	if injected < 30 {
		t.Fatalf("the payload is appended to %d values, want at least 30", injected)
	}
	graph, _ := xref.Link(site, assets.Publish)
	tree, err := render.Site(graph, render.Options{Layouts: layouts, Static: static, Publish: assets.Publish})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// validatedKeys lists keys with values that identify a version or a file, or that are validated and so
// cannot contain payload.
var validatedKeys = strings.Fields("id lang languages version translates base url phone email section")

// injectPayload appends payload to v, if it is a string that is not empty, or to all such strings in
// v, if it is a slice or a struct. It returns the number of strings changed. In a struct it skips
// fields that are not decoded from YAML and those in validatedKeys.
func injectPayload(v reflect.Value) int {
	injected := 0
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.String() != "" {
			v.SetString(v.String() + payload)
			injected++
		}
	case reflect.Slice:
		for i := range v.Len() {
			injected += injectPayload(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("yaml"); key != "" && key != "-" && !slices.Contains(validatedKeys, key) {
				injected += injectPayload(v.Field(i))
			}
		}
	}
	return injected
}

var (
	scriptURL    = regexp.MustCompile(`^(\.\./)*(search/)?[a-z]+\.[0-9a-f]{8}\.js$`)
	safeURL      = regexp.MustCompile(`(?i)^(https?://|mailto:|tel:|sms:|[^:/\\]*([/?#].*)?$)`)
	controlChars = regexp.MustCompile(`[\x00-\x20\x7f]+`)
)

// checkInert checks that the HTML, XML, SVG and JSON files in a built site are well-formed, and that
// pages contain only scripts from the program and URLs with harmless schemes.
func checkInert(t *testing.T, site fs.FS) {
	t.Helper()
	for name, page := range crawl(t, site) {
		for _, g := range page.tags {
			if why := activeContentFault(name, g); why != "" {
				t.Errorf("%s: %s: <%s %v>", name, why, g.name, g.attr)
			}
		}
		if strings.Contains(page.html, "no value&gt;") || strings.Contains(page.html, "&lt;nil&gt;") {
			t.Errorf("%s contains a template's output for a missing value", name)
		}
	}
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		switch path.Ext(name) {
		case ".xml", ".svg":
			for d := xml.NewDecoder(bytes.NewReader(data)); ; {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
		case ".json", ".webmanifest":
			if !json.Valid(data) {
				t.Errorf("%s is not valid JSON", name)
			}
		}
		if name == "_headers" || name == "robots.txt" {
			if strings.Contains(string(data), "hostile") {
				t.Errorf("%s: %s", name, data)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// activeContentFault returns a description of what is wrong with a start tag on a page, or "" if
// nothing is wrong. A tag must not have active content that does not come from the program, nor a URL
// that may be harmful.
func activeContentFault(page string, g tag) string {
	switch g.name {
	case "iframe", "frame", "object", "embed", "applet", "base", "portal", "audio", "video", "math", "foreignobject", "animate", "set":
		return "an element that the program does not write"
	case "script":
		if src := g.attr["src"]; page != "404.html" && !scriptURL.MatchString(src) && g.attr["type"] != "application/json" {
			return "a script that does not belong to the program"
		}
	case "meta":
		if equiv := g.attr["http-equiv"]; equiv != "" && equiv != "Content-Security-Policy" && !(equiv == "refresh" && strings.HasPrefix(page, "s/")) {
			return "an http-equiv that the program does not write"
		}
	}
	for _, key := range []string{"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "cite", "ping", "background", "manifest"} {
		value, ok := g.attr[key]
		if stripped := controlChars.ReplaceAllString(value, ""); ok && page != "404.html" && !safeURL.MatchString(stripped) || strings.HasPrefix(stripped, "//") {
			return "a URL that may be harmful"
		}
	}
	return ""
}

// TestUnicodeNormalization checks that decomposed letters, which macOS uses in file names, are
// equivalent to composed ones in ids and references.
func TestUnicodeNormalization(t *testing.T) {
	const decomposed, composed = "cafe\u0301", "caf\u00e9"
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	site["content/pages/one.md"] = draftPage("## " + decomposed + "\n\nSee [[" + decomposed + "]], [[" + composed + "|that]] and [[" + decomposed + "#place]].")
	site["content/pages/two.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Two\nstatus: draft\nid: " + composed + "\n---\n\n## Place\n\nWords.\n")}
	if text := problemLines(t, site); text != "" {
		t.Errorf("problems: %s", text)
	}
	site["content/pages/three.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Three\nstatus: draft\nid: " + decomposed + "\n---\n\nWords.\n")}
	if text := problemLines(t, site); !strings.Contains(text, "(id-duplicate)") {
		t.Errorf("two pages have the same id, but the problems are %q", text)
	}
}

// TestManyProblems checks that, of many problems in many files, as many as the limit allows are
// reported, sorted by position, and that repeated runs report the same ones.
func TestManyProblems(t *testing.T) {
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	const pages, each = 60, 20
	for i := range pages {
		text := ""
		for j := range each / 2 {
			text += fmt.Sprintf("Words <b> and [[nobody-%d-%d]].\n\n", i, j) // references to the same id would be combined into one problem
		}
		site["content/pages/p"+strconv.Itoa(i)+".md"] = draftPage(text)
	}
	check := func() diag.List {
		list, err := (&Site{Shipped: site, Today: "2026-06-01"}).Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	first := check()
	if last, want := first[len(first)-1].Message, fmt.Sprintf("not listed: %d errors", pages*each-diag.MaxProblems+1); len(first) != diag.MaxProblems || !strings.HasPrefix(last, want) {
		t.Errorf("%d problems are reported, and the last is %q, want %q", len(first), last, want)
	}
	inOrder := slices.IsSortedFunc(first, func(a, b diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if !inOrder {
		t.Error("the problems are not sorted by position")
	}
	for range 5 {
		if !reflect.DeepEqual(first, check()) {
			t.Fatal("repeated runs report different problems")
		}
	}
}

// TestManyReferences checks that the limit on references also bounds the memory use of a page on which
// each reference is to a range of 999 paragraphs.
func TestManyReferences(t *testing.T) {
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	review := site["content/reviews/hill/index.md"]
	review.Data = bytes.Replace(review.Data, []byte("paragraphs: {1: 2, 2: 1}"), []byte("paragraphs: {1: 999, 2: 1}"), 1)
	site["content/pages/many.md"] = draftPage(strings.Repeat("[[hill/1.1-1.999]]\n\n", 20000))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	text := problemLines(t, site)
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 512<<20 || !strings.Contains(text, "(limit-references)") {
		t.Errorf("the check allocates %d MiB and reports %s", allocated>>20, text)
	}
}
