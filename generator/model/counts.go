package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// ParagraphCounts maps each section of one document, such as "4", to the number of numbered
// paragraphs in it. If the document numbers its paragraphs consecutively, the only key is "".
type ParagraphCounts map[string]int

// Has reports whether the document has a paragraph with label l.
func (c ParagraphCounts) Has(l Label) bool {
	_, number := l.Split()
	return number >= 1 && number <= c[l.Section()]
}

// String returns the counts as written in front matter, such as "{1: 4, 2: 2}".
func (c ParagraphCounts) String() string {
	if count, flat := c[""]; flat && len(c) == 1 {
		return fmt.Sprint(count)
	}
	var parts []string
	for _, section := range c.sections() {
		parts = append(parts, fmt.Sprintf("%s: %d", section, c[section]))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// sections returns the sections, sorted by number.
func (c ParagraphCounts) sections() []string {
	return slices.SortedFunc(maps.Keys(c), compareNatural)
}

// decodeCounts decodes a mapping of sections to paragraph counts, such as {1: 4, 2: 2}, or a
// single count.
func (d *decoder) decodeCounts(n ast.Node, to *ParagraphCounts, key string) {
	const hint = "write section and count: {1: 4, 2: 2}, or one number if the document counts from start to end"
	*to = make(ParagraphCounts)
	pairs, ok := mappingPairs(n)
	if !ok {
		if count, valid := parseCount(n); valid {
			(*to)[""] = count
		} else {
			d.reportValue(n, "front-type", fmt.Sprintf("%s needs pairs of numbers", lastKey(key)), hint)
		}
		return
	}
	for _, pair := range pairs {
		section := pair.Key.GetToken().Value
		count, valid := parseCount(pair.Value)
		if !valid || !Label(section).IsNumber() {
			d.reportValue(pair.Key, "front-value", "not a pair of whole numbers", hint)
			continue
		}
		if _, duplicate := (*to)[section]; duplicate {
			d.report(pair.Key, "front-duplicate", fmt.Sprintf("section %s is given twice", section), "keep one of them")
		}
		(*to)[section] = count
	}
}

// parseCount returns the number that n represents. It returns false if n is not a whole number from 0
// to maxNumber.
func parseCount(n ast.Node) (count int, ok bool) {
	count, err := strconv.Atoi(n.GetToken().Value)
	return count, err == nil && count >= 0 && count <= maxNumber
}
