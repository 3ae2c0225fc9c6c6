package model

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// TestPathTraversal checks that an id with a path outside the site is reported at its
// position, in every id field of every kind of page.
func TestPathTraversal(t *testing.T) {
	for _, k := range Kinds {
		_, file, text := newSkeleton(t, k, "one")
		if _, problems := readPage(t, file, text); problems.Failed() {
			t.Fatalf("the skeleton of a %s: %v", k.Name, problems)
		}
		fields := linesWithOutsidePath(reflect.TypeOf(k.make()).Elem())
		if len(fields) < 2 {
			t.Errorf("a %s has only the fields %q", k.Name, fields)
		}
		for _, field := range fields {
			key, _, _ := strings.Cut(field, ":")
			changed := "---\n" + field + "\n" + strings.TrimPrefix(withoutKey(text, key), "---\n")
			_, problems := readPage(t, file, changed)
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

// linesWithOutsidePath returns a line of front matter for each field of structType that contains ids.
// The value is a path outside the site.
func linesWithOutsidePath(structType reflect.Type) (lines []string) {
	for i := range structType.NumField() {
		key, fieldType := structType.Field(i).Tag.Get("yaml"), structType.Field(i).Type
		switch {
		case key == "" || key == "-":
		case key == ",inline":
			lines = append(lines, linesWithOutsidePath(fieldType)...)
		case key == "id" || fieldType == reflect.TypeFor[ID]():
			lines = append(lines, key+": ../../site")
		case fieldType == reflect.TypeFor[[]ID]():
			lines = append(lines, key+": [../../site]")
		case fieldType.Kind() == reflect.Slice && fieldType.Elem().Kind() == reflect.Struct:
			for _, inner := range linesWithOutsidePath(fieldType.Elem()) {
				lines = append(lines, fmt.Sprintf("%s: [{%s}]", key, inner))
			}
		}
	}
	return lines
}

// withoutKey returns the text of a page with the given front matter key and its value removed.
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
