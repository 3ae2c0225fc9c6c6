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

// TestStopped ends builds by Ctrl-C at moments drawn over all of their length. What is
// published is whole, nothing is left beside it, and the command says that it stopped.
func TestStopped(t *testing.T) {
	const pages = 100
	folder := smallSite(t, pages)
	public := filepath.Join(folder, "public")
	start := time.Now()
	runs(t, "build", folder)
	lasts := time.Since(start)
	moments := rand.New(rand.NewPCG(3, 4))
	stopped := 0
	for n := range 8 {
		edition(t, folder, pages, fmt.Sprint("later ", n))
		was := whole(t, public)
		c := command(t, "build", folder)
		var told bytes.Buffer
		c.Stdout, c.Stderr = &told, &told
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(moments.Int64N(int64(lasts))))
		c.Process.Signal(os.Interrupt)
		err := c.Wait()
		var exit *exec.ExitError
		found, left := whole(t, public), beside(t, public)
		switch {
		case err == nil:
			if found == was {
				t.Errorf("it went through and nothing is new; told %q", told.String())
			}
		case !errors.As(err, &exit):
			t.Fatal(err)
		case exit.ExitCode() < 0: // before it could take the signal
			if found != was || told.Len() > 0 {
				t.Errorf("it ended at once and the site is another, or it told %q", told.String())
			}
		default:
			stopped++
			if found != was || exit.ExitCode() != exitFailed || told.String() != "safelearn: stopped; nothing has changed\n" {
				t.Errorf("exit code %d, told %q; the site is as it was: %t", exit.ExitCode(), told.String(), found == was)
			}
		}
		if !slices.Equal(left, []string{".public.lock", ".public.safelearn"}) {
			t.Errorf("there is %q beside the folder", strings.Join(left, " "))
		}
	}
	t.Logf("stopped %d times of 8", stopped)
	if stopped == 0 {
		t.Error("it was never stopped")
	}
}
