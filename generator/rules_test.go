package generator

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/source"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// addFilesForRule maps rules to functions that add files to the test site of the rule. These files are
// too large for a txtar archive or cannot be represented in one.
var addFilesForRule = map[string]func(fstest.MapFS){
	"source-not-a-file": func(m fstest.MapFS) {
		m["content/pages/linked.md"] = &fstest.MapFile{Data: []byte("about.md"), Mode: fs.ModeSymlink}
		m["static/linked.pdf"] = &fstest.MapFile{Data: []byte("icon.svg"), Mode: fs.ModeSymlink}
		m["content/pages/pipe.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
		m["content/pages/plug.md"] = &fstest.MapFile{Mode: fs.ModeSocket}
		m["static/zero.pdf"] = &fstest.MapFile{Mode: fs.ModeDevice}
		m["content/pages/folder.md/inner.md"] = draftPage("Words.")
	},
	"source-name": func(m fstest.MapFS) {
		for _, name := range []string{"line\nend.md", "bell\a.md", "latin\xe9.md", "turned\u202e.md", "aux.md", "dot..md./a.md", "pages\\about.md", strings.Repeat("long", 30) + ".md"} {
			m["content/pages/"+name] = draftPage("Words.")
			m["static/"+strings.ReplaceAll(name, ".md", ".pdf")] = &fstest.MapFile{Data: []byte("words")}
		}
		for _, name := range []string{"cafe\u0301.pdf", "CON", "lpt1.tar.gz", "blank ", " blank", "a:b.pdf", "what?.pdf"} {
			m["static/"+name] = &fstest.MapFile{Data: []byte("words")}
		}
	},
	"source-hidden-character": func(m fstest.MapFS) {
		m["content/pages/hidden.md"] = draftPage("\ufeffMark, turned \u202egnp.exe\u202c, \u2066within\u2069, zero\u200bwidth, bullet \uf0b7, none \ufdd0, \U0001ffff, lost \ufffd, tag \U000e0041.")
		m["content/pages/joined.md"] = draftPage("\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645, \U0001f468\u200d\U0001f469, \u200eright, soft\u00adhyphen, \u2764\ufe0f and 1\ufe0f\u20e3.\n\nAn example: `&#x202E;`, \\&#x202E; and &amp;zwnj;, or &#x646;\u06cc&zwnj;\u062e.")
		m["content/pages/blank.md"] = draftPage("Hangul \u3164 \u115f \uffa0, Braille \u2800, joined n\u034fo n\u200co n\u200do n\u200eo n\ufe0fo, line\u2028end, note \U0001d173.")
		m["content/pages/coded.md"] = draftPage("Do &#x202E;not&#x202C; wait, n&#8203;ot, n&ZeroWidthSpace;ot, n&zwnj;&zwnj;ot, n&#0;ot, &#7;.\n\n## A&#x3164; heading\n\n[Words&#x115F;](https://example.org/&#x2800; \"title&#x034F;\"), [[about|the&#x200B; page]].\n\n| a | b |\n|---|---|\n| c | d&#x202e; |")
		m["content/pages/escaped.md"] = &fstest.MapFile{Data: []byte("---\ntitle: \"a\\u202eb\"\nsummary: \"a\\0b\"\nowner: 'a\\u202eb'\nversion: \"1\\L\"\nstatus: draft\nchanges:\n  - {date: 2026-01-01, what: \"\\u200b \\u00e9 \\_ \\t\"}\n---\n\nWords.\n")}
	},
	"static-place": func(m fstest.MapFS) {
		jpeg := func(metadata string) *fstest.MapFile {
			return &fstest.MapFile{Data: []byte("\xff\xd8\xff\xe1\x00" + string([]byte{byte(len(metadata) + 2)}) + metadata + "\xff\xda\x00\x02words\xff\xd9")}
		}
		m["static/intel.jpg"] = jpeg("Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x0f\x01\x02\x00\x04\x00\x00\x00Ours\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00\x00\x00\x00\x00")
		m["static/motorola.png"] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x1aeXIfMM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x26\x00\x00\x00\x00crc.\x00\x00\x00\x00IENDcrc.")}
		m["static/edited.JPG"] = jpeg("http://ns.adobe.com/xap/1.0/\x00<r:RDF xmlns:r=\"r\"><r:Description xmlns:exif=\"e\" exif:GPSLatitude=\"0,0N\"/></r:RDF>")
		m["static/clean.jpg"] = jpeg("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x0f\x01\x02\x00\x04\x00\x00\x00Ours\x00\x00\x00\x00")
	},
	"static-metadata": func(m fstest.MapFS) {
		m["static/author.png"] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x17tEXtAuthor\x00Robin Exampletoncrc.\x00\x00\x00\x07tIME1234567crc.\x00\x00\x00\x00IENDcrc.")}
		m["static/leaflet.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.4\n1 0 obj\n<< /Author (Robin Exampleton) >>\nendobj\n2 0 obj\n<< /Subtype /Text /T (Robin Exampleton) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n")}
		m["static/title.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.4\n1 0 obj\n<< /Title (Notes of Robin Exampleton) /Producer (A program) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n")}
		m["static/drawn.svg"] = &fstest.MapFile{Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:s=\"s\" s:docname=\"robin.svg\"><text>Robin <tspan>Exampleton</tspan></text><path d=\"M01632 960 012\"/></svg>")}
		m["static/plain.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.4\n1 0 obj\n<< /Title (A leaflet) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n")}
	},
	"static-unreadable": func(m fstest.MapFS) {
		m["static/cut.png"] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x17tEXtAuth")}
		m["static/locked.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.4\n1 0 obj\n<< /Author (xyz) >>\nendobj\ntrailer\n<< /Encrypt 9 0 R /Info 1 0 R >>\n")}
		m["static/office.pdf"] = &fstest.MapFile{Data: []byte("PK\x03\x04\x14\x00words")}
		m["static/forms.zip"] = m["static/office.pdf"]
		m["static/letters.woff2"] = &fstest.MapFile{Data: []byte("wOF2\x00\x01\x00\x00")}
		m["static/old.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.4\nwords")}
		m["static/words.txt"] = &fstest.MapFile{Data: []byte("w\x00o\x00r\x00d\x00s\x00")}
	},
	"static-large": func(m fstest.MapFS) {
		m["static/drawing.svg"] = &fstest.MapFile{Data: bytes.Repeat([]byte("<g/>\n"), source.MaxSize/5+1)}
		m["static/film.mp4"] = &fstest.MapFile{Data: make([]byte, source.MaxStatic+1)}
	},
	"source-too-large": func(m fstest.MapFS) {
		m["content/pages/large.md"] = &fstest.MapFile{Data: bytes.Repeat([]byte("word "), source.MaxSize/5+1)}
	},
	"source-not-utf8": func(m fstest.MapFS) {
		m["content/pages/latin.md"] = draftPage("The caf\xe9, and na\xefve.")
		m["content/pages/wide.md"] = &fstest.MapFile{Data: []byte("\xff\xfe-\x00-\x00-\x00\n\x00")}
		m["content/pages/overlong.md"] = draftPage("A slash \xc0\xaf that hides.")
		m["content/pages/little.md"] = &fstest.MapFile{Data: []byte("-\x00-\x00-\x00\n\x00")}
		m["content/pages/big.md"] = &fstest.MapFile{Data: []byte("\x00-\x00-\x00-\x00\n")}
		m["content/pages/half.md"] = draftPage("Half of a pair \xed\xa0\x80.")
	},
	"source-control-character": func(m fstest.MapFS) {
		m["content/pages/bell.md"] = draftPage("A bell\a rings, twice\a, \x00nought\x00, \x1b[31mred, next\u0085line.")
	},
	"front-limit": func(m fstest.MapFS) {
		m["content/pages/lines.md"] = &fstest.MapFile{Data: []byte("---\n" + strings.Repeat("#\n", 5001) + "title: Lines\n---\n")}
		m["content/pages/keys.md"] = &fstest.MapFile{Data: []byte("---\n" + strings.Repeat("key: word\n", 501) + "title: Keys\n---\n")}
	},
	"limit-problems": func(m fstest.MapFS) { m["content/pages/many.md"] = draftPage(strings.Repeat("<b> \n\n", 1000)) },
	"limit-nesting":  func(m fstest.MapFS) { m["content/pages/deep.md"] = draftPage(strings.Repeat("> ", 200) + "word") },
	"limit-marks":    func(m fstest.MapFS) { m["content/pages/marks.md"] = draftPage(strings.Repeat("*a_ ", 40000)) },
	"limit-cells": func(m fstest.MapFS) {
		m["content/pages/cells.md"] = draftPage("|" + strings.Repeat("a|", 300) + "\n|" + strings.Repeat("-|", 300) + strings.Repeat("\n|b|", 300))
	},
	"limit-definitions": func(m fstest.MapFS) {
		var b strings.Builder
		for i := range 9000 {
			fmt.Fprintf(&b, "[a%d]: https://example.org/\n\n", i)
		}
		m["content/pages/definitions.md"] = draftPage(b.String())
	},
}

