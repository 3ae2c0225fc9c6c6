package model

import (
	"fmt"
	"reflect"
)

// WalkTexts calls visit with the key, such as "parts[0].text", and the value of each text in data,
// which is an Entry or the content of a data file, such as *Statements. It skips values with a syntax
// of their own, such as ids, dates and numbers.
func WalkTexts(data any, visit func(key, text string)) {
	walkTexts(reflect.ValueOf(data).Elem(), "", visit)
}

func walkTexts(v reflect.Value, key string, visit func(key, text string)) {
	switch {
	case setterFor(v) != nil:
	case v.Kind() == reflect.String:
		visit(key, v.String())
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			walkTexts(v.Index(i), fmt.Sprintf("%s[%d]", key, i), visit)
		}
	case v.Kind() == reflect.Struct:
		if key != "" {
			key += "."
		}
		for _, k := range structKeys(v, nil) {
			walkTexts(k.value, key+k.name, visit)
		}
	}
}
