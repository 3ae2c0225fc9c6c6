package views

import (
	"fmt"
	"slices"
	"testing"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// TestIndexOrder checks that numbers in names are sorted numerically.
func TestIndexOrder(t *testing.T) {
	want := []string{"2.1: last", "6.1: first", "6.2: next", "6.9: ninth", "6.10: tenth", "6.10b", "RecurringStatement 9", "RecurringStatement 09b", "RecurringStatement 10", "RecurringStatements"}
	site := new(model.Site)
	for i := range want {
		name := fmt.Sprintf("page-%d", i)
		site.Entries = append(site.Entries, &model.Finding{Page: model.Page{ID: model.ID(name), Address: "/" + name + "/", Title: want[(i*7)%len(want)],
			Kind: new(model.Kind), Status: model.Live, Origin: model.Origin{File: new(source.File)}, Body: new(markdown.Doc)}})
	}
	g, _ := xref.Link(site, nil)
	var got []string
	for _, letter := range IndexOf(g, xref.GeneratedPage{}).Letters {
		for _, line := range letter.Lines {
			got = append(got, line.Name)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("in order %q, want %q", got, want)
	}
}
