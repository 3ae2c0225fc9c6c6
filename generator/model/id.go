package model

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/markdown"
)

// An ID names a page or something on it: "bruising" is a page, "bruising#refer" a
// step, "baby-r/lp6" a page of a review, "baby-r/4.18" one of its paragraphs,
// "baby-r/6.9b" an action. In a list of references it may be a range of
// paragraphs, "4.18-4.23".
type ID string

var idPattern = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}./-]*(#[\p{L}\p{N}._-]+)?$`)

// plainID reports whether a text can be an id that stands for itself: in no folder, and
// no place on a page.
func plainID(text string) bool {
	return idPattern.MatchString(text) && !strings.ContainsAny(text, "/#")
}

func (id *ID) set(text string) (problem, hint string) {
	plain := strings.NewReplacer("–", "-", "—", "-").Replace(text)
	switch {
	case plain != text:
		*id = ID(plain)
		return "a dash in a reference must be a plain hyphen", "write " + plain
	case !idPattern.MatchString(text):
		return fmt.Sprintf("%q is not an id", text), "an id is letters, digits, hyphens and dots, such as lp6, 4.18 or baby-r/6.9b"
	}
	*id = ID(text)
	return "", ""
}

var placeForm = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// placeSlip says what is wrong with an id that is to be a place on a page: the frame of
// the page has places of its own.
func placeSlip(id, of string) (problem, hint string) {
	switch owner := markdown.Reserved(id); {
	case id != "" && !placeForm.MatchString(id):
		return fmt.Sprintf("%q cannot be the id of %s", id, of), "use small letters, digits and hyphens, a letter first"
	case owner != "":
		return fmt.Sprintf("ids such as %q belong to %s", id, owner), "choose another word"
	}
	return "", ""
}

// Review gives the review that the id names a part of, "" where it names none:
// "baby-r" of "baby-r/lp6".
func (id ID) Review() string {
	review, _, found := strings.Cut(string(id), "/")
	if !found {
		return ""
	}
	return review
}

// A Number is the number of a paragraph in a review: section 4, paragraph 18.
type Number struct{ Section, Paragraph int }

var numberPattern = regexp.MustCompile(`^([1-9][0-9]{0,2})\.([1-9][0-9]{0,2})$`)

// ParseNumber reads "4.18". It is false for anything else, "4.0" and "04.1" included.
func ParseNumber(text string) (Number, bool) {
	m := numberPattern.FindStringSubmatch(text)
	if m == nil {
		return Number{}, false
	}
	section, _ := strconv.Atoi(m[1])
	paragraph, _ := strconv.Atoi(m[2])
	return Number{section, paragraph}, true
}

func (n Number) String() string { return fmt.Sprintf("%d.%d", n.Section, n.Paragraph) }

// Anchor is the id of the paragraph in its page.
func (n Number) Anchor() string { return "p" + n.String() }

// Compare orders numbers as the review prints them.
func (n Number) Compare(m Number) int {
	if n.Section != m.Section {
		return n.Section - m.Section
	}
	return n.Paragraph - m.Paragraph
}

func (n *Number) set(text string) (problem, hint string) {
	number, ok := ParseNumber(text)
	if !ok {
		return fmt.Sprintf("%q is not the number of a paragraph", text), "write section and paragraph with a dot between: 4.18"
	}
	*n = number
	return "", ""
}

// Range splits "baby-r/4.18-4.23" into the review's prefix ("baby-r/" or "") and
// the first and last number. It is false for what is no range; a range may be
// backwards, which its reader has to judge.
func (id ID) Range() (prefix string, first, last Number, ok bool) {
	text := string(id)
	if i := strings.LastIndexByte(text, '/'); i >= 0 {
		prefix, text = text[:i+1], text[i+1:]
	}
	from, to, found := strings.Cut(text, "-")
	if !found {
		return "", Number{}, Number{}, false
	}
	first, ok1 := ParseNumber(from)
	last, ok2 := ParseNumber(to)
	return prefix, first, last, ok1 && ok2
}

// ParagraphCounts says how many numbered paragraphs each section of a review has.
type ParagraphCounts map[int]int

// Has reports whether the number is a declared paragraph.
func (c ParagraphCounts) Has(n Number) bool { return n.Paragraph >= 1 && n.Paragraph <= c[n.Section] }

// Numbers gives every declared number, in order.
func (c ParagraphCounts) Numbers() []Number {
	var all []Number
	for _, section := range slices.Sorted(maps.Keys(c)) {
		for n := range c[section] {
			all = append(all, Number{section, n + 1})
		}
	}
	return all
}

// FormatRanges writes numbers as ranges: "4.1–4.17, 4.24".
func FormatRanges(numbers []Number) string {
	numbers = slices.SortedFunc(slices.Values(numbers), Number.Compare)
	text := ""
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1].Paragraph == numbers[end].Paragraph+1 {
			end++
		}
		if text != "" {
			text += ", "
		}
		text += numbers[i].String()
		if end > i {
			text += "–" + numbers[end].String()
		}
		i = end + 1
	}
	return text
}
