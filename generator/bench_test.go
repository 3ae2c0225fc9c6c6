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

// A cost is what one build took, told by the operating system.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // KiB
}

const rounds = 5

// BenchmarkBuild builds a made corpus with the command and with the floor, in turn,
// each in a process of its own, and prints medians, the ratio and the growth. The sizes
// are those of the variable SIZES: 100, 1,000 and 10,000 where it is not set.
func BenchmarkBuild(b *testing.B) {
	sizes := "100,1000,10000"
	if s := os.Getenv("SIZES"); s != "" {
		sizes = s
	}
	for range b.N {
		fmt.Printf("\n%8s %12s %9s %9s %9s %10s\n", "pages", "", "wall s", "CPU s", "peak MiB", "µs CPU/page")
		apiece := make(map[int]float64) // processor time of a page, by size
		for _, size := range strings.Split(sizes, ",") {
			n, err := strconv.Atoi(size)
			if err != nil {
				b.Fatal(err)
			}
			apiece[n] = benchSize(b, n)
		}
		for _, n := range slices.Sorted(maps.Keys(apiece)) {
			if known := apiece[1000]; known > 0 && n > 1000 {
				fmt.Printf("%8d %12s a page takes %.2f times what one of 1,000 does\n", n, "growth", apiece[n]/known)
				b.ReportMetric(apiece[n]/known, fmt.Sprintf("growth-%d", n))
			}
		}
	}
}

// benchSize builds one corpus, and gives the processor time of a page. The index of the
// search is timed on its own, and what it takes is told apart from the rest of the
// build: the floor has none.
func benchSize(b *testing.B, n int) float64 {
	folder := memoryFolder(b)
	makeCorpus(b, folder, n)
	program := filepath.Join(b.TempDir(), "safelearn")
	if out, err := exec.Command("go", "build", "-o", program, "safelearn/cmd/safelearn").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	costs := map[string][]cost{}
	var ratios, walls, shares []float64 // of each round
	for range rounds {
		for _, who := range []string{"safelearn", "floor", "search"} {
			to := filepath.Join(folder, "public-"+who)
			os.RemoveAll(to)
			c := exec.Command(os.Args[0], "-test.run=^TestBuilderProcess$", "-test.count=1")
			c.Env = append(os.Environ(), "BUILDER="+who, "BUILDER_FOLDER="+folder, "BUILDER_TO="+to)
			if who == "safelearn" {
				c = exec.Command(program, "build", folder, "--to", to, "--date", "2026-01-01")
			}
			costs[who] = append(costs[who], runBuilder(b, c))
		}
		last := len(costs["floor"]) - 1
		whole, floor, index := costs["safelearn"][last], costs["floor"][last], costs["search"][last]
		without := cost{whole.wall - index.wall, whole.cpu - index.cpu, whole.peak}
		costs["without"] = append(costs["without"], without)
		ratios = append(ratios, without.cpu.Seconds()/floor.cpu.Seconds())
		walls = append(walls, without.wall.Seconds()/floor.wall.Seconds())
		shares = append(shares, index.cpu.Seconds()/without.cpu.Seconds())
	}
	for _, row := range [][2]string{{"whole build", "safelearn"}, {"search alone", "search"}, {"without", "without"}, {"floor", "floor"}} {
		c := medianCost(costs[row[1]])
		fmt.Printf("%8d %12s %9.2f %9.2f %9d %10.0f\n", n, row[0], c.wall.Seconds(), c.cpu.Seconds(), c.peak>>10, float64(c.cpu.Microseconds())/float64(n))
	}
	same := func(f float64) float64 { return f }
	ratio, share := median(ratios, same), median(shares, same)
	fmt.Printf("%8d %12s %9.2f %9.2f   of the rounds; search adds %.0f %%\n", n, "ratio", median(walls, same), ratio, 100*share)
	b.ReportMetric(ratio, fmt.Sprintf("cpu-ratio-%d", n))
	b.ReportMetric(share, fmt.Sprintf("search-share-%d", n))
	return float64(medianCost(costs["safelearn"]).cpu.Microseconds()) / float64(n)
}

// middle gives the medians of some costs.
func medianCost(list []cost) cost {
	return cost{
		median(list, func(c cost) time.Duration { return c.wall }), median(list, func(c cost) time.Duration { return c.cpu }),
		median(list, func(c cost) int64 { return c.peak }),
	}
}

// inMemory gives a folder that no disk holds back, where the system has one.
func memoryFolder(b *testing.B) string {
	b.Helper()
	if folder, err := os.MkdirTemp("/dev/shm", "safelearn-bench-"); err == nil {
		b.Cleanup(func() { os.RemoveAll(folder) })
		return folder
	}
	return b.TempDir()
}

// median gives that of what each of a list tells.
func median[T any, V cmp.Ordered](list []T, of func(T) V) V {
	values := make([]V, len(list))
	for i := range list {
		values[i] = of(list[i])
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// child runs one of the builders. What it prints on a line of its own that starts with
// "cost" stands in place of what the whole process took.
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

// TestBuilderProcess is the floor, or the index of the search, in a process of its own;
// in a run of the tests it has nothing to do.
func TestBuilderProcess(t *testing.T) {
	folder, to := os.Getenv("BUILDER_FOLDER"), os.Getenv("BUILDER_TO")
	switch os.Getenv("BUILDER") {
	case "":
		t.Skip("runs as a child of BenchmarkBuild")
	case "search":
		took := measureIndex(t, folder, to)
		fmt.Println("cost", int64(took.wall), int64(took.cpu))
	case "floor":
		if err := buildBaseline(folder, to); err != nil {
			t.Fatal(err)
		}
	}
}

// indexed makes and writes all files of the search of a site, and nothing else but what
// they are made of, and gives what that took.
func measureIndex(t testing.TB, folder, to string) cost {
	t.Helper()
	l, problems, err := (&Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}).link(nil)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	if err := os.Mkdir(to, 0o777); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	start, before := time.Now(), processorTime(t)
	index := search.New(l.graph, nil)
	index.First()
	var text []byte
	for _, name := range index.Names() {
		text, _ = index.AppendFile(text[:0], name)
		if err := os.WriteFile(filepath.Join(to, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return cost{wall: time.Since(start), cpu: processorTime(t) - before}
}

// used is the processor time that this process has taken so far.
func processorTime(b testing.TB) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
