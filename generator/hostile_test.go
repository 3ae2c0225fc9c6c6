package generator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
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

// hostile gives the files of hostile.txtar below a folder of it.
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

// more are the refused files whose one fault is told of more than once, as what it is
// there and as what it holds.
var expectedErrors = map[string]int{
	"drawing.md": 2, "host-hidden.md": 2, "reference.md": 2, "heading-id.md": 2, "note-unknown.md": 2, "callout.md": 2,
	"bomb.md": 3, "merge.md": 2, "basis.md": 2, "way-out.md": 2,
}

// TestHostileRefused lays each refused file over a sound site and asks for an error at
// a place inside it, on one line, and for an excerpt with nothing live in it.
func TestHostileRefused(t *testing.T) {
	base := withShipped(t, readArchive(t, "testdata/site.txtar").siteFiles())
	list := hostileFiles(t, "refused")
	if len(list) < 90 {
		t.Fatalf("%d files are too few", len(list))
	}
	for _, f := range list {
		site := maps.Clone(base)
		site[f.name] = &fstest.MapFile{Data: []byte(f.text)}
		s := &Site{Shipped: site, Today: "2026-06-01"}
		problems, err := s.Check()
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
		}
		lines := strings.Split(f.text, "\n")
		if want := max(1, expectedErrors[path.Base(f.name)]); problems.Count(diag.Error) != want {
			t.Errorf("%s: %d errors tell of it, want %d: %v", f.name, problems.Count(diag.Error), want, problems)
		}
		for _, d := range problems {
			if d.Severity == diag.Error && (d.Path != f.name || d.Line < 1 || d.Line > len(lines) || d.Column < 1 || d.Column > len([]rune(lines[d.Line-1]))+1) {
				t.Errorf("%s: %v is not inside it", f.name, d)
			}
			if strings.Contains(d.Message+d.Hint, "\n") || strings.Contains(d.Message, "goroutine") || strings.HasSuffix(d.Rule, "-fault") {
				t.Errorf("%s: an odd message: %v", f.name, d)
			}
			parsePage(t, f.name, s.excerpt(d.Pos))
		}
	}
}

// hostileSite is the site of site.txtar with all inert files in it.
func hostileSite(t *testing.T) fstest.MapFS {
	t.Helper()
	site := withShipped(t, readArchive(t, "testdata/site.txtar").siteFiles())
	for _, f := range hostileFiles(t, "inert") {
		site[f.name] = &fstest.MapFile{Data: []byte(f.text)}
	}
	return site
}

// TestHostileInert builds them, as they are published and as they are opened from a
// folder.
func TestHostileInert(t *testing.T) {
	s := &Site{Shipped: hostileSite(t), Today: "2026-06-01"}
	for _, o := range []render.Options{{}, {Files: true}, {NoOffline: true}} {
		tree, problems, err := s.tree(o)
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
				t.Errorf("the page of templates has no %s", want)
			}
		}
	}
}

// payload is put behind every text of front matter. It ends attributes, elements,
// strings and comments of all the languages that a site is written in.
const payload = `"'><script>hostile=1</script><img src=x onerror=hostile=1>]]>--></title></style></textarea>{{.Title}}{{template "x"}}` +
	"${hostile=1}`<%= 1 %>\u2028\\u003cscript\\\";hostile=1;//javascript:hostile=1&#106;&lt;\n\nhostile: 1"

// TestHostileFields puts the payload behind every text that any kind of front matter
// or data file may hold, as a decoder would have read it, and builds the sites.
func TestHostileFields(t *testing.T) {
	for _, name := range []string{"site", "quiz", "languages"} {
		t.Run(name, func(t *testing.T) {
			checkInert(t, injectedTree(t, name))
		})
	}
}