// untestedRules maps rules that no known content violates to their meaning, which problemsPage shows.
var untestedRules = map[string]string{
	"body-fault": "The program cannot read the text of this page, because of a fault of its own.",
	"page-fault": "The program cannot read this page, because of a fault of its own.",
}

// commentPattern matches the comment of an archive: one line on what the rule reports and one on why,
// each a single sentence.
var commentPattern = regexp.MustCompile(`^(?:[A-Z](?:[^.\n]|\.[\w"])+\.\n){2}$`)

// draftPage returns a draft page with the given body.
func draftPage(body string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\ntitle: Made\nstatus: draft\n---\n\n" + body + "\n")}
}

// TestRules checks the diagnostics for each archive in testdata/rules. An archive contains a comment
// that matches commentPattern, files that violate the rule when they are added to the site in
// base.txtar, and the expected diagnostics of the whole site. An empty file removes a file from
// base.txtar.
func TestRules(t *testing.T) {
	base := readArchive(t, "testdata/base.txtar")
	if text := problemLines(t, base.siteFiles()); text != "" {
		t.Fatalf("base.txtar has problems without the files of a rule:\n%s", text)
	}
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no rules", err)
	}
	for _, name := range names {
		rule := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(rule, func(t *testing.T) {
			a := readArchive(t, name)
			site := base.siteFiles()
			maps.Copy(site, a.siteFiles())
			maps.DeleteFunc(site, func(_ string, f *fstest.MapFile) bool { return len(f.Data) == 0 })
			if add := addFilesForRule[rule]; add != nil {
				add(site)
			}
			got := problemLines(t, site)
			if !strings.Contains(got, "("+rule+")\n") {
				t.Errorf("%s: the rule is not reported", name)
			}
			if !commentPattern.MatchString(a.comment) {
				t.Errorf("%s starts with %q, want two sentences, each on its own line", name, a.comment)
			}
			a.expect(t, name, "want", got)
		})
	}
}

