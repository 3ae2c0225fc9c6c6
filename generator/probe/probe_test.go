package probe_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safelearn/generator"
	"safelearn/generator/probe"
	"safelearn/generator/sitetest"
)

// A host is a server for a published folder. Its fields are functions that imitate faults of hosting
// providers.
type host struct {
	folder, base string
	header       func(path string, h http.Header)                               // if not nil, changes the headers of a response
	answer       func(w http.ResponseWriter, r *http.Request, path string) bool // if not nil, responds to a request instead of the host, or returns false
	rewrite      func(page string) string                                       // if not nil, returns the page to send instead of page
}

// ServeHTTP implements http.Handler.
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, below := strings.CutPrefix(r.URL.Path, h.base)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Content-Security-Policy", "frame-ancestors 'none'")
	w.Header().Set("Cache-Control", "no-cache")
	if h.header != nil {
		h.header(path, w.Header())
	}
	if h.answer != nil && h.answer(w, r, path) {
		return
	}
	if info, err := os.Stat(filepath.Join(h.folder, path)); err == nil && info.IsDir() && path != "" && !strings.HasSuffix(path, "/") {
		http.Redirect(w, r, "/"+strings.TrimPrefix(h.base+path, "/")+"/", http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	text, err := os.ReadFile(filepath.Join(h.folder, path))
	if err != nil || !below {
		status, path = http.StatusNotFound, "404.html"
		text, _ = os.ReadFile(filepath.Join(h.folder, path))
	}
	switch filepath.Ext(path) {
	case ".html":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if h.rewrite != nil {
			text = []byte(h.rewrite(string(text)))
		}
	case ".js":
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", "text/javascript")
		}
	}
	w.WriteHeader(status)
	w.Write(text)
}

// TestRun checks the findings for hosts with one fault each that serve the site at the root or below a
// path.
func TestRun(t *testing.T) {
	folders := map[string]string{"/": publishedSite(t, "/"), "/learning/": publishedSite(t, "/learning/")}
	policy := func(text string) func(string, http.Header) {
		return func(_ string, h http.Header) { h.Add("Content-Security-Policy", text) }
	}
	for name, test := range map[string]struct {
		host host
		want string // part of the message of the only finding, or "" for no finding
	}{
		"good":             {host{}, ""},
		"strips slashes":   {host{answer: stripSlash}, "takes the slash from the end"},
		"no redirect":      {host{answer: serveWithoutSlash}, "also shown without the slash"},
		"an app":           {host{answer: serveHomeForMissing}, "is answered with 200 OK"},
		"its own 404 page": {host{answer: serveHostNotFound}, "does not show the site's own page"},
		"no style":         {host{header: policy("default-src 'self'; frame-ancestors 'none'")}, "style-src) forbids the style of the pages"},
		"style allowed":    {host{header: policy("default-src 'self'; style-src 'self' 'unsafe-inline'")}, ""},
		"no scripts":       {host{header: policy("script-src 'none'")}, "script-src) forbids the scripts"},
		"no pictures":      {host{header: policy("img-src 'none'")}, "img-src) forbids the pictures"},
		"no search boxes":  {host{header: policy("form-action 'none'")}, "form-action) forbids the search boxes"},
		"no worker":        {host{header: policy("worker-src 'none'")}, "worker-src) forbids the script that saves"},
		"nonce":            {host{header: policy("style-src 'unsafe-inline' 'nonce-x'")}, "style-src) forbids the style of the pages"},
		"sandbox":          {host{header: policy("sandbox")}, "sandbox) switches off"},
		"no saving":        {host{header: policy("connect-src 'none'")}, "forbids sw.js to load pages"},
		"no index":         {host{answer: refuseIndex}, "the search finds nothing"},
		"framed by any":    {host{header: func(_ string, h http.Header) { h.Set("Content-Security-Policy", "frame-ancestors *") }}, "in a frame of theirs"},
		"framed by one": {host{header: func(_ string, h http.Header) {
			h.Set("Content-Security-Policy", "frame-ancestors 'self' https://intranet.example")
		}}, ""},
		"no headers":           {host{header: func(_ string, h http.Header) { h.Del("X-Content-Type-Options") }}, "does not send the headers"},
		"framed":               {host{header: func(_ string, h http.Header) { h.Del("Content-Security-Policy") }}, "in a frame of theirs"},
		"framed, by old means": {host{header: func(_ string, h http.Header) { h.Del("Content-Security-Policy"); h.Set("X-Frame-Options", "DENY") }}, ""},
		"minified":             {host{rewrite: func(page string) string { return strings.Replace(page, "<style>", "<style>\n", 1) }}, "changes the pages on the way"},
		"caches for a year":    {host{header: func(_ string, h http.Header) { h.Set("Cache-Control", "public, max-age=31536000") }}, "keep an old sw.js"},
		"plain text":           {host{header: setPlainTextType}, "sw.js is sent as text/plain"},
	} {
		for _, base := range []string{"/", "/learning/"} {
			t.Run(name+" at "+base, func(t *testing.T) {
				t.Parallel()
				h := test.host
				h.folder, h.base = folders[base], base
				server := httptest.NewServer(&h)
				defer server.Close()
				findings, err := probe.Run(t.Context(), server.URL+strings.TrimSuffix(base, "/"))
				switch {
				case err != nil:
					t.Error(err)
				case test.want == "" && len(findings) > 0, test.want != "" && (len(findings) != 1 || !strings.Contains(findings[0].Message, test.want)):
					t.Errorf("found %q, want %q", findings, test.want)
				}
			})
		}
	}
}

