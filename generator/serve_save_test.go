package generator

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"safelearn"
	"safelearn/generator/check"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/serve"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// A devServer is a development server for a generated site whose pages a test edits.
type devServer struct {
	testing.TB
	folder       string
	address      string
	stream       *bufio.Scanner // lines of the event stream
	buildsBefore int            // number of builds before the last writePage
	out          lockedBuffer   // output of the server
}

// A lockedBuffer is a buffer that is safe for concurrent use.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

// Write implements io.Writer.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

// String returns everything written to the buffer so far.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// startDevServer serves a generated corpus of size pages, subscribes to the events for finding f3 of
// review r0, and waits for the first event. The server stops at the end of the test.
func startDevServer(tb testing.TB, size int) *devServer {
	tb.Helper()
	folder := tb.TempDir()
	generateCorpus(tb, folder, size, 0)
	d := serveFolder(tb, folder)
	resp, err := http.Get(d.address + "_safelearn/events?page=/reviews/r0/findings/f3/")
	d.must(err)
	tb.Cleanup(func() { resp.Body.Close() })
	d.stream = bufio.NewScanner(resp.Body)
	d.expectEvent("build")
	return d
}

// serveFolder serves the site in a folder.
func serveFolder(tb testing.TB, folder string) *devServer {
	tb.Helper()
	d := &devServer{TB: tb, folder: folder}
	site := Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, 0, &d.out) }()
	tb.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			tb.Error(err)
		}
	})
	for !strings.Contains(d.out.String(), "/\n") {
		time.Sleep(time.Millisecond)
	}
	_, after, _ := strings.Cut(d.out.String(), "serving ")
	d.address, _, _ = strings.Cut(after, "\n")
	return d
}

// must fails the test if err is not nil.
func (d *devServer) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// expectEvent waits for the next event and fails the test if it is not the given one. While waiting
// for "reload", it ignores the event "kept", which means that the page has not changed.
func (d *devServer) expectEvent(event string) {
	d.Helper()
	for d.stream.Scan() {
		if name, found := strings.CutPrefix(d.stream.Text(), "event: "); found {
			if name == "kept" && event == "reload" {
				continue
			}
			if name != event {
				d.Fatalf("the event is %s, want %s:\n%s", name, event, d.out.String())
			}
			return
		}
	}
	d.Fatalf("the stream ended: %v", d.stream.Err())
}

// writePage appends the paragraph "Saved TEXT." to a page and removes the paragraph from an earlier
// call. Like many editors, it writes a temporary file and renames it.
func (d *devServer) writePage(page, text string) {
	d.Helper()
	d.buildsBefore = strings.Count(d.out.String(), "built in ")
	name := filepath.Join(d.folder, "content", page+".md")
	data, err := os.ReadFile(name)
	d.must(err)
	before, _, _ := strings.Cut(string(data), "\nSaved")
	d.must(os.WriteFile(name+"~", []byte(before+"\nSaved "+text+".\n"), 0o644))
	d.must(os.Rename(name+"~", name))
}

// waitForBuild waits until a build has ended after the last call of writePage.
func (d *devServer) waitForBuild() {
	for strings.Count(d.out.String(), "built in ") == d.buildsBefore {
		time.Sleep(time.Millisecond)
	}
}

// savePage calls writePage, waits for the event "reload", and checks that the page that is then served
// contains text.
func (d *devServer) savePage(page, text string) {
	d.Helper()
	d.writePage(page, text)
	d.expectEvent("reload")
	if shown := d.get("/" + page + "/"); !strings.Contains(shown, "Saved "+text) {
		d.Fatalf("after the reload %s does not contain %q", page, text)
	}
}

// get requests a path from the server and returns the response body.
func (d *devServer) get(path string) string {
	d.Helper()
	resp, err := http.Get(strings.TrimSuffix(d.address, "/") + path)
	d.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	d.must(err)
	return string(body)
}

