package serve

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/diag"
)

// timeout is the maximum time for which a test waits for an event. It is generous, since only a failing
// test waits that long.
const timeout = 30 * time.Second

// requireNoError fails the test if err is not nil.
func requireNoError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// waitUntil waits until a condition is true. It fails the test after timeout.
func waitUntil(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(timeout); !condition(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("timed out waiting for %s", what)
		}
	}
}

// syncBuffer is a buffer for the output of a server, safe for concurrent use.
type syncBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// buildTestTree returns a tree with a page for each file in content, and a few other files. It returns
// an error if a file contains BAD and a warning if one contains WARN, and panics if one contains PANIC.
func buildTestTree(content string) (fs.FS, diag.List, error) {
	tree := failingFS{fstest.MapFS{
		"index.html":      {Data: []byte("home")},
		"404.html":        {Data: []byte("lost")},
		"data/x.css":      {Data: []byte("css")},
		"empty/deep/a.js": {Data: []byte("js")},
	}}
	var problems diag.List
	err := filepath.WalkDir(content, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(content, path)
		at := diag.Pos{Path: "content/" + filepath.ToSlash(name), Line: 3, Column: 7}
		switch text := string(data); {
		case strings.Contains(text, "PANIC"):
			panic("out of cheese")
		case strings.Contains(text, "BAD"):
			problems.Error(at, "test-bad", "a <bad> word", "write a good one", diag.Note{Pos: at, Message: "said & done"})
		case strings.Contains(text, "WARN"):
			problems.Warn(at, "test-warn", "a doubtful word", "")
		}
		tree.MapFS[strings.TrimSuffix(filepath.ToSlash(name), ".md")+"/index.html"] = &fstest.MapFile{Data: data}
		return nil
	})
	if err != nil || problems.Failed() {
		return nil, problems, err
	}
	return tree, problems, nil
}

// failingFS is a file system in which reading a file that contains LAYOUT fails, and reading one
// that contains FAULT panics.
type failingFS struct{ fstest.MapFS }

func (p failingFS) ReadFile(name string) ([]byte, error) {
	data, err := p.MapFS.ReadFile(name)
	switch string(data) {
	case "LAYOUT":
		return nil, fmt.Errorf("layout <page>: %w", fs.ErrNotExist)
	case "FAULT":
		panic("no such field")
	}
	return data, err
}

// testServer is a running server and the folder that it serves.
type testServer struct {
	content string       // path of the folder
	url     string       // URL of the server, with a trailing slash
	out     *syncBuffer  // output of the server
	stop    func() error // stops the server and returns the result of Run
}

// startServer writes files, which are pairs of a name and a text, and starts a server for them. If
// configure is not nil, startServer passes it the options to change.
func startServer(t *testing.T, configure func(*Options), files ...string) *testServer {
	t.Helper()
	r := &testServer{content: filepath.Join(t.TempDir(), "content"), out: &syncBuffer{}}
	requireNoError(t, os.Mkdir(r.content, 0o777))
	for i := 0; i < len(files); i += 2 {
		r.save(t, files[i], files[i+1])
	}
	o := Options{
		Folders: []string{r.content},
		Build:   func(context.Context) (fs.FS, diag.List, error) { return buildTestTree(r.content) },
		Excerpt: func(diag.Pos) string { return "<pre>before\n<mark>line</mark></pre>" },
		Style:   ".chroma{color:red}",
		Out:     r.out,
	}
	if configure != nil {
		configure(&o)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, o) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("the server returned %v", err)
		}
	})
	waitUntil(t, "an address", func() bool {
		_, after, found := strings.Cut(r.out.String(), "serving ")
		r.url, _, _ = strings.Cut(after, "\n")
		return found && strings.HasSuffix(r.url, "/")
	})
	return r
}

