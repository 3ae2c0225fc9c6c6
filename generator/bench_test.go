package generator

import (
	"cmp"
	"fmt"
	"maps"
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

// A cost is the resource usage of one build, as the operating system reports it.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // KiB
}

// rounds is how often BenchmarkBuild runs each builder.
const rounds = 5

// BenchmarkBuild builds a generated corpus with the command and with the baseline, in turn
// and each in a separate process. It prints the medians, their ratio and how the time per
// page grows. The environment variable SIZES lists the sizes; the default is 100, 1,000
// and 10,000 pages. MODULES is the percentage of modules, which readers can save on a
// device and which have four more pages each that the baseline does not write; the default
// is 0.
func BenchmarkBuild(b *testing.B) {
	sizes := cmp.Or(os.Getenv("SIZES"), "100,1000,10000")
	modules, err := strconv.Atoi(cmp.Or(os.Getenv("MODULES"), "0"))
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		fmt.Printf("\n%8s %14s %9s %9s %9s %10s\n", "pages", "", "wall s", "CPU s", "peak MiB", "µs CPU/page")
		perPage := make(map[int]float64) // CPU time per page, by size
		for _, size := range strings.Split(sizes, ",") {
			n, err := strconv.Atoi(size)
			if err != nil {
				b.Fatal(err)
			}
			perPage[n] = benchSize(b, n, modules)
		}
		for _, n := range slices.Sorted(maps.Keys(perPage)) {
			if known := perPage[1000]; known > 0 && n > 1000 {
				fmt.Printf("%8d %14s %.2f times the CPU time per page of 1,000 pages\n", n, "growth", perPage[n]/known)
				b.ReportMetric(perPage[n]/known, fmt.Sprintf("growth-%d", n))
			}
		}
	}
}

// benchSize builds a corpus of n pages, modules per cent of which are modules, and returns the CPU time per page. The search index
// is measured separately and subtracted from the build: the baseline has none.
func benchSize(b *testing.B, n, modules int) float64 {
	folder := memoryFolder(b)
	makeCorpus(b, folder, n, n*modules/100)
	program := filepath.Join(b.TempDir(), "safelearn")
	if out, err := exec.Command("go", "build", "-o", program, "safelearn/cmd/safelearn").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	costs := map[string][]cost{}
	var ratios, walls, shares []float64 // of each round
	for range rounds {
		for _, who := range []string{"safelearn", "baseline", "search"} {
			to := filepath.Join(folder, "public-"+who)
			os.RemoveAll(to)
			c := exec.Command(os.Args[0], "-test.run=^TestBuilderProcess$", "-test.count=1")
			c.Env = append(os.Environ(), "BUILDER="+who, "BUILDER_FOLDER="+folder, "BUILDER_TO="+to)
			if who == "safelearn" {
				c = exec.Command(program, "build", folder, "--to", to, "--date", "2026-01-01")
			}
			costs[who] = append(costs[who], runBuilder(b, c))
		}
		last := len(costs["baseline"]) - 1
		whole, baseline, index := costs["safelearn"][last], costs["baseline"][last], costs["search"][last]
		without := cost{whole.wall - index.wall, whole.cpu - index.cpu, whole.peak}
		costs["without search"] = append(costs["without search"], without)
		ratios = append(ratios, without.cpu.Seconds()/baseline.cpu.Seconds())
		walls = append(walls, without.wall.Seconds()/baseline.wall.Seconds())
		shares = append(shares, index.cpu.Seconds()/without.cpu.Seconds())
	}
	for _, row := range [][2]string{{"whole build", "safelearn"}, {"search alone", "search"}, {"without search", "without search"}, {"baseline", "baseline"}} {
		c := medianCost(costs[row[1]])
		fmt.Printf("%8d %14s %9.2f %9.2f %9d %10.0f\n", n, row[0], c.wall.Seconds(), c.cpu.Seconds(), c.peak>>10, float64(c.cpu.Microseconds())/float64(n))
	}
	same := func(f float64) float64 { return f }
	ratio, share := median(ratios, same), median(shares, same)
	fmt.Printf("%8d %14s %9.2f %9.2f   of the rounds; search adds %.0f %%\n", n, "ratio", median(walls, same), ratio, 100*share)
	b.ReportMetric(ratio, fmt.Sprintf("cpu-ratio-%d", n))
	b.ReportMetric(share, fmt.Sprintf("search-share-%d", n))
	return float64(medianCost(costs["safelearn"]).cpu.Microseconds()) / float64(n)
}

// medianCost returns the median of each measure.
func medianCost(list []cost) cost {
	return cost{
		median(list, func(c cost) time.Duration { return c.wall }), median(list, func(c cost) time.Duration { return c.cpu }),
		median(list, func(c cost) int64 { return c.peak }),
	}
}

// memoryFolder returns a temporary folder in memory if the system has one.
func memoryFolder(b *testing.B) string {
	b.Helper()
	if folder, err := os.MkdirTemp("/dev/shm", "safelearn-bench-"); err == nil {
		b.Cleanup(func() { os.RemoveAll(folder) })
		return folder
	}
	return b.TempDir()
}

// median returns the median of a measure over a list.
func median[T any, V cmp.Ordered](list []T, of func(T) V) V {
	values := make([]V, len(list))
	for i := range list {
		values[i] = of(list[i])
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// runBuilder runs a builder and returns its cost. A line "cost WALL CPU" in its output
// replaces the times of the whole process.
func runBuilder(b *testing.B, c *exec.Cmd) cost {
	b.Helper()
	start := time.Now()
	out, err := c.CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %v\n%s", c, err, out)
	}
	usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no resource usage on this system")
	}
	took := cost{time.Since(start), c.ProcessState.UserTime() + c.ProcessState.SystemTime(), usage.Maxrss}
	if _, own, found := strings.Cut(string(out), "cost "); found {
		if _, err := fmt.Sscan(own, (*int64)(&took.wall), (*int64)(&took.cpu)); err != nil {
			b.Fatal(err)
		}
	}
	return took
}

// TestBuilderProcess runs the baseline or the search index in the process that
// BenchmarkBuild starts. It is skipped otherwise.
func TestBuilderProcess(t *testing.T) {
	folder, to := os.Getenv("BUILDER_FOLDER"), os.Getenv("BUILDER_TO")
	switch os.Getenv("BUILDER") {
	case "":
		t.Skip("runs only in a process of BenchmarkBuild")
	case "search":
		took := measureIndex(t, folder, to)
		fmt.Println("cost", int64(took.wall), int64(took.cpu))
	case "baseline":
		if err := buildBaseline(folder, to); err != nil {
			t.Fatal(err)
		}
	}
}

// measureIndex links a site, then writes the files of its search index and returns the
// cost of the second step.
func measureIndex(t testing.TB, folder, to string) cost {
	t.Helper()
	l, problems, err := (&Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}).link(t.Context(), nil)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	if err := os.Mkdir(to, 0o777); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	start, before := time.Now(), processorTime(t)
	index := search.New(l.graph, nil)
	index.StartFile()
	var text []byte
	for _, name := range index.FileNames() {
		text, _ = index.AppendFile(text[:0], name)
		if err := os.WriteFile(filepath.Join(to, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return cost{wall: time.Since(start), cpu: processorTime(t) - before}
}

// processorTime returns the CPU time that this process has used.
func processorTime(b testing.TB) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
