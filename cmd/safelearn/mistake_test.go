package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"safelearn"
)

// mistake is a mistake to introduce into the shipped content and the diagnostic expected
// for it. In the replacement text, ‸ marks the position of the diagnostic.
type mistake struct {
	name        string
	file        string // relative to the site's folder
	pattern     string // regular expression that must match exactly once; if "", replacement is appended or becomes a new file
	replacement string
	want        string // expected diagnostic, without its position
}

const (
	findingPath  = "content/reviews/baby-r/findings/bruising-response.md"
	protocolPath = "content/protocols/bruising.md"
	parentsPath  = "content/parents/bruises.md"
	pagePath     = "content/pages/extra.md"
)

// frontMatter is the front matter of new pages with mistakes in body text.
const frontMatter = "---\ntitle: New\nsummary: New.\nstatus: sample\nowner: Editors\nreviewed: 2026-01-01\nreview_due: 2030-01-01\n---\n"

// mistakes lists typical mistakes of authors.
var mistakes = []mistake{
	{"a reference to a missing paragraph", findingPath, "", "See ‸[[4.99]].", `error: the review baby-r has no paragraph 4.99 (xref-unknown)
	content/reviews/baby-r/index.md: note: the last paragraph of section 4 is 4.37
	hint: write one of the numbers 4.1 to 4.37`},
	{"a reference to a missing page", findingPath, "", "See ‸[[lp66]].", `error: nothing on this site is called lp66 (xref-unknown)
	hint: did you mean [[lp6]]?`},
	{"a duplicate number", findingPath, `\n4\.19 `, "\n‸4.18 Again.\n\n4.19 ", `error: paragraph 4.18 of baby-r is there twice (paragraph-duplicate)
	content/reviews/baby-r/findings/bruising-response.md: note: the other is here
	hint: a review has each number once: take one of them out`},
	{"paragraphs run together", findingPath, `\n\n4\.23 `, "\n‸4.23 ", `error: 4.23 starts a line inside another paragraph, so the two run together (paragraph-form)
	hint: put a blank line before it`},
	{"a bold number", findingPath, `\n4\.18 `, "\n**‸4.18** ", `error: bold or italics around 4.18 hide that it is a numbered paragraph (paragraph-form)
	hint: write 4.18 and one blank, then the text`},
	{"a reversed range", findingPath, "", "See ‸[[4.23-4.18]].", `error: the range 4.23-4.18 runs backwards (ref-range-backwards)
	hint: write [[4.18-4.23]]`},
	{"a range with a dash", findingPath, "", "See ‸[[4.18–4.23]].", `error: a long dash in the range 4.18–4.23 (ref-range-dash)
	hint: write [[4.18-4.23]]`},
	{"a misspelt key", protocolPath, `\nsummary:`, "\n‸sumary:", `error: unknown key "sumary" (front-unknown-key)
	hint: did you mean summary?`},
	{"an impossible date", protocolPath, `\nreview_due: .*\n`, "\nreview_due: ‸2026-13-40\n", `error: review_due: there is no date 2026-13-40 (front-value)
	hint: months go from 01 to 12, days to 28, 29, 30 or 31`},
	{"no title", protocolPath, `^---\ntitle: .*\n`, "‸---\n", `error: the key title is missing (front-required)
	hint: add a line title: …`},
	{"a duplicate id", "content/guidance/cpp.md", "", "‸---\ntitle: Again\nstatus: draft\npublisher: A body\ndated: 2020\nchecked: 2026-01-01\nread: first-hand\n---\n", `error: the id cpp is taken (id-duplicate)
	content/glossary/cpp.md: note: it belongs to this one
	hint: rename one of the two files, or add a line id: … to the front matter of one`},
	{"HTML", pagePath, "", "A ‸<b>bold</b> word.", `error: HTML is not allowed in pages: <b> (html-raw)
	hint: write **words** for strong words; for a < that is meant to be read write \< or &lt;`},
	{"a word in angle brackets", pagePath, "", "Ring ‸<name> of the lead.", `error: HTML is not allowed in pages: <name> (html-raw)
	hint: for a < that is meant to be read write \< or &lt;: \<name>`},
	{"a script link", pagePath, "", "See ‸[x](javascript:alert(1)).", scriptLinkError},
	{"a script link with a character reference", pagePath, "", "See ‸[x](&#106;avascript:alert(1)).", scriptLinkError},
	{"a script link with a tab", pagePath, "", "See ‸[x](java&Tab;script:alert(1)).", scriptLinkError},
	{"a script link with a newline", pagePath, "", "See ‸[x](java&#10;script:alert(1)).", scriptLinkError},
	{"a link to a missing page", pagePath, "", "See ‸[x](../nowhere/).", `error: the link leads to /pages/nowhere/, and nothing is there (link-broken)
	hint: write [[the id of the page]], and the program fills in the address`},
	{"a link to a missing anchor", pagePath, "", "See ‸[x](#nowhere).", `error: /pages/extra/ has no heading or part with the id nowhere (link-anchor)
	hint: the page has no headings to link to`},
	{"an undefined footnote", pagePath, "", "As they say.‸[^9]", `error: no footnote [^9] is defined on this page (footnote-undefined)
	hint: write a line [^9]: with the note's text; for plain brackets write \[^`},
	{"Latin-1", "content/pages/latin.md", "", frontMatter + "In the caf‸\xe9.", `error: this character is not in UTF-8 (byte 0xE9) (source-not-utf8)
	hint: save the file as UTF-8 (in most editors: Save as, Encoding)`},
	{"front matter without an end", "content/pages/open.md", "", "‸---\ntitle: New\nstatus: draft\n\nThe text.\n", `error: the front matter that starts here has no end (front-unclosed)
	hint: write a line --- after its last key, before the text of the page`},
	{"a static file with the address of a page", "static/protocols/bruising", "", "Something.", `error: the address /protocols/bruising/ is claimed more than once (address-claimed)
	static/protocols/bruising: note: this file claims it, too
	hint: rename one of them`},
	{"a static file with the name of a generated file", "static/robots.txt", "", "User-agent: *", `error: the program itself makes the file at /robots.txt (address-claimed)
	hint: give your file another name`},
	{"a static page", "static/pages/about/index.html", "", "<p>Something.", `error: files ending in .html are not published (static-refused)
	hint: write it as a page below content/`},
	{"an unlisted phone number", pagePath, "", "Ring ‸020 7946 0018.", `error: a phone number (…18) that is not in content/contacts.yaml (contact-unknown)
	hint: add it there with its source and the day it was checked, then write [[its id]]`},
	{"a phone number without its id", pagePath, "", "Ring ‸0808 800 5000.", `error: a phone number is shown only by its id, so that its source and date are known (contact-bare)
	hint: write [[nspcc]]`},
	{"a link from a parents' page to the review", parentsPath, "", "See ‸[[baby-r/4.18|what happened]].", `error: a page for parents leads to "How agencies responded to the bruising", which is not a page for parents (parent-link)
	hint: say it here in plain words, or link to a page below parents/`},
}

