//go:build unix

package generator

import (
	"bytes"
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

// A cost is the resource usage of a build.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // maximum resident set size in KiB
}

// benchRounds is the number of times that BenchmarkBuild builds each corpus with each program.
const benchRounds = 5

// BenchmarkBuild builds a generated corpus with the safelearn command and with the baseline,
// alternately and each in a separate process. It prints the median costs, their ratio, and the growth
// of the CPU time per page beyond 1,000 pages. The environment variable SIZES is a comma-separated
// list of corpus sizes in pages; the default is 100,1000,10000. MODULES is a comma-separated list of
// percentages of pages that are modules; the default is 0,25. All sizes are built with the first
// percentage, and the last size with the others. A module has five pages, of which only the safelearn
// command writes four. Readers can save all five for offline use.
func BenchmarkBuild(b *testing.B) {
	sizes := parseInts(b, cmp.Or(os.Getenv("SIZES"), "100,1000,10000"))
	modules := parseInts(b, cmp.Or(os.Getenv("MODULES"), "0,25"))
	for range b.N {
		fmt.Printf("\n%8s %14s %9s %9s %9s %10s\n", "pages", "", "wall s", "CPU s", "peak MiB", "µs CPU/page")
		perPage := make(map[int]float64) // CPU time per page, by size
		for _, n := range sizes {
			perPage[n] = benchmarkCorpus(b, n, modules[0])
		}
		for _, percent := range modules[1:] {
			benchmarkCorpus(b, sizes[len(sizes)-1], percent)
		}
		for _, n := range slices.Sorted(maps.Keys(perPage)) {
			if known := perPage[1000]; known > 0 && n > 1000 {
				fmt.Printf("%8d %14s %.2f times the CPU time per page of 1,000 pages\n", n, "growth", perPage[n]/known)
				b.ReportMetric(perPage[n]/known, fmt.Sprintf("growth-%d", n))
			}
		}
	}
}

// parseInts parses a comma-separated list of integers.
func parseInts(b *testing.B, list string) []int {
	b.Helper()
	var numbers []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		numbers = append(numbers, n)
	}
	return numbers
}

// benchmarkCorpus generates a corpus of n pages, of which modulePercent per cent are modules, and
// builds it benchRounds times with both programs. It prints the results and reports them as metrics of
// the benchmark. It returns the median CPU time per page of the whole build, in microseconds. The cost
// of the search index is measured separately and subtracted for most comparisons, because the baseline
// has no search index.
func benchmarkCorpus(b *testing.B, n, modulePercent int) float64 {
	folder := memoryFolder(b)
	generateCorpus(b, folder, n, n*modulePercent/100)
	program := filepath.Join(b.TempDir(), "safelearn")
	if out, err := exec.Command("go", "build", "-o", program, "safelearn/cmd/safelearn").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	costs := map[string][]cost{}
	var wholeRatios, cpuRatios, wallRatios, searchShares []float64 // by round
	for range benchRounds {
		for _, builder := range []string{"safelearn", "baseline", "search"} {
			output := filepath.Join(folder, "public-"+builder)
			os.RemoveAll(output)
			c := exec.Command(os.Args[0], "-test.run=^TestBuilderProcess$", "-test.count=1")
			c.Env = append(os.Environ(), "BUILDER="+builder, "BUILDER_FOLDER="+folder, "BUILDER_TO="+output)
			if builder == "safelearn" {
				c = exec.Command(program, "build", folder, "--to", output, "--date", "2026-01-01")
			}
			costs[builder] = append(costs[builder], runBuilder(b, c))
		}
		last := len(costs["baseline"]) - 1
		whole, baseline, index := costs["safelearn"][last], costs["baseline"][last], costs["search"][last]
		without := cost{whole.wall - index.wall, whole.cpu - index.cpu, whole.peak}
		costs["without search"] = append(costs["without search"], without)
		wholeRatios = append(wholeRatios, whole.cpu.Seconds()/baseline.cpu.Seconds())
		cpuRatios = append(cpuRatios, without.cpu.Seconds()/baseline.cpu.Seconds())
		wallRatios = append(wallRatios, without.wall.Seconds()/baseline.wall.Seconds())
		searchShares = append(searchShares, index.cpu.Seconds()/without.cpu.Seconds())
	}
	fmt.Printf("%8d %14s\n", n, fmt.Sprintf("%d %% modules", modulePercent))
	for _, row := range [][2]string{{"whole build", "safelearn"}, {"search alone", "search"}, {"without search", "without search"}, {"baseline", "baseline"}} {
		c := medianCost(costs[row[1]])
		fmt.Printf("%8d %14s %9.2f %9.2f %9d %10.0f\n", n, row[0], c.wall.Seconds(), c.cpu.Seconds(), c.peak>>10, float64(c.cpu.Microseconds())/float64(n))
	}
	identity := func(f float64) float64 { return f }
	ratio, share := median(cpuRatios, identity), median(searchShares, identity)
	fmt.Printf("%8d %14s %9.2f %9.2f   median of the rounds; search adds %.0f %%\n", n, "ratio", median(wallRatios, identity), ratio, 100*share)
	whole := median(wholeRatios, identity)
	fmt.Printf("%8d %14s %9s %9.2f   search and saving included\n", n, "whole ratio", "", whole)
	if modulePercent > 0 {
		b.ReportMetric(whole, fmt.Sprintf("whole-cpu-ratio-%d-modules-%d", n, modulePercent))
	} else {
		b.ReportMetric(ratio, fmt.Sprintf("cpu-ratio-%d", n))
		b.ReportMetric(share, fmt.Sprintf("search-share-%d", n))
	}
	return float64(medianCost(costs["safelearn"]).cpu.Microseconds()) / float64(n)
}

