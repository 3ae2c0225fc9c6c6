// Package diag defines diagnostics: problems in the content, each with a position, a
// severity, a rule, a message and a hint.
//
// Any package may return diagnostics in addition to its result. This package prints
// nothing: the command prints them, and serve shows them on the page. A Go error, in
// contrast, means that the program could not run, and does not become a diagnostic.
package diag

import (
	"fmt"
	"strings"
	"unicode"
)

// Pos is a position in a file of the site, or the file as a whole.
type Pos struct {
	Path   string `json:"path"`   // relative to the site's folder: "content/protocols/handover.md"
	Line   int    `json:"line"`   // counted from 1, or 0 if the position is the whole file
	Column int    `json:"column"` // in characters, counted from 1
}

// String returns the position as "path:line:column", or as the path alone for a whole file.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.Path
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
}

// Severity is the severity of a problem.
type Severity int

const (
	Error   Severity = iota // check and build fail
	Warning                 // check --strict fails
	Notice                  // for information only
)

var severities = [...]string{"error", "warning", "notice"}

// String returns the severity as it is printed: "error", "warning" or "notice".
func (s Severity) String() string { return severities[s] }

// MarshalText implements encoding.TextMarshaler, so that JSON output contains the name of the
// severity.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is a problem in the content.
type Diagnostic struct {
	Pos
	Severity Severity `json:"severity"`        // determines which commands fail
	Rule     string   `json:"rule"`            // id in kebab case, area first: "xref-unknown"
	Message  string   `json:"message"`         // what is wrong; no capital letter, no full stop
	Hint     string   `json:"hint,omitempty"`  // what to write instead
	Notes    []Note   `json:"notes,omitempty"` // other positions, each with a message

	Concealed bool  `json:"-"` // whether the text at the position must be kept secret, so that the problem is shown without it
	cause     Cause // common cause of several problems, or the zero value
}

// A Cause is a common cause of several problems, such as a missing page to which other pages refer.
// Sort combines problems with the same severity, rule, hint and cause into one at the first of their
// positions.
type Cause struct {
	CombinedMessage string // message of the combined problem, with %d for the number of problems
	Hint            string // hint of the combined problem; if set, the hints of the problems may differ
	MaxSeparate     int    // number of problems up to which they are reported separately; 0 means 1
	ListPositions   bool   // whether to add the other positions as notes, because the text at each of them must be changed
}

// maxCauseNotes is the maximum number of notes that Cause.ListPositions adds.
const maxCauseNotes = 50

// Note is another position that a diagnostic refers to, such as that of a second page with
// the same id.
type Note struct {
	Pos
	Message string `json:"message"` // describes what is at the position
}

// String returns the diagnostic as the command prints it: a line that editors can parse, followed by
// an indented line for each note and for the hint.
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

// List is a list of diagnostics. Its methods are not safe for concurrent use.
type List []Diagnostic

// Summary returns the number of diagnostics of each severity, as in "2 errors, 1 warning", or "no
// problems" for an empty list.
func (l List) Summary() string {
	var parts []string
	for s := range severities {
		switch n := l.Count(Severity(s)); {
		case n == 1:
			parts = append(parts, "1 "+severities[s])
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", n, severities[s]))
		}
	}
	if parts == nil {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

// add appends d to the list after escaping its message, its hint and the messages of its
// notes.
func (l *List) add(d Diagnostic) {
	d.Message, d.Hint = escape(d.Message), escape(d.Hint)
	for i, n := range d.Notes {
		d.Notes[i].Message = escape(n.Message)
	}
	*l = append(*l, d)
}

// escape replaces control characters, line separators and bidirectional formatting characters with \u
// escapes. Messages quote content, which may come from an attacker and must not end the line, reorder
// it or control the terminal.
func escape(text string) string {
	unsafe := func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}
	if !strings.ContainsFunc(text, unsafe) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unsafe(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Error adds a diagnostic that makes check and build fail.
func (l *List) Error(pos Pos, rule, message, hint string, notes ...Note) {
	l.add(Diagnostic{Pos: pos, Rule: rule, Message: message, Hint: hint, Notes: notes})
}

// ErrorWithCause is like Error, for a problem that may have the same cause as others.
func (l *List) ErrorWithCause(pos Pos, rule string, cause Cause, message, hint string, notes ...Note) {
	l.add(Diagnostic{Pos: pos, Rule: rule, Message: message, Hint: hint, Notes: notes, cause: cause})
}

// WarnWithCause is like Warn, for a problem that may have the same cause as others.
func (l *List) WarnWithCause(pos Pos, rule string, cause Cause, message, hint string, notes ...Note) {
	l.add(Diagnostic{Pos: pos, Severity: Warning, Rule: rule, Message: message, Hint: hint, Notes: notes, cause: cause})
}

// Warn adds a diagnostic that makes a strict check fail.
func (l *List) Warn(pos Pos, rule, message, hint string, notes ...Note) {
	l.add(Diagnostic{Pos: pos, Severity: Warning, Rule: rule, Message: message, Hint: hint, Notes: notes})
}

// Notice adds a diagnostic that is for information only.
func (l *List) Notice(pos Pos, rule, message, hint string, notes ...Note) {
	l.add(Diagnostic{Pos: pos, Severity: Notice, Rule: rule, Message: message, Hint: hint, Notes: notes})
}

// ConcealLast marks the last diagnostic as Concealed. The list must not be empty.
func (l List) ConcealLast() { l[len(l)-1].Concealed = true }

// Count returns the number of diagnostics that have severity s.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Failed reports whether the list contains an error.
func (l List) Failed() bool { return l.Count(Error) > 0 }
