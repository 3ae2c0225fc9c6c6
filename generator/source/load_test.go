package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// loadFile loads a site that contains a single file.
func loadFile(t testing.TB, name, data string) (*File, diag.List) {
	t.Helper()
	files, problems, err := Load(fstest.MapFS{name: {Data: []byte(data)}})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1 {
		t.Fatalf("%d files loaded, want 1", len(files))
	}
	return files[0], problems
}

// TestSplitFront checks the front matter, the body and the position of the body in files saved
// by different editors.
func TestSplitFront(t *testing.T) {
	for _, c := range []struct{ name, data, front, body, at string }{
		{"plain", "---\ntitle: A\n---\nBody.\n", "title: A\n", "Body.\n", "4:1"},
		{"no body", "---\ntitle: A\n---\n", "title: A\n", "", "4:1"},
		{"no line end", "---\ntitle: A\n---", "title: A\n", "", "3:4"},
		{"blanks after the fence", "---\ntitle: A\n--- \t\nBody.", "title: A\n", "Body.", "4:1"},
		{"empty", "---\n---\nBody.", "", "Body.", "3:1"},
		{"Notepad", "\ufeff---\r\ntitle: A\r\n---\r\nBody.\r\n", "title: A\n", "Body.\n", "4:1"},
		{"classic Mac OS", "---\rtitle: A\r---\rBody.", "title: A\n", "Body.", "4:1"},
		{"a rule in the body", "---\ntitle: A\n---\nBody.\n\n---\n\nMore.", "title: A\n", "Body.\n\n---\n\nMore.", "4:1"},
		{"a longer line of hyphens", "---\ntitle: A\n----\n---\nBody.", "title: A\n----\n", "Body.", "5:1"},
	} {
		f, problems := loadFile(t, "content/pages/a.md", c.data)
		if len(problems) > 0 || f.Unreadable {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		at := strings.TrimPrefix(f.Pos(f.Body).String(), "content/pages/a.md:")
		if f.Front != c.front || f.Text[f.Body:] != c.body || at != c.at {
			t.Errorf("%s: front matter %q, body %q at %s; want %q, %q at %s", c.name, f.Front, f.Text[f.Body:], at, c.front, c.body, c.at)
		}
	}
}

// TestUnreadable checks that a file that is not valid text has one diagnostic, at the
// expected position, and no text.
func TestUnreadable(t *testing.T) {
	utf16Text := func(text, byteOrderMark string, high, low func(byte) string) string {
		encoded := byteOrderMark
		for _, c := range []byte(text) {
			encoded += high(c) + low(c)
		}
		return encoded
	}
	letter, zero := func(c byte) string { return string(rune(c)) }, func(byte) string { return "\x00" }
	for _, c := range []struct{ name, file, data, want string }{
		{"UTF-16BE with byte order mark", "a.md", utf16Text("---\ntitle: A\n---\n", "\xfe\xff", zero, letter), "1:1: source-not-utf8"},
		{"UTF-16LE with byte order mark", "a.md", utf16Text("---\ntitle: A\n---\n", "\xff\xfe", letter, zero), "1:1: source-not-utf8"},
		{"UTF-16BE", "a.yaml", utf16Text("title: A\n", "", zero, letter), "1:1: source-not-utf8"},
		{"UTF-16LE", "a.yaml", utf16Text("title: A\n", "", letter, zero), "1:2: source-not-utf8"},
		{"UTF-16BE with byte order mark, data", "a.yaml", utf16Text("title: A\n", "\xfe\xff", zero, letter), "1:1: source-not-utf8"},
		{"zero byte in data", "a.yaml", "title: A\nid: \x00a\n", "2:5: source-control-character"},
		{"zero byte in a page", "a.md", "---\ntitle: A\n---\n\x00", "4:1: source-control-character"},
		{"zero byte in front matter", "a.md", "---\ntitle: A\x00\n---\n", "2:9: source-control-character"},
	} {
		f, problems := loadFile(t, "content/"+c.file, c.data)
		if len(problems) != 1 || !f.Unreadable || f.Text != "" {
			t.Errorf("%s: unreadable %t, text %q, diagnostics %v", c.name, f.Unreadable, f.Text, problems)
			continue
		}
		if got := fmt.Sprintf("%d:%d: %s", problems[0].Line, problems[0].Column, problems[0].Rule); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestManyHiddenCharacters checks that the diagnostics of a file with many invisible characters end
// with one that says that the others are not listed.
func TestManyHiddenCharacters(t *testing.T) {
	f, problems := loadFile(t, "content/pages/a.md", "---\n---\n"+strings.Repeat("a\u200b", 3*maxInvisibleReported))
	if f.Unreadable || len(problems) != maxInvisibleReported+1 || !strings.Contains(problems[maxInvisibleReported].Message, "after the first 50 are not listed") {
		t.Errorf("%d diagnostics, the last %v", len(problems), problems[len(problems)-1])
	}
}

// TestPositions checks the positions that Pos and FrontPos return, and the results of Line.
func TestPositions(t *testing.T) {
	f, _ := loadFile(t, "content/pages/a.md", "---\ntitle: Café\n---\nÜber “x”.\n")
	for what, positions := range map[string][2]diag.Pos{
		"characters are counted, not bytes": {f.Pos(strings.Index(f.Text, "x")), {Path: f.Path, Line: 4, Column: 7}},
		"before the start":                  {f.Pos(-5), {Path: f.Path, Line: 1, Column: 1}},
		"after the end":                     {f.Pos(1000), {Path: f.Path, Line: 5, Column: 1}},
		"at a line end":                     {f.Pos(3), {Path: f.Path, Line: 1, Column: 4}},
		"in front matter":                   {f.FrontPos(1, 8), {Path: f.Path, Line: 2, Column: 8}},
	} {
		if positions[0] != positions[1] {
			t.Errorf("%s: %v, want %v", what, positions[0], positions[1])
		}
	}
	if f.Line(2) != "title: Café" || f.Line(0) != "" || f.Line(5) != "" || f.Line(6) != "" {
		t.Errorf("line 2 is %q", f.Line(2))
	}
}

// TestLoadOrder checks that Load sorts files by path, regardless of the order in which the
// file system lists them, and omits hidden and temporary files.
func TestLoadOrder(t *testing.T) {
	files, problems, err := Load(fstest.MapFS{
		"content/b.yaml": {}, "content/a/z.yaml": {}, "content/a.yaml": {}, "content/a-b.yaml": {}, "content/.git/x.yaml": {}, "content/#x.yaml#": {}, "static/x.yaml": {},
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
	}
	if got, want := strings.Join(names, " "), "content/a-b.yaml content/a.yaml content/a/z.yaml content/b.yaml"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestLoadFails(t *testing.T) {
	if _, _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("Load of a site without content succeeded")
	}
}

// FuzzLoad checks that any input results in a file or a diagnostic, and that every
// position is within the file.
func FuzzLoad(f *testing.F) {
	rules, err := filepath.Glob("../testdata/rules/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(rules, "../testdata/hostile.txtar", "../testdata/site.txtar") {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(data), " --\n") {
			f.Add(part)
		}
	}
	for _, text := range []string{"\ufeff---\r\n---", "\ufeff\ufeff---\n", "\xff\xfe-\x00", "\x00-\x00-", "---\ncaf\xe9", "---\ncafe\u0301\n---\n\u202e\u200b\ue000\ufdd0\ufffd", "---\n---\n\xc0\xaf"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, data string) {
		file, problems := loadFile(t, "content/pages/a.md", data)
		isHiddenCharacter := func(d diag.Diagnostic) bool { return d.Rule == "source-hidden-character" }
		if reported := len(slices.DeleteFunc(slices.Clone(problems), isHiddenCharacter)) > 0; file.Unreadable != reported {
			t.Errorf("unreadable: %t, problems: %v", file.Unreadable, problems)
		}
		if !utf8.ValidString(file.Text) || strings.ContainsRune(file.Text, '\r') || !strings.Contains(file.Text, file.Front) || file.Body > len(file.Text) {
			t.Errorf("the text is not normalized: %q", file.Text)
		}
		lines := strings.Split(file.Text, "\n")
		for offset := range file.Text {
			at := file.Pos(offset)
			if at.Line < 1 || at.Line > len(lines) || at.Column < 1 || at.Column > utf8.RuneCountInString(lines[at.Line-1])+1 {
				t.Fatalf("offset %d is at %v, outside the file", offset, at)
			}
		}
		for _, d := range problems {
			if d.Line > 1+strings.Count(strings.ReplaceAll(data, "\r", "\n"), "\n") || d.Hint == "" {
				t.Errorf("a problem outside the file, or without a hint: %v", d)
			}
		}
	})
}
