package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStopped interrupts builds at random times. A build that does not succeed must leave the
// published site unchanged and report that it stopped, unless it was interrupted before it could
// handle the signal. No temporary files may remain.
func TestStopped(t *testing.T) {
	const pages = 100
	folder := newSmallSite(t, pages)
	public := filepath.Join(folder, "public")
	start := time.Now()
	mustRun(t, "build", folder)
	duration := time.Since(start)
	random := rand.New(rand.NewPCG(3, 4))
	stopped := 0
	for n := range 8 {
		writeEdition(t, folder, pages, fmt.Sprint("later ", n))
		was := fingerprint(t, public)
		c := command(t, "build", folder)
		var output bytes.Buffer
		c.Stdout, c.Stderr = &output, &output
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(duration))))
		c.Process.Signal(os.Interrupt)
		err := c.Wait()
		var exit *exec.ExitError
		found, left := fingerprint(t, public), siblings(t, public)
		switch {
		case err == nil:
			if found == was {
				t.Errorf("the build succeeded and the site is the old one; printed %q", output.String())
			}
		case !errors.As(err, &exit):
			t.Fatal(err)
		case exit.ExitCode() < 0: // killed before it could handle the signal
			if found != was || output.Len() > 0 {
				t.Errorf("the build was killed, and it changed the site or printed %q", output.String())
			}
		default:
			stopped++
			if found != was || exit.ExitCode() != exitFailed || output.String() != "safelearn: stopped; nothing has changed\n" {
				t.Errorf("exit code %d, printed %q; the site has not changed: %t", exit.ExitCode(), output.String(), found == was)
			}
		}
		if !slices.Equal(left, []string{".public.lock", ".public.safelearn"}) {
			t.Errorf("beside the folder: %q", strings.Join(left, " "))
		}
	}
	t.Logf("stopped %d times of 8", stopped)
	if stopped == 0 {
		t.Error("no build was stopped")
	}
}