// medianCost returns the median of each field of the costs in list.
func medianCost(list []cost) cost {
	return cost{
		median(list, func(c cost) time.Duration { return c.wall }), median(list, func(c cost) time.Duration { return c.cpu }),
		median(list, func(c cost) int64 { return c.peak }),
	}
}

// memoryFolder returns a temporary folder in memory, or in the default folder for temporary
// files if none can be created in /dev/shm.
func memoryFolder(b *testing.B) string {
	b.Helper()
	if folder, err := os.MkdirTemp("/dev/shm", "safelearn-bench-"); err == nil {
		b.Cleanup(func() { os.RemoveAll(folder) })
		return folder
	}
	return b.TempDir()
}

// median returns the median of value(e) for the elements e of list. If the number of elements is even,
// it returns the larger of the two middle values.
func median[T any, V cmp.Ordered](list []T, value func(T) V) V {
	values := make([]V, len(list))
	for i := range list {
		values[i] = value(list[i])
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// runBuilder runs a command that builds a site and returns its cost. If the output contains "cost WALL
// CPU", where WALL and CPU are times in nanoseconds, it uses these instead of the times of the
// process.
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
	result := cost{time.Since(start), c.ProcessState.UserTime() + c.ProcessState.SystemTime(), usage.Maxrss}
	if _, times, found := strings.Cut(string(out), "cost "); found {
		if _, err := fmt.Sscan(times, (*int64)(&result.wall), (*int64)(&result.cpu)); err != nil {
			b.Fatal(err)
		}
	}
	return result
}

// TestBuilderProcess is not a real test: BenchmarkBuild runs it in a separate process to build the
// baseline or the search index.
func TestBuilderProcess(t *testing.T) {
	folder, output := os.Getenv("BUILDER_FOLDER"), os.Getenv("BUILDER_TO")
	switch os.Getenv("BUILDER") {
	case "":
		t.Skip("runs only as a subprocess of BenchmarkBuild")
	case "search":
		took := measureSearchIndex(t, folder, output)
		fmt.Println("cost", int64(took.wall), int64(took.cpu))
	case "baseline":
		if err := buildBaseline(folder, output); err != nil {
			t.Fatal(err)
		}
	}
}

// measureSearchIndex links the site in folder, generates its search index, and writes it to the new
// folder output. It returns the wall and CPU time of all this except linking.
func measureSearchIndex(t testing.TB, folder, output string) cost {
	t.Helper()
	l, problems, err := (&Site{Folder: folder, Shipped: safelearn.Shipped, Today: "2026-01-01"}).link(t.Context(), nil)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	if err := os.Mkdir(output, 0o777); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	start, before := time.Now(), cpuTime(t)
	index := search.New(l.graph, nil)
	index.StartFile()
	var text bytes.Buffer
	for _, name := range index.FileNames() {
		text.Reset()
		index.WriteFile(&text, name)
		if err := os.WriteFile(filepath.Join(output, name), text.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return cost{wall: time.Since(start), cpu: cpuTime(t) - before}
}
