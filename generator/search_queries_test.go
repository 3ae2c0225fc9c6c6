package generator

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// A query is a search query with the pages that it should find. If no pages are listed, it should find
// nothing.
type query struct {
	line  int // line number in queryFile
	text  string
	pages []string // site paths, the best match first
}

// queryFile is the path of a file with typical queries of readers, one per line, each with the pages
// that it should find.
const queryFile = "testdata/queries.txt"

// readQueries returns the queries in queryFile, skipping empty lines and comments.
func readQueries(t *testing.T) []query {
	t.Helper()
	data, err := os.ReadFile(queryFile)
	if err != nil {
		t.Fatal(err)
	}
	var list []query
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		typed, pages, ok := strings.Cut(line, " -> ")
		if !ok {
			t.Fatalf("%s:%d: no arrow: %s", queryFile, i+1, line)
		}
		q := query{line: i + 1, text: typed}
		if pages != "nothing" {
			q.pages = strings.Split(pages, " | ")
		}
		list = append(list, q)
	}
	return list
}

// TestQueryFile checks that the expected pages of each query exist and are not pages for parents,
// which are not indexed, and that no query is listed twice.
func TestQueryFile(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	seen := make(map[string]int)
	for _, q := range readQueries(t) {
		if at, twice := seen[q.text]; twice {
			t.Errorf("%s:%d: %q duplicates line %d", queryFile, q.line, q.text, at)
		}
		seen[q.text] = q.line
		for _, page := range q.pages {
			if strings.HasPrefix(page, "/parents/") {
				t.Errorf("%s:%d: the search never shows a page for parents: %s", queryFile, q.line, page)
			}
			if _, err := fs.Stat(tree, strings.TrimPrefix(page+"index.html", "/")); err != nil || !strings.HasSuffix(page, "/") {
				t.Errorf("%s:%d: no such page: %s", queryFile, q.line, page)
			}
		}
	}
	if len(seen) < 80 {
		t.Errorf("there are %d queries, want at least 80", len(seen))
	}
}
