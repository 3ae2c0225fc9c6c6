package model

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// Number is the number of a paragraph of a review. 4.18 is paragraph 18 of section 4.
type Number struct{ Section, Paragraph int }

var numberPattern = regexp.MustCompile(`^([1-9][0-9]{0,2})\.([1-9][0-9]{0,2})$`)

// ParseNumber parses a number such as "4.18". It returns false for anything else,
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
		return fmt.Sprintf("%q is not the number of a paragraph", text), "write section and paragraph with a full stop between: 4.18"
	}
	*n = number
	return "", ""
}

// String returns the number as the review prints it: 4.18.
func (n Number) String() string { return strconv.Itoa(n.Section) + "." + strconv.Itoa(n.Paragraph) }

// Anchor returns the HTML id of the paragraph in its page.
func (n Number) Anchor() string { return "p" + n.String() }

// Compare orders numbers by section, then by paragraph.
func (n Number) Compare(m Number) int {
	return cmp.Or(cmp.Compare(n.Section, m.Section), cmp.Compare(n.Paragraph, m.Paragraph))
}

// ParagraphCounts maps each section of a review to its number of numbered paragraphs.
type ParagraphCounts map[int]int

// Has reports whether the review has a paragraph with the number.
func (c ParagraphCounts) Has(n Number) bool {
	return n.Paragraph >= 1 && n.Paragraph <= c[n.Section]
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

// FormatRanges formats numbers as ranges: "4.1–4.17, 4.24".
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
