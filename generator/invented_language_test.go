package generator

import (
	"cmp"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
	"safelearn/generator/export"
	"safelearn/generator/model"
	"safelearn/generator/render"
)

// inventedSites returns the names of the archives with sites that together contain every kind of page,
// statement, question and numbering.
func inventedSites(t *testing.T) []string {
	return append([]string{"testdata/site.txtar", "testdata/three-reviews.txtar", "testdata/quiz.txtar", "testdata/briefing.txtar"}, shapeFiles(t)...)
}

// TestInventedLanguage builds sites in which the content and the catalogue of texts have Cyrillic
// instead of Latin letters. A word in Latin letters that is then on a page, on a slide, in print, in
// the feed or in a script is one that cannot be translated.
func TestInventedLanguage(t *testing.T) {
	for i, name := range inventedSites(t) {
		for variant, o := range map[string]render.Options{"published": {}, "files": {Files: true}, "served": {PreviewScript: "/live.js"}, "not saved": {NoOffline: true}} {
			if i > 0 && variant != "published" {
				continue // the first site alone has every kind of page
			}
			t.Run(path.Base(name)+"/"+variant, func(t *testing.T) {
				t.Parallel()
				site, labels := inventLanguage(readArchive(t, name).siteFiles())
				writeReleaseFingerprints(t, addShippedFiles(t, site))
				s := &Site{Shipped: site, Today: "2027-06-01"}
				tree, problems, err := s.renderPublished(t.Context(), o)
				if err != nil || problems.Failed() {
					t.Fatal(err, slices.DeleteFunc(problems, func(p diag.Diagnostic) bool { return p.Severity != diag.Error }))
				}
				reportLatin(t, tree, labels)
			})
		}
	}
}

// TestInventedPackages is like TestInventedLanguage, but for packages of modules.
func TestInventedPackages(t *testing.T) {
	site, labels := inventLanguage(readArchive(t, quizArchive).siteFiles())
	s := &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"}
	for _, o := range []render.PackageOptions{{}, {Score: true, Answers: true}} {
		for name, data := range readPackages(t, exportModules(t, s, "scorm12", export.Options{Package: o})) {
			files, _ := readLocalHeaders(t, data)
			reportLatin(t, fstest.MapFS{name + "/index.html": {Data: files["index.html"]}, "module.js": {Data: files["module.js"]}}, labels)
		}
	}
}

// toCyrillic returns text with its Latin letters replaced by Cyrillic ones, except in placeholders.
func toCyrillic(text string) string {
	inside := false
	return strings.Map(func(r rune) rune {
		switch {
		case r == '{' || r == '}' || r == '|':
			inside = r == '{'
		case inside:
		case r >= 'a' && r <= 'z':
			return 'а' + r - 'a'
		case r >= 'A' && r <= 'Z':
			return 'А' + r - 'A'
		}
		return r
	}, text)
}

var (
	translatedKeyPattern = regexp.MustCompile(`\b((?:coded: \{)?by|title|short|summary|owner|what|caution|commissioner|reviewer|window|published|aliases|reach|known|meaning|expansion|text|who|since|publisher|` +
		`reported_by|partnership|banner|notice|report|name|when|source|section|outcomes|facilitator|theme|why_differ|why|body|evidence|copy_at|note|chosen|counted|judged_by|rule|` +
		`printed_as|tab_title|content_note|said_by|lead|due|measure|state|colour|not|gaps|examples|parents|words|record|holder|reason|outcome|start|target|now)(: )("[^"\n]*"|\[[^\]\n]*\]|[^"\[{\n][^\n]*)`)
	printedLabelPattern = regexp.MustCompile(`\blabel: "?([^"\n,}]*)|(?m)^\{([^}#\n]*)`)
	syntaxPattern       = regexp.MustCompile(`\[\[[^\]|]+?(?:\\?\||\]\])|\]\([^)\n]*\)|\{[^}\n]*\}|\[![A-Z-]+\]|\[\^[^\]\n]+\]|&\w+;|Sure\?: yes|(?m)^(?:#+ )?(?:Question|True or false|Order|Match|Reflect|Scenario|Scene|Ending|` +
		`Tests|Basis|Hint|Sure\?|Reviewed|Why|A good answer covers):|(?m)\[[x ]\](?: (?:True|False)$)?|Unsafe\.|(?m)^(?:Reviewed|Basis|Tests): .*|` + "`[^`\n]*`" + `|<[^>\n]*>`)
)

// inventLanguage replaces the Latin letters in the content of a site by Cyrillic ones, and adds a
// catalogue with the English texts in Cyrillic letters. It does not change the labels printed in
// reviews, and also returns the words in those labels.
func inventLanguage(site fstest.MapFS) (files fstest.MapFS, labels map[string]bool) {
	labels = make(map[string]bool)
	for name, f := range site {
		text := string(f.Data)
		for _, m := range printedLabelPattern.FindAllStringSubmatch(text, -1) {
			for _, word := range latinPattern.FindAllString(m[1]+" "+m[2], -1) {
				labels[word] = true
			}
		}
		front, body := text, ""
		if path.Ext(name) == ".md" {
			front, body, _ = strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
			front, body = "---\n"+front, "\n---\n"+translateBody(body)
		}
		f.Data = []byte(translateFrontMatter(front, path.Base(name) == "progress.yaml", false) + body)
	}
	shipped, _ := model.Read(nil, nil)
	var catalogue strings.Builder
	for _, key := range shipped.English.Keys {
		text := shipped.English.Texts[key]
		if text.Forms == nil {
			fmt.Fprintf(&catalogue, "%s: %q\n", key, toCyrillic(text.Plain))
			continue
		}
		fmt.Fprintf(&catalogue, "%s:\n", key)
		for _, form := range []string{"one", "few", "many", "other"} {
			fmt.Fprintf(&catalogue, "  %s: %q\n", form, toCyrillic(cmp.Or(text.Forms[form], text.Forms["other"])))
		}
	}
	site["content/languages/ru.yaml"] = &fstest.MapFile{Data: []byte(catalogue.String())}
	labels["LA"] = true       // part of the ids of actions
	labels["Scenario"] = true // the keyword at the start of the heading of a scenario also occurs in the plan of the module
	settings := site["content/site.yaml"]
	settings.Data = []byte(regexp.MustCompile(`(?m)^languages: .*\n`).ReplaceAllString(string(settings.Data), "") + "languages: [ru]\n")
	return site, labels
}