// save writes a file as many editors do: it writes a temporary file and renames it.
func (r *testServer) save(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(r.content, name)
	requireNoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
	requireNoError(t, os.WriteFile(filepath.Join(filepath.Dir(path), ".saving"), []byte(text), 0o666))
	requireNoError(t, os.Rename(filepath.Join(filepath.Dir(path), ".saving"), path))
}

// get requests path unchanged, whereas http.Get cleans it first, and returns the response and its body.
// The headers are lines such as "Host: localhost".
func (r *testServer) get(t *testing.T, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	conn, err := net.DialTimeout("tcp", r.addr(), timeout)
	requireNoError(t, err)
	defer conn.Close()
	requireNoError(t, conn.SetDeadline(time.Now().Add(timeout)))
	all := strings.Join(headers, "\r\n")
	if !strings.Contains(all, "Host:") {
		all = "Host: " + r.addr() + "\r\n" + all
	}
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n", method, path, strings.TrimSuffix(all, "\r\n"))
	request := &http.Request{Method: method}
	response, err := http.ReadResponse(bufio.NewReader(conn), request)
	requireNoError(t, err)
	body, err := io.ReadAll(response.Body)
	requireNoError(t, err)
	return response, string(body)
}

// waitForText waits until the page at path contains want.
func (r *testServer) waitForText(t *testing.T, path, want string) {
	t.Helper()
	waitUntil(t, path+" shows "+want, func() bool {
		_, body := r.get(t, "GET", path)
		return strings.Contains(body, want)
	})
}

// eventStream reads a stream of server-sent events.
type eventStream struct {
	lines *bufio.Scanner
	close func()
}

// openEvents opens the event stream that the given page would open.
func (r *testServer) openEvents(t *testing.T, page string) *eventStream {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	request, err := http.NewRequestWithContext(ctx, "GET", r.url+"_safelearn/events?page="+url.QueryEscape(page), nil)
	requireNoError(t, err)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	requireNoError(t, err)
	e := &eventStream{bufio.NewScanner(response.Body), func() { cancel(); response.Body.Close() }}
	t.Cleanup(e.close)
	return e
}

// nextEvent waits for the next event, checks its name and returns its data.
func (e *eventStream) nextEvent(t *testing.T, want string) string {
	t.Helper()
	name, data := "", []string{}
	for e.lines.Scan() {
		line := e.lines.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			name = line[len("event: "):]
		case strings.HasPrefix(line, "data: "):
			data = append(data, line[len("data: "):])
		case line == "" && name != "":
			if name != want {
				t.Fatalf("received the event %s %q, want %s", name, data, want)
			}
			return strings.Join(data, "\n")
		}
	}
	t.Fatalf("the stream ended without %s: %v", want, e.lines.Err())
	return ""
}

// TestReload checks that open pages receive the event "reload" after a file has changed, and
// that the server then serves the new page.
func TestReload(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "one")
	if response, body := r.get(t, "GET", "/a/"); body != "one" || response.StatusCode != 200 {
		t.Errorf("/a/ is %q (%s)", body, response.Status)
	}
	e := r.openEvents(t, "")
	first := e.nextEvent(t, "build")
	r.save(t, "a.md", "two")
	second := e.nextEvent(t, "reload")
	if first == second {
		t.Errorf("two builds have the same name %s", first)
	}
	response, body := r.get(t, "GET", "/a/")
	if body != "two" {
		t.Errorf("/a/ is %q after the reload", body)
	}
	if timing := response.Header.Get("Server-Timing"); timing != fmt.Sprintf("build;desc=%q", second) {
		t.Errorf("the page is from build %s, the event is from build %s", timing, second)
	}
	r.save(t, "deep/er/b.md", "three")
	e.nextEvent(t, "reload")
	r.waitForText(t, "/deep/er/b/", "three")
	if !strings.Contains(r.out.String(), "built in ") {
		t.Errorf("no time printed:\n%s", r.out)
	}
}

