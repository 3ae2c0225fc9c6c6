package generator

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
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

// A desk is a made site that is served while somebody saves pages of it.
type devServer struct {
	testing.TB
	folder  string
	address string
	stream  *bufio.Scanner
	builds  int // when something was written last

	mu  sync.Mutex
	out bytes.Buffer
}

// Write takes what the server says.
func (d *devServer) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out.Write(p)
}

func (d *devServer) output() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out.String()
}

// openDesk serves a made corpus of a size and listens to its stream.
func startDevServer(tb testing.TB, size int) *devServer {
	tb.Helper()
	d := &devServer{TB: tb, folder: tb.TempDir()}
	makeCorpus(tb, d.folder, size)
	site := Site{Folder: d.folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, 0, d) }()
	tb.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			tb.Error(err)
		}
	})
	for !strings.Contains(d.output(), "/\n") {
		time.Sleep(time.Millisecond)
	}
	_, after, _ := strings.Cut(d.output(), "serving ")
	d.address, _, _ = strings.Cut(after, "\n")
	answer, err := http.Get(d.address + "_safelearn/events?page=/reviews/r0/findings/f3/")
	d.must(err)
	tb.Cleanup(func() { answer.Body.Close() })
	d.stream = bufio.NewScanner(answer.Body)
	d.expectEvent("build")
	return d
}

func (d *devServer) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// hear waits for an event, past those that a tab shows nothing of.
func (d *devServer) expectEvent(event string) {
	d.Helper()
	for d.stream.Scan() {
		if name, found := strings.CutPrefix(d.stream.Text(), "event: "); found {
			if name == "kept" && event == "reload" {
				continue
			}
			if name != event {
				d.Fatalf("the stream says %s, want %s:\n%s", name, event, d.output())
			}
			return
		}
	}
	d.Fatalf("the stream ended: %v", d.stream.Err())
}

// write writes a file beside a page and renames it onto the page, which then ends with
// the words.
func (d *devServer) writePage(page, words string) {
	d.Helper()
	d.builds = strings.Count(d.output(), "built in ")
	name := filepath.Join(d.folder, "content", page+".md")
	text, err := os.ReadFile(name)
	d.must(err)
	before, _, _ := strings.Cut(string(text), "\nSaved")
	d.must(os.WriteFile(name+"~", []byte(before+"\nSaved "+words+".\n"), 0o644))
	d.must(os.Rename(name+"~", name))
}

// settle waits until what was written last is built.
func (d *devServer) waitForBuild() {
	for strings.Count(d.output(), "built in ") == d.builds {
		time.Sleep(time.Millisecond)
	}
}

// save writes and waits until the page shows the words.
func (d *devServer) savePage(page, words string) {
	d.Helper()
	d.writePage(page, words)
	d.expectEvent("reload")
	if shown := d.get("/" + page + "/"); !strings.Contains(shown, "Saved "+words) {
		d.Fatalf("after the reload %s does not say %q", page, words)
	}
}

func (d *devServer) get(path string) string {
	d.Helper()
	answer, err := http.Get(strings.TrimSuffix(d.address, "/") + path)
	d.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	d.must(err)
	return string(body)
}

// saves saves the page a number of times and gives the memory in use after it.
func (d *devServer) savePages(page string, from, to int) uint64 {
	for i := from; i < to; i++ {
		d.savePage(page, fmt.Sprint("again ", i))
	}
	http.DefaultClient.CloseIdleConnections()
	runtime.GC()
	runtime.GC() // what the first one freed by finalizers
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestManySaves asks that saving again and again takes no more memory. How many saves is
// the variable SAVES, 150 where it is not set. It is not parallel: all of the tests
// share one memory.
func TestSaveMemory(t *testing.T) {
	saves := envInt(t, "SAVES", 150)
	d := startDevServer(t, envInt(t, "SIZE", 60))
	before := d.savePages("reviews/r0/findings/f3", 0, saves/10)
	after := d.savePages("reviews/r0/findings/f3", saves/10, saves)
	t.Logf("in use after %d saves %d KiB, after %d %d KiB", saves/10, before>>10, saves, after>>10)
	if after > before+before/20+1<<20 {
		t.Errorf("in use after %d saves %d KiB, after %d %d KiB", saves/10, before>>10, saves, after>>10)
	}
}

// number reads a number from the environment.
func envInt(tb testing.TB, name string, otherwise int) int {
	tb.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// BenchmarkSave saves a page of a served corpus again and again, each time until the
// new bytes have come, and prints the median and what the steps between take. The
// size is that of the variable SIZE, 1000 where it is not set.
func BenchmarkSave(b *testing.B) {
	n := envInt(b, "SIZE", 1000)
	d := startDevServer(b, n)
	var times []time.Duration
	for i := range 20 {
		start := time.Now()
		d.savePage("reviews/r0/findings/f3", fmt.Sprint("again ", i))
		times = append(times, time.Since(start))
		if n >= 5000 { // the whole is built after it, and has the same page
			d.expectEvent("kept")
		}
	}
	slices.Sort(times)
	b.Logf("%d pages: saved to shown in %d ms, at most %d ms", n, times[10].Milliseconds(), times[19].Milliseconds())
	b.ReportMetric(float64(times[10].Microseconds())/1000, "ms/save")
	logBuildSteps(b, d.folder)
}

// split prints what each step of a build after a save takes.
func logBuildSteps(b *testing.B, folder string) {
	site := Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
	var last *model.Site
	var steps [9][]time.Duration
	for range 7 {
		root, layouts, static, err := site.open()
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
		names, _, _ := source.Static(static)
		graph, _ := xref.Link(last, names)
		step(2)
		check.Run(graph, site.Today)
		step(3)
		tree, err := render.Site(graph, render.Options{Layouts: layouts, Static: static, Publish: names, Live: serve.Script})
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
		if _, _, err := render.One(graph, render.Options{Layouts: layouts, Static: static, Publish: names, Live: serve.Script}, page); err != nil {
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
