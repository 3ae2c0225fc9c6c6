package model

import (
	"reflect"
	"slices"
	"testing"
)

// TestRefTags checks that each key with a list of ids has the tag ref, and that each such tag
// is the name of a relation.
func TestRefTags(t *testing.T) {
	notReferences := []string{"printed_refs", "quiet", "withheld", "missing"}
	count := 0
	var check func(structType reflect.Type)
	check = func(structType reflect.Type) {
		for field := range structType.Fields() {
			key, name := field.Tag.Get("yaml"), field.Tag.Get("ref")
			if key == "" || key == "-" {
				continue
			}
			if field.Type == reflect.TypeFor[[]ID]() || field.Type == reflect.TypeFor[[]Label]() {
				if (name == "") != slices.Contains(notReferences, key) {
					t.Errorf("%s, %s: tag ref:%q", structType.Name(), key, name)
				}
			} else if field.Type.Kind() == reflect.Slice && field.Type.Elem().Kind() == reflect.Struct {
				check(field.Type.Elem())
			}
			if key == ",inline" {
				check(field.Type)
			}
			if name != "" {
				count++
				if relation := relationByName(name); relation.Name() != name {
					t.Errorf("%s, %s: relation %s", structType.Name(), key, relation.Name())
				}
			}
		}
	}
	for _, k := range Kinds {
		check(reflect.TypeOf(k.make()).Elem())
	}
	if count < 20 {
		t.Errorf("only %d keys with references", count)
	}
}
