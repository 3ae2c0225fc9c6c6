package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"safelearn"
	"safelearn/generator"
	"safelearn/generator/hostfile"
	"safelearn/generator/probe"
)

// A configuredHost imitates a host that obeys a settings file of a new site: it sends the headers of the
// file, redirects to the slash at the end of an address, and shows 404.html where there is nothing.
type configuredHost struct {
	folder   string
	settings []hostfile.Setting
}

// ServeHTTP implements http.Handler.
func (h *configuredHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, status := filepath.Join(h.folder, filepath.FromSlash(r.URL.Path)), http.StatusOK
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
			return
		}
		name = filepath.Join(name, "index.html")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		name, status = filepath.Join(h.folder, "404.html"), http.StatusNotFound
		text, _ = os.ReadFile(name)
	}
	if filepath.Ext(name) == ".js" {
		w.Header().Set("Content-Type", "text/javascript")
	}
	matched := false
	for _, s := range h.settings {
		switch {
		case s.Path == "" && !s.Removed:
			w.Header().Set(s.Name, s.Value)
		case !matched && (s.Path == r.URL.Path || s.Path == "/*.{js,css}" && (path.Ext(r.URL.Path) == ".js" || path.Ext(r.URL.Path) == ".css")):
			matched = true // Azure uses the first route only
			w.Header().Set(s.Name, s.Value)
		}
	}
	w.WriteHeader(status)
	w.Write(text)
}

// TestDeployProbe checks that a probe finds nothing wrong with hosts that obey the settings files of a
// new site, and finds what is lost if a host obeys a file without headers.
func TestDeployProbe(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "public")
	site := &generator.Site{Shipped: safelearn.Shipped, Today: "2026-12-01"}
	if _, problems, err := site.Build(t.Context(), folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	findings := func(settings []hostfile.Setting) []probe.Finding {
		server := httptest.NewServer(&configuredHost{folder, settings})
		defer server.Close()
		findings, err := probe.Run(t.Context(), server.URL)
		if err != nil {
			t.Fatal(err)
		}
		return findings
	}
	for file, name := range deployFiles() {
		settings, err := hostfile.Parse(name, deployFile(t, file))
		if err != nil {
			t.Fatal(file, err)
		}
		if found := findings(settings); len(found) > 0 {
			t.Errorf("%s: %q", file, found)
		}
	}
	if found := findings(nil); len(found) != 2 {
		t.Errorf("without settings: %q", found)
	}
}
