//go:build browser

package generator

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"safelearn/generator/export"
)

// A learningSystem is a test server that acts as a learning management system. It serves packages and
// the page in testdata/lms.js that launches them, and stores the values that packages set for each
// learner.
type learningSystem struct {
	root string // URL with a trailing slash

	mu       sync.Mutex
	learners map[string]map[string]any // stored values, by learner
	fails    bool                      // whether storing values fails
}

// startLearningSystem starts a server for packages, which maps the name of each package to the
// contents of its files by name.
func startLearningSystem(t *testing.T, packages map[string]map[string][]byte) *learningSystem {
	t.Helper()
	s := &learningSystem{learners: make(map[string]map[string]any)}
	script, err := os.ReadFile("testdata/lms.js")
	if err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(toolPath(t, "scorm-again/dist/scorm12.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /packages/{name}/{file}", func(w http.ResponseWriter, r *http.Request) {
		data, ok := packages[r.PathValue("name")][r.PathValue("file")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}[path.Ext(r.PathValue("file"))])
		w.Write(data)
	})
	mux.HandleFunc("/store/{learner}", s.serveLearnerValues)
	mux.HandleFunc("GET /lms/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="en"><title>A learning system</title><link rel="icon" href="data:,"><body><button id="launch">Launch</button> <a href="/left/">Exit activity</a>`)
		fmt.Fprintf(w, "<script>%s</script><script>%s</script>", again, script)
	})
	mux.HandleFunc("GET /left/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Courses</title><link rel="icon" href="data:,">`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.root = server.URL + "/"
	return s
}

// serveLearnerValues handles a request to read or to store the values of a learner.
func (s *learningSystem) serveLearnerValues(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch learner := r.PathValue("learner"); {
	case r.Method == http.MethodGet:
		values := s.learners[learner]
		if values == nil {
			values = map[string]any{}
		}
		json.NewEncoder(w).Encode(values)
	case s.fails:
		http.Error(w, "the disk is full", http.StatusInternalServerError)
	default:
		var values map[string]any
		if data, _ := io.ReadAll(r.Body); json.Unmarshal(data, &values) == nil {
			s.learners[learner] = values
		}
		fmt.Fprint(w, `{"result": true, "errorCode": 0}`)
	}
}

// failStores sets whether requests to store values fail from now on.
func (s *learningSystem) failStores(fails bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = fails
}

// storedValue returns the named value that is stored for a learner, or "" if there is none.
func (s *learningSystem) storedValue(learner, name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if value, ok := s.learners[learner][name]; ok {
		return fmt.Sprint(value)
	}
	return ""
}

// A launch describes how a package is opened: for which learner, and with which settings of the test
// page, written as a URL query.
type launch struct{ learner, pkg, settings string }

// open opens a package in a tab and waits until the package is ready.
func (s *learningSystem) open(p *tab, l launch) {
	p.t.Helper()
	s.visit(p, l)
	p.waitFor("the package", "ready()")
}

// visit opens a package in a tab.
func (s *learningSystem) visit(p *tab, l launch) {
	p.t.Helper()
	p.visit(s.root + "lms/?learner=" + l.learner + "&package=" + l.pkg + "&" + l.settings)
	p.click("#launch")
}

// exportPackages exports the modules of a site and returns the contents of the files in each package
// by name, keyed by the id of the module.
func exportPackages(t *testing.T, site *Site, o export.Options) map[string]map[string][]byte {
	t.Helper()
	folder := exportModules(t, site, "scorm12", o)
	names, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	packages := make(map[string]map[string][]byte)
	for _, name := range names {
		id, _, _ := strings.Cut(filepath.Base(name), ".v")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		packages[id] = unzip(t, data)
	}
	return packages
}

// unzip returns the contents of the files in a zip archive by name.
func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, f := range r.File {
		if files[f.Name], err = fs.ReadFile(r, f.Name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// waitUntil waits until a condition is true. The failure message contains description.
func waitUntil(t *testing.T, description string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(timeout); !condition(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("timeout: %s", description)
		}
	}
}
