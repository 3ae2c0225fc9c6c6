package model

import (
	"fmt"
	"reflect"
)

// Texts calls found with the key, such as "parts[0].text", and the value of each text in the front
// matter of a page, an Entry, or in a data file, such as *Statements. Values with their own syntax,
// such as ids, dates and numbers, are not texts.
func Texts(of any, found func(key, text string)) { walkTexts(reflect.ValueOf(of).Elem(), "", found) }

func walkTexts(v reflect.Value, key string, found func(key, text string)) {
	switch {
	case setterOf(v) != nil:
	case v.Kind() == reflect.String:
		found(key, v.String())
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			walkTexts(v.Index(i), fmt.Sprintf("%s[%d]", key, i), found)
		}
	case v.Kind() == reflect.Struct:
		if key != "" {
			key += "."
		}
		for _, k := range structKeys(v, nil) {
			walkTexts(k.value, key+k.name, found)
		}
	}
}
