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

// BenchmarkBuild builds a made corpus with the command and with the floor, in turn,
// each in a process of its own, and prints medians and the ratio. The sizes are
// those of the variable SIZES: 100, 1,000 and 10,000 where it is not set.
func BenchmarkBuild(b *testing.B) {
	sizes := "100,1000,10000"
	if s := os.Getenv("SIZES"); s != "" {
		sizes = s
	}
	for range b.N {
		fmt.Printf("%8s %12s %9s %9s %9s %10s\n", "pages", "", "wall s", "CPU s", "peak MiB", "µs CPU/page")
		for _, size := range strings.Split(sizes, ",") {
			n, err := strconv.Atoi(size)
			if err != nil {
				b.Fatal(err)
			}
			benchSize(b, n)
		}
	}
}

// benchSize builds one corpus. The index of the search is timed on its own, and what
// it takes is told apart from the rest of the build: the floor has none.
func benchSize(b *testing.B, n int) {
	folder := inMemory(b)
	makeCorpus(b, folder, n)
	program := filepath.Join(b.TempDir(), "safelearn")
	if out, err := exec.Command("go", "build", "-o", program, "safelearn/cmd/safelearn").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	costs := map[string][]cost{}
	for range rounds {
		for _, who := range []string{"safelearn", "floor", "search"} {
			to := filepath.Join(folder, "public-"+who)
			os.RemoveAll(to)
			c := exec.Command(os.Args[0], "-test.run=^TestBuilderChild$", "-test.count=1")
			c.Env = append(os.Environ(), "BUILDER="+who, "BUILDER_FOLDER="+folder, "BUILDER_TO="+to)
			if who == "safelearn" {
				c = exec.Command(program, "build", folder, "--to", to, "--date", "2026-01-01")
			}
			costs[who] = append(costs[who], child(b, c))
			os.RemoveAll(filepath.Join(folder, ".public-"+who+".safelearn"))
		}
	}
	whole, floor, index := median(costs["safelearn"]), median(costs["floor"]), median(costs["search"])
	bare := whole
	bare.cpu -= index.cpu
	bare.wall -= index.wall
	for _, row := range []struct {
		who string
		cost
	}{{"whole build", whole}, {"search alone", index}, {"without", bare}, {"floor", floor}} {
		fmt.Printf("%8d %12s %9.2f %9.2f %9d %10.0f\n", n, row.who, row.wall.Seconds(), row.cpu.Seconds(), row.peak>>10, float64(row.cpu.Microseconds())/float64(n))
	}
	ratio, share := bare.cpu.Seconds()/floor.cpu.Seconds(), index.cpu.Seconds()/bare.cpu.Seconds()
	fmt.Printf("%8d %12s %9.2f %9.2f   search adds %.0f %%\n", n, "ratio", bare.wall.Seconds()/floor.wall.Seconds(), ratio, 100*share)
	b.ReportMetric(ratio, fmt.Sprintf("cpu-ratio-%d", n))
	b.ReportMetric(share, fmt.Sprintf("search-share-%d", n))
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

// child runs one of the builders. What it prints on a line of its own that starts with
// "cost" stands in place of what the whole process took.
func child(b *testing.B, c *exec.Cmd) cost {
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

// TestBuilderChild is the floor, or the index of the search, in a process of its own;
// in a run of the tests it has nothing to do.
func TestBuilderChild(t *testing.T) {
	folder, to := os.Getenv("BUILDER_FOLDER"), os.Getenv("BUILDER_TO")
	switch os.Getenv("BUILDER") {
	case "":
		t.Skip("runs as a child of BenchmarkBuild")
	case "search":
		took, _, _ := indexed(t, folder)
		fmt.Println("cost", int64(took.wall), int64(took.cpu))
	case "floor":
		if err := buildFloor(folder, to); err != nil {
			t.Fatal(err)
		}
	}
}

// indexed makes all files of the search of a site, and nothing else but what they are
// made of, and gives what that took.
func indexed(t testing.TB, folder string) (took cost, files, bytes int) {
	t.Helper()
	l, problems, err := (&Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}).link(nil)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	runtime.GC()
	start, before := time.Now(), used(t)
	index := search.New(l.graph, nil)
	index.First()
	for _, name := range index.Names() {
		text, _ := index.AppendFile(nil, name)
		files, bytes = files+1, bytes+len(text)
	}
	return cost{wall: time.Since(start), cpu: used(t) - before}, files, bytes
}

// used is the processor time that this process has taken so far.
func used(b testing.TB) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
