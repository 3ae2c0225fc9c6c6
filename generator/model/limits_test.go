package model

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"safelearn/generator/source"
)

// maxTime is more than any front matter takes on a busy machine.
const maxTime = 20 * time.Second

// allocated returns the bytes that do allocates. Where time is quadratic, so is memory,
// and memory does not depend on how busy the machine is.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestHugeFrontMatter checks that huge front matter of each form is refused by a limit, or
// that twice as much takes at most three times the memory.
func TestHugeFrontMatter(t *testing.T) {
	times := strings.Repeat
	numbered := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	deep := func(n int, mark string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(times(" ", i) + mark + "\n")
		}
		return b.String()
	}
	laughs := func(n int) string { // "billion laughs": each line expands to ten of the line before
		text := "a0: &a0 [x]\n"
		for i := range n {
			text += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i+1, i+1, times(fmt.Sprintf("*a%d,", i), 9), i)
		}
		return text
	}
	for name, text := range map[string]func(n int) string{
		"keys":            func(n int) string { return numbered(n, "k%d: v\n") },
		"keys of an item": func(n int) string { return "changes:\n  - date: 2026-01-01\n" + numbered(n, "    k%d: v\n") },
		"one key":         func(n int) string { return times("sources: [a]\n", n) },
		"a list":          func(n int) string { return "sources:\n" + times("  - a\n", n) },
		"items":           func(n int) string { return "changes:\n" + times("  - {date: 2026-01-01, what: x}\n", n) },
		"long items":      func(n int) string { return "changes:\n" + times("  - date: 2026-01-01\n    what: x\n", n) },
		"nested keys":     func(n int) string { return deep(min(n, 700), "a:") },
		"nested lists":    func(n int) string { return "sources:\n" + deep(min(n, 700), " - a") },
		"hyphens":         func(n int) string { return "sources:\n " + times("- ", n) + "a\n" },
		"brackets":        func(n int) string { return "sources: " + times("[", n) + times("]", n) + "\n" },
		"braces":          func(n int) string { return "sources: " + times("{a: ", n) + times("}", n) + "\n" },
		"comments":        func(n int) string { return times("# a: b\n", n) },
		"anchors":         func(n int) string { return numbered(n, "k%d: &a b\n") },
		"aliases":         func(n int) string { return "a: &a b\n" + times("k: *a\n", n) },
		"aliases in one":  func(n int) string { return "a: &a b\nsources: [" + times("*a, ", n) + "b]\n" },
		"laughs":          func(n int) string { return laughs(n / 100) },
		"merges":          func(n int) string { return "a: &a {b: c}\n" + times("<<: *a\n", n) },
		"tags":            func(n int) string { return numbered(n, "k%d: !!binary b\n") },
		"documents":       func(n int) string { return times("...\n", n) },
		"questions":       func(n int) string { return times("? a\n", n) },
		"a literal":       func(n int) string { return "title: |\n" + times("  words\n", n) },
		"a folded scalar": func(n int) string { return "title: >\n" + times("  words\n", n) },
		"one long value":  func(n int) string { return "title: " + times("words ", n*19) + "\n" },
		"escapes":         func(n int) string { return "title: \"" + times("\\u0041\\n", n*10) + "\"\n" },
		"open quote":      func(n int) string { return "title: \"" + times("words\n", n) },
		"numbers":         func(n int) string { return "reviewed: " + times("9", n*10) + "\n" },
		"lines of a list": func(n int) string { return "sources: [" + times("a,\n", n) + "]\n" },
	} {
		limited := false
		measure := func(n int) uint64 {
			front := "---\n" + text(n) + "---\n"
			if len(front) > source.MaxSize {
				t.Fatalf("%s: %d bytes are more than the limit of a file", name, len(front))
			}
			start := time.Now()
			bytes := allocated(func() {
				_, problems := readOne(t, "content/pages/a.md", front)
				for _, d := range problems {
					limited = limited || d.Rule == "front-limit"
				}
			})
			if spent := time.Since(start); spent > maxTime {
				t.Errorf("%s: %v", name, spent)
			}
			return bytes
		}
		// The garbage collector can empty the buffer pools of libraries during a
		// measurement, so the smaller one of two counts.
		took := [2]uint64{measure(2200), min(measure(4400), measure(4400))}
		if took[1] > 64<<20 || !limited && took[1] > 3*took[0]+8<<20 {
			t.Errorf("%s: %d KiB, and %d KiB for twice as much", name, took[0]>>10, took[1]>>10)
		}
	}
}
