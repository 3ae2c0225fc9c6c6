package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator"
)

// TestCopiedGlossary checks that a new site contains each term that its skeleton lists, and that no
// term mentions the local area or the review of the demonstration site.
func TestCopiedGlossary(t *testing.T) {
	folder := t.TempDir()
	site := &generator.Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-11-30"}
	if _, err := generator.Init(site, generator.NewSiteOptions{Name: "North Area", Glossary: true, Skeleton: skeleton()}); err != nil {
		t.Fatal(err)
	}
	list, err := fs.ReadFile(skeleton(), "glossary.txt")
	if err != nil {
		t.Fatal(err)
	}
	local := regexp.MustCompile(`(?i)bexley|shield|s\.h\.i|kent|bromley|oxleas|baby r\b|\bthe review\b|\[\[|\blp\d`)
	ids := strings.Fields(string(list))
	for _, id := range ids {
		text, err := os.ReadFile(filepath.Join(folder, "content", "glossary", id+".md"))
		if err != nil {
			t.Errorf("%s is listed but not shipped: %v", id, err)
		}
		if found := local.FindString(string(text)); found != "" {
			t.Errorf("%s contains %q", id, found)
		}
	}
	if len(ids) < 30 {
		t.Errorf("%d terms", len(ids))
	}
}
