package generator

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// growthRounds is the number of times that BenchmarkGrowth builds each site. The shortest time counts.
const growthRounds = 2

// BenchmarkGrowth checks and renders sites with one page that repeats a construct up to half the
// maximum size and up to the maximum size. For each construct it prints the CPU time of the larger
// page and the growth, which is the ratio of the two times. The time of a site with a short page is
// subtracted from both. A growth of about 2 means linear time, and one of about 4 quadratic time. If
// the larger page takes less than a tenth of a second, the growth is not printed.
func BenchmarkGrowth(b *testing.B) {
	base := addShippedFiles(b, readArchive(b, "testdata/base.txtar").siteFiles())
	for range b.N {
		fmt.Printf("\n%-20s %9s %9s %9s  %s\n", "construct", "CPU s", "growth", "problems", "first error")
		short := measurePage(b, base, "Words.")
		half, whole := growthBodies(source.MaxSize/2), growthBodies(source.MaxSize)
		for _, name := range slices.Sorted(maps.Keys(whole)) {
			before, after := measurePage(b, base, half[name]), measurePage(b, base, whole[name])
			growth, took := "", after.timeBeyond(short)
			if took > 100*time.Millisecond {
				growth = fmt.Sprintf("%.1f", took.Seconds()/max(before.timeBeyond(short), time.Millisecond).Seconds())
			}
			fmt.Printf("%-20s %9.2f %9s %9d  %s\n", name, took.Seconds(), growth, after.problems, after.firstError)
		}
	}
}

// A pageTiming contains the CPU times for checking and rendering a site with a page, each the
// shortest of growthRounds, and the problems found.
type pageTiming struct {
	check, render time.Duration // CPU times; render is 0 if the site has errors
	problems      int           // number of problems of any severity
	firstError    string        // rule of the first error, or ""
}

// timeBeyond returns the total CPU time of p less that of short. It does not count rendering if p was
// not rendered.
func (p pageTiming) timeBeyond(short pageTiming) time.Duration {
	if p.render == 0 {
		return max(0, p.check-short.check)
	}
	return max(0, p.check+p.render-short.check-short.render)
}

// measurePage checks a site with a page that has the given body, renders it if it has no errors, and
// returns the CPU times.
func measurePage(b testing.TB, base fstest.MapFS, body string) pageTiming {
	b.Helper()
	text := "---\ntitle: Full\nstatus: sample\n---\n\n" + body + "\n"
	if len(text) > source.MaxSize {
		b.Fatalf("%d bytes are over the limit: %.40q", len(text), body)
	}
	site := maps.Clone(base)
	site["content/pages/about.md"] = &fstest.MapFile{Data: []byte(text)}
	least := pageTiming{check: time.Hour, render: time.Hour}
	for range growthRounds {
		runtime.GC() // so that collecting the garbage of the previous page is not measured
		start := cpuTime(b)
		s := &Site{Shipped: site, Today: "2026-06-01"}
		problems, err := s.Check(b.Context())
		checked := cpuTime(b)
		if err == nil && !problems.Failed() {
			err = renderAllFiles(b.Context(), s)
			least.render = min(least.render, cpuTime(b)-checked)
		} else {
			least.render = 0
		}
		if err != nil {
			b.Fatal(err)
		}
		least.check = min(least.check, checked-start)
		least.problems = len(problems)
		if i := slices.IndexFunc(problems, func(p diag.Diagnostic) bool { return p.Severity == diag.Error }); i >= 0 {
			least.firstError = problems[i].Rule
		}
	}
	return least
}

