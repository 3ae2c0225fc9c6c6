package generator

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// A schema validates values against the keywords of JSON Schema 2020-12 that
// index.schema.json uses. Any other keyword is an error.
type schema struct {
	root map[string]any
	t    *testing.T
}

// check reports where a value violates a rule of the schema. Unknown keys of an object are
// errors, although readers have to ignore them: the schema describes all that the program
// writes.
func (s *schema) check(at string, value any, rule map[string]any) {
	s.t.Helper()
	for key, want := range rule {
		switch key {
		case "$schema", "$defs", "title", "description":
		case "$ref":
			name := strings.TrimPrefix(want.(string), "#/$defs/")
			s.check(at, value, s.root["$defs"].(map[string]any)[name].(map[string]any))
		case "const":
			s.require(at, reflect.DeepEqual(value, want), key, want, value)
		case "enum":
			s.require(at, slices.Contains(want.([]any), value), key, want, value)
		case "type":
			s.require(at, jsonType(value) == want || want == "number" && jsonType(value) == "integer", key, want, value)
		case "pattern":
			s.require(at, regexp.MustCompile(want.(string)).MatchString(value.(string)), key, want, value)
		case "minLength":
			s.require(at, utf8.RuneCountInString(value.(string)) >= int(want.(float64)), key, want, value)
		case "minimum":
			s.require(at, value.(float64) >= want.(float64), key, want, value)
		case "minItems":
			s.require(at, len(value.([]any)) >= int(want.(float64)), key, want, value)
		case "items":
			for i, item := range value.([]any) {
				s.check(fmt.Sprintf("%s[%d]", at, i), item, want.(map[string]any))
			}
		case "required":
			for _, name := range want.([]any) {
				_, has := value.(map[string]any)[name.(string)]
				s.require(at, has, key, name, value)
			}
		case "properties":
			for name, item := range value.(map[string]any) {
				rule, known := want.(map[string]any)[name].(map[string]any)
				s.require(at+"."+name, known, "a key that is described", name, item)
				s.check(at+"."+name, item, rule)
			}
		default:
			s.t.Fatalf("the keyword %s is not implemented in this test", key)
		}
	}
}

// require reports a value that violates a keyword.
func (s *schema) require(at string, holds bool, key string, want, got any) {
	s.t.Helper()
	if !holds {
		s.t.Errorf("%s: %s %v: %v", at, key, want, got)
	}
}

// jsonType returns the JSON Schema type of a decoded value.
func jsonType(value any) string {
	switch v := value.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if v == math.Trunc(v) {
			return "integer"
		}
		return "number"
	}
	return "null"
}
