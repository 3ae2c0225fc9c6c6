package generator

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/diag"
)

var (
	// suggestionPattern matches a hint that suggests replacements. The submatches are the suggested
	// replacements.
	suggestionPattern = regexp.MustCompile(`^(?:did you mean (.+?)\?(?: \(.*)?|write (\[\[[^\[\]…]+\]\]|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z0-9./#-]+/[a-z0-9./#-]+))$`)

	// answerHintPattern matches a hint that gives the start of an answer, such as "- [x] …". The submatch is
	// that start, with … in place of the author's text.
	answerHintPattern = regexp.MustCompile(`(?:type a space|a hyphen and a space|write|enough): (- (?:\[[ x]\] )?…)$|^write (- (?:\[[ x]\] )?…)$`)

	// idPattern matches a reference in a hint, but not a description in brackets such as [[its id]].
	idPattern = regexp.MustCompile(`\[\[([a-z0-9./#-]+)(?:\\?\|[^\]]*)?\]\]`)

	// answerStartPattern matches the bullet and the checkbox that an author may have typed before
	// an answer.
	answerStartPattern = regexp.MustCompile("^[ \t\u00a0]*[-*+•·▪◦]?[ \t\u00a0]*(?:\\[[^\\]]{0,4}\\]|[☐☑✅✓✔])?[ \t\u00a0]*")
)

// TestHintsCanBeFollowed follows to the letter each hint in testdata/rules that suggests a
// replacement. The problem must then be gone, no other error may take its place, and no answer may
// have changed from wrong to right.
func TestHintsCanBeFollowed(t *testing.T) {
	base := readArchive(t, "testdata/base.txtar")
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for _, name := range names {
		site := base.siteFiles()
		maps.Copy(site, readArchive(t, name).siteFiles())
		maps.DeleteFunc(site, func(_ string, f *fstest.MapFile) bool { return len(f.Data) == 0 })
		problems := findProblems(t, site)
		for _, d := range problems {
			for _, text := range textsAfterHint(site, d) {
				followed++
				changed := maps.Clone(site)
				changed[d.Path] = &fstest.MapFile{Data: []byte(text)}
				after := findProblems(t, changed)
				for _, other := range after {
					if other.Rule == "question-mark" && !strings.Contains(d.Hint, "[") {
						continue // the hint cannot know whether the answer is right
					}
					if other.Severity == diag.Error && other.Path == d.Path && other.Line == d.Line && !slices.ContainsFunc(problems, func(p diag.Diagnostic) bool { return p.Message == other.Message && p.Pos != d.Pos }) {
						t.Errorf("%s: following %v\nleaves %v\nin the line %q", name, d, other, strings.Split(text, "\n")[d.Line-1])
					}
				}
				if was, is := countRightAnswers(string(site[d.Path].Data)), countRightAnswers(text); was != is {
					t.Errorf("%s: following %v changes the ticks from %d to %d", name, d, was, is)
				}
			}
		}
	}
	if followed < 50 {
		t.Errorf("only %d hints were followed", followed)
	}
}

// TestHintsNameExistingIDs checks that every id in a hint in testdata/rules exists on the site in the
// same archive, by checking that a page that refers to it has no error.
func TestHintsNameExistingIDs(t *testing.T) {
	base := readArchive(t, "testdata/base.txtar")
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		site := base.siteFiles()
		maps.Copy(site, readArchive(t, name).siteFiles())
		maps.DeleteFunc(site, func(_ string, f *fstest.MapFile) bool { return len(f.Data) == 0 })
		for _, d := range findProblems(t, site) {
			if strings.Contains(d.Hint, "id-of-") && !strings.Contains(d.Hint, "#id-of-a-scene") {
				t.Errorf("%s: an example without an id: %v", name, d)
			}
			for _, m := range idPattern.FindAllStringSubmatch(d.Hint, -1) {
				if m[1] == "id" {
					continue
				}
				folder, id := filepath.ToSlash(filepath.Dir(d.Path)), m[1]
				asked := maps.Clone(site)
				asked[folder+"/asked.md"] = draftPage("See [[" + id + "]].")
				for _, other := range findProblems(t, asked) {
					if other.Path == folder+"/asked.md" && other.Rule == "xref-unknown" {
						t.Errorf("%s: %v\nnames an id that the site does not have", name, d)
					}
				}
			}
		}
	}
}

// findProblems links and checks a site and returns its problems.
func findProblems(t *testing.T, site fstest.MapFS) diag.List {
	t.Helper()
	_, list, err := (&Site{Shipped: site, Today: "2026-06-01"}).link(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// textsAfterHint returns, for each replacement that the hint of d suggests, the text of the file after
// the replacement.
func textsAfterHint(site fstest.MapFS, d diag.Diagnostic) []string {
	file := site[d.Path]
	if file == nil || d.Line == 0 {
		return nil
	}
	lines := strings.Split(string(file.Data), "\n")
	runes := []rune(lines[d.Line-1])
	column := min(d.Column-1, len(runes)) // a position after a character entity may be beyond the line
	before, rest := string(runes[:column]), string(runes[column:])
	var texts []string
	add := func(line string) {
		changed := slices.Clone(lines)
		changed[d.Line-1] = line
		texts = append(texts, strings.Join(changed, "\n"))
	}
	if m := answerHintPattern.FindStringSubmatch(d.Hint); m != nil && !strings.HasPrefix(rest, ">") {
		add(strings.TrimRight(before, "\u00a0") + strings.Replace(m[1]+m[2], "…", answerStartPattern.ReplaceAllString(rest, ""), 1))
		return texts
	}
	m := suggestionPattern.FindStringSubmatch(d.Hint)
	if m == nil {
		return nil
	}
	for _, word := range strings.Split(m[1]+m[2], " or ") {
		switch at := strings.Index(rest, "]("); {
		case strings.HasPrefix(word, "[[") && strings.HasPrefix(rest, "[["):
			_, after, _ := strings.Cut(rest, "]]")
			add(before + word + after)
		case strings.HasPrefix(rest, "[") && !strings.HasPrefix(rest, "[[") && !strings.HasPrefix(word, "[") && at > 0:
			_, after, _ := strings.Cut(rest, ")")
			add(before + rest[:at+2] + word + ")" + after)
		case !strings.ContainsAny(word, "[ ") && !strings.HasPrefix(rest, "[") && strings.HasPrefix(d.Rule, "front-") || d.Rule == "xref-unknown" && !strings.HasPrefix(rest, "["):
			end := strings.IndexAny(rest+"\n", ",]}:\n")
			add(before + word + rest[end:])
		}
	}
	return texts
}

// countRightAnswers returns the number of answers that are marked as right in the text of a page.
func countRightAnswers(text string) int {
	n := 0
	for _, mark := range []string{"[x]", "[X]", "☑", "✅", "✓", "✔"} {
		n += strings.Count(text, mark)
	}
	return n
}