// TestProblemsFixed checks that open pages receive the problems of a failed build, that the
// last good build is served in the meantime, and that pages reload after the problems are fixed.
func TestProblemsFixed(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "one")
	e := r.openEvents(t, "")
	e.nextEvent(t, "build")
	r.save(t, "a.md", "BAD")
	panel := e.nextEvent(t, "problems")
	for _, want := range []string{"1 error", "content/a.md:3:7", "a &lt;bad&gt; word", "write a good one", "said &amp; done", "<mark>line</mark>"} {
		if !strings.Contains(panel, want) {
			t.Errorf("no %q in the panel:\n%s", want, panel)
		}
	}
	if _, body := r.get(t, "GET", "/a/"); body != "one" {
		t.Errorf("/a/ is %q, want the last good one", body)
	}
	late := r.openEvents(t, "")
	late.nextEvent(t, "build")
	if late.nextEvent(t, "problems") != panel {
		t.Error("a page opened later receives other problems")
	}
	if !strings.Contains(r.out.String(), "content/a.md:3:7: error: a <bad> word (test-bad)\n") {
		t.Errorf("the problem was not printed:\n%s", r.out)
	}
	r.save(t, "a.md", "PANIC")
	if panel := e.nextEvent(t, "problems"); !strings.Contains(panel, "out of cheese") || !strings.Contains(panel, "generator/serve.build") {
		t.Errorf("the fault is not in the panel:\n%s", panel)
	}
	r.save(t, "a.md", "WARN")
	e.nextEvent(t, "reload")
	if _, body := r.get(t, "GET", "/a/"); body != "WARN" {
		t.Errorf("/a/ is %q, want the new one", body)
	}
	r.save(t, "b.md", "more")
	e.nextEvent(t, "reload")
	if output := r.out.String(); strings.Count(output, "doubtful") != 1 || strings.Count(output, " ms, 1 warning\n") != 2 {
		t.Errorf("want the warning printed once and counted twice:\n%s", output)
	}
}

// TestFirstBuildFails checks that every path shows the problems if no build has
// succeeded.
func TestFirstBuildFails(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "BAD")
	for _, path := range []string{"/", "/a/", "/nowhere"} {
		response, body := r.get(t, "GET", path)
		if response.StatusCode != 500 || response.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %s, %s", path, response.Status, response.Header.Get("Content-Type"))
		}
		for _, want := range []string{"<!DOCTYPE html>", "Content-Security-Policy", Script, "content/a.md:3:7", ".chroma{color:red}"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q in\n%s", path, want, body)
			}
		}
	}
	e := r.openEvents(t, "")
	e.nextEvent(t, "build")
	e.nextEvent(t, "problems")
	r.save(t, "a.md", "good")
	e.nextEvent(t, "reload")
	r.waitForText(t, "/a/", "good")
}

// TestUnreadablePage checks the response for a page that cannot be read because of an error or a
// panic.
func TestUnreadablePage(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "layout.md", "LAYOUT", "fault.md", "FAULT")
	for path, want := range map[string]string{"/layout/": "layout &lt;page&gt;", "/fault/": "no such field"} {
		response, body := r.get(t, "GET", path)
		if response.StatusCode != 500 || !strings.Contains(body, want) || !strings.Contains(body, Script) {
			t.Errorf("%s: %s, want %q and the script in\n%s", path, response.Status, want, body)
		}
	}
	if !strings.Contains(r.out.String(), "layout <page>") {
		t.Errorf("the error was not printed:\n%s", r.out)
	}
}

// TestPortTaken checks that the server uses another port if its port is in use.
func TestPortTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	requireNoError(t, err)
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	r := startServer(t, func(o *Options) { o.Port = port })
	if want := "port " + strconv.Itoa(port) + " is taken, using "; !strings.Contains(r.out.String(), want) {
		t.Errorf("no %q in\n%s", want, r.out)
	}
	if !strings.HasPrefix(r.url, "http://127.0.0.1:") {
		t.Errorf("the address is %s", r.url)
	}
}

