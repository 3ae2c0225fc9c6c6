package model

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// ID identifies a page or a part of a page. For example, "bruising" is a page,
// "bruising#refer" a step, "baby-r/lp6" a page of the review baby-r, "baby-r/4.18" a
// paragraph of the review, and "baby-r/6.9b" an action. In a list of references, an ID may
// also be a range of paragraphs, such as "4.18-4.23".
type ID string

// set accepts any text that is not a path out of the site. Package xref looks it up and
// reports the id of nothing on the site.
func (id *ID) set(text string) (problem, hint string) {
	if strings.Contains(text, "..") || strings.ContainsAny(text, "\\<>") || strings.HasPrefix(text, "/") {
		return fmt.Sprintf("%q is not an id", text), "write the id of a page or part, such as " + diag.PageID + ", not a path or an address"
	}
	*id = ID(text)
	return "", ""
}

// isSimpleID reports whether text is a valid id without a folder: small letters of any
// language, digits, hyphens and full stops.
func isSimpleID(text string) bool {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	first, _ := utf8.DecodeRuneInString(text)
	other := strings.ContainsFunc(text, func(r rune) bool { return !isLetter(r) && !unicode.IsMark(r) && r != '-' && r != '.' })
	return isLetter(first) && !other && text == strings.ToLower(text)
}

var anchorPattern = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// anchorProblem describes why an id is not a valid HTML anchor, or is reserved by the program,
// and returns a hint for the author. It returns "" if the id is valid or empty. The argument of
// says what has the id, such as "a step".
func anchorProblem(id, of string) (problem, hint string) {
	switch owner := markdown.ReservedFor(id); {
	case id != "" && !anchorPattern.MatchString(id):
		return fmt.Sprintf("%q cannot be the id of %s", id, of), "use lower-case letters, digits and hyphens, a letter first"
	case owner != "":
		return fmt.Sprintf("ids such as %q belong to %s", id, owner), "choose another word"
	}
	return "", ""
}

// Range splits a range such as "baby-r/4.18-4.23" into the review prefix, such as "baby-r/"
// or "", and the first and last number. For any other id, ok is false. The first number may
// be greater than the last.
func (id ID) Range() (prefix string, first, last Number, ok bool) {
	text := string(id)
	if i := strings.LastIndexByte(text, '/'); i >= 0 {
		prefix, text = text[:i+1], text[i+1:]
	}
	from, to, found := strings.Cut(text, "-")
	if !found {
		return prefix, Number{}, Number{}, false
	}
	first, ok1 := ParseNumber(from)
	last, ok2 := ParseNumber(to)
	return prefix, first, last, ok1 && ok2
}

// Number is a paragraph number in a review, such as 4.18 for paragraph 18 of section 4.
type Number struct{ Section, Paragraph int }

var numberPattern = regexp.MustCompile(`^([1-9][0-9]{0,2})\.([1-9][0-9]{0,2})$`)

// ParseNumber parses a paragraph number such as "4.18". It returns false for invalid numbers,
// including "4.0" and "04.1".
func ParseNumber(text string) (n Number, ok bool) {
	m := numberPattern.FindStringSubmatch(text)
	if m == nil {
		return Number{}, false
	}
	n.Section, _ = strconv.Atoi(m[1])
	n.Paragraph, _ = strconv.Atoi(m[2])
	return n, true
}

func (n *Number) set(text string) (problem, hint string) {
	number, ok := ParseNumber(text)
	if !ok {
		return fmt.Sprintf("%q is not the number of a paragraph", text), "write the section, a full stop and the paragraph, as the report does"
	}
	*n = number
	return "", ""
}

// String returns the number as printed in the review, such as "4.18".
func (n Number) String() string { return strconv.Itoa(n.Section) + "." + strconv.Itoa(n.Paragraph) }

// Anchor returns the HTML id of the paragraph on its page.
func (n Number) Anchor() string { return "p" + n.String() }

// Compare compares two numbers by section, then by paragraph, like cmp.Compare.
func (n Number) Compare(m Number) int {
	return cmp.Or(cmp.Compare(n.Section, m.Section), cmp.Compare(n.Paragraph, m.Paragraph))
}

// ParagraphCounts maps each section number of a review to the number of numbered paragraphs
// in the section.
type ParagraphCounts map[int]int

// Has reports whether the review has a paragraph with number n.
func (c ParagraphCounts) Has(n Number) bool {
	return n.Paragraph >= 1 && n.Paragraph <= c[n.Section]
}

// String returns the counts as written in front matter, such as "{1: 4, 2: 2}".
func (c ParagraphCounts) String() string {
	var parts []string
	for _, section := range slices.Sorted(maps.Keys(c)) {
		parts = append(parts, fmt.Sprintf("%d: %d", section, c[section]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// Numbers returns the numbers of all paragraphs, in order.
func (c ParagraphCounts) Numbers() []Number {
	var all []Number
	for _, section := range slices.Sorted(maps.Keys(c)) {
		for n := range c[section] {
			all = append(all, Number{section, n + 1})
		}
	}
	return all
}

// FormatRanges sorts numbers and formats them as a list of ranges, such as "4.1–4.17, 4.24".
func FormatRanges(numbers []Number) string {
	numbers = slices.SortedFunc(slices.Values(numbers), Number.Compare)
	text := ""
	for i, n := range numbers {
		follows := i > 0 && n == Number{numbers[i-1].Section, numbers[i-1].Paragraph + 1}
		ends := i+1 == len(numbers) || numbers[i+1] != Number{n.Section, n.Paragraph + 1}
		switch {
		case !follows && text != "":
			text += ", " + n.String()
		case !follows:
			text = n.String()
		case ends:
			text += "–" + n.String()
		}
	}
	return text
}
