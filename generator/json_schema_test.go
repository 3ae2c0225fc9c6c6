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

// A schema is a JSON Schema. It supports only the keywords of JSON Schema 2020-12 that
// index.schema.json uses; any other keyword fails the test.
type schema struct {
	root map[string]any
	t    *testing.T
}

// check validates a value against the subschema rule, and fails the test for each violation. The
// argument path is the path of the value, for the message. An object key that the schema does not
// describe is a violation, because the schema must describe everything that the program writes.
func (s *schema) check(path string, value any, rule map[string]any) {
	s.t.Helper()
	for key, want := range rule {
		switch key {
		case "$schema", "$defs", "title", "description", "examples":
		case "$ref":
			name := strings.TrimPrefix(want.(string), "#/$defs/")
			s.check(path, value, s.root["$defs"].(map[string]any)[name].(map[string]any))
		case "const":
			s.require(path, reflect.DeepEqual(value, want), key, want, value)
		case "enum":
			s.require(path, slices.Contains(want.([]any), value), key, want, value)
		case "type":
			s.require(path, jsonType(value) == want || want == "number" && jsonType(value) == "integer", key, want, value)
		case "pattern":
			s.require(path, regexp.MustCompile(want.(string)).MatchString(value.(string)), key, want, value)
		case "minLength":
			s.require(path, utf8.RuneCountInString(value.(string)) >= int(want.(float64)), key, want, value)
		case "minimum":
			s.require(path, value.(float64) >= want.(float64), key, want, value)
		case "minItems":
			s.require(path, len(value.([]any)) >= int(want.(float64)), key, want, value)
		case "items":
			for i, item := range value.([]any) {
				s.check(fmt.Sprintf("%s[%d]", path, i), item, want.(map[string]any))
			}
		case "required":
			for _, name := range want.([]any) {
				_, has := value.(map[string]any)[name.(string)]
				s.require(path, has, key, name, value)
			}
		case "properties":
			for name, item := range value.(map[string]any) {
				rule, known := want.(map[string]any)[name].(map[string]any)
				s.require(path+"."+name, known, "described key", name, item)
				s.check(path+"."+name, item, rule)
			}
		default:
			s.t.Fatalf("the keyword %s is not implemented in this test", key)
		}
	}
}

// require fails the test unless ok is true. The failure message says that the value got at path
// violates the keyword key of the schema, whose value is want.
func (s *schema) require(path string, ok bool, key string, want, got any) {
	s.t.Helper()
	if !ok {
		s.t.Errorf("%s: %s %v: %v", path, key, want, got)
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