// problemLines returns the problems of a site as "safelearn check" prints them. If there are more than
// 90, it returns only the first two and the last two, with the number of problems left out.
func problemLines(t *testing.T, site fstest.MapFS) string {
	t.Helper()
	_, list, err := (&Site{Shipped: site, Today: "2026-06-01", Names: "testdata/names.txt"}).link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, d := range list {
		if len(list) > 90 && i > 1 && i < len(list)-2 {
			if i == 2 {
				fmt.Fprintf(&b, "… and %d more …\n", len(list)-4)
			}
			continue
		}
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// TestEveryRuleIsTested checks that each rule that the program reports has either an archive in
// testdata/rules or an entry in untestedRules, and that neither contains any other rule.
func TestEveryRuleIsTested(t *testing.T) {
	reported := make(map[string]bool)
	for _, row := range architecture {
		if row.pkg == "generator/tables" {
			continue // problems of a spreadsheet, which have no rules
		}
		fset, files := parsePackage(t, row.pkg)
		for _, f := range files {
			collectRules(t, fset, f, reported)
		}
	}
	for rule := range reported {
		_, err := os.Stat("testdata/rules/" + rule + ".txtar")
		if _, ok := untestedRules[rule]; (err == nil) == ok {
			t.Errorf("the rule %s needs an archive in testdata/rules or an entry in untestedRules, but not both", rule)
		}
	}
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !reported[strings.TrimSuffix(filepath.Base(name), ".txtar")] {
			t.Errorf("%s tests a rule that the program does not report", name)
		}
	}
	for _, rule := range slices.Concat(slices.Collect(maps.Keys(addFilesForRule)), slices.Collect(maps.Keys(untestedRules))) {
		if !reported[rule] {
			t.Errorf("the program does not report the rule %s", rule)
		}
	}
}

// reportFuncs lists the names of functions and methods that report a problem and take the name of its
// rule as the second argument.
var reportFuncs = []string{"Error", "ErrorWithCause", "Warn", "WarnWithCause", "Notice", "report", "reportLiteral", "reportValue"}

// ruleLiteral matches a Go string literal that is a valid rule name.
var ruleLiteral = regexp.MustCompile(`^"([a-z]+(-[a-z0-9]+)+)"$`)

// collectRules adds to reported the rules in calls to reportFuncs in a file. It fails the test if a
// rule is neither a literal with a valid name nor a variable named rule. It skips calls with fewer
// than four arguments.
func collectRules(t *testing.T, fset *token.FileSet, f *ast.File, reported map[string]bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 4 {
			return true
		}
		name := ""
		switch fun := call.Fun.(type) {
		case *ast.Ident:
			name = fun.Name
		case *ast.SelectorExpr:
			name = fun.Sel.Name
		}
		if !slices.Contains(reportFuncs, name) {
			return true
		}
		if word, ok := call.Args[1].(*ast.BasicLit); !ok {
			if id, ok := call.Args[1].(*ast.Ident); !ok || id.Name != "rule" {
				t.Errorf("%s: the rule is not a literal", fset.Position(call.Pos()))
			}
		} else if m := ruleLiteral.FindStringSubmatch(word.Value); m == nil {
			t.Errorf("%s: %s is not a valid rule name", fset.Position(call.Pos()), word.Value)
		} else {
			reported[m[1]] = true
		}
		return true
	})
}
