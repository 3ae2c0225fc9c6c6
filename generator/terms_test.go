package generator

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// avoidedWords matches words that code, comments and messages must not use. Most were used as
// metaphors for standard terms, such as package, architecture, report, progress, locale, preview and
// budget.
var avoidedWords = regexp.MustCompile(`(?i)\b(rooms?|houses?|tongues?|thrift|told|telling|abroad|glanc(e|es|ed|ing)|ledgers?|whoever|dear)\b`)

// ordinaryWords removes from a line those uses of avoided words that are permitted because the words
// have their ordinary meaning.
var ordinaryWords = strings.NewReplacer(
	"Every agency is told.", "", // a sentence in the shipped content
	"class=\"told", "",
	"told apart", "",
	"has not been told its own address", "", // a sentence on the site
)

// camelBoundary matches a boundary between words in a camel-case identifier.
var camelBoundary = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// TestAvoidedWords checks that no Go file contains a word that avoidedWords matches, even as part of an
// identifier. This file and the list of words that people search for may contain any word.
func TestAvoidedWords(t *testing.T) {
	for _, name := range goFiles(t) {
		if name == "generator/terms_test.go" || name == "generator/search/common.go" {
			continue
		}
		for i, line := range strings.Split(readRepositoryFile(t, name), "\n") {
			word := avoidedWords.FindString(camelBoundary.ReplaceAllString(ordinaryWords.Replace(line), "$1 $2"))
			if word != "" {
				t.Errorf("%s:%d: use a standard term instead of %q", name, i+1, word)
			}
		}
	}
}

// citationPattern matches references to documents, paths and discussions outside the repository.
var citationPattern = regexp.MustCompile(`/work/|\bshared/|(?i)\b(design|examples|voice|faults|traps)(\.md)? §?\d|\bissue #?\d|\bpromise \d|\bfault [A-Z]\d`)

// TestNoCitations checks that no text file refers to documents or discussions outside the repository,
// apart from content, build output and installed tools.
func TestNoCitations(t *testing.T) {
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == ".git" || name == ".tools" || name == "content" || name == "public" || name == "node_modules" || strings.HasPrefix(name, ".public.")):
			return fs.SkipDir
		case !entry.Type().IsRegular() || name == "generator/terms_test.go" || name == ".git":
			return nil
		}
		text := readRepositoryFile(t, name)
		if !utf8.ValidString(text) {
			return nil
		}
		for i, line := range strings.Split(text, "\n") {
			if found := citationPattern.FindString(line); found != "" {
				t.Errorf("%s:%d: %q refers to something outside the repository", name, i+1, found)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// readRepositoryFile returns the text of a file, given its path relative to the repository root.
func readRepositoryFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
