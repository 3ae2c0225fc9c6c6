package generator

import (
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// TestThirdPartyText builds sites from the documentation of published packages. The position
// of each problem must be exact: the test applies the hint at that position. In the end the
// site builds, and every word of the text is on its page.
func TestThirdPartyText(t *testing.T) {
	files := 0
	for name, site := range thirdPartySites(t) {
		for file := range site {
			files += strings.Count(file, "content/pages/")
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			applyHints(t, site)
			tree := buildTree(t, &Site{Shipped: site, Today: "2026-06-01"})
			pages := crawl(t, tree)
			for from, p := range pages {
				for _, g := range p.tags {
					for _, to := range g.urls() {
						if _, err := resolveLink(tree, pages, from, to, "/"); err != nil {
							t.Errorf("%s: %v", from, err)
						}
					}
				}
			}
			checkInert(t, tree)
			for name, file := range site {
				if page, is := strings.CutPrefix(name, "content/pages/"); is {
					address := "pages/" + strings.TrimSuffix(page, ".md") + "/index.html"
					if pages[address] == nil {
						t.Fatalf("%s: no page at %s", name, address)
					}
					if word, line := firstMissingWord(string(file.Data), pages[address].html); word != "" {
						t.Errorf("%s: the page does not contain %q of the line %q", name, word, line)
					}
				}
			}
		})
	}
	if files < 100 {
		t.Errorf("there are %d files, want at least 100", files)
	}
}

// thirdPartySites imports each downloaded package, and one of them again with the encoding
// of a Windows editor.
func thirdPartySites(t *testing.T) map[string]fstest.MapFS {
	t.Helper()
	folders, err := filepath.Glob("../.tools/prose/*@*[0-9]/package")
	if err != nil || len(folders) == 0 {
		t.Skip("there is no third-party text: sh .ci/tools downloads it")
	}
	texts := make(map[string]fs.FS)
	for _, folder := range folders {
		texts[filepath.Base(filepath.Dir(folder))] = os.DirFS(folder)
	}
	texts["saved by Notepad"] = savedByNotepad(t, os.DirFS(folders[0]))
	sites := make(map[string]fstest.MapFS)
	for name, text := range texts {
		site, err := importFolder(text)
		if err != nil {
			t.Fatal(err)
		}
		sites[name] = withShipped(t, site)
	}
	return sites
}

