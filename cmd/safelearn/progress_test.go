package main

import (
	"bytes"
	"testing"
	"time"
)

// TestProgress checks what is written to a terminal at given times.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progressLine{out: &out, start: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	sent := func(want string) {
		t.Helper()
		if got := out.String(); got != want {
			t.Errorf("sent %q, want %q", got, want)
		}
		out.Reset()
	}
	at := func(since time.Duration) { p.draw(p.start.Add(since)) }

	p.set("reading", 0, 0)
	at(time.Millisecond)
	at(999 * time.Millisecond)
	p.clear()
	sent("")

	at(time.Second)
	sent("\rreading, 1 s")
	p.set("writing", 40, 120)
	p.set("writing", 39, 120) // from a slower goroutine
	at(2900 * time.Millisecond)
	sent("\rwriting 40 of 120 files, 2 s")
	p.set("done", 0, 0)
	at(3 * time.Second)
	sent("\rdone, 3 s                   ")
	p.clear()
	sent("\r         \r")
}
