//go:build unix

package generator

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime returns the user and system CPU time used by this process so far.
func cpuTime(b testing.TB) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
