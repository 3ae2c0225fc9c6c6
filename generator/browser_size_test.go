//go:build browser

package generator

import (
	"bytes"
	"compress/gzip"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// These are the largest compressed sizes, in bytes, and the number of words from which a
// page counts as long.
const (
	maxPageSize         = 14 << 10
	maxLongPageSize     = 20 << 10 // a page with more than longPageWords
	longPageWords       = 1500
	maxScriptSize       = 4 << 10 // all scripts of a page
	maxQuizScriptSize   = 8 << 10 // all scripts of a page with questions
	maxSearchScriptSize = 5 << 10 // all scripts of the search page, of which the client has at most 4 KiB
	maxStyleSize        = 5 << 10
)

// gzipped returns the compressed size of data.
func gzipped(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Len()
}

var (
	stylePattern  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	scriptPattern = regexp.MustCompile(`<script src="([^"]+)"`)
)

// TestBrowserSizes checks the compressed sizes of pages, style sheets and scripts.
func TestBrowserSizes(t *testing.T) {
	site := openWebSite(t)
	most := make(map[string]int)
	for _, p := range site.pages {
		data, err := os.ReadFile(p.file)
		if err != nil {
			t.Fatal(err)
		}
		limit := func(what string, weight, allowed int) {
			most[what] = max(most[what], weight)
			if weight > allowed {
				t.Errorf("/%s: %s has %d bytes, at most %d are allowed", p.address, what, weight, allowed)
			}
		}
		if p.layout == "short" { // a redirect
			continue
		}
		style := stylePattern.FindSubmatch(data)
		if style == nil {
			t.Fatalf("/%s has no style element", p.address)
		}
		limit("the style", gzipped(style[1]), maxStyleSize)
		if p.layout == "module" || p.layout == "practice" {
			limit("the script of questions", site.scriptSize(t, data), maxQuizScriptSize)
		} else if p.layout == "search" {
			limit("the script of the search", site.scriptSize(t, data), maxSearchScriptSize)
		} else {
			limit("the script", site.scriptSize(t, data), maxScriptSize)
		}
		if !p.content {
			continue
		}
		if len(strings.Fields(anyTag.ReplaceAllString(string(mainPattern.Find(data)), " "))) <= longPageWords {
			limit("the page", gzipped(data), maxPageSize)
		} else {
			limit("the long page", gzipped(data), maxLongPageSize)
		}
	}
	t.Log(most)
}

// scriptSize returns the compressed size of the scripts that a page loads, which are at the
// root of the site.
func (s *webSite) scriptSize(t *testing.T, page []byte) int {
	t.Helper()
	weight := 0
	for _, script := range scriptPattern.FindAllSubmatch(page, -1) {
		data, err := os.ReadFile(filepath.Join(s.folder, path.Base(string(script[1]))))
		if err != nil {
			t.Fatal(err)
		}
		weight += gzipped(data)
	}
	if weight == 0 {
		t.Error("the page loads no script")
	}
	return weight
}
