package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"safelearn/generator"
)

// progressDelay is how long a command must have been running before it shows progress.
const progressDelay = time.Second

// progressLine is a terminal line that shows the progress of a command. The carriage return
// is the only control character that it uses.
type progressLine struct {
	out   io.Writer
	start time.Time
	width int // length of the text shown

	mu          sync.Mutex
	stage       string
	done, total int
}

// showProgress shows the progress of site's builds if out is a terminal. The caller must call stop to
// clear the line. The function stop may be called more than once.
func showProgress(out io.Writer, site *generator.Site, start time.Time) (stop func()) {
	if !isTerminal(out) || os.Getenv("TERM") == "dumb" {
		return func() {}
	}
	p := &progressLine{out: out, start: start}
	site.Progress = p.set
	stopped := make(chan struct{})
	var drawing sync.WaitGroup
	drawing.Go(func() {
		ticker := time.NewTicker(progressDelay / 10)
		defer ticker.Stop()
		for {
			select {
			case now := <-ticker.C:
				p.draw(now)
			case <-stopped:
				p.clear()
				return
			}
		}
	})
	return sync.OnceFunc(func() {
		close(stopped)
		drawing.Wait()
	})
}

// isTerminal reports whether stream, an input or output, is a terminal. It also returns true for
// the null device.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// set records the progress of a stage. It may be called concurrently.
func (p *progressLine) set(stage string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage == p.stage {
		done = max(done, p.done) // concurrent calls may arrive in the wrong order
	}
	p.stage, p.done, p.total = stage, done, total
}

// draw shows the current progress if the command has run for long enough.
func (p *progressLine) draw(now time.Time) {
	elapsed := now.Sub(p.start)
	if elapsed < progressDelay {
		return
	}
	p.mu.Lock()
	text := p.stage
	if p.total > 0 {
		text += fmt.Sprintf(" %d of %d files", p.done, p.total)
	}
	p.mu.Unlock()
	p.print(fmt.Sprintf("%s, %d s", text, int(elapsed.Seconds())))
}

// clear removes the text shown.
func (p *progressLine) clear() {
	if p.width > 0 {
		p.print("")
		fmt.Fprint(p.out, "\r")
	}
}

// print replaces the text shown. The text must be ASCII and fit on one terminal line.
func (p *progressLine) print(text string) {
	fmt.Fprintf(p.out, "\r%-*s", max(len(text), p.width), text)
	p.width = len(text)
}