// growthBodies returns test bodies by name: those of largeBodies, and bodies that repeat other
// constructs up to size bytes, or up to a proportional fraction of the limit on the construct.
func growthBodies(size int) map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, (size-1<<10)/len(unit)) }
	count := func(n int) int { return n * size / source.MaxSize }
	bodies := map[string]string{
		"unknown languages":  repeatNumbered(count(20000), "```no-such-%d\na\n```\n\n"),
		"unknown language":   fill("```no-such-language\n```\n\n"),
		"highlighted":        fill("```yaml\na: b\n```\n\n"),
		"open fence":         "```\n" + fill("a\n"),
		"digit groups":       fill("0123 "),
		"names":              fill("Anna Bell "),
		"mails":              fill("a@b "),
		"mail addresses":     fill("a@b.c "),
		"at signs":           fill("@"),
		"addresses":          fill("www.a.b "),
		"slashes":            fill("a://"),
		"emphasis":           fill("*a* b\n\n"),
		"emphasis in a run":  strings.Repeat("*a_ ", count(2400)),
		"stars":              strings.Repeat("*", count(4900)),
		"strong in a run":    strings.Repeat("**a __b ", count(1200)),
		"brackets":           strings.Repeat("[", count(4900)),
		"closing brackets":   strings.Repeat("[", count(2400)) + strings.Repeat("]", count(2400)),
		"backticks":          strings.Repeat("`a``b", count(1600)),
		"backtick runs":      backtickRuns(count(4900)),
		"less than":          strings.Repeat("<", count(4900)),
		"apostrophes":        strings.Repeat("'", count(4900)),
		"tags in a run":      strings.Repeat(`<a b="`, count(4900)),
		"less than in lines": fill("a < b\n\n"),
		"entities":           fill("&amp;"),
		"ampersands":         fill("&"),
		"tildes":             fill("~ "),
		"tilde pairs":        fill("~~a "),
		"bars":               fill("|"),
		"hyphens":            fill("-a "),
		"hashes":             fill("#a "),
		"question words":     fill("**Question: a**\n\n"),
		"boxes":              fill("- [ ] a\n\n"),
		"unknown callouts":   fill("> [!NOPE]\n> a\n\n"),
		"tables":             strings.Repeat("| a | b |\n|---|---|\n| c | d |\n\n", count(1600)),
		"a table":            "| a | b |\n|---|---|\n" + strings.Repeat("| 4 | 1 |\n", count(4900)),
		"a wide table":       strings.Repeat("|a", count(6000)) + "|\n" + strings.Repeat("|-", count(6000)) + "|\n" + strings.Repeat("|b", count(6000)) + "|\n",
		"footnotes":          repeatNumbered(count(1900), "a[^%d]\n\n") + repeatNumbered(count(1900), "[^%d]: b\n\n"),
		"one footnote":       strings.Repeat("a[^1]\n\n", count(40000)) + "[^1]: b\n",
		"unknown footnotes":  repeatNumbered(count(20000), "a[^%d]\n\n"),
		"link definitions":   repeatNumbered(count(1900), "[a][%d]\n\n") + repeatNumbered(count(1900), "[%d]: https://a.b/\n\n"),
		"unknown labels":     repeatNumbered(count(20000), "[a][b%d]\n\n"),
		"hard breaks":        fill("a\\\n"),
		"rules":              fill("---\n"),
		"underlined":         fill("a\n---\n"),
		"html":               fill("<b>a</b>\n\n"),
		"comments":           fill("<!--\n-->\n\n"),
		"blanks":             fill(" "),
		"long lines":         fill(strings.Repeat("words ", 500) + "\n\n"),
		"invisible":          fill("a\u00ad"),
		"joined letters":     fill("e\u0301"),
		"nested quotes":      fill(strings.Repeat("> ", 90) + "a\n\n"),
		"nested lists":       fill(strings.Repeat("- ", 90) + "a\n\n"),
		"conflicts":          fill("<<<<<<< HEAD\n"),
	}
	maps.Copy(bodies, largeBodies(size))
	return bodies
}

// backtickRuns returns runs of 1, 2, 3 and so on backticks, with n backticks in total.
func backtickRuns(n int) string {
	var b strings.Builder
	for length := 1; n >= length; length++ {
		b.WriteString(strings.Repeat("`", length) + "a")
		n -= length
	}
	return b.String()
}