// TestBuildError checks that an error of the build is shown and printed.
func TestBuildError(t *testing.T) {
	t.Parallel()
	r := startServer(t, func(o *Options) {
		o.Folders = nil
		o.Build = func(context.Context) (fs.FS, diag.List, error) {
			return nil, nil, errors.New("layouts: no such folder")
		}
	})
	if response, body := r.get(t, "GET", "/"); response.StatusCode != 500 || !strings.Contains(body, "layouts: no such folder") {
		t.Errorf("%s:\n%s", response.Status, body)
	}
	if !strings.Contains(r.out.String(), "error: layouts: no such folder\n1 error; there is no site to show yet\n") {
		t.Errorf("the error was not printed:\n%s", r.out)
	}
}

// TestBuildErrorEnds checks that an error outside the content, such as a file that another program keeps
// locked, is reported once with what to do, and that the site is shown when the error has ended, though
// no file has changed.
func TestBuildErrorEnds(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	r := startServer(t, func(o *Options) {
		build := o.Build
		o.Build = func(ctx context.Context) (fs.FS, diag.List, error) {
			if builds.Add(1) < 4 {
				return nil, nil, errors.New("a.md: sharing violation")
			}
			return build(ctx)
		}
		o.Explain = func(err error) (message, hint string) { return "explained: " + err.Error(), "close <it>" }
	}, "a.md", "words")
	if _, body := r.get(t, "GET", "/"); !strings.Contains(body, "explained: a.md: sharing violation") || !strings.Contains(body, "close &lt;it&gt;") {
		t.Errorf("the page is\n%s", body)
	}
	r.waitForText(t, "/a/", "words")
	if n := strings.Count(r.out.String(), "error: explained: a.md: sharing violation\n\thint: close <it>\n"); n != 1 {
		t.Errorf("reported %d times:\n%s", n, r.out)
	}
}

// TestStopDuringBuild checks that the server stops during a build that does not finish.
func TestStopDuringBuild(t *testing.T) {
	t.Parallel()
	for name, last := range map[string]int{"the first": 1, "one after a change": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content, out, builds := testFolder(t.TempDir()), &syncBuffer{}, 0
			building, release := make(chan struct{}), make(chan struct{})
			defer close(release)
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() {
				ended <- Run(ctx, Options{Folders: []string{string(content)}, Out: out, Build: func(context.Context) (fs.FS, diag.List, error) {
					if builds++; builds == last {
						close(building)
						<-release
					}
					return fstest.MapFS{}, nil, nil
				}})
			}()
			if last > 1 {
				waitUntil(t, "an address", func() bool { return strings.Contains(out.String(), "serving ") })
				content.write("a.md", "two")
			}
			<-building
			before := out.String()
			stop()
			select {
			case err := <-ended:
				requireNoError(t, err)
			case <-time.After(timeout):
				t.Fatal("Run waits for the build")
			}
			if output := out.String(); output != before {
				t.Errorf("after it was stopped the server prints %q", strings.TrimPrefix(output, before))
			}
		})
	}
}

// TestNoGoroutineLeaks checks that all goroutines of Run end and that its listener is closed. It is not
// parallel, because it examines all goroutines.
func TestNoGoroutineLeaks(t *testing.T) {
	r := startServer(t, nil, "a.md", "one")
	for range 3 {
		r.openEvents(t, "").nextEvent(t, "build")
	}
	idle, err := net.Dial("tcp", r.addr())
	requireNoError(t, err)
	defer idle.Close()
	requireNoError(t, r.stop())
	waitUntil(t, "all goroutines of the server to end", func() bool {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		for _, frame := range []string{"serve.(*", "serve.Run", "fsnotify", "http.(*Server)", "http.(*conn)"} {
			if bytes.Contains(stacks, []byte(frame)) {
				return false
			}
		}
		return true
	})
	again, err := net.Listen("tcp4", r.addr())
	requireNoError(t, err)
	again.Close()
}
