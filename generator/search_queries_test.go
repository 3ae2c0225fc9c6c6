package generator

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// A query is text that a reader types into the search, and the pages that answer it: none
// if nothing should be found.
type query struct {
	line  int
	typed string
	pages []string // addresses, best first
}

const queryFile = "testdata/queries.txt"

// readQueries reads the queries of queryFile.
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
		q := query{line: i + 1, typed: typed}
		if pages != "nothing" {
			q.pages = strings.Split(pages, " | ")
		}
		list = append(list, q)
	}
	return list
}

// TestQueriesNameRealPages checks that each page of a query exists and may appear in search
// results, and that no query is a duplicate.
func TestQueriesNameRealPages(t *testing.T) {
	tree := buildTree(t, shippedSite(t))
	seen := make(map[string]int)
	for _, q := range readQueries(t) {
		if at, twice := seen[q.typed]; twice {
			t.Errorf("%s:%d: %q duplicates line %d", queryFile, q.line, q.typed, at)
		}
		seen[q.typed] = q.line
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
