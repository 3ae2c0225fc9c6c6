package generator

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"safelearn"
	"safelearn/generator/search"
)

// A cost is what one build took, told by the operating system.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // KiB
}

const rounds = 3

// BenchmarkBuild builds a made corpus with the program and with the floor, in turn,
// each in a process of its own, and prints medians and the ratio. The sizes are
// those of the variable SIZES, 1000 where it is not set.
func BenchmarkBuild(b *testing.B) {
	sizes := "100,1000,10000"
	if s := os.Getenv("SIZES"); s != "" {
		sizes = s
	}
	for range b.N {
		b.Logf("%8s %10s %9s %9s %9s %10s", "pages", "", "wall s", "CPU s", "peak MiB", "µs CPU/page")
		for _, size := range strings.Split(sizes, ",") {
			n, err := strconv.Atoi(size)
			if err != nil {
				b.Fatal(err)
			}
			benchSize(b, n)
		}
	}
}

func benchSize(b *testing.B, n int) {
	folder := inMemory(b)
	makeCorpus(b, folder, n)
	costs := map[string][]cost{}
	for range rounds {
		for _, who := range []string{"safelearn", "floor"} {
			to := filepath.Join(folder, "public-"+who)
			os.RemoveAll(to)
			costs[who] = append(costs[who], child(b, who, folder, to))
			os.RemoveAll(filepath.Join(folder, ".public-"+who+".safelearn"))
		}
	}
	ours, floor := median(costs["safelearn"]), median(costs["floor"])
	for _, row := range []struct {
		who string
		cost
	}{{"safelearn", ours}, {"floor", floor}} {
		b.Logf("%8d %10s %9.2f %9.2f %9d %10.0f", n, row.who, row.wall.Seconds(), row.cpu.Seconds(), row.peak>>10, float64(row.cpu.Microseconds())/float64(n))
	}
	ratio := ours.cpu.Seconds() / floor.cpu.Seconds()
	b.Logf("%8d %10s %9.2f %9.2f", n, "ratio", ours.wall.Seconds()/floor.wall.Seconds(), ratio)
	b.ReportMetric(ratio, fmt.Sprintf("cpu-ratio-%d", n))
}

// inMemory gives a folder that no disk holds back, where the system has one.
func inMemory(b *testing.B) string {
	b.Helper()
	if folder, err := os.MkdirTemp("/dev/shm", "safelearn-bench-"); err == nil {
		b.Cleanup(func() { os.RemoveAll(folder) })
		return folder
	}
	return b.TempDir()
}

func median(list []cost) cost {
	slices.SortFunc(list, func(a, b cost) int { return cmp.Compare(a.cpu, b.cpu) })
	return list[len(list)/2]
}

// child runs this test binary again as one of the two builders.
func child(b *testing.B, who, folder, to string) cost {
	b.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestBuilderChild$", "-test.count=1")
	c.Env = append(os.Environ(), "BUILDER="+who, "BUILDER_FOLDER="+folder, "BUILDER_TO="+to)
	start := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", who, err, out)
	}
	usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no resource usage on this system")
	}
	return cost{time.Since(start), c.ProcessState.UserTime() + c.ProcessState.SystemTime(), usage.Maxrss}
}

// TestBuilderChild is the body of a child process of BenchmarkBuild; in a run of
// the tests it has nothing to do.
func TestBuilderChild(t *testing.T) {
	folder, to := os.Getenv("BUILDER_FOLDER"), os.Getenv("BUILDER_TO")
	switch os.Getenv("BUILDER") {
	case "":
		t.Skip("runs as a child of BenchmarkBuild")
	case "safelearn":
		site := Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}
		_, problems, err := site.Build(to)
		if err != nil || problems.Failed() {
			t.Fatal(err, problems[:min(5, len(problems))])
		}
	case "floor":
		if err := buildFloor(folder, to); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkSearch makes the search's files of a made corpus, all of them and nothing
// else, and holds what that takes against a whole build, which makes them, too. The
// size is that of the variable SIZE, 1000 where it is not set.
func BenchmarkSearch(b *testing.B) {
	n := 1000
	if s := os.Getenv("SIZE"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	folder := b.TempDir()
	makeCorpus(b, folder, n)
	l, problems, err := (&Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}).link(nil)
	if err != nil || problems.Failed() {
		b.Fatal(err, problems)
	}
	var costs []cost
	files, bytes := 0, 0
	for range rounds {
		runtime.GC()
		start, before := time.Now(), used(b)
		index := search.New(l.graph, nil)
		index.Release()
		files, bytes = 0, 0
		for _, name := range index.Names() {
			files, bytes = files+1, bytes+len(index.File(name))
		}
		costs = append(costs, cost{wall: time.Since(start), cpu: used(b) - before})
	}
	own := median(costs)
	whole := child(b, "safelearn", folder, filepath.Join(folder, "public"))
	b.Logf("%d pages: %d files of %d KiB in %.2f s, %.2f s CPU; a whole build %.2f s CPU, peak %d MiB", n, files, bytes>>10, own.wall.Seconds(), own.cpu.Seconds(), whole.cpu.Seconds(), whole.peak>>10)
	b.ReportMetric(own.cpu.Seconds()/whole.cpu.Seconds(), "cpu-share")
}

// used is the processor time that this process has taken so far.
func used(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
