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

// Maximum compressed sizes in bytes.
const (
	maxPageSize         = 14 << 10
	maxLongPageSize     = 20 << 10 // for a page with more than longPageWords words
	maxScriptSize       = 4 << 10  // all scripts of a page
	maxQuizScriptSize   = 8 << 10  // all scripts of a page with questions
	maxSearchScriptSize = 5 << 10  // all scripts of the search page, including the search client
	maxStyleSize        = 7 << 10
)

// longPageWords is the number of words above which maxLongPageSize applies to a page.
const longPageWords = 1500

// gzippedLen returns the length of data after gzip compression.
func gzippedLen(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Len()
}

var (
	stylePattern  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	sheetPattern  = regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`)
	scriptPattern = regexp.MustCompile(`<script src="([^"]+)"`)
)

// TestBrowserSizes checks the compressed sizes of the style sheet and the scripts of each page except
// redirects, and of each page that is built from a content file.
func TestBrowserSizes(t *testing.T) {
	t.Parallel()
	site := openWebSite(t)
	largest := make(map[string]int) // by subject of the limit
	for _, p := range site.pages {
		data, err := os.ReadFile(p.file)
		if err != nil {
			t.Fatal(err)
		}
		checkSize := func(what string, size, limit int) {
			largest[what] = max(largest[what], size)
			if size > limit {
				t.Errorf("/%s: %s has %d bytes, at most %d are allowed", p.address, what, size, limit)
			}
		}
		if p.layout == "short" { // short addresses only redirect
			continue
		}
		checkSize("the style", gzippedLen(site.styleSheet(t, data)), maxStyleSize)
		if p.layout == "module" || p.layout == "practice" {
			checkSize("the script of questions", site.scriptSize(t, data), maxQuizScriptSize)
		} else if p.layout == "search" {
			checkSize("the script of the search", site.scriptSize(t, data), maxSearchScriptSize)
		} else {
			checkSize("the script", site.scriptSize(t, data), maxScriptSize)
		}
		if !p.hasSource {
			continue
		}
		if len(strings.Fields(tagPattern.ReplaceAllString(string(mainPattern.Find(data)), " "))) <= longPageWords {
			checkSize("the page", gzippedLen(data), maxPageSize)
		} else {
			checkSize("the long page", gzippedLen(data), maxLongPageSize)
		}
	}
	t.Log(largest)
}

// styleSheet returns the style sheet of a page, which is inline or in a file in the root folder of the
// site. It fails the test if there is none.
func (s *webSite) styleSheet(t *testing.T, page []byte) []byte {
	t.Helper()
	if m := stylePattern.FindSubmatch(page); m != nil {
		return m[1]
	}
	m := sheetPattern.FindSubmatch(page)
	if m == nil {
		t.Fatal("the page has no style")
	}
	data, err := os.ReadFile(filepath.Join(s.folder, path.Base(string(m[1]))))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// scriptSize returns the total compressed size of the scripts that a page loads, all of which are
// in the root folder of the site. It fails the test if there are none.
func (s *webSite) scriptSize(t *testing.T, page []byte) int {
	t.Helper()
	size := 0
	for _, script := range scriptPattern.FindAllSubmatch(page, -1) {
		data, err := os.ReadFile(filepath.Join(s.folder, path.Base(string(script[1]))))
		if err != nil {
			t.Fatal(err)
		}
		size += gzippedLen(data)
	}
	if size == 0 {
		t.Error("the page loads no script")
	}
	return size
}
