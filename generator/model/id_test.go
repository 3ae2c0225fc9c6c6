package model

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"safelearn/generator/diag"
)

// TestIDsStayInside writes the way out of a site into each field that names a page or a
// place, in the skeleton of each kind, and asks for an error where it stands.
func TestIDsStayInside(t *testing.T) {
	for _, k := range Kinds {
		_, file, text := skeletonOf(t, k, "one")
		if _, problems := readOne(t, file, text); problems.Failed() {
			t.Fatalf("the skeleton of a %s: %v", k.Name, problems)
		}
		fields := waysOut(reflect.TypeOf(k.make()).Elem())
		if len(fields) < 2 {
			t.Errorf("a %s has the fields %q alone", k.Name, fields)
		}
		for _, field := range fields {
			key, _, _ := strings.Cut(field, ":")
			spoilt := "---\n" + field + "\n" + strings.TrimPrefix(withoutKey(text, key), "---\n")
			_, problems := readOne(t, file, spoilt)
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

// waysOut gives a line of front matter for each field of a type that holds an id, with
// one that leads out of the site.
func waysOut(of reflect.Type) (lines []string) {
	for i := range of.NumField() {
		key, what := of.Field(i).Tag.Get("yaml"), of.Field(i).Type
		switch {
		case key == "" || key == "-":
		case key == ",inline":
			lines = append(lines, waysOut(what)...)
		case key == "id" || what == reflect.TypeFor[ID]():
			lines = append(lines, key+": ../../site")
		case what == reflect.TypeFor[[]ID]():
			lines = append(lines, key+": [../../site]")
		case what.Kind() == reflect.Slice && what.Elem().Kind() == reflect.Struct && what.Elem() != reflect.TypeFor[Number]():
			for _, inner := range waysOut(what.Elem()) {
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
