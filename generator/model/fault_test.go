package model

import (
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/source"
)

// badPage has a field of a type that makes the decoder panic.
type badPage struct {
	Page  `yaml:",inline"`
	Wrong chan int `yaml:"wrong"`
}

// TestPanicInPage checks that a panic in a goroutine that reads a page is reported for
// that page and does not affect other pages.
func TestPanicInPage(t *testing.T) {
	before := Kinds
	Kinds = append(append([]*Kind(nil), before...), &Kind{Name: "bad", Folder: "bad", make: func() Entry { return new(badPage) }})
	t.Cleanup(func() { Kinds = before })
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":       {Data: []byte("id: a\ntitle: A\npartnership: B\nbase: https://a.example/\n")},
		"content/bad/a.md":        {Data: []byte("---\ntitle: A\nstatus: draft\nwrong: 3\n---\n\nWords.\n")},
		"content/glossary/hub.md": {Data: []byte("---\ntitle: Hub\nstatus: draft\nmeaning: Where\n---\n\nWords.\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	site, problems := Read(files, nil)
	if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), "content/bad/a.md:1:1: error: a fault in the program itself, in generator/model.setBasicValue, line ") || strings.Contains(problems[0].String(), "goroutine") {
		t.Errorf("problems: %v", problems)
	}
	if len(site.Entries) != 2 || site.Entries[0].Base().ID != "a" || !site.Entries[0].Base().Unreadable || site.Entries[1].Base().Body.WordCount() != 1 {
		t.Errorf("entries: %+v", site.Entries)
	}
	again, more := Read(files, site)
	if len(more) != 1 || len(again.Entries) != 2 {
		t.Errorf("second build: %v, %d entries", more, len(again.Entries))
	}
}
