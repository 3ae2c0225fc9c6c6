package model

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// scalar is implemented by types that are decoded from a YAML scalar, such as ID and Date. If
// text is not a valid value, set returns a description of the problem and a hint for the author.
type scalar interface {
	set(text string) (problem, hint string)
	// schema describes the valid values.
	schema() schemaNode
}

// enumeration is implemented by string types with a fixed list of values, such as Status. The
// description, such as "a status", is used in messages about one value.
type enumeration interface {
	values() (description string, all []string)
}

// toStrings returns the given values as strings.
func toStrings[T ~string](values ...T) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return texts
}

// setterFor returns a function that parses a text and stores it in the value to, or nil if to is
// neither a scalar nor an enumeration. The results of the function are those of scalar.set.
func setterFor(to reflect.Value) func(text string) (problem, hint string) {
	switch s := to.Addr().Interface().(type) {
	case scalar:
		return s.set
	case enumeration:
		return func(text string) (problem, hint string) { return setEnumValue(to, text, s) }
	}
	return nil
}

// setEnumValue stores text in the value to if it is one of the values of its type, e. Otherwise, it
// returns a problem and a hint that lists the values.
func setEnumValue(to reflect.Value, text string, e enumeration) (problem, hint string) {
	description, all := e.values()
	if slices.Contains(all, text) {
		to.SetString(text)
		return "", ""
	}
	hint = "write one of " + strings.Join(all, ", ")
	if near := SuggestValue(text, all); near != "" {
		hint = fmt.Sprintf("did you mean %s? (%s)", near, hint)
	}
	return fmt.Sprintf("%q is not %s", text, description), hint
}
