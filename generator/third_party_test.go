package generator

import (
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// TestThirdPartyText builds sites from the documentation of published npm packages. It fixes each
// error by applying the hint of the error at its position, which must be exact. The site must then
// build, and each page must contain all words of its source text in the same order.
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
				if page, ok := strings.CutPrefix(name, "content/pages/"); ok {
					address := "pages/" + strings.TrimSuffix(page, ".md") + "/index.html"
					if pages[address] == nil {
						t.Fatalf("%s: no page at %s", name, address)
					}
					if word, line := firstMissingWord(string(file.Data), pages[address].html); word != "" {
						t.Errorf("%s: the page does not contain %q from the line %q", name, word, line)
					}
				}
			}
		})
	}
	if files < 100 {
		t.Errorf("there are %d files, want at least 100", files)
	}
}

// thirdPartySites returns, by name, a site for each downloaded npm package. Another site has the files
// of the first package as Notepad would save them. It skips the test if no package has been
// downloaded.
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
		sites[name] = addShippedFiles(t, site)
	}
	return sites
}

// savedByNotepad returns the Markdown files in a folder with a byte order mark and CRLF line endings,
// as Notepad on Windows saves them.
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

// applyHints applies the hints of all errors in a site, repeatedly, until no errors remain. It fails
// the test if errors remain after 40 rounds.
func applyHints(t *testing.T, site fstest.MapFS) {
	t.Helper()
	fixed := 0
	for range 40 { // some problems appear only after others have been fixed
		problems, err := (&Site{Shipped: site, Today: "2026-06-01"}).Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !problems.Failed() {
			t.Logf("%d errors fixed", fixed)
			return
		}
		fixed += problems.Count(diag.Error)
		slices.Reverse(problems) // last problem first, so that the remaining positions stay valid
		for _, d := range problems {
			lines := strings.Split(string(site[d.Pos.Path].Data), "\n")
			if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Column < 1 || d.Pos.Column > utf8.RuneCountInString(lines[d.Pos.Line-1])+1 {
				t.Fatalf("the position is outside the file: %s", d)
			}
			if d.Severity != diag.Error || d.Rule == "limit-problems" { // the next round lists the remaining problems
				continue
			}
			line := []rune(lines[d.Pos.Line-1])
			before, rest := string(line[:d.Pos.Column-1]), string(line[d.Pos.Column-1:])
			if strings.HasSuffix(before, `\`) && rest[0] != '\\' {
				continue // already escaped because of another problem at this position
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

// headingHint matches a hint to change the level of a heading. The submatch is the number signs of the
// new level.
var headingHint = regexp.MustCompile(`(?:write|start with) (#+)$`)

// inlineLink matches a link or image whose text contains no other link or image.
var inlineLink = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()]*\)`)

// calloutMark matches an escaped callout marker, such as \[!NOTE], at the start of a line.
var calloutMark = regexp.MustCompile(`^\\(\[![A-Za-z]+\])`)

// applyHint applies the hint of d to rest, the part of the line that starts at the position of
// d, and returns the result. It returns "" if rest does not start with the text that d
// describes, or if the hints of its rule are not supported.
func applyHint(d diag.Diagnostic, rest string) string {
	escapedPrefixes := map[string]string{"html-raw": "<", "ref-form": "[[", "image-elsewhere": "![", "link-broken": "[", "link-anchor": "[", "callout-unknown": "[!", "xref-unknown": "[[", "link-form": "]"}
	switch prefix, ok := escapedPrefixes[d.Rule]; {
	case d.Rule == "link-broken" && strings.HasPrefix(rest, "!["), ok && strings.HasPrefix(rest, prefix):
		return `\` + rest
	case d.Rule == "contact-unknown" && strings.Contains(d.Message, "e-mail"):
		return strings.Replace(rest, "@", " at ", 1)
	case d.Rule == "text-mark" && rest != "":
		marks := rest[:len(rest)-len(strings.TrimLeft(rest, rest[:1]))]
		return strings.Repeat(`\`+rest[:1], len(marks)) + rest[len(marks):]
	case d.Rule == "front-brackets" && strings.HasPrefix(d.Hint, "write plain text: "):
		return strconv.Quote(strings.TrimPrefix(d.Hint, "write plain text: "))
	case d.Rule == "front-brackets" && d.Hint == "write its words only":
		return inlineLink.ReplaceAllString(inlineLink.ReplaceAllString(rest, "$1"), "$1") // twice, because the link text may be an image
	case d.Rule == "callout-form" && calloutMark.MatchString(rest):
		return calloutMark.ReplaceAllString(rest, "`$1`")
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
	tagPattern      = regexp.MustCompile(`<[^>]*>`)
)

// firstMissingWord returns the first word in a Markdown text that does not appear in the same order on
// its page, and the line with that word, or two empty strings if there is none. It splits the text
// into lines and does not use the parser under test. It skips URLs, the first lines of code blocks and
// callouts, and link definitions.
func firstMissingWord(text, page string) (word, line string) {
	_, text, _ = strings.Cut(strings.ReplaceAll(text, "\r\n", "\n"), "\n---\n")
	_, page, _ = strings.Cut(page, "<main")
	pageWords := wordPattern.FindAllString(html.UnescapeString(tagPattern.ReplaceAllString(page, " ")), -1)
	at := 0
	for _, line := range strings.Split(text, "\n") {
		if codeFence.MatchString(line) || strings.HasPrefix(line, "> [!") || linkDefinition.MatchString(line) {
			continue
		}
		for _, word := range wordPattern.FindAllString(html.UnescapeString(urlPattern.ReplaceAllString(line, "] ")), -1) {
			next := slices.Index(pageWords[at:], word)
			if next < 0 {
				return word, line
			}
			at += next + 1
		}
	}
	return "", ""
}

// TestFirstMissingWord checks that firstMissingWord finds no missing word on a complete page, and
// detects missing and reordered words.
func TestFirstMissingWord(t *testing.T) {
	text := "---\ntitle: Any\n---\nSome *plain* words, [linked](../elsewhere.md), `coded` and \\<tagged>.\n\n```go\nvar code int\n```\n"
	page := `<title>Any</title><main><p>Some <em>plain</em> words, <a href="../elsewhere/">linked</a>, <code>coded</code> and &lt;tagged&gt;.</p><pre>var <b>code</b> int</pre></main>`
	if word, line := firstMissingWord(text, page); word != "" {
		t.Errorf("on a complete page the first missing word is %q in %q", word, line)
	}
	for _, word := range []string{"Some", "plain", "linked", "coded", "tagged", "code</b>"} {
		without, _ := strings.CutSuffix(word, "</b>")
		if got, _ := firstMissingWord(text, strings.Replace(page, word, "", 1)); got != without {
			t.Errorf("on a page without %q the first missing word is %q", without, got)
		}
	}
	if got, _ := firstMissingWord(text, strings.Replace(page, "plain</em> words", "words</em> plain", 1)); got == "" {
		t.Error("a change in word order is not detected")
	}
}
