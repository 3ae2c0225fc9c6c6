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
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/diag"
)

// timeout is how long a test waits for an event. It is long, since only a failing test
// waits for all of it.
const timeout = 30 * time.Second

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(timeout); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("timed out waiting for %s", what)
		}
	}
}

// record is a buffer for the output of a server.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *record) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *record) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// build makes a tree of a folder of .md files, one page each. The content of a file says
// how it fails: BAD, WARN, PANIC (in the build), LAYOUT and FAULT (when the page is read).
func build(content string) (fs.FS, diag.List, error) {
	tree := pages{fstest.MapFS{
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

type pages struct{ fstest.MapFS }

func (p pages) ReadFile(name string) ([]byte, error) {
	data, err := p.MapFS.ReadFile(name)
	switch string(data) {
	case "LAYOUT":
		return nil, fmt.Errorf("layout <page>: %w", fs.ErrNotExist)
	case "FAULT":
		panic("no such field")
	}
	return data, err
}

// running is a server and the folder that it serves.
type running struct {
	content string
	address string // ends in a slash
	out     *record
	stop    func() error
}

func start(t *testing.T, change func(*Options), files ...string) *running {
	t.Helper()
	r := &running{content: filepath.Join(t.TempDir(), "content"), out: &record{}}
	check(t, os.Mkdir(r.content, 0o777))
	for i := 0; i < len(files); i += 2 {
		r.save(t, files[i], files[i+1])
	}
	o := Options{
		Folders: []string{r.content},
		Build:   func(context.Context) (fs.FS, diag.List, error) { return build(r.content) },
		Excerpt: func(diag.Pos) string { return "<pre>before\n<mark>line</mark></pre>" },
		Style:   ".chroma{color:red}",
		Out:     r.out,
	}
	if change != nil {
		change(&o)
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
	eventually(t, "an address", func() bool {
		_, after, found := strings.Cut(r.out.String(), "serving ")
		r.address, _, _ = strings.Cut(after, "\n")
		return found && strings.HasSuffix(r.address, "/")
	})
	return r
}

// save writes a file as most editors do: it writes another file and renames it.
func (r *running) save(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(r.content, name)
	check(t, os.MkdirAll(filepath.Dir(path), 0o777))
	check(t, os.WriteFile(filepath.Join(filepath.Dir(path), ".saving"), []byte(text), 0o666))
	check(t, os.Rename(filepath.Join(filepath.Dir(path), ".saving"), path))
}

// get requests a path without cleaning it, as http.Get would.
func (r *running) get(t *testing.T, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	host := strings.TrimSuffix(strings.TrimPrefix(r.address, "http://"), "/")
	conn, err := net.DialTimeout("tcp", host, timeout)
	check(t, err)
	defer conn.Close()
	check(t, conn.SetDeadline(time.Now().Add(timeout)))
	all := strings.Join(headers, "\r\n")
	if !strings.Contains(all, "Host:") {
		all = "Host: " + host + "\r\n" + all
	}
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n", method, path, strings.TrimSuffix(all, "\r\n"))
	request := &http.Request{Method: method}
	answer, err := http.ReadResponse(bufio.NewReader(conn), request)
	check(t, err)
	body, err := io.ReadAll(answer.Body)
	check(t, err)
	return answer, string(body)
}

func (r *running) shows(t *testing.T, path, want string) {
	t.Helper()
	eventually(t, path+" shows "+want, func() bool {
		_, body := r.get(t, "GET", path)
		return strings.Contains(body, want)
	})
}

// events reads a stream of events.
type events struct {
	lines *bufio.Scanner
	close func()
}

// listen opens a stream as a page does.
func (r *running) listen(t *testing.T, page string) *events {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	request, err := http.NewRequestWithContext(ctx, "GET", r.address+"_safelearn/events?page="+url.QueryEscape(page), nil)
	check(t, err)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(request)
	check(t, err)
	e := &events{bufio.NewScanner(answer.Body), func() { cancel(); answer.Body.Close() }}
	t.Cleanup(e.close)
	return e
}

// next waits for the next event, checks its name and returns its data.
func (e *events) next(t *testing.T, want string) string {
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
				t.Fatalf("the stream says %s %q, want %s", name, data, want)
			}
			return strings.Join(data, "\n")
		}
	}
	t.Fatalf("the stream ended without %s: %v", want, e.lines.Err())
	return ""
}

func TestReload(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "a.md", "one")
	if answer, body := r.get(t, "GET", "/a/"); body != "one" || answer.StatusCode != 200 {
		t.Errorf("/a/ is %q (%s)", body, answer.Status)
	}
	e := r.listen(t, "")
	first := e.next(t, "build")
	r.save(t, "a.md", "two")
	second := e.next(t, "reload")
	if first == second {
		t.Errorf("two builds are both called %s", first)
	}
	answer, body := r.get(t, "GET", "/a/")
	if body != "two" {
		t.Errorf("/a/ is %q after the reload", body)
	}
	if timing := answer.Header.Get("Server-Timing"); timing != fmt.Sprintf("build;desc=%q", second) {
		t.Errorf("the page says it is of %s, the stream says %s", timing, second)
	}
	r.save(t, "deep/er/b.md", "three")
	e.next(t, "reload")
	r.shows(t, "/deep/er/b/", "three")
	if !strings.Contains(r.out.String(), "built in ") {
		t.Errorf("no time printed:\n%s", r.out)
	}
}