// spoiltTree lays out the site of an archive with the payload in it.
func injectedTree(t *testing.T, name string) *render.Tree {
	t.Helper()
	s := &Site{Shipped: withShipped(t, readArchive(t, "testdata/"+name+".txtar").siteFiles()), Today: "2026-06-01"}
	root, layouts, static, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := source.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	names, _, err := source.Static(static)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	spoilt := injectPayload(reflect.ValueOf(&site.Settings).Elem()) + injectPayload(reflect.ValueOf(site.Contacts))
	for _, e := range site.All() {
		spoilt += injectPayload(reflect.ValueOf(e).Elem())
	}
	for _, p := range site.Progress {
		spoilt += injectPayload(reflect.ValueOf(p).Elem())
	}
	for _, w := range site.UITexts {
		v := reflect.ValueOf(w).Elem()
		for i := range v.NumField() {
			spoilt += injectPayload(v.Field(i)) // by itself, for its keys are not those of pages
		}
	}
	site.Synonyms = append(site.Synonyms, model.SynonymSet{Words: []string{"clinic", "surgery"}})
	spoilt += injectPayload(reflect.ValueOf(site.Synonyms))
	if spoilt < 30 {
		t.Fatalf("only %d texts are spoilt", spoilt)
	}
	graph, _ := xref.Link(site, names)
	tree, err := render.Site(graph, render.Options{Layouts: layouts, Static: static, Publish: names})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// strict are the keys whose values are refused where they are not of a form that has
// room for no payload, and those that tell one version or file from another.
var validatedKeys = strings.Fields("id lang languages version translates base url phone email section")

// spoil puts the payload behind all texts of a value that come from front matter, and
// counts them.
func injectPayload(v reflect.Value) int {
	spoilt := 0
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.String() != "" {
			v.SetString(v.String() + payload)
			spoilt++
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoilt += injectPayload(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("yaml"); key != "" && key != "-" && !slices.Contains(validatedKeys, key) {
				spoilt += injectPayload(v.Field(i))
			}
		}
	}
	return spoilt
}

var (
	ownScript    = regexp.MustCompile(`^(\.\./)*(search/)?[a-z]+\.[0-9a-f]{8}\.js$`)
	safeURL      = regexp.MustCompile(`(?i)^(https?://|mailto:|tel:|sms:|[^:/\\]*([/?#].*)?$)`)
	controlChars = regexp.MustCompile(`[\x00-\x20\x7f]+`)
)

// nothingLive walks through all files of a site: what a browser would run, load, send
// or lead to is the program's own or of a harmless scheme, and each file keeps to the
// grammar of its language.
func checkInert(t *testing.T, site fs.FS) {
	t.Helper()
	for name, page := range crawl(t, site) {
		for _, g := range page.tags {
			if why := activeContent(name, g); why != "" {
				t.Errorf("%s: %s: <%s %v>", name, why, g.name, g.attr)
			}
		}
		if strings.Contains(page.html, "no value&gt;") || strings.Contains(page.html, "&lt;nil&gt;") {
			t.Errorf("%s holds what a template could not find", name)
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
				t.Errorf("%s is no JSON", name)
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

// live says what is live about a start tag and not ours, "" where nothing is.
func activeContent(page string, g tag) string {
	switch g.name {
	case "iframe", "frame", "object", "embed", "applet", "base", "portal", "audio", "video", "math", "foreignobject", "animate", "set":
		return "an element that we do not write"
	case "script":
		if src := g.attr["src"]; page != "404.html" && !ownScript.MatchString(src) && g.attr["type"] != "application/json" {
			return "a script that is not ours"
		}
	case "meta":
		if is := g.attr["http-equiv"]; is != "" && is != "Content-Security-Policy" && !(is == "refresh" && strings.HasPrefix(page, "s/")) {
			return "an instruction that we do not give"
		}
	}
	for _, key := range []string{"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "cite", "ping", "background", "manifest"} {
		value, ok := g.attr[key]
		if bare := controlChars.ReplaceAllString(value, ""); ok && page != "404.html" && !safeURL.MatchString(bare) || strings.HasPrefix(bare, "//") {
			return "an address that may do harm"
		}
	}
	return ""
}

// TestOneSpelling asks that letters whose accents are apart from them, as a Mac writes
// the names of files, are the same letters everywhere.
func TestUnicodeNormalization(t *testing.T) {
	const apart, together = "cafe\u0301", "caf\u00e9"
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	site["content/pages/one.md"] = draftPage("## " + apart + "\n\nSee [[" + apart + "]], [[" + together + "|that]] and [[" + apart + "#place]].")
	site["content/pages/two.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Two\nstatus: draft\nid: " + together + "\n---\n\n## Place\n\nWords.\n")}
	if text := problemLines(t, site); text != "" {
		t.Errorf("told: %s", text)
	}
	site["content/pages/three.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Three\nstatus: draft\nid: " + apart + "\n---\n\nWords.\n")}
	if text := problemLines(t, site); !strings.Contains(text, "(id-duplicate)") {
		t.Errorf("two pages have one id, and told is: %q", text)
	}
}

// TestThousandProblems asks that all problems of many files are told in one run, in
// order of place, and in the same order each time.
func TestManyProblems(t *testing.T) {
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	const pages, each = 60, 20
	for i := range pages {
		text := strings.Repeat("Words <b> and [[nobody]].\n\n", each/2)
		site["content/pages/p"+strconv.Itoa(i)+".md"] = draftPage(text)
	}
	check := func() diag.List {
		list, err := (&Site{Shipped: site, Today: "2026-06-01"}).Check()
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	first := check()
	if len(first) != pages*each {
		t.Errorf("%d problems of %d are told", len(first), pages*each)
	}
	inOrder := slices.IsSortedFunc(first, func(a, b diag.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if !inOrder {
		t.Error("the problems are in no order")
	}
	for range 5 {
		if !reflect.DeepEqual(first, check()) {
			t.Fatal("another run tells them in another way")
		}
	}
}

// TestManyReferences asks that no page can bring in more edges than a machine holds:
// each range of a thousand paragraphs is a thousand of them.
func TestManyReferences(t *testing.T) {
	site := readArchive(t, "testdata/base.txtar").siteFiles()
	review := site["content/reviews/hill/index.md"]
	review.Data = bytes.Replace(review.Data, []byte("paragraphs: {1: 2, 2: 1}"), []byte("paragraphs: {1: 999, 2: 1}"), 1)
	site["content/pages/many.md"] = draftPage(strings.Repeat("[[hill/1.1-1.999]]\n\n", 20000))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	text := problemLines(t, site)
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 512<<20 || !strings.Contains(text, "(limit-references)") {
		t.Errorf("%d MiB for %s", taken>>20, text)
	}
}