// savePages calls savePage once for each number in the half-open range [from, to), and returns the
// size of the heap in bytes afterwards. The result is the smallest of ten measurements, since a build
// of the whole site may still be running after the last reload.
func (d *devServer) savePages(page string, from, to int) uint64 {
	for i := from; i < to; i++ {
		d.savePage(page, fmt.Sprint("again ", i))
	}
	http.DefaultClient.CloseIdleConnections()
	d.waitForBuild()
	smallest := uint64(math.MaxUint64)
	for range 10 {
		time.Sleep(100 * time.Millisecond)
		runtime.GC()
		runtime.GC() // the first run executes finalizers, which release more memory
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		smallest = min(smallest, m.HeapAlloc)
	}
	return smallest
}

// TestMemoryAfterSaves checks that the heap does not grow with the number of saves. The environment
// variable SAVES sets the number of saves; the default is 150. The test is not parallel, because it
// measures the heap of the whole process.
func TestMemoryAfterSaves(t *testing.T) {
	saves := envInt(t, "SAVES", 150)
	d := startDevServer(t, envInt(t, "SIZE", 60))
	before := d.savePages("reviews/r0/findings/f3", 0, saves/10)
	after := d.savePages("reviews/r0/findings/f3", saves/10, saves)
	t.Logf("heap after %d saves: %d KiB, after %d: %d KiB", saves/10, before>>10, saves, after>>10)
	if after > before+before/20+1<<20 {
		t.Errorf("heap after %d saves: %d KiB, after %d: %d KiB", saves/10, before>>10, saves, after>>10)
	}
}

// envInt returns the integer value of an environment variable, or fallback if it is not set.
func envInt(tb testing.TB, name string, fallback int) int {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// BenchmarkSave measures the time from saving a page until the server has sent the event "reload" and
// the new page. It prints the median of 20 saves and the duration of each step of a build. The
// environment variable SIZE sets the number of pages; the default is 1000.
func BenchmarkSave(b *testing.B) {
	n := envInt(b, "SIZE", 1000)
	d := startDevServer(b, n)
	var times []time.Duration
	for i := range 20 {
		start := time.Now()
		d.savePage("reviews/r0/findings/f3", fmt.Sprint("again ", i))
		times = append(times, time.Since(start))
		if n >= 5000 { // large sites send a preview first, and the following build gives the same page
			d.expectEvent("kept")
		}
	}
	slices.Sort(times)
	b.Logf("%d pages: a save appears after %d ms (median), at most %d ms", n, times[10].Milliseconds(), times[19].Milliseconds())
	b.ReportMetric(float64(times[10].Microseconds())/1000, "ms/save")
	logBuildSteps(b, d.folder)
}

// logBuildSteps builds the site in folder and renders a preview of a page seven times, and logs the
// median duration of each step. It ignores the first build, because only later ones can reuse pages.
func logBuildSteps(b *testing.B, folder string) {
	site := Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
	var last *model.Site
	var steps [9][]time.Duration
	for range 7 {
		root, layouts, static, err := site.openFolders()
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		step := func(i int) {
			steps[i] = append(steps[i], time.Since(start))
			start = time.Now()
		}
		files, _, err := source.Load(root)
		step(0)
		if err != nil {
			b.Fatal(err)
		}
		last, _ = model.Read(files, last)
		step(1)
		assets, _, _ := source.LoadStatic(static)
		graph, _ := xref.Link(last, assets.Publish)
		step(2)
		check.Run(graph, check.Input{Texts: assets.Texts})
		step(3)
		tree, err := render.Site(graph, render.Options{Layouts: layouts, Static: static, Publish: assets.Publish, PreviewScript: serve.Script})
		step(4)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tree.ReadFile("reviews/r0/findings/f3/index.html"); err != nil {
			b.Fatal(err)
		}
		step(5)
		with, page := last.With(files[slices.IndexFunc(files, func(f *source.File) bool { return f.Path == "content/reviews/r0/findings/f3.md" })])
		step(6)
		graph = graph.With(with, page)
		step(7)
		if _, _, err := render.RenderPage(graph, render.Options{Layouts: layouts, Static: static, Publish: assets.Publish, PreviewScript: serve.Script}, page); err != nil {
			b.Fatal(err)
		}
		step(8)
	}
	for i, name := range []string{"load", "read", "link", "check", "render", "page", "read one", "link one", "render one"} {
		list := steps[i][1:]
		slices.Sort(list)
		b.Logf("%10s %6.1f ms", name, float64(list[len(list)/2].Microseconds())/1000)
	}
}