func TestProblemsFixed(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "a.md", "one")
	e := r.listen(t, "")
	e.next(t, "build")
	r.save(t, "a.md", "BAD")
	panel := e.next(t, "problems")
	for _, want := range []string{"1 error", "content/a.md:3:7", "a &lt;bad&gt; word", "write a good one", "said &amp; done", "<mark>line</mark>"} {
		if !strings.Contains(panel, want) {
			t.Errorf("no %q in the panel:\n%s", want, panel)
		}
	}
	if _, body := r.get(t, "GET", "/a/"); body != "one" {
		t.Errorf("/a/ is %q, want the last good one", body)
	}
	late := r.listen(t, "")
	late.next(t, "build")
	if late.next(t, "problems") != panel {
		t.Error("a page that is opened later gets other problems")
	}
	if !strings.Contains(r.out.String(), "content/a.md:3:7: error: a <bad> word (test-bad)\n") {
		t.Errorf("the problem was not printed:\n%s", r.out)
	}
	r.save(t, "a.md", "PANIC")
	if panel := e.next(t, "problems"); !strings.Contains(panel, "out of cheese") || !strings.Contains(panel, "generator/serve.build") {
		t.Errorf("the fault is not in the panel:\n%s", panel)
	}
	r.save(t, "a.md", "WARN")
	e.next(t, "reload")
	if _, body := r.get(t, "GET", "/a/"); body != "WARN" {
		t.Errorf("/a/ is %q, want the new one", body)
	}
	r.save(t, "b.md", "more")
	e.next(t, "reload")
	if said := r.out.String(); strings.Count(said, "doubtful") != 1 || strings.Count(said, " ms, 1 warning\n") != 2 {
		t.Errorf("want the warning printed once and counted twice:\n%s", said)
	}
}

func TestFirstBuildFails(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "a.md", "BAD")
	for _, path := range []string{"/", "/a/", "/nowhere"} {
		answer, body := r.get(t, "GET", path)
		if answer.StatusCode != 500 || answer.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %s, %s", path, answer.Status, answer.Header.Get("Content-Type"))
		}
		for _, want := range []string{"<!DOCTYPE html>", "Content-Security-Policy", Script, "content/a.md:3:7", ".chroma{color:red}"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %q in\n%s", path, want, body)
			}
		}
	}
	e := r.listen(t, "")
	e.next(t, "build")
	e.next(t, "problems")
	r.save(t, "a.md", "good")
	e.next(t, "reload")
	r.shows(t, "/a/", "good")
}

func TestUnreadablePage(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "layout.md", "LAYOUT", "fault.md", "FAULT")
	for path, want := range map[string]string{"/layout/": "layout &lt;page&gt;", "/fault/": "no such field"} {
		answer, body := r.get(t, "GET", path)
		if answer.StatusCode != 500 || !strings.Contains(body, want) || !strings.Contains(body, Script) {
			t.Errorf("%s: %s, want %q and the script in\n%s", path, answer.Status, want, body)
		}
	}
	if !strings.Contains(r.out.String(), "layout <page>") {
		t.Errorf("the error was not printed:\n%s", r.out)
	}
}

func TestPortTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	check(t, err)
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	r := start(t, func(o *Options) { o.Port = port })
	if want := "port " + strconv.Itoa(port) + " is taken, using "; !strings.Contains(r.out.String(), want) {
		t.Errorf("no %q in\n%s", want, r.out)
	}
	if !strings.HasPrefix(r.address, "http://127.0.0.1:") {
		t.Errorf("it serves at %s", r.address)
	}
}

func TestBuildError(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *Options) {
		o.Folders = nil
		o.Build = func(context.Context) (fs.FS, diag.List, error) {
			return nil, nil, errors.New("layouts: no such folder")
		}
	})
	if answer, body := r.get(t, "GET", "/"); answer.StatusCode != 500 || !strings.Contains(body, "layouts: no such folder") {
		t.Errorf("%s:\n%s", answer.Status, body)
	}
	if !strings.Contains(r.out.String(), "error: layouts: no such folder\n1 error; there is no site to show yet\n") {
		t.Errorf("the error was not printed:\n%s", r.out)
	}
}

// TestStopDuringBuild stops the server while a build runs that never ends.
func TestStopDuringBuild(t *testing.T) {
	t.Parallel()
	for name, last := range map[string]int{"the first": 1, "one after a change": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content, out, builds := dir(t.TempDir()), &record{}, 0
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
				eventually(t, "an address", func() bool { return strings.Contains(out.String(), "serving ") })
				content.write("a.md", "two")
			}
			<-building
			before := out.String()
			stop()
			select {
			case err := <-ended:
				check(t, err)
			case <-time.After(timeout):
				t.Fatal("Run waits for the build")
			}
			if said := out.String(); said != before {
				t.Errorf("after it was stopped it prints %q", strings.TrimPrefix(said, before))
			}
		})
	}
}

// TestNoLeaks checks that Run leaves no goroutine and no listener. It is not parallel,
// since it examines all goroutines.
func TestNoLeaks(t *testing.T) {
	r := start(t, nil, "a.md", "one")
	for range 3 {
		r.listen(t, "").next(t, "build")
	}
	idle, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(r.address, "http://"), "/"))
	check(t, err)
	defer idle.Close()
	check(t, r.stop())
	eventually(t, "no goroutine of the server", func() bool {
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		for _, mine := range []string{"serve.(*", "serve.Run", "fsnotify", "http.(*Server)", "http.(*conn)"} {
			if bytes.Contains(stacks, []byte(mine)) {
				return false
			}
		}
		return true
	})
	again, err := net.Listen("tcp4", strings.TrimSuffix(strings.TrimPrefix(r.address, "http://"), "/"))
	check(t, err)
	again.Close()
}