// translateFrontMatter replaces the Latin letters in the texts of front matter or of a data file. The
// argument progress is true for a progress.yaml, and flow for text inside a YAML flow mapping.
func translateFrontMatter(text string, progress, flow bool) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if item, ok := strings.CutPrefix(line, "  - "); ok && !strings.ContainsAny(item, ":{") && !flow { // a list item that is only a text
			lines[i] = "  - " + toCyrillic(item)
			continue
		}
		lines[i] = translatedKeyPattern.ReplaceAllStringFunc(line, func(pair string) string {
			m := translatedKeyPattern.FindStringSubmatch(pair)
			value, rest := m[3], ""
			if inFlow := flow || strings.HasPrefix(pair, "coded") || strings.Contains(line[:strings.Index(line, pair)], "{"); inFlow && value[0] != '"' && value[0] != '[' {
				if end := strings.IndexAny(value, ",}"); end >= 0 {
					value, rest = value[:end], value[end:]
				}
			}
			switch {
			case value == "none" || m[1] == "by" && !strings.Contains(line, "withdrawn:") || progress && strings.Contains(" id action lead said_by state kind shows ", " "+m[1]+" ") || strings.HasPrefix(value, "http"):
			case m[1] == "section":
				value = translateBody(strings.Trim(value, `"`))
				value = fmt.Sprintf("%q", value)
			default:
				value = toCyrillic(value)
			}
			return m[1] + m[2] + value + translateFrontMatter(rest, progress, true)
		})
	}
	return strings.Join(lines, "\n")
}

// translateBody replaces the Latin letters in the body of a page, except in syntax.
func translateBody(text string) string {
	text = strings.ReplaceAll(text, "## Café \"Ünïcode\"", "## Café {#cafe-unicode}") // a link refers to this id
	var b strings.Builder
	last := 0
	for _, at := range syntaxPattern.FindAllStringIndex(text, -1) {
		b.WriteString(toCyrillic(text[last:at[0]]) + text[at[0]:at[1]])
		last = at[1]
	}
	b.WriteString(toCyrillic(text[last:]))
	return b.String()
}

var (
	latinPattern          = regexp.MustCompile(`\pL*[A-Za-z]{2,}\pL*`)
	untranslatablePattern = regexp.MustCompile(`https?://\S*|\S+@\S+|urn:\S+|\{\w+\}`)
	shownAttributePattern = regexp.MustCompile(`^(?:title|alt|aria-label|placeholder|data-(?:label|words|quote|title|more|none|nowhere|others|instead|lost))$`)
	literalPattern        = regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'|`[^`]*`")
	sentencePattern       = regexp.MustCompile(`[A-Z][a-z]+ [a-z]{2,}|[a-z]{2,} [a-z]{2,} [a-z]{2,}`)
)

// reportLatin reports words in Latin letters in the files of a built site, except those in labels.
func reportLatin(t *testing.T, site fs.FS, labels map[string]bool) {
	seen := make(map[string]bool)
	report := func(file, where, text string) {
		for _, word := range latinPattern.FindAllString(untranslatablePattern.ReplaceAllString(text, ""), -1) {
			if key := where + ": " + text; !labels[word] && !seen[key] {
				seen[key] = true
				t.Errorf("%s: %s %q", file, where, text)
			}
		}
	}
	pages := crawl(t, site)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		p := pages[name]
		for _, text := range strings.Split(invisiblePattern.ReplaceAllString(p.html, "\x00"), "\x00") {
			report(name, "text", html.UnescapeString(text))
		}
		for _, g := range p.tags {
			for key, value := range g.attr {
				described := g.name == "meta" && key == "content" && slices.Contains([]string{"description", "og:title", "og:description", "og:site_name"}, cmp.Or(g.attr["name"], g.attr["property"]))
				if described || shownAttributePattern.MatchString(key) {
					report(name, key, value)
				}
			}
		}
	}
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, name)
		switch path.Ext(name) {
		case ".xml":
			for _, m := range regexp.MustCompile(`<(title|subtitle|summary|name)>([^<]*)`).FindAllStringSubmatch(string(data), -1) {
				report(name, m[1], html.UnescapeString(m[2]))
			}
		case ".webmanifest":
			for _, m := range regexp.MustCompile(`"(name|short_name|description)": "([^"]*)"`).FindAllStringSubmatch(string(data), -1) {
				report(name, m[1], m[2])
			}
		case ".js":
			if strings.HasPrefix(name, "search/") {
				return nil
			}
			for _, literal := range literalPattern.FindAllString(string(data), -1) {
				if words := invisiblePattern.ReplaceAllString(literal, " "); sentencePattern.MatchString(words) && !strings.ContainsAny(words, "(){}[]=<>") && !strings.Contains(words, " reply unsafe") && words != `" is not what the list says"` {
					report(name, "literal", words)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
