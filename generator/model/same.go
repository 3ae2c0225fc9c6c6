package model

import (
	"slices"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// EqualExceptKey reports whether two versions of a file have the same text after the front matter and
// the same values for all top-level keys other than key. It returns false if one of them cannot be
// read or contains key twice.
func EqualExceptKey(key string, before, after *source.File) bool {
	old, readBefore := valuesOfOtherKeys(key, before)
	values, readAfter := valuesOfOtherKeys(key, after)
	return readBefore && readAfter && slices.Equal(old, values) && (before.Body == 0 || before.Text[before.Body:] == after.Text[after.Body:])
}

// valuesOfOtherKeys returns the source of each top-level key and its value, except for key. It returns
// false if the file cannot be read or contains key twice.
func valuesOfOtherKeys(key string, file *source.File) (values []string, ok bool) {
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