// savedByNotepad returns the Markdown files of a folder with byte order marks and CRLF line
// endings.
func savedByNotepad(t *testing.T, folder fs.FS) fs.FS {
	t.Helper()
	saved := fstest.MapFS{}
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".md" {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		saved[name] = &fstest.MapFile{Data: []byte("\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n"))}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

// applyHints applies the hints of all errors until there are none.
func applyHints(t *testing.T, site fstest.MapFS) {
	t.Helper()
	fixed := 0
	for range 40 { // some problems appear only when others are fixed
		problems, err := (&Site{Shipped: site, Today: "2026-06-01"}).Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !problems.Failed() {
			t.Logf("%d errors fixed", fixed)
			return
		}
		fixed += problems.Count(diag.Error)
		slices.Reverse(problems) // from the end of a line to its start, so that positions stay valid
		for _, d := range problems {
			lines := strings.Split(string(site[d.Pos.Path].Data), "\n")
			if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Column < 1 || d.Pos.Column > utf8.RuneCountInString(lines[d.Pos.Line-1])+1 {
				t.Fatalf("the position is outside the file: %s", d)
			}
			if d.Severity != diag.Error {
				continue
			}
			line := []rune(lines[d.Pos.Line-1])
			before, rest := string(line[:d.Pos.Column-1]), string(line[d.Pos.Column-1:])
			if strings.HasSuffix(before, `\`) && rest[0] != '\\' {
				continue // fixed already: another problem has the same position
			}
			if rest = applyHint(d, rest); rest == "" {
				t.Fatalf("the hint cannot be applied at %q: %s", string(line[d.Pos.Column-1:]), d)
			}
			lines[d.Pos.Line-1] = before + rest
			if next := d.Pos.Line; d.Rule == "heading-level" && next < len(lines) && setextUnderline.MatchString(lines[next]) {
				lines[next] = ""
			}
			site[d.Pos.Path] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
		}
	}
	t.Fatal("problems remain after 40 rounds")
}

var headingHint = regexp.MustCompile(`(?:write|start with) (#+)$`)

// applyHint applies the hint of a problem to the rest of its line, from the position of the
// problem on. It returns "" if the text there is not what the problem is about.
func applyHint(d diag.Diagnostic, rest string) string {
	escape := map[string]string{"html-raw": "<", "ref-form": "[[", "image-elsewhere": "![", "link-broken": "[", "link-anchor": "[", "callout-unknown": "[!", "xref-unknown": "[["}
	switch start, known := escape[d.Rule]; {
	case d.Rule == "link-broken" && strings.HasPrefix(rest, "!["), known && strings.HasPrefix(rest, start):
		return `\` + rest
	case d.Rule == "contact-unknown" && strings.Contains(d.Message, "e-mail"):
		return strings.Replace(rest, "@", " at ", 1)
	case d.Rule == "heading-level" && headingHint.MatchString(d.Hint):
		return headingHint.FindStringSubmatch(d.Hint)[1] + " " + strings.TrimLeft(rest, "# ")
	}
	return ""
}

var (
	codeFence       = regexp.MustCompile("^[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
	setextUnderline = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t\r]*$`)
	linkDefinition  = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:`)
	urlPattern      = regexp.MustCompile(`\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)|\]\[[^\]]*\]|https?://\S+|\{#[^}]*\}`)
	wordPattern     = regexp.MustCompile(`\p{L}{3,}`)
	anyTag          = regexp.MustCompile(`<[^>]*>`)
)

// firstMissingWord returns the first word of a text that its page does not show after the
// words before it, and the line of that word. It does not use the parser of the program: it
// reads line by line and ignores URLs and the languages of code blocks.
func firstMissingWord(text, page string) (word, line string) {
	_, text, _ = strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n---\n")
	_, page, _ = strings.Cut(page, "<main")
	shown := wordPattern.FindAllString(html.UnescapeString(anyTag.ReplaceAllString(page, " ")), -1)
	at := 0
	for _, line := range strings.Split(text, "\n") {
		if codeFence.MatchString(line) || strings.HasPrefix(line, "> [!") || linkDefinition.MatchString(line) {
			continue
		}
		for _, word := range wordPattern.FindAllString(html.UnescapeString(urlPattern.ReplaceAllString(line, "] ")), -1) {
			next := slices.Index(shown[at:], word)
			if next < 0 {
				return word, line
			}
			at += next + 1
		}
	}
	return "", ""
}

// TestFirstMissingWord checks the check of TestThirdPartyText.
func TestFirstMissingWord(t *testing.T) {
	text := "---\ntitle: Any\n---\nSome *plain* words, [linked](../elsewhere.md), `coded` and \\<tagged>.\n\n```go\nvar code int\n```\n"
	page := `<title>Any</title><main><p>Some <em>plain</em> words, <a href="../elsewhere/">linked</a>, <code>coded</code> and &lt;tagged&gt;.</p><pre>var <b>code</b> int</pre></main>`
	if word, line := firstMissingWord(text, page); word != "" {
		t.Errorf("on a complete page the first missing word is %q of %q", word, line)
	}
	for _, word := range []string{"Some", "plain", "linked", "coded", "tagged", "code</b>"} {
		without, _ := strings.CutSuffix(word, "</b>")
		if got, _ := firstMissingWord(text, strings.Replace(page, word, "", 1)); got != without {
			t.Errorf("on a page without %q the first missing word is %q", without, got)
		}
	}
	if got, _ := firstMissingWord(text, strings.Replace(page, "plain</em> words", "words</em> plain", 1)); got == "" {
		t.Error("a change of word order is not noticed")
	}
}
