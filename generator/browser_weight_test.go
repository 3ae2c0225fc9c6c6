//go:build browser

package generator

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The weights of design that a reader with a poor signal pays for, in bytes as they
// are sent, and the length of a page up to which the first holds.
const (
	pageWeight   = 14 << 10
	pageLimit    = 20 << 10 // of any content page, however long
	pageWords    = 1500
	scriptWeight = 4 << 10
	styleWeight  = 5 << 10
)

// gzipped gives the length of bytes as a server sends them.
func gzipped(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Len()
}

func TestBrowserWeights(t *testing.T) {
	site := openWebSite(t)
	var (
		styles = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
		main   = regexp.MustCompile(`(?s)<main.*</main>`)
		tags   = regexp.MustCompile(`<[^>]*>`)
	)
	heaviest, heaviestPage, heaviestStyle := 0, "", 0
	for _, p := range site.pages {
		data, err := os.ReadFile(p.file)
		if err != nil {
			t.Fatal(err)
		}
		if p.layout != "short" {
			style := styles.FindSubmatch(data)
			if style == nil {
				t.Fatalf("/%s has no style inside", p.address)
			}
			heaviestStyle = max(heaviestStyle, gzipped(style[1]))
		}
		if !p.content {
			continue
		}
		weight, words := gzipped(data), len(strings.Fields(tags.ReplaceAllString(string(main.Find(data)), " ")))
		switch {
		case weight > pageLimit:
			t.Errorf("/%s weighs %d bytes, at most %d are allowed for any page", p.address, weight, pageLimit)
		case words <= pageWords && weight > pageWeight:
			t.Errorf("/%s weighs %d bytes with %d words, at most %d are allowed for %d words", p.address, weight, words, pageWeight, pageWords)
		}
		if weight > heaviest {
			heaviest, heaviestPage = weight, p.address
		}
	}
	if heaviestStyle > styleWeight {
		t.Errorf("the style weighs %d bytes, at most %d are allowed", heaviestStyle, styleWeight)
	}
	scripts, err := filepath.Glob(filepath.Join(site.folder, "site.*.js"))
	if err != nil || len(scripts) != 1 {
		t.Fatal("not one script:", scripts, err)
	}
	data, err := os.ReadFile(scripts[0])
	if err != nil {
		t.Fatal(err)
	}
	if gzipped(data) > scriptWeight {
		t.Errorf("the script weighs %d bytes, at most %d are allowed", gzipped(data), scriptWeight)
	}
	t.Logf("heaviest page /%s %d bytes, style %d, script %d", heaviestPage, heaviest, heaviestStyle, gzipped(data))
}