// scriptLinkError is the diagnostic for a javascript: link.
const scriptLinkError = `error: links start with https:, http:, mailto:, tel: or sms:, not with javascript: (link-scheme)
	hint: write the whole address, or the path of a page of this site`

// expectedDiagnostic returns the expected diagnostic, which starts with position. If a static file has the
// address of a page, the problem is reported at the position of that page instead.
func (m mistake) expectedDiagnostic(position string) string {
	if strings.Contains(m.want, ": note: this file") {
		position = protocolPath + ":1:1"
	}
	return position + ": " + m.want
}

// TestMistakes checks that each mistake gives the expected diagnostic, that the command
// fails, and that the published site does not change.
func TestMistakes(t *testing.T) {
	folder := newShippedSite(t)
	before := fingerprint(t, "public")
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			position, undo := m.apply(t, folder)
			got, code := runForErrors(t, "build")
			undo()
			if want := m.expectedDiagnostic(position); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if code != exitProblems {
				t.Errorf("exit code %d", code)
			}
			if fingerprint(t, "public") != before {
				t.Errorf("public/ has changed")
			}
		})
	}
}

// TestManyMistakes introduces, all at once, the mistakes that are appended to a file or are a new
// file, since these do not change the positions of other mistakes. It checks that one build reports
// all of them and no other errors.
func TestManyMistakes(t *testing.T) {
	folder := newShippedSite(t)
	var want []string
	for _, m := range mistakes {
		if m.pattern == "" {
			position, _ := m.apply(t, folder)
			want = append(want, m.expectedDiagnostic(position))
		}
	}
	got, code := runForErrors(t, "build")
	if code != exitProblems || len(want) < 10 {
		t.Errorf("exit code %d with %d mistakes", code, len(want))
	}
	for _, message := range want {
		if !strings.Contains("\n"+got+"\n", "\n"+message+"\n") {
			t.Errorf("not reported:\n%s", message)
		}
	}
	if n := len(regexp.MustCompile(`(?m)^\S+: error: `).FindAllString(got, -1)); n != len(want) {
		t.Errorf("%d errors for %d mistakes:\n%s", n, len(want), got)
	}
}

