//go:build browser

package generator

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"safelearn/generator/render"
)

// An offlineServer serves one or more rendered sites, each under a separate path. A test can replace a
// site and intercept requests while a browser uses the server.
type offlineServer struct {
	*httptest.Server
	t *testing.T

	mu        sync.Mutex
	sites     map[string]map[string][]byte // contents of files, by site folder, such as "/learn/", and by path
	intercept func(w http.ResponseWriter, r *http.Request) bool
	sentBytes int      // total size of the response bodies, after compression
	requests  []string // paths of all requests
}

// newOfflineServer starts an offlineServer that does not serve any site yet.
func newOfflineServer(t *testing.T) *offlineServer {
	s := &offlineServer{t: t, sites: make(map[string]map[string][]byte)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.stop)
	return s
}

// stop closes the server and its connections.
func (s *offlineServer) stop() {
	s.CloseClientConnections()
	s.Close()
}

// publish renders a site and serves it under the path folder, replacing any previous site there.
func (s *offlineServer) publish(folder string, site *Site, o render.Options) {
	s.t.Helper()
	tree, problems, err := site.renderPublished(s.t.Context(), o)
	if err != nil || problems.Failed() {
		s.t.Fatal(err, problems)
	}
	files := make(map[string][]byte)
	for _, name := range fileNames(s.t, tree) {
		if files[name], err = fs.ReadFile(tree, name); err != nil {
			s.t.Fatal(err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sites[folder] = files
}

// setIntercept installs a handler that is called before a request is served and reports whether it
// has handled the request. If the handler is nil, no requests are intercepted.
func (s *offlineServer) setIntercept(handler func(w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intercept = handler
}

// delayServiceWorker delays requests for service workers until the returned function is called, and serves
// everything else. While Chromium replaces a service worker, it may lose a navigation, so that the page
// does not load until the reader opens it again. Chromium checks for a new worker one second after it
// loads a page. A test that opens a page after a release must therefore delay the worker until the page is open.
func (s *offlineServer) delayServiceWorker() (release func()) {
	released := make(chan bool)
	s.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/sw.js") {
			select {
			case <-released:
			case <-r.Context().Done():
			}
		}
		return false
	})
	return func() {
		s.setIntercept(nil)
		close(released)
	}
}

// dropConnection closes the connection without a response, as if the network were down.
func dropConnection(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }

// takeTraffic returns the number of bytes sent and the paths requested since its last call.
func (s *offlineServer) takeTraffic() (bytes int, paths []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bytes, paths = s.sentBytes, s.requests
	s.sentBytes, s.requests = 0, nil
	return bytes, paths
}

// ServeHTTP calls the intercepting handler, if any. Unless that handles the request, it serves a
// file, or 404.html, of the site whose folder is the longest prefix of the request path.
func (s *offlineServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	intercept := s.intercept
	s.requests = append(s.requests, r.URL.Path)
	s.mu.Unlock()
	if intercept != nil && intercept(w, r) {
		return
	}
	s.mu.Lock()
	var body []byte
	status, name := http.StatusNotFound, ""
	at := ""
	for folder, files := range s.sites {
		if rest, ok := strings.CutPrefix(r.URL.Path, folder); ok && len(folder) > len(at) {
			at, status = folder, http.StatusNotFound
			if name = rest; name == "" || strings.HasSuffix(name, "/") {
				name += "index.html"
			}
			if data, found := files[name]; found {
				body, status = data, http.StatusOK
			} else {
				body, name = files["404.html"], "404.html"
			}
		}
	}
	s.mu.Unlock()
	kind := mime.TypeByExtension(path.Ext(name))
	if strings.HasSuffix(name, ".webmanifest") {
		kind = "application/manifest+json"
	}
	w.Header().Set("Content-Type", kind)
	// Many web servers allow the HTTP cache to store pages for a while.
	w.Header().Set("Cache-Control", "max-age=600")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		var small bytes.Buffer
		z := gzip.NewWriter(&small)
		z.Write(body)
		z.Close()
		body = small.Bytes()
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.WriteHeader(status)
	n, _ := w.Write(body)
	s.mu.Lock()
	s.sentBytes += n
	s.mu.Unlock()
}

// evalPromise evaluates a JavaScript expression that returns a promise, and returns the value
// to which the promise resolves.
func evalPromise[T any](p *tab, expression string) T {
	p.t.Helper()
	var value T
	if err := p.run(chromedp.Evaluate(expression, &value, awaitPromise)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// cachedURLsJS is a JavaScript expression that returns a promise of the names of all caches of this
// origin and the URLs in them. Use it only while no cache is being deleted, because opening a cache
// that has just been deleted creates it again.
const cachedURLsJS = `(async () => {
	const all = [];
	for (const name of await caches.keys()) {
		all.push(name, ...(await (await caches.open(name)).keys()).map((r) => r.url));
	}
	return all;
})()`

// storageTracesJS is a JavaScript expression that returns a promise of the names of everything
// that the origin has stored in the browser: caches, items, cookies, databases and service workers.
// It does not open caches, because opening a cache that has just been deleted creates it again.
const storageTracesJS = `(async () => {
	const found = [...await caches.keys(), ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await cookieStore.getAll()).map((c) => c.name)];
	found.push(...(await indexedDB.databases()).map((d) => d.name), ...(await navigator.serviceWorker.getRegistrations()).map((r) => r.scope));
	return found.filter(Boolean);
})()`
