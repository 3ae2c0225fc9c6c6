package model

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"safelearn/generator/source"
)

// timeLimit is much longer than it takes to read any front matter, even on a busy machine.
const timeLimit = 20 * time.Second

// allocatedBytes returns the number of bytes that f allocates. Tests use it to detect quadratic
// running time without measuring time, which depends on the load of the machine: the inputs that take
// quadratic time also cause quadratic allocations. It empties the buffer pools of libraries before it
// calls f, and disables the garbage collector during the call, because that would empty them at
// unpredictable times.
func allocatedBytes(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	runtime.GC()
	runtime.GC() // a sync.Pool is empty only after the second collection
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestHugeFrontMatter checks that reading large front matter of several forms allocates at most 64
// MiB. Unless a limit rejects the text, doubling its size must at most triple the allocations
// beyond 8 MiB.
func TestHugeFrontMatter(t *testing.T) {
	repeat := strings.Repeat
	numbered := func(n int, form string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
	nested := func(n int, mark string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(repeat(" ", i) + mark + "\n")
		}
		return b.String()
	}
	billionLaughs := func(n int) string { // each line expands to ten copies of the line before it
		text := "a0: &a0 [x]\n"
		for i := range n {
			text += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i+1, i+1, repeat(fmt.Sprintf("*a%d,", i), 9), i)
		}
		return text
	}
	for name, text := range map[string]func(n int) string{
		"keys":              func(n int) string { return numbered(n, "k%d: v\n") },
		"keys of an item":   func(n int) string { return "changes:\n  - date: 2026-01-01\n" + numbered(n, "    k%d: v\n") },
		"one key":           func(n int) string { return repeat("sources: [a]\n", n) },
		"a list":            func(n int) string { return "sources:\n" + repeat("  - a\n", n) },
		"items":             func(n int) string { return "changes:\n" + repeat("  - {date: 2026-01-01, what: x}\n", n) },
		"long items":        func(n int) string { return "changes:\n" + repeat("  - date: 2026-01-01\n    what: x\n", n) },
		"nested keys":       func(n int) string { return nested(min(n, 700), "a:") },
		"nested lists":      func(n int) string { return "sources:\n" + nested(min(n, 700), " - a") },
		"hyphens":           func(n int) string { return "sources:\n " + repeat("- ", n) + "a\n" },
		"brackets":          func(n int) string { return "sources: " + repeat("[", n) + repeat("]", n) + "\n" },
		"braces":            func(n int) string { return "sources: " + repeat("{a: ", n) + repeat("}", n) + "\n" },
		"comments":          func(n int) string { return repeat("# a: b\n", n) },
		"anchors":           func(n int) string { return numbered(n, "k%d: &a b\n") },
		"aliases":           func(n int) string { return "a: &a b\n" + repeat("k: *a\n", n) },
		"aliases in a list": func(n int) string { return "a: &a b\nsources: [" + repeat("*a, ", n) + "b]\n" },
		"billion laughs":    func(n int) string { return billionLaughs(n / 100) },
		"merges":            func(n int) string { return "a: &a {b: c}\n" + repeat("<<: *a\n", n) },
		"tags":              func(n int) string { return numbered(n, "k%d: !!binary b\n") },
		"documents":         func(n int) string { return repeat("...\n", n) },
		"complex keys":      func(n int) string { return repeat("? a\n", n) },
		"a literal":         func(n int) string { return "title: |\n" + repeat("  words\n", n) },
		"a folded scalar":   func(n int) string { return "title: >\n" + repeat("  words\n", n) },
		"one long value":    func(n int) string { return "title: " + repeat("words ", n*19) + "\n" },
		"escapes":           func(n int) string { return "title: \"" + repeat("\\u0041\\n", n*10) + "\"\n" },
		"open quote":        func(n int) string { return "title: \"" + repeat("words\n", n) },
		"numbers":           func(n int) string { return "reviewed: " + repeat("9", n*10) + "\n" },
		"lines of a list":   func(n int) string { return "sources: [" + repeat("a,\n", n) + "]\n" },
	} {
		limited := false
		measure := func(n int) uint64 {
			front := "---\n" + text(n) + "---\n"
			if len(front) > source.MaxSize {
				t.Fatalf("%s: %d bytes are more than the limit of a file", name, len(front))
			}
			start := time.Now()
			bytes := allocatedBytes(func() {
				_, problems := readPage(t, "content/pages/a.md", front)
				for _, d := range problems {
					limited = limited || d.Rule == "front-limit"
				}
			})
			if spent := time.Since(start); spent > timeLimit {
				t.Errorf("%s: %v", name, spent)
			}
			return bytes
		}
		memory := [2]uint64{measure(2200), measure(4400)}
		if memory[1] > 64<<20 || !limited && memory[1] > 3*memory[0]+8<<20 {
			t.Errorf("%s: %d KiB, and %d KiB for twice as much", name, memory[0]>>10, memory[1]>>10)
		}
	}
}
