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

// A shelf serves laid out sites, each below a folder of one server. What it answers
// can be changed, spoilt and cut while a browser looks.
type offlineServer struct {
	*httptest.Server
	t *testing.T

	mu        sync.Mutex
	sites     map[string]map[string][]byte // by folder, "/learn/"; then by path below it
	intercept func(w http.ResponseWriter, r *http.Request) bool
	bytes     int      // of bodies, as sent
	requests  []string // paths
}

func newOfflineServer(t *testing.T) *offlineServer {
	s := &offlineServer{t: t, sites: make(map[string]map[string][]byte)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.stop)
	return s
}

// stop closes the server and what browsers hold of it.
func (s *offlineServer) stop() {
	s.CloseClientConnections()
	s.Close()
}

// put publishes a site below a folder, in place of what was there.
func (s *offlineServer) publish(folder string, site *Site, o render.Options) {
	s.t.Helper()
	tree, problems, err := site.tree(t.Context(), o)
	if err != nil || problems.Failed() {
		s.t.Fatal(err, problems)
	}
	files := make(map[string][]byte)
	for _, name := range tree.Names() {
		if files[name], err = fs.ReadFile(tree, name); err != nil {
			s.t.Fatal(err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sites[folder] = files
}

// spoiled sets what takes a request instead of the site; nil lets all pass.
func (s *offlineServer) setIntercept(by func(w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intercept = by
}

// cut drops every connection without an answer, as a network does that is not there.
func dropConnection(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }

// counted gives the bytes sent and the paths asked for, and forgets them.
func (s *offlineServer) takeTraffic() (int, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, asked := s.bytes, s.requests
	s.bytes, s.requests = 0, nil
	return n, asked
}

func (s *offlineServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	spoil := s.intercept
	s.requests = append(s.requests, r.URL.Path)
	s.mu.Unlock()
	if spoil != nil && spoil(w, r) {
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
	// As many servers do: pages may be kept for a while by whoever likes.
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
	s.bytes += n
	s.mu.Unlock()
}

// awaited gives the value that an expression of the tab's page promises.
func evalPromise[T any](p *tab, expression string) T {
	p.t.Helper()
	var value T
	if err := p.run(chromedp.Evaluate(expression, &value, awaitPromise)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// kept is an expression for the addresses of everything that is kept on this origin,
// with the names of the caches.
const cachedURLs = `(async () => {
	const all = [];
	for (const name of await caches.keys()) {
		all.push(name, ...(await (await caches.open(name)).keys()).map((r) => r.url));
	}
	return all;
})()`

// traces is an expression for everything that a site can leave on a device.
const storageTraces = `(async () => {
	const all = ` + cachedURLs + `;
	const found = [...await all, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await cookieStore.getAll()).map((c) => c.name)];
	found.push(...(await indexedDB.databases()).map((d) => d.name), ...(await navigator.serviceWorker.getRegistrations()).map((r) => r.scope));
	return found.filter(Boolean);
})()`
