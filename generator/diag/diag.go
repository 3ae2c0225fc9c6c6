// Package diag holds problems of the content: where each is, how grave, which
// rule found it, what is wrong and what to write instead.
//
// Every room may report one and returns it as a value beside its result. Nothing
// is printed here; the command prints, and serve shows them on the page. An error
// in the sense of Go is for the machine and never becomes a diagnostic.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A Pos is a place in a file of the site: the path as the author knows it, from
// the site's folder ("content/protocols/bruising.md"). Line and Column count from
// 1; columns count characters, not bytes. Line 0 means the file as a whole.
type Pos struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.Path
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
}

// A Severity says what a problem stops.
type Severity int

const (
	Error   Severity = iota // fails check and build
	Warning                 // fails check --strict
	Notice                  // fails nothing: known and said
)

var severities = [...]string{"error", "warning", "notice"}

func (s Severity) String() string { return severities[s] }

// MarshalText makes the JSON of a severity its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Diagnostic is one problem of the content.
type Diagnostic struct {
	Pos
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"`    // kebab case, the area first: "xref-unknown"
	Message  string   `json:"message"` // what is wrong, in the writer's words; no capital, no full stop
	Hint     string   `json:"hint,omitempty"`
	Notes    []Note   `json:"notes,omitempty"`
}

// A Note adds a second place to a diagnostic, as where the other claimant of an
// address is.
type Note struct {
	Pos
	Message string `json:"message"`
}

// String writes a diagnostic as the command prints it: one line that editors can
// jump to, then a line, indented by a tab, for each note and for the hint.
func (d Diagnostic) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s: %s (%s)", d.Pos, d.Severity, d.Message, d.Rule)
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "\n\t%s: note: %s", n.Pos, n.Message)
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "\n\thint: %s", d.Hint)
	}
	return b.String()
}

// A List is what a room found wrong.
type List []Diagnostic

// add takes a diagnostic in. Its words may repeat those of a file that somebody wrote
// who means harm: what would end the line, or steer a terminal, is told by its code.
func (l *List) add(d Diagnostic) {
	d.Message, d.Hint = visible(d.Message), visible(d.Hint)
	for i, n := range d.Notes {
		d.Notes[i].Message = visible(n.Message)
	}
	*l = append(*l, d)
}

func visible(text string) string {
	unseen := func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}
	if !strings.ContainsFunc(text, unseen) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unseen(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Error adds a problem that fails the build.
func (l *List) Error(at Pos, rule, message, hint string, notes ...Note) {
	l.add(Diagnostic{at, Error, rule, message, hint, notes})
}

// Warn adds a problem that fails a strict check.
func (l *List) Warn(at Pos, rule, message, hint string, notes ...Note) {
	l.add(Diagnostic{at, Warning, rule, message, hint, notes})
}

// Notice adds what is known and fails nothing.
func (l *List) Notice(at Pos, rule, message, hint string, notes ...Note) {
	l.add(Diagnostic{at, Notice, rule, message, hint, notes})
}

// Count gives how many diagnostics have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Failed reports whether an error is among the diagnostics.
func (l List) Failed() bool { return l.Count(Error) > 0 }

// Sort orders diagnostics by place, so that parallel work gives the same text
// twice, and drops what was reported twice for one place.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.Message == b.Message
	})
}
