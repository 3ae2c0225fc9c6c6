package main

import (
	"bytes"
	"testing"
	"time"
)

// TestProgress checks what a progress line prints at given times.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progressLine{out: &out, start: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	checkOutput := func(want string) {
		t.Helper()
		if got := out.String(); got != want {
			t.Errorf("sent %q, want %q", got, want)
		}
		out.Reset()
	}
	drawAfter := func(elapsed time.Duration) { p.draw(p.start.Add(elapsed)) }

	p.set("reading", 0, 0)
	drawAfter(time.Millisecond)
	drawAfter(999 * time.Millisecond)
	p.clear()
	checkOutput("")

	drawAfter(time.Second)
	checkOutput("\rreading, 1 s")
	p.set("writing", 40, 120)
	p.set("writing", 39, 120) // a late call, which must not lower the number
	drawAfter(2900 * time.Millisecond)
	checkOutput("\rwriting 40 of 120 files, 2 s")
	p.set("done", 0, 0)
	drawAfter(3 * time.Second)
	checkOutput("\rdone, 3 s                   ")
	p.clear()
	checkOutput("\r         \r")
}
