package generator

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn"
	"safelearn/generator/export"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/render"
)

// exportAllFormats returns the files of a linked site in each export format that it supports. Only a site
// with modules has packages, and only a site with a base URL has link cards.
func exportAllFormats(t *testing.T, l *linkedSite) []fs.FS {
	t.Helper()
	var list []fs.FS
	for _, format := range export.Formats {
		if format.OfModules && (len(model.Pages[*model.Module](l.graph.Site)) == 0 || format.Name == "link-card" && l.graph.Site.BaseURL == "") {
			continue
		}
		files, err := format.Exporter(export.Options{Stale: true})(l.graph, l.renderOptions(render.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, files)
	}
	return list
}

// exportModules exports modules of a site in the named format to a temporary folder and returns the
// path of the folder.
func exportModules(t *testing.T, s *Site, name string, o export.Options) string {
	t.Helper()
	i := slices.IndexFunc(export.Formats, func(f export.Format) bool { return f.Name == name })
	folder := filepath.Join(t.TempDir(), "packages")
	if _, problems, err := s.Export(t.Context(), export.Formats[i].Exporter(o), folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	return folder
}

// shippedPackages exports the shipped modules as packages and returns the contents of each package by
// its file name.
func shippedPackages(t *testing.T) map[string][]byte {
	t.Helper()
	return readPackages(t, exportModules(t, &Site{Folder: "..", Shipped: safelearn.Shipped, Today: "2026-12-01"}, "scorm12", export.Options{Stale: true}))
}

// readPackages returns the contents of the packages in a folder by file name.
func readPackages(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	packages := make(map[string][]byte)
	for _, name := range names {
		if packages[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return packages
}

// readLocalHeaders returns the contents of the files in a zip archive by name, and their names in the
// order of the archive. Like Java's ZipInputStream, it reads the archive sequentially, without the
// central directory.
func readLocalHeaders(t *testing.T, data []byte) (files map[string][]byte, names []string) {
	t.Helper()
	files = make(map[string][]byte)
	for bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		field := binary.LittleEndian.Uint16
		if flags, method := field(data[6:]), field(data[8:]); flags&^0x800 != 0 || method != 0 {
			t.Fatalf("flags %x and method %d: some programs cannot read this", flags, method)
		}
		size, start := int(binary.LittleEndian.Uint32(data[22:])), 30+int(field(data[26:]))
		name := string(data[30:start])
		start += int(field(data[28:]))
		files[name], names = data[start:start+size], append(names, name)
		data = data[start+size:]
	}
	return files, names
}

// TestPackages checks the packages of the shipped modules: that there is one of each, that two exports
// are identical, that the size and the file names are as required, and that a program can read the archives sequentially.
func TestPackages(t *testing.T) {
	packages := shippedPackages(t)
	sources, err := filepath.Glob("../content/modules/*.md")
	if err != nil || len(sources) != len(packages) {
		t.Errorf("%d packages of %d modules: %v", len(packages), len(sources), err)
	}
	for _, source := range sources {
		id := strings.TrimSuffix(filepath.Base(source), ".md")
		if slices.IndexFunc(slices.Collect(maps.Keys(packages)), func(name string) bool { return strings.HasPrefix(name, id+".v") }) < 0 {
			t.Errorf("the module %s has no package", id)
		}
	}
	var again map[string][]byte
	took := time.Hour
	for range 5 { // other tests may slow down one export
		start := time.Now()
		again = shippedPackages(t)
		if took = min(took, time.Since(start)); took < 2*time.Second {
			break
		}
	}
	if took >= 2*time.Second {
		t.Errorf("the export takes %v", took)
	}
	for name, data := range packages {
		if !bytes.Equal(data, again[name]) {
			t.Errorf("%s has other bytes the second time", name)
		}
		if len(data) > 150<<10 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
		files, names := readLocalHeaders(t, data)
		if !slices.Equal(names, []string{"imsmanifest.xml", "index.html", "module.js", "style.css"}) || !regexp.MustCompile(`^[a-z0-9.-]+$`).MatchString(name) {
			t.Errorf("%s contains %v", name, names)
		}
		checkPackagePage(t, name, string(files["index.html"]))
		checkManifest(t, name, files)
	}
}

// checkPackagePage fails the test for each link on the page in a package that is broken or leaves the
// page without opening a new window, and for each element that could load or send data.
func checkPackagePage(t *testing.T, name, text string) {
	t.Helper()
	p := parsePage(t, name, text)
	for _, g := range p.tags {
		for attribute := range g.attr {
			if attribute == "style" || strings.HasPrefix(attribute, "on") {
				t.Errorf("%s: the policy forbids %s in %s", name, attribute, g.name)
			}
		}
		href, out := g.attr["href"], g.attr["target"] == "_blank" && g.attr["rel"] == "noopener noreferrer"
		switch {
		case g.name == "link":
		case strings.HasPrefix(href, "#"):
			if !p.ids[href[1:]] {
				t.Errorf("%s: nothing has the id %s", name, href)
			}
		case strings.HasPrefix(href, "tel:"), strings.HasPrefix(href, "mailto:"):
		case g.attr["href"] != "" && (!out || !strings.HasPrefix(href, "https://")):
			t.Errorf("%s: the link to %s replaces the module", name, href)
		case regexp.MustCompile(`/(key|slides|pack|handout|search)/`).MatchString(href):
			t.Errorf("%s: a link to %s", name, href)
		case g.name == "style" || g.name == "script" && g.attr["src"] != "module.js" || g.name == "form":
			t.Errorf("%s has a %s", name, g.name)
		}
	}
	const policy = `content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'"`
	if !strings.Contains(strings.ReplaceAll(text, "&#39;", "'"), policy) {
		t.Errorf("%s has another policy", name)
	}
}

// checkManifest fails the test for faults in the manifest of a package that validation against the
// schemas does not detect.
func checkManifest(t *testing.T, name string, files map[string][]byte) {
	t.Helper()
	var m struct {
		Identifier string `xml:"identifier,attr"`
		Item       []struct {
			Identifier string `xml:"identifier,attr"`
			Ref        string `xml:"identifierref,attr"`
			Title      string `xml:"title"`
		} `xml:"organizations>organization>item"`
		Resource []struct {
			Identifier string `xml:"identifier,attr"`
			Href       string `xml:"href,attr"`
			File       []struct {
				Href string `xml:"href,attr"`
			} `xml:"file"`
		} `xml:"resources>resource"`
	}
	text := files["imsmanifest.xml"]
	if err := xml.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	id, _, _ := strings.Cut(name, ".v")
	if len(m.Item) != 1 || len(m.Resource) != 1 || m.Item[0].Identifier != "item" || m.Item[0].Ref != m.Resource[0].Identifier || m.Item[0].Title == "" || m.Resource[0].Identifier != "page" {
		t.Errorf("%s: item %+v, resource %+v", name, m.Item, m.Resource)
	}
	listed := []string{"imsmanifest.xml"}
	for _, f := range m.Resource[0].File {
		listed = append(listed, f.Href)
	}
	slices.Sort(listed)
	if !slices.Equal(listed, slices.Sorted(maps.Keys(files))) || m.Resource[0].Href != "index.html" {
		t.Errorf("%s lists %v", name, listed)
	}
	if regexp.MustCompile(`^\d`).MatchString(id) {
		id = "_" + id // an XML id cannot start with a digit
	}
	if !strings.HasPrefix(m.Identifier, id+".") || !regexp.MustCompile(`^[a-z_][a-z0-9._-]*$`).MatchString(m.Identifier) || bytes.Contains(text, []byte("masteryscore")) {
		t.Errorf("%s: %s", name, text)
	}
}

// TestPackageIdentity checks that the identifiers in the package of a module do not change with the
// text of the module.
func TestPackageIdentity(t *testing.T) {
	base := readArchive(t, quizArchive).siteFiles()
	pack := func(old, replacement string) (manifest, fingerprint string) {
		site := maps.Clone(base)
		file := *site["content/modules/passing-on.md"]
		if !bytes.Contains(file.Data, []byte(old)) {
			t.Fatalf("no %q", old)
		}
		file.Data = bytes.Replace(file.Data, []byte(old), []byte(replacement), 1)
		site["content/modules/passing-on.md"] = &file
		s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
		for _, data := range readPackages(t, exportModules(t, s, "scorm12", export.Options{Modules: []string{"passing-on"}})) {
			files, _ := readLocalHeaders(t, data)
			manifest = string(files["imsmanifest.xml"])
			fingerprint = regexp.MustCompile(`data-questions="([0-9a-f]{8})"`).FindString(string(files["index.html"]))
		}
		return manifest, fingerprint
	}
	manifest, fingerprint := pack("", "")
	next, same := pack(`version: "3"`, `version: "4 & a very long name of a version"`)
	if strings.Replace(next, `version="4 &amp; a very long…"`, `version="3"`, 1) != manifest || same != fingerprint {
		t.Errorf("another version: %s\n%s\nwant\n%s\n%s", next, same, manifest, fingerprint)
	}
	long, _ := pack("title: Passing it on", "title: "+strings.TrimSpace(strings.Repeat("Passing ", 40)))
	if title := regexp.MustCompile(`<title>(.*)</title>`).FindStringSubmatch(long)[1]; len([]rune(title)) > 200 || !strings.HasSuffix(title, "Passing…") || !strings.HasPrefix(title, "Demonstration: Passing") {
		t.Errorf("a long title becomes %q", title)
	}
}

// TestPackageFingerprint checks that the fingerprint of a package changes with what a learner's saved
// position depends on, which is what the questions ask and which answers are right, and with nothing
// else.
func TestPackageFingerprint(t *testing.T) {
	base := readArchive(t, quizArchive).siteFiles()
	const module, tested, picture = "content/modules/passing-on.md", "content/reviews/elder/recommendations/2.1.md", "static/maps/a.svg"
	base[module].Data = []byte(strings.NewReplacer("1. Listen\n", "![A map](/maps/a.svg)\n\n#### Red\n\n> [!NOTE]\n> Words.\n\n```\nred\n```\n\n1. Listen\n", "- [x] What was said\n", "| Seen | Alone |\n|---|---|\n| yes | |\n\n- [x] At -5 `said` ![A mouth](/maps/c.svg)\n",
		"| The hub |", "| The hub ![A chart](/maps/c.svg) |").Replace(string(base[module].Data)))
	for i, name := range []string{picture, "static/maps/b.svg", "static/maps/c.svg"} {
		base[name] = &fstest.MapFile{Data: fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h%dv9z"/></svg>`, i/2)}
	}
	fingerprint := func(name string, replacements ...string) string {
		site := maps.Clone(base)
		file := *site[name]
		text := string(file.Data)
		for i := 0; i < len(replacements); i += 2 {
			if !strings.Contains(text, replacements[i]) {
				t.Fatalf("no %q", replacements[i])
			}
			text = strings.Replace(text, replacements[i], replacements[i+1], 1)
		}
		file.Data = []byte(text)
		site[name] = &file
		folder := exportModules(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}, "scorm12", export.Options{Modules: []string{"passing-on"}})
		losses, err := os.ReadFile(filepath.Join(folder, export.LossesJSON))
		if err != nil {
			t.Fatal(err)
		}
		for _, data := range readPackages(t, folder) {
			files, _ := readLocalHeaders(t, data)
			code := regexp.MustCompile(`data-questions="([0-9a-f]{8})"`).FindStringSubmatch(string(files["index.html"]))[1]
			if !strings.Contains(string(losses), `"fingerprint": "`+code+`"`) {
				t.Errorf("%s is not in the losses: %s", code, losses)
			}
			return code
		}
		return ""
	}
	want := fingerprint(module, "", "")
	for change, c := range map[string]struct {
		same         bool
		name         string
		replacements []string
	}{
		"version and text": {true, module, []string{`version: "3"`, `version: "4"`, "Somebody wrote it down", "A worker wrote it down"}},
		"reason":           {true, module, []string{"> A letter takes days, and it may not come.", "> That takes days."}},
		"explanation":      {true, module, []string{"Why: Each knows a part.", "Why: Each knows something else."}},
		"hint":             {true, module, []string{"Hint: Who else should know today?", "Hint: Who can help?"}},
		"emphasis":         {true, module, []string{"What comes first?", "*What* comes  First?"}},
		"punctuation":      {false, module, []string{"says so, too", "says so too"}},
		"sign":             {false, module, []string{"At -5", "At 5"}},
		"code":             {false, module, []string{"`said`", "`heard`"}},
		"block of code":    {false, module, []string{"```\nred", "```\nblue"}},
		"picture":          {false, module, []string{"/maps/a.svg", "/maps/b.svg"}},
		"words of picture": {false, module, []string{"![A map]", "![A plan]"}},
		"picture replaced": {false, picture, []string{"M0 0", "M1 0"}},
		"section above":    {true, module, []string{"## Check yourself", "## Red\n\nWords.\n\n## Check yourself"}},
		"capital in code":  {false, module, []string{"```\nred", "```\nRed"}},
		"space in code":    {false, module, []string{"```\nred", "```\n red"}},
		"line in code":     {false, module, []string{"```\nred", "```\nr\ned"}},
		"kind of callout":  {false, module, []string{"> [!NOTE]", "> [!DO-NOW]"}},
		"cell":             {false, module, []string{"| yes | |", "| | yes |"}},
		"title of a link":  {false, "content/glossary/hub.md", []string{"title: ", "title: New "}},
		"option’s picture": {false, module, []string{"/maps/c.svg", "/maps/b.svg"}},
		"pair’s picture":   {false, module, []string{"![A chart]", "![A home]"}},
		"head of column":   {false, module, []string{"| Who | What |", "| Who | When |"}},
		"id":               {false, module, []string{"{#steps}", "{#stages}"}},
		"stem":             {false, module, []string{"What comes first?", "What comes before all else?"}},
		"stem of story":    {false, module, []string{"Scenario: The letter", "Scenario: The note", "Scenario: The letter", "Scenario: The note"}},
		"situation":        {false, module, []string{"1. Listen", "A letter came.\n\n1. Listen"}},
		"option":           {false, module, []string{"At -5", "At first -5"}},
		"step":             {false, module, []string{"2. Write it down", "2. Note it"}},
		"pair":             {false, module, []string{"Says who was seen", "Says who was well"}},
		"swapped pair":     {false, module, []string{"| The school | Says who was absent |", "| The school | Says who was seen |", "| The surgery | Says who was seen |", "| The surgery | Says who was absent |"}},
		"right answer":     {false, module, []string{"- [x] When it was said", "- [ ] When it was said"}},
		"order of answers": {false, module, []string{"2. Write it down\n3. Pass it on", "2. Pass it on\n3. Write it down"}},
		"kind":             {false, module, []string{"### True or false: A note takes the place of a call.", "### Question: A note takes the place of a call."}},
		"withdrawn page":   {false, tested, []string{"status: sample", "status: withdrawn\nwithdrawn: {date: 2026-03-01, by: Board, why: It was replaced.}"}},
	} {
		if got := fingerprint(c.name, c.replacements...); (got == want) != c.same {
			t.Errorf("%s: the fingerprint was %s and is %s", change, want, got)
		}
	}
}

// TestPackageWithoutAddress checks that in the package of a module from a site without a base URL,
// links that would be broken are replaced with their text.
func TestPackageWithoutAddress(t *testing.T) {
	site := readArchive(t, quizArchive).siteFiles()
	site["content/site.yaml"].Data = bytes.Replace(site["content/site.yaml"].Data, []byte("base:"), []byte("# base:"), 1)
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	for name, data := range readPackages(t, exportModules(t, s, "scorm12", export.Options{Modules: []string{"passing-on"}})) {
		files, _ := readLocalHeaders(t, data)
		page := string(files["index.html"])
		checkPackagePage(t, name, page)
		if !strings.Contains(page, "It goes to the Hub.") || strings.Contains(page, "public page") || strings.Contains(page, "elder.example") || strings.Contains(page, `target="`) {
			t.Errorf("%s: %s", name, page)
		}
	}
}

// TestPackagePictures checks that a package contains the pictures of its module, under names that
// all learning systems accept, and that each translation has its own package.
func TestPackagePictures(t *testing.T) {
	site := readArchive(t, quizArchive).siteFiles()
	second := site["content/modules/second.md"]
	text := strings.Replace(string(second.Data), "## Check yourself", "![A body map](/maps/Body%20Map.SVG) ![The same again](/maps/Body%20Map.SVG)\n\n## Check yourself", 1)
	site["content/modules/second.md"] = &fstest.MapFile{Data: []byte(text)}
	site["content/modules/2nd.md"] = &fstest.MapFile{Data: bytes.ReplaceAll(second.Data, []byte("{#"), []byte("{#more-"))}
	front := "translates: \"1\"\n"
	site["content/modules/second.cy.md"] = &fstest.MapFile{Data: []byte(strings.Replace(strings.Replace(string(second.Data), "title:", front+"title:", 1), "A second module", "Ail fodiwl", 1))}
	site["content/site.yaml"].Data = append(site["content/site.yaml"].Data, "languages: [en-GB, cy]\n"...)
	picture := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`)
	addShippedFiles(t, site)["static/maps/Body Map.SVG"] = &fstest.MapFile{Data: picture}
	s := &Site{Shipped: site, Today: "2026-06-01"}
	packages := readPackages(t, exportModules(t, s, "scorm12", export.Options{}))
	if names := slices.Sorted(maps.Keys(packages)); !slices.Equal(names, []string{"2nd.v1.scorm12.zip", "passing-on.v3.scorm12.zip", "second.cy.v1.scorm12.zip", "second.v1.scorm12.zip"}) {
		t.Fatalf("the packages are %v", names)
	}
	files, _ := readLocalHeaders(t, packages["2nd.v1.scorm12.zip"])
	checkManifest(t, "2nd.v1.scorm12.zip", files)
	files, names := readLocalHeaders(t, packages["second.v1.scorm12.zip"])
	checkManifest(t, "second.v1.scorm12.zip", files)
	sources := regexp.MustCompile(`<img src="([a-z0-9.-]+)"`).FindAllStringSubmatch(string(files["index.html"]), -1)
	if len(names) != 5 || len(sources) != 2 || sources[0][1] != sources[1][1] || !bytes.Equal(files[sources[0][1]], picture) || !strings.HasSuffix(names[4], ".svg") {
		t.Errorf("the files are %v and the pictures %v", names, sources)
	}
	files, _ = readLocalHeaders(t, packages["second.cy.v1.scorm12.zip"])
	checkManifest(t, "second.cy.v1.scorm12.zip", files)
	if page := string(files["index.html"]); !strings.Contains(page, `<html lang="cy">`) || !strings.Contains(page, "https://elder.example/learn/modules/second.cy/") && !strings.Contains(page, "/cy/") {
		t.Errorf("the translation is %s", page)
	}
}

// TestLossesOfShapes checks that the list of what an export format does not preserve contains every
// question of a module, and every kind of question.
func TestLossesOfShapes(t *testing.T) {
	s := &Site{Shipped: addShippedFiles(t, readArchive(t, quizArchive).siteFiles()), Today: "2026-06-01"}
	text, err := os.ReadFile(filepath.Join(exportModules(t, s, "scorm12", export.Options{}), export.LossesJSON))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range quiz.Syntax().Words {
		if w.PartOf == "" && !strings.Contains(string(text), `"kind": "`+w.Word+`"`) {
			t.Errorf("the losses have no %s: %s", w.Word, text)
		}
	}
	for _, id := range []string{"letter", "first", "note", "call", "steps", "roles", "easier", "again"} {
		if !strings.Contains(string(text), `"id": "`+id+`"`) {
			t.Errorf("the losses do not name %s", id)
		}
	}
}