// TestUnquotedNumber checks that an unquoted 4.10 in front matter refers to paragraph
// 4.10, not 4.1.
func TestUnquotedNumber(t *testing.T) {
	folder := newShippedSite(t)
	m := mistake{"", "content/reviews/baby-r/learning-points/lp6.md", `\nsee_also: .*\n`, "\nsee_also: [4.10]\n", ""}
	m.apply(t, folder)
	if text, code := runForErrors(t, "build"); code != exitOK {
		t.Fatalf("exit code %d\n%s", code, text)
	}
	html, err := os.ReadFile("public/reviews/baby-r/learning-points/lp6/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(html, []byte(`#p4.10">4.10</a>`)) || bytes.Contains(html, []byte(`#p4.1"`)) {
		t.Errorf("the page does not link to paragraph 4.10:\n%s", html)
	}
}

// newShippedSite copies the shipped site to a temporary folder, makes that folder the working
// directory, builds the site and returns the folder. It skips the test if the content is not the
// shipped content.
func newShippedSite(t *testing.T) string {
	t.Helper()
	settings, err := fs.ReadFile(safelearn.Shipped, "content/site.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^id: "?safelearn-sample"?$`).Match(settings) {
		t.Skip("this is not the shipped content")
	}
	folder := t.TempDir()
	for _, name := range []string{"content", "layouts", "static"} {
		if err := copyShipped(name, folder); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	t.Setenv("SOURCE_DATE_EPOCH", "1797000000") // a date in December 2026, on which nothing is overdue
	if text, code := runForErrors(t, "build"); code != exitOK {
		t.Fatalf("the shipped site does not build: %d\n%s", code, text)
	}
	return folder
}

// apply introduces the mistake and returns the position of the expected diagnostic and a
// function that reverts the mistake.
func (m mistake) apply(t *testing.T, folder string) (position string, undo func()) {
	t.Helper()
	name := filepath.Join(folder, filepath.FromSlash(m.file))
	old, err := os.ReadFile(name)
	undo = func() {
		if os.WriteFile(name, old, 0o644) != nil {
			t.Fatal("the mistake cannot be undone")
		}
	}
	text := string(old)
	switch {
	case err != nil:
		undo = func() { os.RemoveAll(name) }
		if text = m.replacement; m.file == pagePath {
			text = frontMatter + "\n" + m.replacement + "\n"
		}
	case m.pattern == "":
		text += "\n" + m.replacement + "\n"
	default:
		pattern := regexp.MustCompile(m.pattern)
		if n := len(pattern.FindAllString(text, -1)); n != 1 {
			t.Fatalf("%s has %q %d times", m.file, m.pattern, n)
		}
		text = pattern.ReplaceAllLiteralString(text, m.replacement)
	}
	position = m.file
	if head, tail, found := strings.Cut(text, "‸"); found {
		line := head[strings.LastIndexByte(head, '\n')+1:]
		position = fmt.Sprintf("%s:%d:%d", m.file, 1+strings.Count(head, "\n"), 1+utf8.RuneCountInString(line))
		text = head + tail
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return position, undo
}

var (
	nonErrorPattern = regexp.MustCompile(`(?m)^\S+: (?:warning|notice): .*\n(?:\t.*\n)*`)
	summaryPattern  = regexp.MustCompile(`(?m)^\d.*\n\z`)
	notePattern     = regexp.MustCompile(`(?m)^(\t\S+?):\d+:\d+: note: `)
)

// runForErrors runs a command and returns the errors that it prints and its exit code. It drops
// warnings, notices and the summary, and removes the line and column of the notes attached to errors,
// which change with the content.
func runForErrors(t *testing.T, args ...string) (output string, code int) {
	t.Helper()
	var out, problems bytes.Buffer
	code = run(context.Background(), args, &out, &problems)
	text := summaryPattern.ReplaceAllString(nonErrorPattern.ReplaceAllString(problems.String(), ""), "")
	return strings.TrimSuffix(notePattern.ReplaceAllString(text, "$1: note: "), "\n"), code
}

// copyShipped copies the named folder of the shipped site into the folder to.
func copyShipped(name, to string) error {
	folder, err := fs.Sub(safelearn.Shipped, name)
	if err != nil {
		return err
	}
	return os.CopyFS(filepath.Join(to, name), folder)
}
