package model

import (
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// SameApartFrom reports whether two versions of a file have the same keys with the same values, apart
// from one key of the top level, and the same text after the front matter. It returns false if one of
// them cannot be read or has that key twice.
func SameApartFrom(key string, before, after *source.File) bool {
	old, readBefore := valuesApartFrom(key, before)
	values, readAfter := valuesApartFrom(key, after)
	return readBefore && readAfter && slices.Equal(old, values) && (before.Body == 0 || before.Text[before.Body:] == after.Text[after.Body:])
}

// valuesApartFrom returns the keys of the top level of a file with their values, apart from one key. It
// returns false if the file cannot be read or has that key twice.
func valuesApartFrom(key string, file *source.File) (values []string, ok bool) {
	var problems diag.List
	d := decoder{Origin: Origin{File: file}, problems: &problems}
	body, ok := d.parse()
	if !ok || len(problems) > 0 || body == nil {
		return nil, ok && len(problems) == 0
	}
	pairs, ok := mappingPairs(body)
	given := 0
	for _, pair := range pairs {
		if pair.Key.GetToken().Value == key {
			given++
			continue
		}
		values = append(values, pair.String())
	}
	return values, ok && given < 2
}
