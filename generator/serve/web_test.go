package serve

import (
	"net/url"
	"strings"
	"testing"
)

// TestHosts checks that only requests with the name or address of the local host in their
// Host header are allowed.
func TestHosts(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil)
	port := strings.TrimPrefix(r.addr(), "127.0.0.1")
	for host, want := range map[string]int{
		"127.0.0.1": 200, "127.0.0.1" + port: 200, "localhost": 200, "LOCALHOST" + port: 200, "[::1]": 200, "[::1]" + port: 200,
		"": 421, "evil.example": 421, "evil.example" + port: 421, "localhost.evil.example" + port: 421, "127.0.0.1.evil.example": 421,
		"127.0.0.2" + port: 421, "0.0.0.0" + port: 421, "::1": 421, "localhost:evil": 421,
	} {
		for _, path := range []string{"/", Script, internalPrefix + "nothing"} {
			response, body := r.get(t, "GET", path, "Host: "+host)
			if path == internalPrefix+"nothing" && want == 200 {
				want = 404
			}
			if response.StatusCode != want {
				t.Errorf("host %q, %s: %s, want %d", host, path, response.Status, want)
			}
			if want == 421 && strings.Contains(body, "home") {
				t.Errorf("host %q got the site", host)
			}
		}
	}
}

// TestMethods checks that only GET and HEAD are allowed, and that a response to HEAD has no
// body.
func TestMethods(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil)
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"} {
		response, _ := r.get(t, method, "/")
		if response.StatusCode != 405 || response.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %s, Allow: %s", method, response.Status, response.Header.Get("Allow"))
		}
		if response.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other origins are allowed", method)
		}
	}
	for _, path := range []string{"/", "/nowhere", Script, internalPrefix + "events"} {
		response, body := r.get(t, "HEAD", path)
		if body != "" || response.StatusCode >= 400 && path != "/nowhere" {
			t.Errorf("HEAD %s: %s, %q", path, response.Status, body)
		}
	}
}

// TestFiles checks the response for each kind of path.
func TestFiles(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "text", "b/c.md", "more")
	for _, test := range []struct {
		path, body, contentType string
		status                  int
	}{
		{"/", "home", "text/html; charset=utf-8", 200},
		{"/?q=1", "home", "text/html; charset=utf-8", 200},
		{"/index.html", "home", "text/html; charset=utf-8", 200},
		{"/a/", "text", "text/html; charset=utf-8", 200},
		{"/b/c/", "more", "text/html; charset=utf-8", 200},
		{"/data/x.css", "css", "text/css; charset=utf-8", 200},
		{"/empty/deep/a.js", "js", "text/javascript; charset=utf-8", 200},
		{"/404.html", "lost", "text/html; charset=utf-8", 200},
		{Script, string(readEmbedded("live.js")), "text/javascript; charset=utf-8", 200},
		{internalPrefix + "panel.css", string(readEmbedded("panel.css")) + ".chroma{color:red}", "text/css; charset=utf-8", 200},
		{"/nowhere", "lost", "text/html; charset=utf-8", 404},
		{"/b/", "lost", "text/html; charset=utf-8", 404}, // a folder without a page
		{"/b", "lost", "text/html; charset=utf-8", 404},
		{"/data/x.css/", "lost", "text/html; charset=utf-8", 404},
		{"/A/", "lost", "text/html; charset=utf-8", 404}, // paths are case-sensitive
	} {
		response, body := r.get(t, "GET", test.path)
		if kind := response.Header.Get("Content-Type"); response.StatusCode != test.status || body != test.body || kind != test.contentType {
			t.Errorf("%s: %s, %s, %q", test.path, response.Status, kind, body)
		}
		if response.Header.Get("Cache-Control") != "no-store" || response.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", test.path, response.Header)
		}
	}
	for path, want := range map[string]string{"/a": "/a/", "/b/c?x=1": "/b/c/?x=1"} {
		if response, _ := r.get(t, "GET", path); response.StatusCode != 302 || response.Header.Get("Location") != want {
			t.Errorf("%s: %s to %q, want %q", path, response.Status, response.Header.Get("Location"), want)
		}
	}
}

// TestInvalidPaths checks that requests for invalid paths are answered with status 404.
func TestInvalidPaths(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "text")
	for _, path := range []string{
		"/../a/", "/a/../a/", "/./a/", "/%2e%2e/a/", "/a/%2E/", "//a/", "/a//", "//evil.example/a", "/a%2f", "/a%2Findex.html",
		"/..%2fa/", "/a\\", "/a%5cindex.html", "/..\\..\\a", "/a%00/", "/%00", "/a/\u202e",
	} {
		if response, body := r.get(t, "GET", path); response.StatusCode != 404 || body != "lost" {
			t.Errorf("%s: %s, %q", path, response.Status, body)
		}
	}
	if name, ok := fileName(&url.URL{Path: "*"}); ok {
		t.Errorf("* is the path of %s", name)
	}
}

// TestStreamCrossOrigin checks that other origins cannot open the event stream.
func TestStreamCrossOrigin(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil)
	for site, want := range map[string]int{"cross-site": 403, "same-site": 403, "same-origin": 200, "none": 200} {
		response, _ := r.get(t, "HEAD", internalPrefix+"events", "Sec-Fetch-Site: "+site)
		if response.StatusCode != want {
			t.Errorf("from %s: %s, want %d", site, response.Status, want)
		}
	}
}

// TestEvent checks the encoding of an event with several lines.
func TestEvent(t *testing.T) {
	if got, want := formatEvent("x", "a\nb\r\nc\rd"), "event: x\ndata: a\ndata: b\ndata: c\ndata: d\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
