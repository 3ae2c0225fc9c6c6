package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// A trial is a build of another edition that the system lets down somewhere.
type trial struct {
	folder string // of the site
	was    string // what is published before
	next   string // what a build that goes through publishes
	fresh  bool   // nothing is published before
}

const trialPages = 2

// tried makes a site with one edition published and another written, and knows what
// both look like.
func tried(t *testing.T) *trial {
	t.Helper()
	s := &trial{folder: smallSite(t, trialPages)}
	edition(t, s.folder, trialPages, "next")
	runs(t, "build", s.folder)
	s.next = whole(t, s.public())
	s.again(t)
	return s
}

func (s *trial) public() string { return filepath.Join(s.folder, "public") }

// again publishes the first edition, and leaves the next to be built.
func (s *trial) again(t *testing.T) {
	t.Helper()
	edition(t, s.folder, trialPages, "first")
	if runs(t, "build", s.folder); s.fresh {
		for _, name := range []string{"public", ".public.lock", ".public.safelearn"} {
			if err := os.RemoveAll(filepath.Join(s.folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.was = whole(t, s.public())
	edition(t, s.folder, trialPages, "next")
}

// internals are what a reader of an error must never meet: a stack trace, a type.
var internals = regexp.MustCompile(`goroutine|panic|\.go:\d|0x[0-9a-f]{4}|\*?(?:fs|os|syscall|publish)\.[A-Z]|%!|a fault in the program`)

// stands holds that the site is whole after a build that ended so: the new one where
// it went through, the old one and words why where it did not. Then the next goes through.
func (s *trial) stands(t *testing.T, err error, told string) (refused bool) {
	t.Helper()
	var exit *exec.ExitError
	refused = errors.As(err, &exit)
	if refused && exit.ExitCode() < 0 { // it was killed, and may have been nearly done
		if found := whole(t, s.public()); found != s.was && found != s.next {
			t.Errorf("it was killed and neither site is there; told %q", told)
		}
		s.mended(t)
		return true
	}
	switch found := whole(t, s.public()); {
	case err != nil && !refused:
		t.Fatal(err)
	case !refused && found != s.next:
		t.Errorf("it went through and the new site is not there; told %q", told)
	case refused && found != s.was:
		t.Errorf("it failed and the old site is not there; told %q", told)
	case refused && (exit.ExitCode() != exitFailed || !strings.HasPrefix(told, "safelearn: ") || strings.Count(told, "\n") > 2):
		t.Errorf("exit code %d, told %q", exit.ExitCode(), told)
	case internals.MatchString(told):
		t.Errorf("told %q", told)
	}
	s.mended(t)
	return refused
}

// mended holds that the next build goes through and clears up.
func (s *trial) mended(t *testing.T) {
	t.Helper()
	runs(t, "build", s.folder)
	if found, left := whole(t, s.public()), beside(t, s.public()); found != s.next || fmt.Sprint(left) != "[.public.lock .public.safelearn]" {
		t.Errorf("after the next build it is not whole, or there is %q beside it", left)
	}
}

// says runs a command and gives what it told, with the error of its end.
func says(c *exec.Cmd) (string, error) {
	out, err := c.CombinedOutput()
	return string(out), err
}

// TestFileTooLarge has the system refuse what files have beyond a size.
func TestFileTooLarge(t *testing.T) {
	s := tried(t)
	for blocks, want := range map[int]bool{0: true, 1: true, 20: true, 2000: false} {
		c := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -f %d && exec "$0" build "$1"`, blocks), command(t).Path, s.folder)
		told, err := says(c)
		if s.stands(t, err, told) != want || want && !strings.Contains(told, ": writing ") {
			t.Errorf("at %d blocks: %v, told %q", blocks, err, told)
		}
		s.again(t)
	}
}

// TestDiskFull publishes to a disk on which there is more room each time. The disk is
// a mount in a space of the test's own, which is gone with it. In the end the disk may
// only be read.
func TestDiskFull(t *testing.T) {
	if os.Getenv("FIRE_DISK") == "" {
		if out, err := exec.Command("unshare", "-rm", "true").CombinedOutput(); err != nil {
			missing(t, "nothing can be mounted here, which takes unshare and user namespaces: %v %s", err, out)
		}
		c := exec.Command("unshare", "-rm", os.Args[0], "-test.run=^TestDiskFull$", "-test.v")
		c.Env = append(os.Environ(), "FIRE_DISK=here")
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestDiskFull") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	s := tried(t)
	disk := t.TempDir()
	if err := unix.Mount("none", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Unmount(disk, unix.MNT_DETACH) })
	to := filepath.Join(disk, "public")
	edition(t, s.folder, trialPages, "first")
	runs(t, "build", s.folder, "--to", to)
	was := whole(t, to)
	edition(t, s.folder, trialPages, "next")
	var used unix.Statfs_t
	if err := unix.Statfs(disk, &used); err != nil {
		t.Fatal(err)
	}
	taken, step := int64(used.Blocks-used.Bfree)*used.Bsize, int64(64<<10)
	if thorough() {
		step = 4 << 10
	}
	full := 0
	for size := taken; ; size += step {
		if err := unix.Mount("none", disk, "", unix.MS_REMOUNT, fmt.Sprintf("size=%d", size)); err != nil {
			t.Fatal(err)
		}
		told, err := says(command(t, "build", s.folder, "--to", to))
		if err == nil {
			break
		}
		full++
		if found := whole(t, to); found != was {
			t.Errorf("with %d bytes free the old site is not whole; told %q", size-taken, told)
		}
		if !strings.Contains(told, "no space left on device\n\thint: free some space") || internals.MatchString(told) {
			t.Errorf("with %d bytes free: %v, told %q", size-taken, err, told)
		}
		if left := beside(t, to); strings.Contains(fmt.Sprint(left), "-safelearn") {
			t.Errorf("with %d bytes free there is %q beside it", size-taken, left)
		}
	}
	if found := whole(t, to); full == 0 || found == was {
		t.Errorf("the disk was full %d times, and the new site is not there in the end", full)
	}

	if err := unix.Mount("none", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	found := whole(t, to)
	if told, err := says(command(t, "build", s.folder, "--to", to)); err == nil || !strings.Contains(told, "read-only file system") || whole(t, to) != found {
		t.Errorf("on a disk that is only read: %v, told %q", err, told)
	}
}

// A fault is what befalls a build at one call of the system.
type fault struct {
	call string
	what string // an error that it may give, or the signal that ends the build there
}

var faults = []fault{
	{"openat", "error=ENOSPC"}, {"mkdirat", "error=ENOSPC"}, {"write", "error=ENOSPC"}, {"linkat", "error=EMLINK"},
	{"renameat2", "error=EBUSY"}, {"renameat2", "error=EINVAL"}, {"unlinkat", "error=EIO"}, {"flock", "error=EIO"},
	{"newfstatat", "error=EIO"}, {"getdents64", "error=EIO"}, {"read", "error=EIO"}, {"close", "error=EIO"},
	{"mkdirat", "signal=KILL"}, {"write", "signal=KILL"}, {"linkat", "signal=KILL"}, {"renameat2", "signal=KILL"}, {"unlinkat", "signal=KILL"},
}

// firstFaults befall a build before which nothing is published.
var firstFaults = []fault{
	{"openat", "error=ENOSPC"}, {"mkdirat", "error=ENOSPC"}, {"write", "error=ENOSPC"}, {"renameat", "error=EBUSY"},
	{"write", "signal=KILL"}, {"renameat", "signal=KILL"},
}

// TestRefusedAtEach lets each call of the system fail, or ends the command there, one
// build at a time, by strace: the first call of its kind, the second and so on to the
// last, or the first alone where it has to be quick.
func TestRefusedAtEach(t *testing.T) {
	mayTrace(t)
	s := tried(t)
	paths := s.paths(t)
	for _, f := range faults {
		s.befalls(t, f, paths)
	}
	s.fresh = true
	s.again(t)
	for _, f := range firstFaults {
		s.befalls(t, f, paths)
	}
}

// mayTrace holds that there is an strace which can let calls of the system fail.
func mayTrace(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("strace", "-qq", "-e", "inject=openat:error=ENOSPC:when=1000", "true").CombinedOutput(); err != nil {
		missing(t, "strace is missing, or may not trace here: %v %s", err, out)
	}
}

// paths tells strace which files it is about: those of either edition and what is beside them.
func (s *trial) paths(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, name := range []string{"", ".public.lock", ".public.safelearn", ".public.safelearn.new", ".public.old-safelearn"} {
		paths = append(paths, "-P", filepath.Join(s.folder, name))
	}
	other := filepath.Join(t.TempDir(), "other")
	runs(t, "build", s.folder, "--to", other) // for the names that only the next edition has
	for _, root := range []string{s.public(), other} {
		err := filepath.WalkDir(root, func(name string, _ fs.DirEntry, err error) error {
			rest := strings.TrimPrefix(name, root)
			paths = append(paths, "-P", s.public()+rest, "-P", filepath.Join(s.folder, ".public.new-safelearn")+rest)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// befalls lets the fault come at each call.
func (s *trial) befalls(t *testing.T, f fault, paths []string) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "log")
	builds, refusals := 0, 0
	step := 1
	if f.what == "error=EIO" && f.call != "close" { // no call that writes a file, as a close may
		step = 7
	}
	for n := 1; n == 1 || thorough(); n += step {
		args := []string{"-f", "-qq", "-o", log, "-e", "trace=" + f.call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", f.call, f.what, n)}
		c := exec.Command("strace", append(append(args, paths...), command(t).Path, "build", s.folder)...)
		c.Env = append(os.Environ(), "GOMAXPROCS=1") // strace counts for each thread apart
		told, err := says(c)
		traced, readErr := os.ReadFile(log)
		if readErr != nil {
			t.Fatal(readErr)
		}
		if s.stands(t, err, told) {
			refusals++
		}
		if t.Failed() {
			t.Fatalf("%s, the %dth time, fresh %t", f, n, s.fresh)
		}
		s.again(t)
		if text := string(traced); !strings.Contains(text, "(INJECTED)") && !strings.Contains(text, "+++ killed by SIGKILL") {
			break
		}
		builds++
	}
	t.Logf("%s: in %d builds, %d of which failed", f, builds, refusals)
	if builds == 0 {
		t.Errorf("%s is never called", f.call)
	}
}

// TestNewOnFullDisk lets a new page be written nowhere: what is not whole is not left
// to be taken for a page, and the next try goes through.
func TestNewOnFullDisk(t *testing.T) {
	mayTrace(t)
	folder := smallSite(t, 1)
	page := filepath.Join(folder, "content", "pages", "about.md")
	before := whole(t, folder)
	for _, call := range []string{"write", "close"} {
		c := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-P", page, "-e", "trace="+call, "-e", "inject="+call+":error=ENOSPC", command(t).Path, "new", "page", "about")
		c.Dir = folder
		told, err := says(c)
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitFailed || !strings.Contains(told, "no space left on device\n\thint: free some space") || internals.MatchString(told) {
			t.Errorf("at %s: %v, told %q", call, err, told)
		}
		if whole(t, folder) != before {
			t.Errorf("at %s: something of the page is left", call)
		}
	}
	t.Chdir(folder)
	runs(t, "new", "page", "about")
}
