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

// TestSkeletonPlaceholders checks that a new site has the values of the placeholders in its content only:
// in all other files, such words are part of the text.
func TestSkeletonPlaceholders(t *testing.T) {
	site := &generator.Site{Folder: filepath.Join(t.TempDir(), "our site"), Shipped: safelearn.Shipped, Today: "2026-12-01"}
	if _, err := generator.Init(site, generator.NewSiteOptions{Name: "My & Co", Skeleton: skeleton()}); err != nil {
		t.Fatal(err)
	}
	err := fs.WalkDir(skeleton(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == "glossary.txt" || strings.HasPrefix(name, "content/") {
			return err
		}
		want, err := fs.ReadFile(skeleton(), name)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(site.Folder, filepath.FromSlash(strings.ReplaceAll(name, "dot-", "."))))
		if string(got) != string(want) {
			t.Errorf("%s differs from the skeleton", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestNoExampleValues checks that no comment in the settings and contacts of a new site has a value that
// could be published as it stands: each is a placeholder, which is reported until it is replaced.
func TestNoExampleValues(t *testing.T) {
	example := regexp.MustCompile(`(?m)^ *# +[a-z_]+: *[^ \n].*$`)
	for _, name := range []string{"site", "contacts"} {
		text, err := fs.ReadFile(skeleton(), "content/"+name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range example.FindAllString(string(text), -1) {
			if _, value, _ := strings.Cut(line, ": "); !strings.HasPrefix(value, `"[fill in: `) || !strings.HasSuffix(value, `]"`) {
				t.Errorf("%s.yaml: %s", name, line)
			}
		}
	}
}

// TestInitWithoutAnswers checks that the error about a missing name has its own line if the input, which looks
// like a terminal, ends at the first question.
func TestInitWithoutAnswers(t *testing.T) {
	out, err := command(t, "init", filepath.Join(t.TempDir(), "site")).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "\nsafelearn: --name is missing") {
		t.Errorf("%v\n%s", err, out)
	}
}
