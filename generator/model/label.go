package model

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Label is the number or name that a review prints next to a paragraph or a statement, such as "4.18",
// "41", "1.1.1" or "Finding 3". In a document other than the main one, it is preceded by the id of the
// document and a colon, as in "es:1.1". Labels are compared as text: 4.2, 4.20 and 4.02 are different.
// The zero value means that no label is printed.
type Label string

// maxLabel is the maximum length of a label in characters.
const maxLabel = 60

// ParseLabel returns text as a label. It removes superfluous spaces, and the full stop that some
// documents print after a number. If text cannot be a label, it returns a problem and a hint.
func ParseLabel(text string) (l Label, problem, hint string) {
	text = strings.Join(strings.Fields(text), " ")
	if number := strings.TrimSuffix(text, "."); Label(number).IsNumber() {
		text = number
	}
	l = Label(text)
	switch {
	case utf8.RuneCountInString(text) > maxLabel:
		return "", fmt.Sprintf("%q is too long for a label", text), "write only the number or the words that the report prints before the text"
	case strings.ContainsAny(text, "[]{}|#<>") || strings.Trim(l.Slug()[len(l.documentPrefix()):], "-.") == "":
		return "", fmt.Sprintf("%q is not the label of a paragraph", text), "write the number or the words that the report prints before the text"
	}
	return l, "", ""
}

func (l *Label) set(text string) (problem, hint string) {
	label, problem, hint := ParseLabel(text)
	if problem == "" {
		*l = label
	}
	return problem, hint
}

// schema returns a schema that is less strict than set: it also allows texts without a letter or
// digit.
func (Label) schema() schemaNode {
	return schemaNode{"type": textTypes(), "maxLength": maxLabel, "pattern": `^[^\[\]{}|#<>]*$`, messageKey: "write the number or the words that the report prints before the text"}
}

// documentPrefix returns the id of the label's document followed by a colon, such as "es:", or "" for
// the main document.
func (l Label) documentPrefix() string {
	if id, _, found := strings.Cut(string(l), ":"); found && anchorPattern.MatchString(id) {
		return id + ":"
	}
	return ""
}

// Document returns the id of the document that prints the label, or "" for the main document.
func (l Label) Document() string { return strings.TrimSuffix(l.documentPrefix(), ":") }

// Text returns the label as its document prints it, without a trailing full stop.
func (l Label) Text() string { return string(l[len(l.documentPrefix()):]) }

// Slug returns the label as it is written in ids and addresses: in lower case, with each sequence of
// other characters replaced with a hyphen, as in "finding-3" or "es:1.1".
func (l Label) Slug() string {
	slug := []byte(l.documentPrefix())
	start, hyphen := len(slug), false
	for _, r := range strings.ToLower(l.Text()) {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '.':
			hyphen = true
			continue
		case hyphen && len(slug) > start:
			slug = append(slug, '-')
		}
		slug, hyphen = utf8.AppendRune(slug, r), false
	}
	return string(slug[:start]) + strings.Trim(string(slug[start:]), ".-")
}

// Anchor returns the HTML id of the paragraph with the label on its page. No heading can have the same
// id.
func (l Label) Anchor() string {
	if l.IsNumber() {
		return "p" + l.Slug()
	}
	return "p:" + l.Slug()
}

// IsNumber reports whether the label consists only of a number, such as 41 or 4.18.
func (l Label) IsNumber() bool {
	_, number := l.Split()
	return number > 0
}

// Split splits a label that is a number before its last component: "4.18" into "4." and 18, and "es:3"
// into "es:" and 3. For any other label, it returns the label and 0.
func (l Label) Split() (section Label, number int) {
	text := l.Text()
	at, levels := 0, 1
	for {
		digits := countDigits(text[at:])
		if digits == 0 || digits > 4 || text[at] == '0' {
			return l, 0
		}
		if at+digits == len(text) {
			break
		}
		if digits > 3 || text[at+digits] != '.' || levels > 3 {
			return l, 0
		}
		at, levels = at+digits+1, levels+1
	}
	number, _ = strconv.Atoi(text[at:])
	return l[:len(l)-len(text)+at], number
}

// Section returns the section of a label that is a number, such as "4" for 4.18. It returns "" for a
// number without a section and for any other label.
func (l Label) Section() string {
	section, number := l.Split()
	if number == 0 {
		return ""
	}
	return strings.TrimSuffix(section.Text(), ".")
}

// Compare compares two labels by document and then by text, with numbers in the text compared by
// value. It returns -1, 0 or +1, like cmp.Compare.
func (l Label) Compare(m Label) int {
	return cmp.Or(strings.Compare(l.documentPrefix(), m.documentPrefix()), compareNatural(l.Text(), m.Text()))
}

// compareNatural compares a and b like cmp.Compare, except that sequences of digits are compared by
// value.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		x, y := a[:countDigits(a)], b[:countDigits(b)]
		if x == "" || y == "" {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, _ := strconv.Atoi(x)
		n, _ := strconv.Atoi(y)
		if m != n {
			return cmp.Compare(m, n)
		}
		a, b = a[len(x):], b[len(y):]
	}
	return cmp.Compare(len(a), len(b))
}

// countDigits returns the number of digits at the start of text.
func countDigits(text string) int { return len(text) - len(strings.TrimLeft(text, "0123456789")) }

// Range splits a range such as "child-m/4.18-4.23" into the review prefix, such as "child-m/" or "",
// and the first and last label. For any other id, ok is false. Range does not check that the first
// label precedes the last. Both labels belong to the same document, whose prefix may be written only
// once.
func (id ID) Range() (prefix string, first, last Label, ok bool) {
	text := string(id)
	if i := strings.LastIndexByte(text, '/'); i >= 0 {
		prefix, text = text[:i+1], text[i+1:]
	}
	from, to, found := strings.Cut(text, "-")
	for found && !Label(from).IsNumber() { // the id of a document may contain hyphens
		var rest string
		rest, to, found = strings.Cut(to, "-")
		from += "-" + rest
	}
	first, last = Label(from), Label(to)
	if last.documentPrefix() == "" {
		last = Label(first.documentPrefix()) + last
	}
	isRange := first.IsNumber() && last.IsNumber() && first.documentPrefix() == last.documentPrefix() && strings.Count(from, ".") == strings.Count(to, ".")
	return prefix, first, last, found && isRange
}

// FormatRanges sorts labels and formats them as a list of ranges, such as "4.1–4.17, 4.24".
func FormatRanges(labels []Label) string {
	labels = slices.SortedFunc(slices.Values(labels), Label.Compare)
	follows := func(i int) bool {
		if i < 1 || i >= len(labels) {
			return false
		}
		section, number := labels[i].Split()
		before, last := labels[i-1].Split()
		return section == before && number == last+1
	}
	text := ""
	for i, l := range labels {
		switch {
		case !follows(i) && text != "":
			text += ", " + l.Text()
		case !follows(i):
			text = l.Text()
		case !follows(i + 1):
			text += "–" + l.Text()
		}
	}
	return text
}
