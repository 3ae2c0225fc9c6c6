package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
	"unicode/utf8"

	"safelearn/generator"
)

// soon is how long a command is silent. What takes no longer needs no words.
const soon = time.Second

// A progress keeps one line of a terminal that says what a command is at. It has no
// colour and no code but the carriage return, which every terminal knows.
type progress struct {
	out   io.Writer
	start time.Time
	width int // of the line that stands there now

	mu       sync.Mutex
	stage    string
	done, of int
}

// showProgress shows what the site is at, where out is a terminal, until the
// function that it gives is called, once or more: then the line is gone.
func showProgress(out io.Writer, site *generator.Site, start time.Time) (stop func()) {
	if !terminal(out) || os.Getenv("TERM") == "dumb" {
		return func() {}
	}
	p := &progress{out: out, start: start}
	site.Progress = p.tell
	ticker := time.NewTicker(soon / 10)
	end := make(chan struct{})
	var drawing sync.WaitGroup
	drawing.Go(func() { p.follow(ticker.C, end) })
	return sync.OnceFunc(func() {
		ticker.Stop()
		close(end)
		drawing.Wait()
	})
}

// terminal reports whether somebody may be watching. (The null device looks like a
// terminal, and takes whatever it is given.)
func terminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (p *progress) tell(stage string, done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage == p.stage {
		done = max(done, p.done) // two goroutines may tell in the wrong order
	}
	p.stage, p.done, p.of = stage, done, of
}

// follow draws the line at each tick and clears it at the end.
func (p *progress) follow(ticks <-chan time.Time, end <-chan struct{}) {
	for {
		select {
		case now := <-ticks:
			p.tick(now)
		case <-end:
			p.clear()
			return
		}
	}
}

// tick draws the line as it is now, from soon after the start on.
func (p *progress) tick(now time.Time) {
	if since := now.Sub(p.start); since >= soon {
		p.draw(p.line(since))
	}
}

func (p *progress) clear() {
	if p.width > 0 {
		p.draw("")
		fmt.Fprint(p.out, "\r")
	}
}

// line is short enough for any terminal.
func (p *progress) line(since time.Duration) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.stage
	if p.of > 0 {
		text += fmt.Sprintf(" %d of %d files", p.done, p.of)
	}
	return fmt.Sprintf("%s, %d s", text, int(since.Seconds()))
}

// draw puts a line in the place of the one before.
func (p *progress) draw(text string) {
	width := utf8.RuneCountInString(text)
	fmt.Fprintf(p.out, "\r%-*s", max(width, p.width), text)
	p.width = width
}