// TestSiteBelowPath checks the findings for a site below a path whose settings do not contain the path.
func TestSiteBelowPath(t *testing.T) {
	server := httptest.NewServer(&host{folder: publishedSite(t, "/"), base: "/learning/"})
	defer server.Close()
	findings, err := probe.Run(t.Context(), server.URL+"/learning/")
	if err != nil || len(findings) != 1 || !strings.Contains(findings[0].Message, "leads out of /learning/") || !strings.Contains(findings[0].Hint, "write base: "+server.URL+"/learning/ in") {
		t.Errorf("found %q, %v", findings, err)
	}
}

// publishedSite publishes the shipped site, with settings for the path base, and returns the folder.
func publishedSite(t *testing.T, base string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "public")
	site := &generator.Site{Shipped: sitetest.ShippedBelow(t, base), Today: "2026-12-01"}
	if _, problems, err := site.Build(t.Context(), folder); err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	return folder
}

// stripSlash redirects from the address of a page to that address without its trailing slash.
func stripSlash(w http.ResponseWriter, r *http.Request, path string) bool {
	if path == "" || !strings.HasSuffix(path, "/") || strings.HasPrefix(path, "no-such") {
		return false
	}
	http.Redirect(w, r, strings.TrimSuffix(r.URL.Path, "/"), http.StatusPermanentRedirect)
	return true
}

// serveWithoutSlash responds with a page instead of a redirect if the address has no trailing slash.
func serveWithoutSlash(w http.ResponseWriter, _ *http.Request, path string) bool {
	if path == "" || strings.HasSuffix(path, "/") || strings.Contains(path, ".") {
		return false
	}
	w.Write([]byte("a page"))
	return true
}

// serveHomeForMissing responds with a page and the status 200 if the address does not exist.
func serveHomeForMissing(w http.ResponseWriter, _ *http.Request, path string) bool {
	if strings.HasPrefix(path, "no-such") {
		w.Write([]byte("home"))
		return true
	}
	return false
}

// serveHostNotFound responds with the host's own error page if the address does not exist.
func serveHostNotFound(w http.ResponseWriter, _ *http.Request, path string) bool {
	if strings.HasPrefix(path, "no-such") {
		http.Error(w, "not found", http.StatusNotFound)
		return true
	}
	return false
}

// refuseIndex responds with an error to requests for the search index.
func refuseIndex(w http.ResponseWriter, _ *http.Request, path string) bool {
	if strings.HasPrefix(path, "search/files/") {
		http.Error(w, "forbidden", http.StatusForbidden)
		return true
	}
	return false
}

// setPlainTextType sets the content type of the service worker to plain text.
func setPlainTextType(path string, h http.Header) {
	if path == "sw.js" {
		h.Set("Content-Type", "text/plain")
	}
}

// TestNoSite checks that Run returns an error if there is no site at an address.
func TestNoSite(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/moved/" {
			http.Redirect(w, r, "https://elsewhere.example/", http.StatusFound)
		}
	}))
	for address, want := range map[string]string{
		"learning.example/": "write it in full", "ftp://learning.example/": "write it in full", "https:///x": "write it in full",
		server.URL: "there is no index.json", server.URL + "/moved": "leads to https://elsewhere.example/",
	} {
		if _, err := probe.Run(t.Context(), address); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
	server.Close()
	if _, err := probe.Run(t.Context(), server.URL); err == nil {
		t.Error("a server that does not answer is no error")
	}
}
