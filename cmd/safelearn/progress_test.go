package main

import (
	"bytes"
	"testing"
	"time"
)

// TestProgress shows at times of its own what a terminal is sent.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{out: &out, start: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	sent := func(want string) {
		t.Helper()
		if got := out.String(); got != want {
			t.Errorf("sent %q, want %q", got, want)
		}
		out.Reset()
	}
	at := func(since time.Duration) { p.tick(p.start.Add(since)) }

	p.tell("reading", 0, 0)
	at(time.Millisecond)
	at(999 * time.Millisecond)
	p.clear()
	sent("")

	at(time.Second)
	sent("\rreading, 1 s")
	p.tell("writing", 40, 120)
	p.tell("writing", 39, 120) // the other goroutine was held up
	at(2900 * time.Millisecond)
	sent("\rwriting 40 of 120 files, 2 s")
	p.tell("done", 0, 0)
	at(3 * time.Second)
	sent("\rdone, 3 s                   ")
	p.clear()
	sent("\r         \r")
}
