package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestList checks the order, text, counts and JSON encoding of diagnostics.
func TestList(t *testing.T) {
	var l List
	l.Warn(Pos{"content/b.md", 2, 3}, "area-rule", "something is wrong", "")
	l.Error(Pos{"content/a.md", 41, 17}, "xref-unknown", "the review has no paragraph 4.99", "did you mean 4.9?",
		Note{Pos{"content/c.md", 12, 1}, "its last paragraph is 4.37"}, Note{Pos{Path: "static/x.svg"}, "a file"})
	l.Notice(Pos{Path: "content/a.md"}, "area-known", "known and accepted", "")
	l.Error(Pos{"content/a.md", 41, 17}, "xref-unknown", "the review has no paragraph 4.99", "a duplicate")
	l.Sort()
	const want = `content/a.md: notice: known and accepted (area-known)
content/a.md:41:17: error: the review has no paragraph 4.99 (xref-unknown)
	content/c.md:12:1: note: its last paragraph is 4.37
	static/x.svg: note: a file
	hint: did you mean 4.9?
content/b.md:2:3: warning: something is wrong (area-rule)
`
	got := ""
	for _, d := range l {
		got += fmt.Sprintln(d)
	}
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if l.Count(Error) != 1 || l.Count(Warning) != 1 || l.Count(Notice) != 1 || !l.Failed() || (List{}).Failed() {
		t.Errorf("the counts are wrong: %v", l)
	}
	data, err := json.Marshal(l[2])
	if want := `{"path":"content/b.md","line":2,"column":3,"severity":"warning","rule":"area-rule","message":"something is wrong"}`; err != nil || string(data) != want {
		t.Errorf("%s, %v, want %s", data, err, want)
	}
}

// TestNearest checks which name is suggested for a misspelt name, and that names that are too
// different are not suggested.
func TestNearest(t *testing.T) {
	names := []string{"summary", "status", "sources", "id", "4.18", "4.8", "bruising", "bruises"}
	for typed, want := range map[string]string{
		"sumary": "summary", "statsu": "status", "source": "sources", "Summary": "summary", "di": "id", "4.1": "4.18",
		"brusing": "bruising", "": "", "something-else": "", "x": "", "summary": "summary",
	} {
		if got := Nearest(typed, names); got != want {
			t.Errorf("Nearest(%q) is %q, want %q", typed, got, want)
		}
	}
	if got := Nearest("a", nil); got != "" {
		t.Errorf("Nearest with no candidates is %q", got)
	}
}

// TestNearestLongNames checks that Nearest makes suggestions for names of up to maxNameLen bytes. For
// longer names it must return "", because the search takes quadratic time, which would amount to
// minutes.
func TestNearestLongNames(t *testing.T) {
	for length, near := range map[int]bool{maxNameLen - 3: true, maxNameLen: true, maxNameLen + 1: false, 250 << 10: false} {
		typed := strings.Repeat("abc", length/3+1)[:length]
		candidates := []string{typed[1:] + strings.Repeat("z", maxDistance), "x" + typed[1:] + "z", typed[:40] + typed[42:] + "abc", "yz" + typed[2:]}
		want := ""
		if near {
			want = candidates[1]
		}
		if got := Nearest(typed, candidates); got != want {
			t.Errorf("for %d bytes Nearest is %.60q, want %.60q", length, got, want)
		}
	}
}

// TestEscape checks that content quoted in a message cannot end the line, reorder it or
// control the terminal.
func TestEscape(t *testing.T) {
	var l List
	at := Pos{Path: "a.md", Line: 1, Column: 1}
	l.Error(at, "a-b", "the link \n\x1b[2J\u202e", "write\u2028it", Note{at, "here\r"})
	const want = "a.md:1:1: error: the link \\u000a\\u001b[2J\\u202e (a-b)\n\ta.md:1:1: note: here\\u000d\n\thint: write\\u2028it"
	if got := l[0].String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
