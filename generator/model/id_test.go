package model

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// TestPathTraversal writes an id that leads out of the site into each field of each kind
// that holds an id, and expects an error at its position.
func TestPathTraversal(t *testing.T) {
	for _, k := range Kinds {
		_, file, text := skeletonOf(t, k, "one")
		if _, problems := readOne(t, file, text); problems.Failed() {
			t.Fatalf("the skeleton of a %s: %v", k.Name, problems)
		}
		fields := traversals(reflect.TypeOf(k.make()).Elem())
		if len(fields) < 2 {
			t.Errorf("a %s has only the fields %q", k.Name, fields)
		}
		for _, field := range fields {
			key, _, _ := strings.Cut(field, ":")
			changed := "---\n" + field + "\n" + strings.TrimPrefix(withoutKey(text, key), "---\n")
			_, problems := readOne(t, file, changed)
			found := false
			for _, d := range problems {
				found = found || d.Severity == diag.Error && d.Line == 2 && d.Column == 1+strings.Index(field, "../") && strings.Contains(d.Message, `"../../site"`)
			}
			if !found {
				t.Errorf("a %s with %s: %v", k.Name, field, problems)
			}
		}
	}
}

// traversals returns a line of front matter for each field of a type that holds an id,
// with an id that leads out of the site.
func traversals(of reflect.Type) (lines []string) {
	for i := range of.NumField() {
		key, what := of.Field(i).Tag.Get("yaml"), of.Field(i).Type
		switch {
		case key == "" || key == "-":
		case key == ",inline":
			lines = append(lines, traversals(what)...)
		case key == "id" || what == reflect.TypeFor[ID]():
			lines = append(lines, key+": ../../site")
		case what == reflect.TypeFor[[]ID]():
			lines = append(lines, key+": [../../site]")
		case what.Kind() == reflect.Slice && what.Elem().Kind() == reflect.Struct && what.Elem() != reflect.TypeFor[Number]():
			for _, inner := range traversals(what.Elem()) {
				lines = append(lines, fmt.Sprintf("%s: [{%s}]", key, inner))
			}
		}
	}
	return lines
}

// withoutKey takes a key of front matter out, with what belongs to it.
func withoutKey(text, key string) string {
	var b strings.Builder
	dropped := false
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, " ") {
			dropped = strings.HasPrefix(line, key+":")
		}
		if !dropped {
			b.WriteString(line)
		}
	}
	return b.String()
}
